"""The officer's own chat: pairing, and acts on a case by words and by buttons."""

from typing import TYPE_CHECKING, Any

import pytest

from bot.store import officers

if TYPE_CHECKING:
    from house import House


@pytest.mark.parametrize("form", ["PASANG {code}", "pasang {code}", " /start {code} ", "/pair {code}", "Pair {code}"])
async def test_pairing(house: "House", form: str) -> None:
    """A code ties the chat it is sent from to its officer, once."""
    officer, _ = await house.officer("paringan"), house.reads("paringan")
    code = house.shop.book.write_now(lambda tx: officers.offer_pairing(tx, officer.id, house.now))

    paired = await house.hears("ponorogo", form.format(code=code), address="7")
    again = await house.hears("paringan", form.format(code=code), address="8")

    assert "terhubung dengan Petugas paringan1" in paired
    assert "tidak dikenal atau sudah lewat waktunya" in again
    assert _officer(house, officer.id).chat == "ponorogo:7"


async def test_a_code_grows_old(house: "House") -> None:
    """After fifteen minutes a code is nobody's."""
    officer = await house.officer("paringan")
    code = house.shop.book.write_now(lambda tx: officers.offer_pairing(tx, officer.id, house.now))
    await house.later(minutes=15)

    refused = await house.hears("ponorogo", f"PASANG {code}")

    assert "tidak dikenal atau sudah lewat waktunya" in refused
    assert _officer(house, officer.id).chat == "paringan:1"


async def test_a_chat_belongs_to_one_officer(house: "House") -> None:
    """A shared phone that is paired again speaks for the newer officer only."""
    first = await house.officer("paringan")
    second = await house.officer("kenanga")
    code = house.shop.book.write_now(lambda tx: officers.offer_pairing(tx, second.id, house.now))

    await house.hears("paringan", f"PASANG {code}")

    assert (_officer(house, first.id).chat, _officer(house, second.id).chat) == (None, "paringan:1")


async def test_a_stranger_is_a_citizen(house: "House") -> None:
    """Command words of officers mean nothing in a chat that is not paired."""
    case = await house.complaint()

    await house.hears("console", f"AMBIL {case.number}", address="2")

    assert house.case().state == "new"


WORDS = [
    ("AMBIL {number}", "take", "", "taken", "Anda tangani"),
    ("take {number}", "take", "", "taken", "Anda tangani"),
    ("/ambil {number}", "take", "", "taken", "Anda tangani"),
    ("BALAS {number} Kami telepon besok.", "reply", "Kami telepon besok.", "taken", "sedang dikirim"),
    ("reply {number}: We call tomorrow.", "reply", "We call tomorrow.", "taken", "sedang dikirim"),
    ("Balas {number}\nBaris satu\nBaris dua", "reply", "Baris satu\nBaris dua", "taken", "sedang dikirim"),
    ("BALAS\n{number}\nIsi", "reply", "Isi", "taken", "sedang dikirim"),
    ("CATAT {number} agen lama", "note", "agen lama", "new", "disimpan"),
    ("note {number} old agency", "note", "old agency", "new", "disimpan"),
    ("TANYA {number} Siapa agennya?", "ask", "Siapa agennya?", "waiting_reporter", "sedang dikirim"),
    ("ask {number} Which agency?", "ask", "Which agency?", "waiting_reporter", "sedang dikirim"),
    ("SELESAI {number} Gaji dibayar", "resolve", "Gaji dibayar", "resolved", "Pelapor sedang ditanya"),
    ("done {number} Paid", "resolve", "Paid", "resolved", "Pelapor sedang ditanya"),
    ("KEMBALIKAN {number}", "return_talk", "", "new", "dikembalikan ke Rantau"),
    ("return {number}", "return_talk", "", "new", "dikembalikan ke Rantau"),
]


@pytest.mark.parametrize(("words", "act", "text", "state", "answer"), WORDS, ids=[row[0][:12].strip() for row in WORDS])
async def test_acts_by_words(house: "House", words: str, act: str, text: str, state: str, answer: str) -> None:
    """A command word, the number and what is to be said do the act and are answered."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.reads("paringan")

    told = await house.hears("paringan", words.format(number=case.number))

    assert answer in told
    assert case.number in told
    assert house.journal()[-1] == (act, "officer", text)
    assert house.case().state == state
    assert house.case().officer_id == (None if act in {"note", "return_talk"} else officer.id)


@pytest.mark.parametrize("form", ["26 000001 9", "260000019", "26.000001.9"])
async def test_digits_may_be_grouped(house: "House", form: str) -> None:
    """A number is read however its digits are grouped, and is no part of the words."""
    await house.officer("paringan")
    await house.complaint()

    await house.hears("paringan", f"BALAS {form} 3 bulan dibayar besok")

    assert house.journal()[-1] == ("reply", "officer", "3 bulan dibayar besok")


async def test_the_buttons_of_an_alert(house: "House") -> None:
    """A new case comes with its acts as choices, which do what they say."""
    await house.officer("paringan")
    case = await house.complaint()
    alert = house.reads("paringan")

    taken = await house.hears("paringan", choice=f"officer:take:{case.number}")

    assert f"Laporan baru {case.number}: Gaji tidak dibayar" in alert
    assert "1. Ambil\n2. Balas\n3. Lihat\n4. Tanya\n5. Rujuk" in alert
    assert "Anda tangani" in taken
    assert house.case().state == "taken"


WANTING = [
    ("reply", "BALAS", "Tulis jawaban"),
    ("note", "CATAT", "Tulis catatan"),
    ("ask", "TANYA", "Tulis pertanyaan"),
    ("resolve", "SELESAI", "Tulis apa hasilnya"),
]


@pytest.mark.parametrize("by_button", [True, False], ids=["button", "word"])
@pytest.mark.parametrize(("act", "word", "question"), WANTING)
async def test_words_are_asked_for(house: "House", act: str, word: str, question: str, *, by_button: bool) -> None:
    """Where words are missing they are asked for, and the next message is them; the one after it is not."""
    await house.officer("paringan")
    case = await house.complaint()
    house.reads("paringan")

    pressed = {"choice": f"officer:{act}:{case.number}"} if by_button else {"text": f"{word} {case.number}"}
    asked = await house.hears("paringan", **pressed)
    between = len(house.journal())
    await house.hears("paringan", "Majikan berjanji hari ini")
    helped = await house.hears("paringan", "dan besok lagi")

    assert f"{question}" in asked
    assert case.number in asked
    assert house.journal()[between:] == [(act, "officer", "Majikan berjanji hari ini")]
    assert "Perintah: AMBIL nomor" in helped


@pytest.mark.parametrize(
    "words", ["Selesai dibayar tadi pagi", "Ask the agency first", "batal berangkat, uang kembali", "Help is on the way"]
)
async def test_awaited_words_may_begin_like_a_command(house: "House", words: str) -> None:
    """What is awaited is taken as it is, also when its first word means something else at the start of a line."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", choice=f"officer:reply:{case.number}")

    await house.hears("paringan", words)

    assert house.journal()[-1] == ("reply", "officer", words)


