"""The plan for safe contact: hours and country are kept to, and on a phone others read nothing shows before the word."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from house import House

HINT = "Ada info dari desa."
WORD = "kembang contoh"
USUAL = "1"
AT_HOME, IN_ARABIA = ("1",), ("2", "Arab Saudi")
NIGHT = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
"""Three in the morning in Jakarta; eleven in the evening in Riyadh."""


async def test_news_waits_for_the_hours_named(house: "House") -> None:
    """At wrong hours news waits, and goes out when the first of them begins."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await plan(house, "19-21")
    await house.later(hours=1)

    house.act("take", officer, case)
    await house.work()
    early = house.reads("console")
    await house.later(hours=8, minutes=59)
    almost = house.reads("console")
    await house.later(minutes=1)

    assert (early, almost) == ("", "")
    assert f"Laporan {case.number} sekarang ditangani" in house.reads("console")


async def test_an_answer_waits_for_no_hour(house: "House") -> None:
    """Who writes is answered at once, whatever the hour, and news that waits does not stand in the way of the answer."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await plan(house, "19-21")
    await house.later(hours=1)
    house.act("take", officer, case)
    await house.work()
    waited = house.reads("console")

    told = await house.hears("console", "status")

    assert waited == ""
    assert "Keadaan: sedang ditangani petugas" in told
    assert house.waiting() == []


async def test_a_worker_abroad_is_not_woken(house: "House") -> None:
    """Who says that they are the worker is reached by the clock of the country they told of, without being asked for it."""
    officer = await house.officer("paringan")
    for words in (
        "gaji saya 3 bulan belum dibayar, majikan di arab saudi",
        "1",
        "Paringan Ponorogo",
        "1",
        "1",
        "1",
        "1",
        "1",
    ):
        asked = await house.hears("console", words)
    await house.hears("console", "1")  # the worker
    case = house.case()
    house.now = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)  # 7 in Jakarta, 3 in Riyadh

    house.act("take", officer, case)
    await house.work()
    at_three = house.reads("console")
    await house.later(hours=3)

    assert "Anda siapa bagi pekerja itu?" in asked
    assert case.details == {"relation": "self"}
    assert at_three == ""
    assert f"Laporan {case.number} sekarang ditangani" in house.reads("console")


async def test_nobody_is_woken(house: "House") -> None:
    """Without a plan news of the night goes out at six."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.now = NIGHT
    house.act("take", officer, case)
    await house.work()
    at_night = house.reads("console")

    await house.later(hours=3)

    assert at_night == ""
    assert f"Laporan {case.number} sekarang ditangani" in house.reads("console")


