"""What a message names is found where it stands, in its settled form."""

from itertools import pairwise

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.receipt import case_number

CASE = case_number(2026, 42)


@pytest.mark.parametrize(
    ("message", "kind", "text", "value"),
    [
        ("kerja di taiwan", "country", "taiwan", "TW"),
        ("kerja di Hong Kong", "country", "Hong Kong", "HK"),
        ("lunga menyang arab saudi", "country", "arab saudi", "SA"),
        ("i work in south korea", "country", "south korea", "KR"),
        ("gaji di korsel", "country", "korsel", "KR"),
        ("suami di Riyadh", "city", "Riyadh", "SA"),
        ("terjebak di myawaddy", "city", "myawaddy", "MM"),
        ("saya dari desa Suka Maju, mau daftar", "village", "Suka Maju", "Suka Maju"),
        ("saya dari ds. karangsari kec. losarang", "village", "karangsari", "Karangsari"),
        ("gaji 5jt", "money", "5jt", "5000000 IDR"),
        ("bayar Rp 1.500.000 dulu", "money", "Rp 1.500.000", "1500000 IDR"),
        ("dipotong 1500 ringgit", "money", "1500 ringgit", "1500 MYR"),
        ("NT$ 20.000 sebulan", "money", "NT$ 20.000", "20000 TWD"),
        ("diminta dua juta lima ratus ribu", "money", "dua juta lima ratus ribu", "2500000 IDR"),
        ("sampun 3 wulan", "duration", "3 wulan", "P3M"),
        ("setahun tidak digaji 5 juta", "duration", "setahun", "P1Y"),
        ("setahun tidak digaji", "duration", "setahun", "P1Y"),
        ("kerja 16 jam sehari", "duration", "16 jam", "PT16H"),
        ("gaji 5 juta sebulan", "money", "5 juta", "5000000 IDR"),
        ("rp500rb per bulan", "money", "rp500rb", "500000 IDR"),
        ("katanya 2.5 juta", "money", "2.5 juta", "2500000 IDR"),
        ("kurang 300 ewuan", "money", "300 ewuan", "300000 IDR"),
        ("gaji 9000 dolar taiwan", "money", "9000 dolar taiwan", "9000 TWD"),
        ("gaji 800 dolar", "money", "800 dolar", "800 USD"),
        ("S$ 600 per month", "money", "S$ 600", "600 SGD"),
        ("puluhan jutaan, 13 jutaan lah", "money", "13 jutaan", "13000000 IDR"),
        ("telung taun ora mulih", "duration", "telung taun", "P3Y"),
        ("sudah satu bulan", "duration", "satu bulan", "P1M"),
        ("kalih wulan", "duration", "kalih wulan", "P2M"),
        ("one year only", "duration", "one year", "P1Y"),
        ("satengah taun", "duration", "satengah taun", "P0.5Y"),
        ("two years contract", "duration", "two years", "P2Y"),
        ("berangkat 3 maret 2026", "date", "3 maret 2026", "2026-03-03"),
        ("berangkat 12 agustus", "date", "12 agustus", "--08-12"),
        ("pulang 29 februari", "date", "29 februari", "--02-29"),
        ("tgl 1/12/25", "date", "1/12/25", "2025-12-01"),
        ("hubungi 0812-3456-7890", "phone", "0812-3456-7890", "+6281234567890"),
        ("wa +62 812 3456 7890 ya", "phone", "+62 812 3456 7890", "+6281234567890"),
        ("telp 6281234567890", "phone", "6281234567890", "+6281234567890"),
        ("PT Maju Jaya resmi ga", "agency", "PT Maju Jaya", "PT Maju Jaya"),
        ("pasporku ditahan", "document", "pasporku", "paspor"),
        ("kartu keluarga hilang", "document", "kartu keluarga", "kk"),
        ("adhiku ora ana kabare", "relation", "adhiku", "adik"),
        ("my husband is missing", "relation", "husband", "suami"),
        (f"laporan {CASE} bagaimana", "case_number", CASE, CASE),
    ],
)
def test_found(ear: Builtin, message: str, kind: str, text: str, value: str) -> None:
    """An entity is found with its text, its value and its place."""
    found = [entity for entity in ear.parse(message).entities if entity.kind == kind]

    assert [(entity.text, entity.value) for entity in found] == [(text, value)]
    assert message[found[0].start : found[0].end] == text


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("petugas di desa saya siapa", "village"),
        ("kantor desa buka jam berapa", "village"),
        ("nomor 26-000042-0", "case_number"),
        ("oke siap", "country"),
        ("ktp 3212345678901234", "phone"),
        ("paspor A0812345678901", "phone"),
        ("gaji 5 juta sebulan", "duration"),
        ("NT$ 20.000 sebulan", "duration"),
        ("umur saya 25", "money"),
        ("jam 3 sore", "duration"),
        ("kula kalih ibu", "duration"),
        ("no one", "duration"),
        ("tgl 31/02/2026", "date"),
        ("tgl 32/01/2026", "date"),
        ("tgl 3/13/2026", "date"),
        ("tgl 3/0/2026", "date"),
        ("wa 081234567890 rupiah", "money"),
        ("31 april", "date"),
        ("0 mei", "date"),
        ("maret kemarin", "date"),
        ("pt itu resmi ga", "agency"),
    ],
)
def test_not_found(ear: Builtin, message: str, kind: str) -> None:
    """What only looks like an entity is none."""
    assert kind not in {entity.kind for entity in ear.parse(message).entities}


def test_entities_do_not_overlap(ear: Builtin) -> None:
    """Each character belongs to one entity at most, and they come in order."""
    found = ear.parse("bayar 5 juta ke PT Maju Jaya di Hong Kong tgl 3 maret 2026, wa 081234567890").entities

    assert {entity.kind for entity in found} >= {"money", "agency", "country", "date", "phone"}
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("message", "durations"),
    [
        ("12 jam sehari sudah setahun", ["PT12H", "P1Y"]),
        ("sudah setahun 3 bulan", ["P1Y", "P3M"]),
        ("libur sehari seminggu", ["P1D"]),
    ],
)
def test_a_rate_is_no_duration(ear: Builtin, message: str, durations: list[str]) -> None:
    """A day, week or year right after an amount says how often; anywhere else it says how long."""
    assert [entity.value for entity in ear.parse(message).entities if entity.kind == "duration"] == durations


def test_at_most_forty(ear: Builtin) -> None:
    """A message full of names gives forty, and the surest kinds first."""
    found = ear.parse("taiwan " * 100 + "5 juta").entities

    assert len(found) == 40
    assert found[-1].kind == "money"


@pytest.mark.parametrize(
    ("message", "country"),
    [("cek PT saudi punya izin gak", "SA"), ("PJTKI hong kong yang legal", "HK"), ("pt taiwan", "TW")],
)
def test_a_firm_is_not_called_like_a_country(ear: Builtin, message: str, country: str) -> None:
    """Who asks about firms for a country names the country, not a firm."""
    assert country in [found.value for found in ear.entities(message) if found.kind == "country"]
