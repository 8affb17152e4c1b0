"""What an office keeps and how it shows: who is alerted, and what its village hears of it."""

from typing import TYPE_CHECKING

from bot.casework.roles import Role
from bot.store import audit, desks, offerings, officers
from bot.work import people
from bot.work.desks import describe
from bot.work.people import Change

if TYPE_CHECKING:
    from house import House

TELEPHONE = "0811-0000-001"


async def test_an_officer_who_was_sent_away_is_alerted_no_more(house: "House") -> None:
    """Out at once: the chat is nobody's, and a new case reaches those who are left."""
    gone, kept = await house.officer("paringan"), await house.officer("paringan", "2")
    house.shop.book.write_now(lambda tx: people.deactivate(Change(tx, house.shop, kept, house.now), gone.id, {}))
    house.reads("paringan")

    await house.complaint()
    await house.work()

    assert house.reads("paringan").count("Laporan baru") == 1
    assert house.shop.book.read_now(lambda tx: officers.of_chat(tx, "paringan:1")) is None


async def test_what_the_desk_says_of_itself(house: "House") -> None:
    """U31-b: who calls an officer or asks what there is hears hours, address and telephone, as far as they are known."""
    officer = await house.officer("paringan")
    said = {"hours": "Senin sampai Jumat, 08.00", "address": "", "telephone": TELEPHONE}
    house.shop.book.write_now(lambda tx: describe(tx, officer, said, house.now))

    await house.hears("console", "mau bicara sama petugas langsung bisa pak?")
    await house.hears("console", "1")
    answered = await house.hears("console", "Paringan Ponorogo")

    assert "Kalau mau datang atau menelepon Meja Layanan Desa Paringan" in answered
    assert f"Jam buka: Senin sampai Jumat, 08.00\nTelepon: {TELEPHONE}" in answered
    assert "Alamat" not in answered


async def test_nothing_is_said_of_a_desk_that_says_nothing(house: "House") -> None:
    """No empty line reaches anybody."""
    await house.hears("console", "mau bicara sama petugas langsung bisa pak?")
    await house.hears("console", "1")

    answered = await house.hears("console", "Paringan Ponorogo")

    assert "sudah saya beri tahu" in answered
    assert "Kalau mau datang" not in answered


async def test_what_there_is_and_where(house: "House") -> None:
    """Who asks for a service reads what the desk offers, then when and where it is."""
    house.shop.book.write_now(lambda tx: offerings.add(tx, "paringan", "services", "Map surat gratis", None))
    house.shop.book.write_now(lambda tx: desks.describe(tx, "paringan", "", "Balai desa", ""))
    for words in ("halo", "1", "1", "4", "2", "1"):
        await house.hears("console", words)

    answered = await house.hears("console", "Paringan Ponorogo")

    assert answered.index("- Map surat gratis") < answered.index("Alamat: Balai desa") < answered.index("Tulis apa yang")


async def test_the_order_of_duty_is_the_order_of_alerts(house: "House") -> None:
    """In danger the first on duty is told at once, the others after them."""
    first, second = await house.officer("paringan"), await house.officer("paringan", "2")
    change = {"duty": "1"}
    house.shop.book.write_now(lambda tx: people.set_duty(Change(tx, house.shop, first, house.now), second.id, change))

    order = house.shop.book.read_now(lambda tx: [each.id for each in officers.of_office(tx, "paringan")])

    assert order == [second.id, first.id]


async def test_a_new_officer_is_no_coordinator_by_chance(house: "House") -> None:
    """Who is added gets the role that was said, and it is written down who added them."""
    by = await house.officer("paringan")
    told = {"login": "baru", "name": "Petugas Contoh", "office": "paringan", "role": "receiver", "language": "id"}

    officer_id, _ = house.shop.book.write_now(lambda tx: people.add(Change(tx, house.shop, by, house.now), told))

    assert house.shop.book.read_now(lambda tx: officers.by_id(tx, officer_id)).role == Role.RECEIVER
    written = house.shop.book.read_now(lambda tx: audit.of_office(tx, "paringan"))
    assert [(row.officer_id, row.what, row.text) for row in written] == [
        (by.id, "officer_added", "baru, paringan, receiver")
    ]
