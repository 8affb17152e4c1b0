"""A talk in which an officer speaks: the assistant is silent until handed back, called, or the set time has passed."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from house import House


async def test_an_officer_speaks(house: "House") -> None:
    """After a call for an officer the assistant is silent and everything written reaches the officer."""
    await house.officer("paringan")
    case = await house.complaint()
    house.reads("paringan")

    called = await house.hears("console", "petugas")
    wish = house.reads("paringan")
    silent = await house.hears("console", "berapa biaya paspor?")

    assert "Petugas di Meja Layanan Desa Paringan (contoh) sudah saya beri tahu" in called
    assert f"Pelapor {case.number} ingin bicara dengan petugas" in wish
    assert silent == ""
    assert f"Tambahan untuk laporan {case.number}:\n\nberapa biaya paspor?" in house.reads("paringan")
    assert house.journal()[-1] == ("add", "citizen", "berapa biaya paspor?")


async def test_the_officer_is_heard_in_the_silence(house: "House") -> None:
    """What the officer writes reaches the person, and the person's answer the officer."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("console", "petugas")

    await house.hears("paringan", f"BALAS {case.number} Selamat pagi, ada apa?")
    greeting = house.reads("console")
    house.reads("paringan")
    silent = await house.hears("console", "Nama agennya PT Contoh Sejahtera")

    assert "Selamat pagi, ada apa?" in greeting
    assert silent == ""
    assert "Nama agennya PT Contoh Sejahtera" in house.reads("paringan")


@pytest.mark.parametrize(("hours", "speaks"), [(11, False), (12, True)])
async def test_the_silence_ends_by_itself(house: "House", hours: int, *, speaks: bool) -> None:
    """When the set time has passed the assistant answers again."""
    await house.complaint()
    await house.hears("console", "petugas")

    await house.later(hours=hours)
    answer = await house.hears("console", "berapa biaya paspor?")

    assert ("Sumber:" in answer) is speaks
    assert (answer == "") is not speaks


async def test_the_silence_ends_by_the_officer(house: "House") -> None:
    """Handed back, the assistant says so and answers."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("console", "petugas")

    await house.hears("paringan", f"KEMBALIKAN {case.number}")
    told = house.reads("console")
    answer = await house.hears("console", "berapa biaya paspor?")

    assert "Saya, Rantau, kembali membantu Anda" in told
    assert "Sumber:" in answer


async def test_the_silence_ends_by_the_person(house: "House") -> None:
    """MENU brings the assistant back."""
    await house.complaint()
    await house.hears("console", "petugas")

    menu = await house.hears("console", "MENU")
    answer = await house.hears("console", "berapa biaya paspor?")

    assert "Lapor masalah" in menu
    assert "Sumber:" in answer


async def test_danger_breaks_the_silence(house: "House") -> None:
    """Safety words come at once, whoever is speaking, and a case with danger is opened."""
    await house.officer("paringan")
    await house.complaint()
    await house.hears("console", "petugas")
    house.reads("paringan")

    answer = await house.hears("console", "tolong saya dipukul majikan")

    assert "Petugas di" in answer
    assert house.case().danger
    assert "BAHAYA" in house.reads("paringan")


async def test_a_call_without_a_case_opens_one(house: "House") -> None:
    """Who has no case yet says the village, and the talk with the officer is a case of its own."""
    await house.officer("paringan")
    for words in ("halo", "1", "1", "petugas"):
        asked = await house.hears("console", words)
    called = await house.hears("console", "Paringan Ponorogo")
    silent = await house.hears("console", "saya mau tanya soal asuransi")

    assert "Desa Anda di mana" in asked
    assert f"Nomor: {house.case().number}" in called
    assert (house.case().category, house.case().office) == ("conversation", "paringan")
    assert house.talk().quiet_until == house.now + timedelta(hours=12)
    assert silent == ""
    assert "saya mau tanya soal asuransi" in house.reads("paringan")
