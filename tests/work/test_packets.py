"""The packet of a real case: read from the book, drawn as text and as PDF."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.casework.packet import Packet
from bot.papers.packet import as_pdf, as_text
from bot.papers.paper import drawable
from bot.store import cases, schema
from bot.work.packets import packet_for

if TYPE_CHECKING:
    from house import House
    from sqlalchemy import Row

PHONE = "+628110000000"
SHA = "0123456789abcdef" * 4
LONG = "Gaji tidak dibayar. شركة المثال 😭 雇主 " * 100


def packet(house: "House", case: "Row[Any]", to: str = "mission") -> Packet:
    """The packet of a case as it is in the book now."""
    return house.shop.book.read_now(lambda tx: packet_for(tx, house.shop, cases.by_id(tx, case.id), to, house.now))


def change(house: "House", case: "Row[Any]", **values: Any) -> None:
    """Write something into a case."""
    house.shop.book.write_now(
        lambda tx: tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(**values))
    )


def phone(house: "House") -> None:
    """Let the reporter's talk be one over WhatsApp."""
    values = {"channel": "whatsapp", "address": f"whatsapp:{PHONE}"}
    house.shop.book.write_now(lambda tx: tx.execute(update(schema.talk).where(schema.talk.c.id == 1).values(values)))


async def answered(house: "House", *answers: str) -> "Row[Any]":
    """A complaint about wages with answers to the questions after the receipt."""
    case = await house.complaint()
    for answer in answers:
        await house.hears("console", answer)
    return case


async def test_a_case_in_words(house: "House") -> None:
    """PM-3: village, country, category and answers stand in Indonesian; a helper needs a power of attorney."""
    case = await answered(house, "3 bulan", "NT$ 20.000", "Keluarga Contoh", "sendiri", "6", "1")

    made = packet(house, case)

    assert (made.number, made.to) == (case.number, "KBRI, KJRI atau KDEI")
    assert made.sender == "Meja Layanan Desa Paringan (contoh)"
    assert made.value("Negara") == "Taiwan"
    assert made.value("Desa asal").startswith("Paringan, Kec. ")
    assert made.value("Masalah") == "Gaji tidak dibayar"
    assert made.value("Hubungan dengan pekerja") == "Pendamping atau teman (butuh surat kuasa)"
    assert made.value("Harapan") == "Uang atau gaji dibayar"
    assert made.value("Berapa gaji sebulan yang dijanjikan") == "NT$ 20.000"
    assert made.value("Majikan atau tempat kerja") == "Keluarga Contoh"
    assert made.value("Kronologi") == case.story
    assert "Surat kuasa" in {each.label for each in made.missing}


async def test_what_was_told_later_belongs_to_the_story(house: "House") -> None:
    """Additions follow the story with their time; answers that have a field of their own do not."""
    case = await answered(house, "3 bulan", "batal")
    await house.hears("console", "tambah")
    await house.hears("console", case.number)
    await house.hears("console", "Majikan sekarang pergi ke luar kota.")

    story = packet(house, case).value("Kronologi")

    assert story == f"{case.story}\n\nTambahan 2 Maret 2026 09:00 WIB:\nMajikan sekarang pergi ke luar kota."


async def test_confidence(house: "House") -> None:
    """LP-5: the number is given on only when the reporter agreed; "(berkas)" points to the evidence."""
    case = await house.complaint()
    phone(house)
    change(house, case, story=f"Nomor saya {PHONE}.", details={"contact": "malam saja", "proof": "(berkas)"})

    hidden = as_text(packet(house, case))
    change(house, case, confidence="open")
    shown = packet(house, case)

    assert PHONE not in hidden
    assert "malam saja" not in hidden
    assert "SIFAT LAPORAN: RAHASIA" in hidden
    assert shown.value("Cara menghubungi") == f"{PHONE}\nmalam saja"
    assert shown.value("Bukti yang disebut") == "dikirim sebagai berkas, lihat bagian F"
    assert "SIFAT LAPORAN: terbuka" in as_text(shown)


@pytest.mark.parametrize("how", [{"guest": True}, {"locked": True}, {"rights": "add"}])
async def test_whose_number_is_not_given_on(house: "House", how: dict[str, Any]) -> None:
    """A relative who was let in, and a phone that others read, are not called by strangers."""
    case = await house.complaint()
    phone(house)
    change(house, case, confidence="open")
    house.shop.book.write_now(lambda tx: tx.execute(update(schema.follower).values(**how)))

    assert PHONE not in str(packet(house, case))


