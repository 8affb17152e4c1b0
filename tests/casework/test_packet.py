"""The hand-over packet: the order of an official complaint, what it never shows, and what it says is missing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.casework.life import Act
from bot.casework.packet import HISTORY, HOW, NOT_SAID, Handled, Packet, Piece, Report, packet_of, wib

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DESK, PHONE = "Meja Contoh", "+62 811-0000-0000"
REPORT = Report("26-123456-1", DESK, "Gaji tidak dibayar", confidence="confidential")
LABELS = {"relation": "Pendamping atau teman"}
PHOTO = Piece("foto", "", "a" * 64, NOW)


def made(evidence: tuple[Piece, ...] = (), history: tuple[Handled, ...] = (), **known: Any) -> Packet:
    """The packet of a report of which something is known."""
    return packet_of(replace(REPORT, **known), "BP3MI", NOW, evidence, history)


def lacks(packet: Packet) -> list[str]:
    """The names of what a packet says is missing."""
    return [each.label for each in packet.missing]


def test_sections_stand_in_the_order_of_a_complaint() -> None:
    """Who, for whom, against whom, what, and what is hoped for; a stranger finds each at its place."""
    packet = made()

    assert [section.title for section in packet.sections] == [
        "A. Pengadu",
        "B. Pekerja migran",
        "C. Pihak yang diadukan",
        "D. Permasalahan",
        "E. Yang diharapkan",
    ]
    assert (packet.number, packet.title, packet.sender, packet.to) == (REPORT.number, REPORT.category, DESK, "BP3MI")


def test_a_bare_report_names_all_that_is_missing() -> None:
    """What is not known reads "belum disebut", and stands at the end with how to get it."""
    packet = made()

    assert lacks(packet) == [each for each in HOW if each != "Surat kuasa"]
    assert all(each.value for each in packet.missing)
    for label in ("Nama pekerja", "Negara", "Pihak yang diadukan", "Waktu kejadian", "Tempat", "Kronologi", "Harapan"):
        assert packet.value(label) == NOT_SAID


@pytest.mark.parametrize(
    ("what", "known"),
    [
        ("Pihak yang diadukan", {"details": {"person": "Contoh"}}),
        ("Pihak yang diadukan", {"details": {"agency": "sendiri", "employer": "Keluarga Contoh"}}),
        ("Waktu kejadian", {"details": {"since": "Januari"}}),
        ("Tempat", {"details": {"place": "Taipei"}}),
        ("Tempat", {"evidence": (Piece("lokasi", "25.03, 121.56", "", NOW),)}),
        ("Negara", {"country": "Taiwan"}),
        ("Desa asal", {"village": "Contoh, Kec. Contoh"}),
        ("Nama pekerja", {"details": {"name": "Contoh"}}),
        ("Kronologi", {"story": "Gaji belum dibayar."}),
        ("Kronologi", {"evidence": (PHOTO,)}),
        ("Kontrak atau perjanjian", {"evidence": (replace(PHOTO, name="Kontrak.pdf"),)}),
        ("Kontrak atau perjanjian", {"details": {"contract": "dikirim sebagai berkas, lihat bagian F"}}),
        ("Bukti", {"evidence": (PHOTO,)}),
        ("Hubungan dengan pekerja", {"details": {"relation": "self"}}),
    ],
)
def test_what_is_there_is_not_missing(what: str, known: Mapping[str, Any]) -> None:
    """Each thing that is missing goes away by what brings it."""
    assert what not in lacks(made(**known))


@pytest.mark.parametrize(
    ("what", "details"),
    [
        ("Pihak yang diadukan", {"agency": "Sendiri."}),
        ("Pihak yang diadukan", {"person": "tidak tahu"}),
        ("Pihak yang diadukan", {"payer": "keluarga"}),
        ("Kontrak atau perjanjian", {"contract": "ada"}),
        ("Kontrak atau perjanjian", {"contract": "bulan depan"}),
    ],
)
def test_an_answer_that_brings_nothing_is_missing_still(what: str, details: Mapping[str, str]) -> None:
    """Who answers "I do not know", or says that a contract exists, has not yet given it."""
    assert what in lacks(made(details=details))


@pytest.mark.parametrize(
    ("relation", "word", "needed"),
    [
        ("self", "Saya sendiri", False),
        ("spouse", "Suami atau istri (keluarga menurut Peraturan P2MI 23/2025", False),
        ("parent", "Ayah atau ibu (keluarga menurut", False),
        ("child", "Anak (keluarga menurut", False),
        ("sibling", "Saudara (butuh surat kuasa)", True),
        ("helper", "Pendamping atau teman (butuh surat kuasa)", True),
        ("ipar saya", "ipar saya (butuh surat kuasa kalau bukan suami/istri, orang tua, anak)", True),
    ],
)
def test_who_needs_a_mandate(relation: str, word: str, *, needed: bool) -> None:
    """PM-3: family is husband or wife, child and parent; all others need a power of attorney."""
    labels = {} if " " in relation else {"relation": word.partition(" (")[0]}
    packet = made(details={"relation": relation}, words=labels)

    assert packet.value("Hubungan dengan pekerja").startswith(word)
    assert ("Surat kuasa" in lacks(packet)) is needed


def test_a_mandate_that_is_there() -> None:
    """PM-3: a power of attorney among the evidence is pointed to and no longer missing."""
    packet = made((replace(PHOTO, name="Surat Kuasa.pdf"),), details={"relation": "helper"}, words=LABELS)

    assert packet.value("Hubungan dengan pekerja") == "Pendamping atau teman (surat kuasa: lihat bagian F)"
    assert "Surat kuasa" not in lacks(packet)


@pytest.mark.parametrize("confidence", ["confidential", "anonymous"])
@pytest.mark.parametrize("written", [PHONE, "0811 0000 0000", "(62)81100000000", "081100000000"])
def test_confidential_never_shows_contact(confidence: str, written: str) -> None:
    """LP-5: without consent no way to the reporter leaves the house, wherever they wrote their own number."""
    known: dict[str, Any] = {
        "story": f"Hubungi saya di {written} ya. Agennya +62 822-1111-1111.",
        "details": {"contact": f"{written}, malam", "employer": f"Contoh {written}"},
        "contacts": (PHONE,),
    }
    packet = made((replace(PHOTO, name=f"{written}.jpg"),), confidence=confidence, **known)
    by_address = made(confidence=confidence, story=written, numbers=frozenset({"6281100000000"}))

    assert packet.confidential
    assert "0000" not in str(packet)
    assert "malam" not in str(packet)
    assert "0000" not in str(by_address)
    assert "+62 822-1111-1111" in packet.value("Kronologi")
    assert packet.value("Cara menghubungi") == f"Rahasia: hubungi lewat {DESK}"


@pytest.mark.parametrize(
    ("confidence", "reporter", "worker"),
    [
        ("open", "Contoh", "Contoh"),
        ("confidential", f"Rahasia: hubungi lewat {DESK}", f"Rahasia: hubungi lewat {DESK}"),
        ("anonymous", "Tanpa nama", f"Rahasia: hubungi lewat {DESK}"),
    ],
)
def test_who_is_named(confidence: str, reporter: str, worker: str) -> None:
    """A worker who reports on themself is named only when they agreed to it."""
    packet = made(confidence=confidence, details={"relation": "self", "name": "Contoh"})

    assert (packet.value("Nama"), packet.value("Nama pekerja")) == (reporter, worker)


def test_another_worker_is_named() -> None:
    """Whom a relative looks for must be named, or nobody can look for them."""
    assert made(details={"relation": "parent", "name": "Contoh"}).value("Nama pekerja") == "Contoh"


def test_open_shows_contact() -> None:
    """With consent the number and the safe way stand there, and the story as it was told."""
    known: dict[str, Any] = {"contacts": (PHONE,), "numbers": frozenset({"6281100000000"}), "story": f"Saya {PHONE}."}
    packet = made(confidence="open", details={"contact": "hanya chat"}, **known)

    assert not packet.confidential
    assert packet.value("Cara menghubungi") == f"{PHONE}\nhanya chat"
    assert packet.value("Kronologi") == f"Saya {PHONE}."
    assert made(confidence="open").value("Cara menghubungi") == f"belum disebut: hubungi lewat {DESK}"


def test_the_problem() -> None:
    """Danger, times and all else that was answered stand there under Indonesian names, or under their question."""
    details = {"when": "Maret", "since": "Januari", "amount": "SAR 1.500", "permit": "Mei", "new": "ya", "bare": "tidak"}
    questions = {"since": "Sejak kapan ditahan?", "amount": "Berapa gaji sebulan? Kira-kira.", "new": "Yang baru?"}
    packet = made(danger=True, reasons="Diancam", country="Taiwan", details=details, questions=questions)

    assert packet.title == "BAHAYA: Gaji tidak dibayar, Taiwan"
    assert packet.value("Tanda bahaya") == "Ya. Diancam"
    assert packet.value("Waktu kejadian") == "Maret\nSejak kapan ditahan: Januari"
    assert packet.value("Berapa gaji sebulan") == "SAR 1.500"
    assert packet.value("Izin tinggal sampai") == "Mei"
    assert (packet.value("Yang baru"), packet.value("bare")) == ("ya", "tidak")


def test_the_hope() -> None:
    """What is hoped for reads as the list says it, with the person's own words beside it."""
    packet = made(details={"hope": "home", "wish": "Ingin pulang."}, words={"hope": "Pulang dengan selamat"})

    assert [each.value for each in packet.sections[4].fields] == ["Pulang dengan selamat", "Ingin pulang."]


def test_history_leaves_out_notes_and_readings() -> None:
    """What officers note or read, and how somebody may be reached, is nobody else's business; like acts are one line."""
    acts = (Act.OPEN, Act.ADD, Act.ADD, Act.NOTE, Act.READ, Act.ARRANGE, Act.SHARE, Act.ALERT, Act.TAKE)
    history = tuple(Handled(NOW + timedelta(minutes=number), act, DESK) for number, act in enumerate(acts))
    handed = Handled(NOW + timedelta(days=1), Act.HAND_OVER, DESK, "BP3MI")

    packet = made(history=(*history, handed))

    assert HISTORY.startswith("G.")
    assert [each.words for each in packet.history] == [
        "laporan diterima",
        "pengadu menambah keterangan atau bukti (2 kali)",
        "laporan ditangani",
        "dialihkan ke BP3MI",
    ]


def test_times_are_those_of_western_indonesia() -> None:
    """A packet is read by offices in Jakarta."""
    assert wib(NOW) == "2 Maret 2026 09:00 WIB"