@pytest.mark.parametrize("word", ["BATAL", "batal", "/batal", "cancel"])
async def test_cancel(house: "House", word: str) -> None:
    """One word takes back what was begun, so that the next words go to nobody."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", choice=f"officer:reply:{case.number}")

    cancelled = await house.hears("paringan", word)
    helped = await house.hears("paringan", "ini bukan untuk pelapor")

    assert "Dibatalkan." in cancelled
    assert "Perintah:" in helped
    assert house.case().version == case.version


async def test_help_is_never_sent_to_a_reporter(house: "House") -> None:
    """BANTUAN shows the commands, also while words are awaited, which stay awaited."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", choice=f"officer:reply:{case.number}")

    helped = await house.hears("paringan", "BANTUAN")
    await house.hears("paringan", "Kami telepon besok")

    assert "Perintah:" in helped
    assert [row for row in house.journal() if row[0] == "reply"] == [("reply", "officer", "Kami telepon besok")]


async def test_another_command_takes_the_place_of_awaited_words(house: "House") -> None:
    """A whole command with its number is a command, and nothing is awaited any more."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", choice=f"officer:reply:{case.number}")

    await house.hears("paringan", f"AMBIL {case.number}")
    helped = await house.hears("paringan", "terima kasih")

    assert house.journal()[-1] == ("take", "officer", "")
    assert "Perintah:" in helped


@pytest.mark.parametrize("act", ["take", "reply", "note", "ask", "resolve", "return_talk"])
async def test_a_case_of_another_area_is_unknown(house: "House", act: str) -> None:
    """An officer elsewhere cannot even learn that a case exists."""
    await house.officer("kenanga")
    case = await house.complaint()

    answer = await house.hears("kenanga", choice=f"officer:{act}:{case.number}")

    assert f"Laporan {case.number} tidak ada, atau di luar wilayah Anda" in answer
    assert house.case().version == case.version
    assert house.reads("kenanga") == ""


@pytest.mark.parametrize("office", ["ponorogo", "jatim", "pusat"])
async def test_offices_above_may_act(house: "House", office: str) -> None:
    """District, province and nation see the cases of their area while these still lie in the village."""
    await house.officer(office)
    case = await house.complaint()

    answer = await house.hears(office, f"AMBIL {case.number}")

    assert "Anda tangani" in answer


@pytest.mark.parametrize(
    ("words", "number"), [("AMBIL 26-000001-3", "?"), ("CATAT", "?"), ("AMBIL 26-000042-9", "26-000042-9")]
)
async def test_a_number_that_is_none(house: "House", words: str, number: str) -> None:
    """A wrong check digit, no number and a number nobody has are answered alike."""
    await house.officer("paringan")
    await house.complaint()
    house.reads("paringan")

    answer = await house.hears("paringan", words)

    assert f"Laporan {number} tidak ada" in answer


async def test_what_cannot_be_done_is_said(house: "House") -> None:
    """An act the state forbids is answered and leaves no trace."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"SELESAI {case.number} Gaji dibayar")
    before = house.journal()

    answer = await house.hears("paringan", f"AMBIL {case.number}")

    assert f"Itu tidak bisa dilakukan pada laporan {case.number}" in answer
    assert house.journal() == before


@pytest.mark.parametrize(
    "choice", ["officer:nothing:26-000001-9", "officer:hand_over:26-000001-9", "step:complaint:review:yes"]
)
async def test_odd_buttons_do_no_harm(house: "House", choice: str) -> None:
    """A button that is no act of a chat is answered and changes nothing."""
    await house.officer("paringan")
    case = await house.complaint()
    house.reads("paringan")

    answer = await house.hears("paringan", choice=choice)

    assert answer
    assert house.case().version == case.version


def _officer(house: "House", officer_id: int) -> Any:
    return house.shop.book.read_now(lambda tx: officers.by_id(tx, officer_id))