async def test_the_hours_where_somebody_is(house: "House") -> None:
    """A worker in Saudi Arabia is not written to at three in the morning there, when it is day at home."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await plan(house, USUAL, IN_ARABIA)
    house.now = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)  # 7 in Jakarta, 3 in Riyadh

    house.act("take", officer, case)
    await house.work()
    at_three = house.reads("console")
    await house.later(hours=2, minutes=59)
    before_six = house.reads("console")
    await house.later(minutes=1)

    assert (at_three, before_six) == ("", "")
    assert f"Laporan {case.number} sekarang ditangani" in house.reads("console")


async def test_danger_goes_out_at_night(house: "House") -> None:
    """What concerns somebody in danger waits for no morning."""
    officer, case = await house.officer("paringan"), await house.danger()
    taken = house.act("take", officer, case)
    await house.work()
    house.reads("console")
    house.now = NIGHT

    house.act("reply", officer, taken, "Polisi sudah di jalan.")
    await house.work()

    assert "Polisi sudah di jalan." in house.reads("console")


async def test_danger_keeps_to_hours_named(house: "House") -> None:
    """Who named hours may be hurt for a message at another one: even danger waits for them."""
    officer, case = await house.officer("paringan"), await house.danger()
    taken = house.act("take", officer, case)
    await plan(house, "19-21")
    house.now = NIGHT

    house.act("reply", officer, taken, "Polisi sudah di jalan.")
    await house.work()
    at_night = house.reads("console")
    house.now = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    await house.work()

    assert at_night == ""
    assert "Polisi sudah di jalan." in house.reads("console")


async def test_only_the_neutral_sentence(house: "House") -> None:
    """On a phone others read the only sign of news is one sentence that tells nothing, once a day."""
    officer, case = await hidden(house)

    taken = house.act("take", officer, case)
    await house.work()
    first = house.reads("console")
    house.act("reply", officer, taken, "Kami telepon besok.")
    await house.later(hours=8)
    same_day = house.reads("console")
    await house.later(hours=16)

    assert HINT in first
    assert HINT in house.reads("console")
    assert same_day == ""
    assert case.number not in first


async def test_the_word_releases_in_order(house: "House") -> None:
    """The safe word, however it is written, brings all that waited in the order in which it happened."""
    officer, case = await hidden(house)
    taken = house.act("take", officer, case)
    house.act("reply", officer, taken, "Kami telepon besok.")
    await house.later(minutes=1)
    house.reads("console")

    told = await house.hears("console", f" {WORD.upper()} ")

    assert "Itu semua kabarnya" in told
    assert told.index("sekarang ditangani") < told.index("Kami telepon besok.")
    assert house.waiting() == []


@pytest.mark.parametrize("word", ["kembang", "contoh kembang", "kata aman", WORD + "x"])
async def test_a_wrong_word_releases_nothing(house: "House", word: str) -> None:
    """Any other words are answered as if nothing waited."""
    officer, case = await hidden(house)
    house.act("take", officer, case)
    await house.work()
    house.reads("console")

    told = await house.hears("console", word)

    assert "sekarang ditangani" not in told
    assert case.number not in told
    assert len(house.waiting()) == 1


async def test_the_word_of_another_phone(house: "House") -> None:
    """A word opens the talk in which it was chosen and no other."""
    await hidden(house)

    told = await house.hears("console", WORD, address="2")

    assert "Itu semua kabarnya" not in told
    assert "Belum ada kabar baru" not in told


async def test_status_on_a_locked_phone(house: "House") -> None:
    """STATUS shows the case for a quarter of an hour after the word, and before and afterwards nothing."""
    _, case = await hidden(house)

    before = await house.hears("console", "status")
    await house.hears("console", "batal")
    opened = await house.hears("console", WORD)
    shown = await house.hears("console", "status")
    await house.later(minutes=15)
    after = await house.hears("console", "status")

    assert "Tulis nomor laporan Anda" in before
    assert "Belum ada kabar baru" in opened
    assert f"Laporan {case.number}" in shown
    assert f"Laporan {case.number}" not in after


@pytest.mark.parametrize("words", ["siapa", "bagi", "tarik", "lagi", "rahasia", "tambah", "cabut"])
async def test_no_word_of_command_shows_a_hidden_case(house: "House", words: str) -> None:
    """None of the commands about cases tells who reads the phone that there is one."""
    _, case = await hidden(house)

    told = await house.hears("console", words)

    assert case.number not in told


async def test_a_phone_that_is_safe_again(house: "House") -> None:
    """Who takes the plan back is told of news as before."""
    officer, case = await hidden(house)
    await house.hears("console", WORD)
    await plan(house, USUAL)

    house.act("take", officer, case)
    await house.later(minutes=20)

    assert f"Laporan {case.number} sekarang ditangani" in house.reads("console")


async def plan(house: "House", hours: str, place: tuple[str, ...] = AT_HOME, word: str = "") -> None:
    """Arrange how the reporter is to be reached."""
    for words in ("aman", hours, *place, *(("2", word) if word else ("1",))):
        told = await house.hears("console", words)
    assert (HINT if word else "sudah saya catat") in told


async def hidden(house: "House") -> tuple[object, object]:
    """An officer and a case whose reporter's phone is read by others."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await plan(house, USUAL, word=WORD)
    await house.later(hours=1)
    house.reads("console")
    return officer, case
