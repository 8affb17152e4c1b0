"""The pillars at work: what a desk offers is told, an agency is looked up, reminders and guidance arrive when due."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.store import agencies, offerings

if TYPE_CHECKING:
    from house import House

LISTED = [
    {"name": "PT Contoh Bahari", "licence": "12/2025", "address": ""},
    {"name": "PT Contoh Samudra", "licence": "13/2025", "address": ""},
]


async def consented(house: "House") -> None:
    """A person who has been welcomed, has agreed, and whose village is known."""
    await house.complaint()
    house.reads("console")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("pt contoh bahari", "PT Contoh Bahari ada di daftar P3MI per 1 November 2026. Izin: 12/2025."),
        ("Contoh Samudera", "tidak ada di daftar P3MI per 1 November 2026. Yang mirip:\n- PT Contoh Samudra"),
        ("PT Naga Langit", '"PT Naga Langit" tidak ada di daftar P3MI per 1 November 2026. Jangan membayar dulu.'),
    ],
)
async def test_an_agency_is_looked_up(house: "House", typed: str, told: str) -> None:
    """Found, nearly so or not: never a word that it is safe."""
    await consented(house)
    house.shop.book.write_now(lambda tx: agencies.replace_all(tx, LISTED, date(2026, 11, 1)))

    await house.hears("console", "cek pt")
    answer = await house.hears("console", typed)

    assert told in answer
    assert "aman" not in answer


async def test_without_a_list_nothing_is_said_of_an_agency(house: "House") -> None:
    """The person is sent to the official list and the officer."""
    await consented(house)

    await house.hears("console", "cek pt")

    assert "Saya belum punya daftar P3MI." in await house.hears("console", "PT Contoh Bahari")


async def test_a_new_list_replaces_the_old_one(house: "House") -> None:
    """What is no longer listed is no longer found."""
    house.shop.book.write_now(lambda tx: agencies.replace_all(tx, LISTED, date(2026, 10, 1)))
    house.shop.book.write_now(lambda tx: agencies.replace_all(tx, LISTED[:1], date(2026, 11, 1)))

    found = house.shop.book.read_now(lambda tx: agencies.find(tx, "PT CONTOH SAMUDRA"))

    assert (found.agency, found.listed_on) == (None, date(2026, 11, 1))


async def test_what_the_desk_offers_is_told_and_the_wish_becomes_a_case(house: "House") -> None:
    """Of the right kind and office, sessions that are over left out; the choice stands before the story."""
    await consented(house)
    over, coming = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 9, 2, tzinfo=UTC)
    for office, kind, title, at in (
        ("paringan", "business", "Kursus menjahit", coming),
        ("paringan", "business", "Mesin jahit pinjaman", None),
        ("paringan", "business", "Kursus lama", over),
        ("paringan", "parenting", "Temu ibu", coming),
        ("kenanga", "business", "Kursus roti", None),
    ):
        house.shop.book.write_now(lambda tx, row=(office, kind, title, at): offerings.add(tx, *row))

    await house.hears("console", "usaha")
    told = await house.hears("console", "Pelatihan")
    receipt = await house.hears("console", "mau belajar menjahit")

    assert "- Kursus menjahit, Senin 9 Maret 09:00 WIB\n- Mesin jahit pinjaman" in told
    assert not any(each in told for each in ("Kursus lama", "Temu ibu", "Kursus roti"))
    assert "Permintaan Anda sudah sampai di Meja Layanan Desa Paringan" in receipt
    case = house.case()
    assert (case.category, case.story) == ("business", "Pelatihan\nmau belajar menjahit")


async def test_reminders_arrive_on_their_days(house: "House") -> None:
    """Four months, 14 and 7 days before, in the morning; setting them anew replaces the old ones."""
    await consented(house)
    for end in ("30 Juni 2026", "31 Desember 2026"):
        await house.hears("console", "pengingat")
        await house.hears("console", "Paspor habis")
        answer = await house.hears("console", end)
    assert "- 31 Agustus 2026\n- 17 Desember 2026\n- 24 Desember 2026" in answer

    arrived = list[date]()
    for _ in range(44):
        await house.later(days=7)
        if "paspor Anda habis 31 Desember 2026" in house.reads("console"):
            arrived.append(house.now.date())

    assert len(arrived) == 3


async def test_guidance_comes_week_by_week_until_it_is_stopped(house: "House") -> None:
    """The first text at once, the next a week later, none after the person has had enough."""
    await consented(house)
    await house.hears("console", "anak")
    await house.hears("console", "Panduan mingguan")
    first = await house.hears("console", "6-12 tahun")
    await house.later(days=7)
    second = house.reads("console")
    await house.hears("console", "anak")
    await house.hears("console", "Berhenti panduan")
    await house.later(days=7)

    assert "Minggu 1, bercerita setiap hari." in first
    assert "Minggu 2, sekolah." in second
    assert "Minggu 3" not in house.reads("console")


async def test_the_checklist_grows_and_is_asked_about_once(house: "House") -> None:
    """Each tick moves the bar; after a week one question comes, and no second one."""
    await consented(house)
    asked = await house.hears("console", "surat")
    grown = await house.hears("console", "KTP dan KK")
    await house.later(days=7)
    reminder = house.reads("console")
    await house.later(days=7)

    assert "0 dari 15" in asked
    assert "1 dari 15" in grown
    assert "Bagaimana surat-surat Anda?" in reminder
    assert "Bagaimana surat-surat Anda?" not in house.reads("console")
