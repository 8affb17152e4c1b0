"""What each act of an officer does: state, journal, deadline, and what the reporter reads."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.casework.life import ActRefused
from bot.store import followers
from bot.store.cases import CaseChanged
from bot.work.acts import WordsMissing

if TYPE_CHECKING:
    from house import House

TUESDAY = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
IN_TEN_DAYS = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)


async def test_take(house: "House") -> None:
    """Who takes a case has it, and the reporter hears who and until when."""
    officer, case = await house.officer("paringan"), await house.complaint()

    taken = house.act("take", officer, case)
    await house.work()

    assert (taken.state, taken.officer_id, taken.due_at) == ("taken", officer.id, THURSDAY)
    assert house.journal()[-1] == ("take", "officer", "")
    told = house.reads("console")
    assert f"Laporan {case.number} sekarang ditangani Petugas paringan1 dari Meja Layanan Desa Paringan" in told
    assert "paling lambat Kamis 5 Maret 09:00 WIB" in told


async def test_reply(house: "House") -> None:
    """Who answers has taken the case; the reporter reads the words and may answer by button."""
    officer, case = await house.officer("paringan"), await house.complaint()

    replied = house.act("reply", officer, case, " Kami telepon agennya besok. ")
    await house.work()
    told = house.reads("console")
    await house.hears("console", "1")
    house.reads("paringan")
    answered = await house.hears("console", "Terima kasih, agennya ada di desa sebelah")

    assert (replied.state, replied.officer_id, replied.due_at) == ("taken", officer.id, THURSDAY)
    assert "untuk laporan" in told
    assert "Kami telepon agennya besok.\n" in told
    assert "1. Balas petugas" in told
    assert f"ke laporan {case.number}" in answered
    assert "agennya ada di desa sebelah" in house.reads("paringan")
    assert house.journal()[-2:] == [
        ("reply", "officer", " Kami telepon agennya besok. "),
        ("add", "citizen", "Terima kasih, agennya ada di desa sebelah"),
    ]


async def test_reply_to_a_resolved_case_moves_no_deadline(house: "House") -> None:
    """The reporter's time to say whether it is over does not begin again with every word."""
    officer, case = await house.officer("paringan"), await house.complaint()
    resolved = house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.later(days=1)

    replied = house.act("reply", officer, resolved, "Bukti transfer ada di meja.")

    assert (replied.state, replied.due_at) == ("resolved", IN_TEN_DAYS)


async def test_note(house: "House") -> None:
    """A note stays among officers and changes nothing but the journal."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.reads("console")
    await house.later(hours=3)

    noted = house.act("note", officer, case, "Agen ini sudah dua kali dilaporkan.")
    await house.work()

    assert (noted.state, noted.officer_id, noted.due_at) == ("new", None, TUESDAY)
    assert house.journal()[-1] == ("note", "officer", "Agen ini sudah dua kali dilaporkan.")
    assert house.reads("console") == ""


async def test_ask_and_answer(house: "House") -> None:
    """The reporter's next words are the answer; officers read it and the next step is theirs again."""
    officer, case = await house.officer("paringan"), await house.complaint()

    asked = house.act("ask", officer, case, "Siapa nama agennya?")
    await house.work()
    question = house.reads("console")
    house.reads("paringan")
    await house.later(days=1)
    answer = await house.hears("console", "PT Contoh Sejahtera, di kota")

    assert (asked.state, asked.officer_id, asked.due_at) == ("waiting_reporter", officer.id, IN_TEN_DAYS)
    assert "Siapa nama agennya?" in question
    assert "Jawaban Anda sudah sampai ke petugas" in answer
    assert "PT Contoh Sejahtera, di kota" in house.reads("paringan")
    assert house.journal()[-2:] == [
        ("ask", "officer", "Siapa nama agennya?"),
        ("add", "citizen", "PT Contoh Sejahtera, di kota"),
    ]
    assert (house.case().state, house.case().due_at) == ("taken", datetime(2026, 3, 6, 2, 0, tzinfo=UTC))


