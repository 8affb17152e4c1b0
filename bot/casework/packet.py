"""The packet with which a desk hands a case over: the fields of an official complaint, in the order offices read them.

It is built from plain values, so that what may leave the house (no contact without consent, no notes of officers) can
be proven without a book. What is not known reads "belum disebut" and stands once more at the end, with how to get it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from babel.dates import format_datetime

from bot.casework.clocks import HOME
from bot.casework.life import Act

OPEN, ANONYMOUS = "open", "anonymous"
SELF, KIN, OTHERS = "self", frozenset({"spouse", "parent", "child"}), frozenset({"sibling", "helper"})
"""Family is husband or wife, child and parent (Peraturan P2MI 23/2025 article 1 number 7); others need a mandate."""
NOT_SAID, IN_FILES, NUMBER_HIDDEN = "belum disebut", "dikirim sebagai berkas, lihat bagian F", "[nomor dirahasiakan]"
NOBODY = frozenset({"sendiri", "tidak tahu", "belum tahu", "tidak ada", "belum ada", "tidak", "belum"})
"""Answers that name nobody and nothing: they are printed, and what was asked for is still missing."""
NUMBER = re.compile(r"\+?\d(?:[ .()/-]{0,2}\d){7,}")
TELLING_DIGITS = 8  # the last ones, because people leave out the country or write a 0 for it

EVIDENCE, HISTORY, MISSING = "F. Bukti", "G. Riwayat penanganan", "H. Yang belum ada"
STORY, TIME, PLACE, COUNTRY, PARTY = "Kronologi", "Waktu kejadian", "Tempat", "Negara", "Pihak yang diadukan"
RELATION, MANDATE, NAME, VILLAGE = "Hubungan dengan pekerja", "Surat kuasa", "Nama pekerja", "Desa asal"
CONTRACT, PROOF, ON_MAP = "Kontrak atau perjanjian", "Bukti", "lokasi"

PARTIES = {
    "person": "Pelaku atau yang terlibat", "employer": "Majikan atau tempat kerja", "recruiter": "Yang merekrut",
    "agency": "PT, LPK, agen atau perantara", "receiver": "Yang meminta uang", "holder": "Yang memegang dokumen",
    "payer": "Yang membayar pengobatan",
}  # fmt: skip
NO_PARTY = frozenset({"payer"})  # who paid the doctor is often the family
TIMES = ("when", "date", "since", "last_word", "months")
NAMES = {
    "actual": "Pekerjaan sekarang", "amount": "Jumlah uang", "child": "Anak yang perlu dibantu",
    "condition": "Sakit atau luka", "contract": "Kontrak", "documents": "Dokumen yang ditahan", "hours": "Jam kerja",
    "injury": "Luka atau sakit", "need": "Bantuan yang diperlukan", "offer": "Pekerjaan yang ditawarkan",
    "officer": "Petugas yang diinginkan", "owed": "Hak yang belum dibayar", "paid": "Uang yang sudah diberikan",
    "papers": "Surat yang ada", "passport": "Di mana paspor", "people": "Jumlah orang bernasib sama",
    "permit": "Izin tinggal sampai", "promised": "Pekerjaan yang dijanjikan", "proof": "Bukti yang disebut",
    "purpose": "Untuk apa uang itu", "reason": "Alasan yang disebut", "safe": "Sudah di tempat aman",
    "urgent": "Yang paling berat", "work": "Terjadi saat bekerja", "date": "Tanggal", "since": "Sejak kapan",
    "last_word": "Kabar terakhir", "months": "Berapa bulan", "place": PLACE,
}  # fmt: skip
VARYING = frozenset({"amount", "contract", "date", "last_word", "months", "papers", "place", "reason", "since"})
"""Details that mean another thing in another kind of case: the question they answered says which."""
ELSEWHERE = frozenset({"relation", "contact", "name", "hope", "wish", "place", *PARTIES, *TIMES})

DONE = {
    Act.OPEN: "laporan diterima", Act.ADD: "pengadu menambah keterangan atau bukti", Act.TAKE: "laporan ditangani",
    Act.REPLY: "pengadu dijawab", Act.ASK: "pengadu ditanya", Act.HOLD: "ditunda sementara",
    Act.COMPLETE: "berkas dinyatakan lengkap", Act.WATCH: "batas waktu resmi mulai dipantau",
    Act.MET: "batas waktu resmi terpenuhi", Act.HAND_OVER: "dialihkan", Act.MOVE_UP: "dinaikkan ke kantor berikutnya",
    Act.SILENT: "pengadu belum menjawab", Act.UNREACHED: "pengadu tidak dapat dihubungi",
    Act.RESOLVE: "dinyatakan selesai", Act.CONFIRM: "pengadu menyatakan selesai", Act.REOPEN: "dibuka lagi",
    Act.LAPSE: "ditutup tanpa jawaban pengadu", Act.WITHDRAW: "ditarik oleh pengadu",
    Act.GO_ROUND: "dialihkan atas permintaan pengadu",
}  # fmt: skip
"""The acts another office is told of; notes, readings, and how the reporter may be reached are not among them."""

HOW = {
    RELATION: "Tanyakan kepada pengadu: Anda siapa bagi pekerja itu?",
    MANDATE: "Minta surat kuasa yang menyebut untuk urusan apa, siapa yang diberi kuasa, dan sampai kapan; yang dibuat di"
    " luar negeri harus disahkan KBRI atau KJRI.",
    NAME: "Tanyakan nama lengkapnya, seperti di paspor atau KTP.",
    VILLAGE: "Tanyakan nama desa dan kabupaten asal pekerja.",
    COUNTRY: "Tanyakan di negara mana kejadiannya.",
    PARTY: "Tanyakan siapa atau PT apa yang terlibat; nama, hubungan, atau nomornya saja cukup.",
    TIME: "Tanyakan kapan kejadiannya atau sejak kapan; catatan tangan dengan tanggal juga berguna.",
    PLACE: "Tanyakan tempatnya atau minta kiriman lokasi, hanya kalau aman.",
    STORY: "Minta pengadu bercerita dengan kata-kata sendiri; satu kalimat cukup, boleh juga pesan suara atau foto.",
    CONTRACT: "Minta foto tiap lembarnya, kalau belum termasuk bagian F; tidak punya kontrak tetap boleh melapor.",
    PROOF: "Minta foto, surat, suara, kuitansi, atau percakapan, yang cukup dikirim lewat pesan dan boleh menyusul.",
}
"""What may be missing, in the order it is named, and how to get it, as flows/talks, flows/parts and flows/replies say."""


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
    """What was done to a case, in which office; `to` is whom it was handed to, `times` how often in a row on that day."""

    at: datetime
    act: str
    office: str
    to: str = ""
    times: int = 1

    @property
    def words(self) -> str:
        """The act as another office reads it."""
        done = DONE[Act(self.act)] + (f" ke {self.to}" if self.to else "")
        return f"{done} ({self.times} kali)" if self.times > 1 else done


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a case, in words.

    `words` are the answers among `details` that were chosen from a list, as the list says them; `questions` what each
    detail answered. `contacts` are ways to reach the reporter, `numbers` their telephone numbers in digits: while the
    report is not open neither leaves the house, wherever they may stand.
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

    @property
    def through(self) -> str:
        """The way to a reporter whose own contact is not given."""
        return f"Rahasia: hubungi lewat {self.office}"

    def asked(self, name: str) -> str:
        """What a detail answers, in few words."""
        question = self.questions.get(name, "").partition("?")[0].strip()
        return (question if name in VARYING or name not in NAMES else "") or NAMES.get(name, "") or name


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
        """The value of the first field with a label."""
        return next(each.value for section in self.sections for each in section.fields if each.label == label)


def wib(at: datetime) -> str:
    """A moment in the time of Western Indonesia, in words."""
    return format_datetime(at, "d MMMM y HH:mm", tzinfo=HOME, locale="id") + " WIB"


def packet_of(report: Report, to: str, made_at: datetime, evidence: Sequence[Piece], history: Iterable[Handled]) -> Packet:
    """The packet about a report for the office called `to`; of `history` only the acts another office is told of."""
    confidential = report.confidence != OPEN
    report, evidence = _sparing(report, evidence) if confidential else (report, evidence)
    heading = ", ".join(filter(None, (report.category, report.country)))
    sections = (_reporter(report, evidence), _worker(report), _parties(report), _problem(report, evidence), _hope(report))
    return Packet(
        report.number, f"BAHAYA: {heading}" if report.danger else heading, report.office, to, made_at, confidential,
        sections, _missing(report, evidence), tuple(evidence), _folded(history),
    )  # fmt: skip


def _sparing(report: Report, evidence: Sequence[Piece]) -> tuple[Report, Sequence[Piece]]:
    """The same without ways to the reporter: not as a contact, nor in what was told, nor in names of files."""
    contact = report.details.get("contact", "")
    own = {each[-TELLING_DIGITS:] for each in (*report.numbers, *map(_digits, NUMBER.findall(contact)))}

    def spared(text: str) -> str:
        return NUMBER.sub(lambda found: NUMBER_HIDDEN if any(each in _digits(found[0]) for each in own) else found[0], text)

    details = {name: spared(value) for name, value in report.details.items() if name != "contact"}
    pieces = [replace(piece, name=spared(piece.name)) for piece in evidence]
    return replace(report, story=spared(report.story), details=details, contacts=()), pieces


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _reporter(report: Report, evidence: Sequence[Piece]) -> Section:
    told = report.details.get("relation", "")
    relation = report.words.get("relation") or told or NOT_SAID
    relation += _standing(told, mandate=_shown(evidence, "kuasa"))
    own_name = report.details.get("name", NOT_SAID) if told == SELF else NOT_SAID
    name = {OPEN: own_name, ANONYMOUS: "Tanpa nama"}.get(report.confidence, report.through)
    contacts = "\n".join(filter(None, (*report.contacts, report.details.get("contact"))))
    contacts = contacts or (f"{NOT_SAID}: hubungi lewat {report.office}" if report.confidence == OPEN else report.through)
    return Section("A. Pengadu", (Field("Nama", name), Field(RELATION, relation), Field("Cara menghubungi", contacts)))


def _standing(relation: str, *, mandate: bool) -> str:
    """What the law asks of somebody who reports for a worker."""
    if relation in KIN:
        return " (keluarga menurut Peraturan P2MI 23/2025 pasal 1 angka 7)"
    if relation in {"", SELF}:
        return ""
    if mandate:
        return " (surat kuasa: lihat bagian F)"
    return " (butuh surat kuasa)" if relation in OTHERS else " (butuh surat kuasa kalau bukan suami/istri, orang tua, anak)"


def _worker(report: Report) -> Section:
    """A worker who reports on themself is named only where the reporter may be."""
    hidden = report.details.get("relation") == SELF and report.confidence != OPEN
    name = report.through if hidden else report.details.get("name", NOT_SAID)
    place = Field(VILLAGE, report.village or NOT_SAID), Field(COUNTRY, report.country or NOT_SAID)
    return Section("B. Pekerja migran", (Field(NAME, name), *place))


def _parties(report: Report) -> Section:
    told = tuple(Field(label, report.details[name]) for name, label in PARTIES.items() if name in report.details)
    return Section(f"C. {PARTY}", told or (Field(PARTY, NOT_SAID),))


def _problem(report: Report, evidence: Sequence[Piece]) -> Section:
    others = (Field(report.asked(name), value) for name, value in report.details.items() if name not in ELSEWHERE)
    danger = f"Ya. {report.reasons}".strip() if report.danger else "Tidak ada yang dikenali"
    story = report.story or (IN_FILES if evidence else NOT_SAID)
    place = _on_map(evidence) if "place" not in report.details else _answers(report, "place")
    return Section("D. Permasalahan", (
        Field("Masalah", report.category), Field("Tanda bahaya", danger), Field(TIME, _answers(report, *TIMES)),
        Field(PLACE, place or NOT_SAID), Field(STORY, story), *others,
    ))  # fmt: skip


def _answers(report: Report, *names: str) -> str:
    """What was answered to these questions; where a question may mean another thing, the answer says to what."""
    told = [(name, report.details[name]) for name in names if name in report.details]
    return "\n".join(f"{report.asked(name)}: {value}" if name in VARYING else value for name, value in told) or NOT_SAID


def _hope(report: Report) -> Section:
    hope = report.words.get("hope") or report.details.get("hope", NOT_SAID)
    wish = report.details.get("wish", "")
    return Section("E. Yang diharapkan", (Field("Harapan", hope), *((Field("Kata pengadu", wish),) if wish else ())))


def _missing(report: Report, evidence: Sequence[Piece]) -> tuple[Field, ...]:
    relation = report.details.get("relation")
    told = {name for name, value in report.details.items() if value.strip(" .,!").casefold() not in NOBODY}
    there = {
        RELATION: relation,
        MANDATE: relation in {None, SELF, *KIN} or _shown(evidence, "kuasa"),
        NAME: "name" in told, VILLAGE: report.village, COUNTRY: report.country, PARTY: told & (set(PARTIES) - NO_PARTY),
        TIME: told & set(TIMES), PLACE: "place" in told or _on_map(evidence), STORY: report.story or evidence,
        CONTRACT: report.details.get("contract") == IN_FILES or _shown(evidence, "kontrak", "perjanjian"),
        PROOF: evidence,
    }  # fmt: skip
    return tuple(Field(what, how) for what, how in HOW.items() if not there[what])


def _shown(evidence: Sequence[Piece], *words: str) -> bool:
    """Whether a piece of evidence is called so."""
    return any(word in piece.name.casefold() for piece in evidence for word in words)


def _on_map(evidence: Sequence[Piece]) -> str:
    return next((f"{piece.name} (lihat bagian F)" for piece in evidence if piece.kind == ON_MAP), "")


def _folded(history: Iterable[Handled]) -> tuple[Handled, ...]:
    """The acts that may be told; the same one several times in a row on one day is one line."""
    told = [each for each in history if each.act in DONE]
    days = groupby(told, key=lambda each: (each.at.astimezone(HOME).date(), each.act, each.office, each.to))
    return tuple(replace(alike[0], times=len(alike)) for alike in (list(group) for _, group in days))
