"""The packet with which a desk hands a case over: the fields of an official complaint, in the order offices read them.

It is built from plain values, so that what may leave the house (no contact without consent, no notes of officers) can
be proven without a book. What is not known reads "belum disebut" and stands once more at the end, with how to get it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from babel.dates import format_datetime

from bot.casework.clocks import HOME
from bot.casework.life import Act
from bot.casework.marks import PHONE, marks_in

OPEN, ANONYMOUS = "open", "anonymous"
SELF, HELPERS, KIN = "self", ("sibling", "helper"), ("spouse", "parent", "child")
"""Family is husband or wife, child and parent (Peraturan P2MI 23/2025 article 1 number 7); all others need a mandate."""
NOT_SAID, IN_FILES, NUMBER_HIDDEN = "belum disebut", "dikirim sebagai berkas, lihat bagian F", "[nomor dirahasiakan]"
NOBODY = frozenset({"sendiri", "tidak tahu", "belum tahu", "tidak ada", "belum ada", "tidak", "belum"})
"""Answers that name nobody and nothing: they are printed, and what was asked for is still missing."""

EVIDENCE, HISTORY, MISSING = "F. Bukti", "G. Riwayat penanganan", "H. Yang belum ada"
STORY, TIME, PLACE, COUNTRY, PARTY = "Kronologi", "Waktu kejadian", "Tempat", "Negara", "Pihak yang diadukan"

PARTIES = {
    "person": "Pelaku atau yang terlibat",
    "employer": "Majikan atau tempat kerja",
    "agency": "PT, LPK, agen atau perantara",
    "recruiter": "Yang mengajak atau merekrut",
    "receiver": "Yang meminta uang",
    "holder": "Yang memegang dokumen",
    "payer": "Yang membayar pengobatan",
}
NO_PARTY = frozenset({"payer"})  # who paid the doctor is often the family
TIMES = {
    "when": TIME,
    "date": "Tanggal",
    "since": "Sejak kapan",
    "last_word": "Kabar terakhir",
    "months": "Sudah berapa bulan",
}
NAMES = {
    "actual": "Pekerjaan sekarang",
    "amount": "Jumlah uang",
    "child": "Anak yang perlu dibantu",
    "condition": "Sakit atau luka",
    "contract": "Kontrak",
    "documents": "Dokumen yang ditahan",
    "hours": "Jam kerja",
    "injury": "Luka atau sakit",
    "need": "Bantuan yang diperlukan",
    "offer": "Pekerjaan yang dijanjikan",
    "officer": "Petugas yang diinginkan",
    "owed": "Gaji atau hak yang belum dibayar",
    "paid": "Uang yang sudah diberikan",
    "papers": "Surat yang ada",
    "passport": "Tempat paspor",
    "people": "Orang lain di sana",
    "permit": "Masa berlaku izin tinggal",
    "promised": "Pekerjaan yang dijanjikan",
    "proof": "Bukti pembayaran atau tawaran",
    "purpose": "Alasan uang diminta",
    "reason": "Alasan yang disebut",
    "safe": "Sudah di tempat aman",
    "urgent": "Yang paling berat",
    "work": "Terjadi saat bekerja",
}
VARYING = frozenset({"amount", "contract", "date", "months", "papers", "place", "reason", "since"})
"""Details that mean another thing in another kind of case: the question they answered says which."""
ELSEWHERE = frozenset({"relation", "contact", "name", "hope", "wish", "place", *PARTIES, *TIMES})

DONE = {
    Act.OPEN: "laporan diterima",
    Act.ADD: "pengadu menambah keterangan atau bukti",
    Act.TAKE: "laporan ditangani",
    Act.REPLY: "pengadu dijawab",
    Act.ASK: "pengadu ditanya",
    Act.HOLD: "ditunda sementara",
    Act.COMPLETE: "berkas dinyatakan lengkap",
    Act.WATCH: "batas waktu resmi mulai dipantau",
    Act.MET: "batas waktu resmi terpenuhi",
    Act.HAND_OVER: "dialihkan",
    Act.MOVE_UP: "dinaikkan ke kantor di atasnya",
    Act.SILENT: "pengadu belum menjawab",
    Act.UNREACHED: "pengadu tidak dapat dihubungi",
    Act.RESOLVE: "dinyatakan selesai",
    Act.CONFIRM: "pengadu menyatakan selesai",
    Act.REOPEN: "dibuka lagi",
    Act.LAPSE: "ditutup tanpa jawaban pengadu",
    Act.WITHDRAW: "ditarik oleh pengadu",
}
"""The acts another office is told of; notes, readings, and how the reporter may be reached are not among them."""

HOW = {
    "Hubungan pengadu": "Tanyakan kepada pengadu: Anda siapa bagi pekerja itu?",
    "Surat kuasa": "Minta surat kuasa dari pekerja yang menyebut untuk urusan apa, siapa yang diberi kuasa, dan sampai"
    " kapan; yang dibuat di luar negeri harus disahkan KBRI atau KJRI.",
    "Nama pekerja": "Tanyakan nama lengkapnya, seperti di paspor atau KTP.",
    "Desa asal": "Tanyakan nama desa dan kabupaten asal pekerja.",
    COUNTRY: "Tanyakan di negara mana kejadiannya.",
    PARTY: "Tanyakan siapa atau PT apa yang terlibat; nama, hubungan, atau nomornya saja cukup.",
    TIME: "Tanyakan kapan kejadiannya atau sejak kapan; catatan tangan dengan tanggal juga berguna.",
    PLACE: "Tanyakan tempatnya atau minta kiriman lokasi, hanya kalau aman.",
    STORY: "Minta pengadu bercerita dengan kata-kata sendiri; satu kalimat cukup, boleh juga pesan suara atau foto.",
    "Kontrak atau perjanjian": "Kalau belum termasuk bagian F, minta foto tiap lembarnya; tanpa kontrak pun tetap boleh"
    " melapor.",
    "Bukti": "Minta pengadu mengirim foto, surat, suara, kuitansi, atau percakapan lewat chat Rantau; boleh menyusul.",
}
"""What may be missing, in the order it is named, and how to get it: as flows/talks, flows/parts and flows/replies say it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence; `sha256` is "" where there is no file, as with a place on the map."""

    kind: str
    name: str
    sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done to a case and where; `to` is whom a case was handed to, `times` how often on that day."""

    at: datetime
    act: str
    office: str
    to: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a case, in words.

    `words` are the answers of `details` that were chosen from a list, as the list says them, and `questions` what each
    detail answered. `contacts` are ways to reach the reporter, `numbers` the digits of their telephone: with a report
    that is not open, neither leaves the house, wherever it may stand.
    """

    number: str
    office: str
    category: str
    confidence: str = ""
    danger: bool = False
    reasons: str = ""
    story: str = ""
    country: str = ""
    village: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Packet:
    """A case as another office receives it: sections A to E, then evidence, history and what is missing."""

    number: str
    title: str
    sender: str
    to: str
    made_at: datetime
    confidential: bool
    sections: tuple[Section, ...]
    missing: tuple[Field, ...]
    evidence: tuple[Piece, ...]
    history: tuple[Handled, ...]

    def value(self, label: str) -> str:
        """The value of the first field with a label; raises StopIteration without one."""
        return next(each.value for section in self.sections for each in section.fields if each.label == label)


def wib(at: datetime) -> str:
    """A moment in the time of Western Indonesia, in words."""
    return format_datetime(at, "d MMMM y HH:mm", tzinfo=HOME, locale="id") + " WIB"


def packet_of(
    report: Report, to: str, made_at: datetime, evidence: Sequence[Piece], history: Iterable[Handled]
) -> Packet:
    """The packet about a report for the office called `to`; of `history` only the acts another office is told of."""
    report, evidence = _sparing(report, evidence)
    sections = (_reporter(report, evidence), _worker(report), _parties(report), _problem(report, evidence), _hope(report))
    heading = ", ".join(filter(None, (report.category, report.country)))
    return Packet(
        number=report.number,
        title=f"BAHAYA: {heading}" if report.danger else heading,
        sender=report.office,
        to=to,
        made_at=made_at,
        confidential=report.confidence != OPEN,
        sections=sections,
        missing=_missing(report, evidence),
        evidence=tuple(evidence),
        history=_folded(each for each in history if each.act in DONE),
    )


def _sparing(report: Report, evidence: Sequence[Piece]) -> tuple[Report, list[Piece]]:
    """The same without the telephone numbers of a reporter who is not open, in what was told and in names of files."""
    if report.confidence == OPEN:
        return report, list(evidence)
    own = report.numbers | _phones(report.details.get("contact", ""))
    details = {name: without(value, own) for name, value in report.details.items() if name != "contact"}
    spared = replace(report, story=without(report.story, own), details=details, contacts=())
    return spared, [replace(piece, name=without(piece.name, own)) for piece in evidence]