async def test_history_and_the_official_clocks(house: "House") -> None:
    """PM-1: who takes over reads since when the case runs and whom it went to, but no note and no reading."""
    officer, case = await house.officer("paringan"), await house.complaint()
    case = house.act("take", officer, case)
    case = house.act("note", officer, case, "Hanya untuk petugas.")
    case = house.act("hand_over", officer, case, "Mohon bantuan.", "bp3mi")

    made = packet(house, case, "bp3mi")

    assert [(each.words, each.office) for each in made.history] == [
        ("laporan diterima", "pengadu"),
        ("laporan ditangani", "Meja Layanan Desa Paringan (contoh)"),
        ("dialihkan ke BP3MI", "Meja Layanan Desa Paringan (contoh)"),
    ]
    assert "Hanya untuk petugas" not in as_text(made)


async def test_to_whom(house: "House") -> None:
    """An office gets it by its title; the one the case goes round never gets it, nor does a stranger."""
    case = await house.complaint()
    assert packet(house, case, "ponorogo").to == "Disnaker Ponorogo (contoh)"
    change(house, case, avoids="ponorogo")

    for name in ("ponorogo", "nobody"):
        with pytest.raises(LookupError, match="no packet may go to"):
            packet(house, case, name)


async def test_evidence(house: "House") -> None:
    """Each piece stands there with its kind, time and whole hash; a place with where it lies."""
    case = await house.complaint()
    lines = [
        {"kind": "photo", "sha256": SHA, "mime": "image/jpeg", "name": "kontrak.jpg"},
        {"kind": "location", "latitude": 25.03, "longitude": 121.56, "label": "Contoh"},
    ]
    house.shop.book.write_now(lambda tx: cases.keep_evidence(tx, case.id, [json.dumps(each) for each in lines], house.now))

    text = as_text(packet(house, case))

    assert f"1. foto, kontrak.jpg, 2 Maret 2026 09:00 WIB\n  SHA-256 {SHA}\n" in text
    assert "2. lokasi, Contoh, 25.03, 121.56, 2 Maret 2026 09:00 WIB" in text
    assert "LOKASI KEJADIAN: Contoh, 25.03, 121.56 (lihat bagian F), Taiwan" in text
    assert "- Kontrak" not in text


async def test_text_fits_the_form_of_lapor(house: "House") -> None:
    """Title, content, date, place and institution come first; no line is longer than 78 characters."""
    case = await house.complaint()
    change(house, case, story=LONG + "x" * 200 + "\n\nA. PENGADU")

    lines = as_text(packet(house, case, "lapor")).splitlines()

    heads = [line.partition(":")[0] for line in lines if line[:1].isupper() and ":" in line]
    assert heads[:5] == ["JUDUL LAPORAN", "ISI LAPORAN", "TANGGAL KEJADIAN", "LOKASI KEJADIAN", "INSTANSI TUJUAN"]
    parts = [line[:2] for line in lines if line[1:3] == ". " and line[0].isalpha()]
    assert parts == ["A.", "B.", "C.", "D.", "E.", "F.", "G.", "H."]
    assert max(map(len, lines)) <= 78


async def test_the_same_packet_is_the_same_pdf(house: "House") -> None:
    """A long story in foreign letters and much evidence are drawn, twice alike, and otherwise when anything is."""
    case = await house.complaint()
    pieces = [json.dumps({"kind": "document", "sha256": SHA, "name": f"عقد {number}.pdf"}) for number in range(15)]
    house.shop.book.write_now(lambda tx: cases.keep_evidence(tx, case.id, pieces, house.now))
    change(house, case, story=LONG + "{nb}")

    made = packet(house, case)

    drawn = as_pdf(made)
    assert drawn.startswith(b"%PDF")
    assert drawn == as_pdf(packet(house, case))
    assert drawn != as_pdf(replace(made, confidential=False, missing=(), evidence=(), history=()))


def test_foreign_letters() -> None:
    """What the font lacks is a box, what is not seen is left out."""
    assert drawable("a\u200d\x07😭\n", {ord("a")}) == "a□\n"