async def test_ask_in_the_middle_of_a_form(house: "House") -> None:
    """What the reporter was filling in is resumed after the answer, with nothing lost."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.hears("console", "batal")
    await house.hears("console", "paspor saya ditahan agen di Malaysia")

    house.act("ask", officer, case, "Siapa nama agennya?")
    await house.work()
    house.reads("console")
    answer = await house.hears("console", "PT Contoh Sejahtera")

    assert "Jawaban Anda sudah sampai" in answer
    assert "Cerita: paspor saya ditahan agen di Malaysia" in answer
    assert "Apakah sudah benar?" in answer


async def test_hand_over(house: "House") -> None:
    """The other office gets the case as if new, with its own deadline, and the reporter hears where it is."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.officer("ponorogo")
    taken = house.act("take", officer, case)
    await house.work()
    house.reads("console")

    moved = house.act("hand_over", officer, taken, "Butuh mediasi.", "ponorogo")
    await house.work()

    assert (moved.state, moved.office, moved.officer_id, moved.due_at) == ("handed_over", "ponorogo", None, NEXT_MONDAY)
    assert house.journal()[-1] == ("hand_over", "officer", "ponorogo: Butuh mediasi.")
    assert f"Laporan {case.number} sekarang diurus Disnaker Ponorogo" in house.reads("console")
    assert f"Laporan baru {case.number}" in house.reads("ponorogo")
    await house.later(days=1)
    assert house.reads("ponorogo") == ""
    await house.later(days=6)
    assert house.case().office == "jatim"
    assert "sudah saya naikkan ke BP3MI" in house.reads("console")


@pytest.mark.parametrize("office", ["paringan", "no_such_office", ""])
async def test_hand_over_needs_another_office(house: "House", office: str) -> None:
    """A case cannot be handed to where it is, or to nobody."""
    officer, case = await house.officer("paringan"), await house.complaint()

    with pytest.raises(WordsMissing, match="choose another office"):
        house.act("hand_over", officer, case, "Butuh mediasi.", office)

    assert house.case().version == case.version


async def test_return_talk(house: "House") -> None:
    """The assistant answers again, the reporter is told, the deadline stays."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.hears("console", "petugas")
    silent = await house.hears("console", "apa kabar laporan saya?")

    returned = house.act("return_talk", officer, house.case())
    await house.work()
    told = house.reads("console")
    answer = await house.hears("console", "status")

    assert silent == ""
    assert (returned.state, returned.due_at) == ("new", TUESDAY)
    assert house.journal()[-1] == ("return_talk", "officer", "")
    assert "Saya, Rantau, kembali membantu Anda" in told
    assert case.number in answer


@pytest.mark.parametrize("name", ["reply", "note", "ask", "resolve"])
async def test_words_are_needed(house: "House", name: str) -> None:
    """An act that tells something needs words, and without them nothing is done."""
    officer, case = await house.officer("paringan"), await house.complaint()

    with pytest.raises(WordsMissing):
        house.act(name, officer, case, "  \n")

    assert house.case().version == case.version


@pytest.mark.parametrize("name", ["take", "reply", "note", "ask", "resolve", "return_talk"])
async def test_the_second_of_two_is_refused(house: "House", name: str) -> None:
    """Two officers saw the same version: the first act counts, the second leaves no trace and tells nobody."""
    first, second = await house.officer("paringan"), await house.officer("paringan", address="2")
    case = await house.complaint()
    house.act("take", first, case)
    await house.work()
    before = house.journal()
    house.reads("console")

    with pytest.raises(CaseChanged):
        house.act(name, second, case, "kata-kata")
    await house.work()

    assert house.journal() == before
    assert house.case().officer_id == first.id
    assert house.reads("console") == ""


@pytest.mark.parametrize("name", ["take", "ask", "resolve"])
async def test_an_ended_case_is_left_alone(house: "House", name: str) -> None:
    """After the reporter's confirmation there is nothing left to take, ask or resolve."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    await house.hears("console", "1")

    with pytest.raises(ActRefused, match="closed_confirmed"):
        house.act(name, officer, house.case(), "kata-kata")


async def test_every_follower_is_told(house: "House") -> None:
    """A relative who follows the case by number and PIN hears of it too."""
    officer = await house.officer("paringan")
    case = await house.complaint()
    await house.hears("console", "halo", address="2")
    follower = house.talk(address="2").id
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, follower))
    house.reads("console")

    house.act("take", officer, case)
    await house.work()

    assert house.reads("console").count("sekarang ditangani") == 2
