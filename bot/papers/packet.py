"""The hand-over packet as plain text, which fits the form of SP4N-LAPOR!, and as a PDF to print, sign and attach.

The same packet gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import cast

from fpdf import FontFace
from fpdf.enums import Align

from bot.casework.packet import COUNTRY, EVIDENCE, HISTORY, MISSING, NOT_SAID, PLACE, STORY, TIME, Field, Packet, wib
from bot.papers.paper import BLACK, BODY, GREY, LINE, MARGIN, PALE, SMALL, WHITE, Paper, counted

WIDTH = 78
SECRET = "RAHASIA"  # noqa: S105 - a mark on paper
NO_EVIDENCE, NO_HISTORY, NOTHING_MISSING = "Belum ada bukti.", "Belum ada.", "Tidak ada: berkas ini lengkap."
STORY_ABOVE = "lihat ISI LAPORAN di atas"

LABELS, GAP = 48, 1.4  # millimetres, as everything on the page
FINE = 6.5  # points
AMBER, RED = (255, 246, 222), (170, 20, 20)


def as_text(packet: Packet) -> str:
    """The packet as lines of at most 78 characters; the first ones answer the questions of SP4N-LAPOR! in their order."""
    lines = [
        *_told("JUDUL LAPORAN", packet.title),
        *_told("ISI LAPORAN", packet.value(STORY)),
        *_told("TANGGAL KEJADIAN", packet.value(TIME)),
        *_told("LOKASI KEJADIAN", _where(packet)),
        *_told("INSTANSI TUJUAN", packet.to),
        *_told("SIFAT LAPORAN", SECRET if packet.confidential else "terbuka"),
        "", "-" * WIDTH, *_told("BERKAS PENYERAHAN LAPORAN", packet.number), *_told("Dari", packet.sender),
        *_told("Dibuat", wib(packet.made_at)),
    ]  # fmt: skip
    for section in packet.sections:
        shown = (
            Field(STORY, STORY_ABOVE) if each.label == STORY and each.value != NOT_SAID else each for each in section.fields
        )
        lines += _part(section.title, (line for each in shown for line in _told(each.label, each.value)))
    lines += _part(EVIDENCE, _evidence(packet) or [NO_EVIDENCE])
    lines += _part(
        HISTORY, [line for row in _history(packet) for line in _hung(", ".join(filter(None, row)))] or [NO_HISTORY]
    )
    missing = (line for each in packet.missing for line in _hung(f"- {each.label}: {each.value}"))
    return "\n".join([*lines, *_part(MISSING, list(missing) or [NOTHING_MISSING]), ""])


def _where(packet: Packet) -> str:
    told = [each for each in (packet.value(PLACE), packet.value(COUNTRY)) if each != NOT_SAID]
    return ", ".join(told) or NOT_SAID


def _part(title: str, lines: Iterable[str]) -> list[str]:
    return ["", title.upper(), *lines]


def _told(label: str, value: str) -> list[str]:
    return _hung(f"{label}: {value}")


def _hung(text: str) -> list[str]:
    """The lines of a text, all but the first set in."""
    first, *others = text.splitlines() or [""]
    lines = wrap(first, WIDTH, subsequent_indent="  ", break_on_hyphens=False) or [""]
    for other in others:
        lines += wrap(other, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False) or [""]
    return lines


def _evidence(packet: Packet) -> list[str]:
    lines = list[str]()
    for number, piece in enumerate(packet.evidence, start=1):
        lines += _hung(f"{number}. " + ", ".join(filter(None, (piece.kind, piece.name, wib(piece.at)))))
        lines += [f"  SHA-256 {piece.sha256}"] if piece.sha256 else []
    return lines


def _history(packet: Packet) -> list[tuple[str, str, str]]:
    return [(wib(each.at), each.words, each.office) for each in packet.history]


def as_pdf(packet: Packet) -> bytes:
    """The packet as a PDF in A4; the same bytes for equal packets."""
    return counted(lambda pages: _drawn(packet, pages))


def _drawn(packet: Packet, pages: int) -> "Sheet":
    """All of a packet on paper that says to have so many pages."""
    paper = Sheet(packet, pages)
    paper.front()
    for section in packet.sections:
        paper.heading(section.title)
        for each in section.fields:
            paper.field(each)
    paper.heading(EVIDENCE)
    paper.evidence()
    paper.heading(HISTORY)
    paper.rows(("Waktu", "Yang dilakukan", "Oleh"), _history(packet), (45, 70, 59), NO_HISTORY)
    paper.heading(MISSING)
    paper.box()
    return paper


class Sheet(Paper):
    """A page with the number of the case and the mark of secrecy on top, and its own number below."""

    def __init__(self, packet: Packet, pages: int) -> None:
        """Begin the first page of a packet of so many pages."""
        super().__init__(f"Laporan {packet.number}", "id-ID")
        self._packet, self._pages = packet, pages
        self.set_text_shaping(use_shaping_engine=True, direction="ltr")  # Arabic within it is joined and turned round
        self.set_creation_date(packet.made_at)
        self.set_draw_color(*GREY)
        self.add_page()

    def header(self) -> None:
        """Draw the head of every page."""
        self.pen(SMALL, "B")
        self.cell(self.epw / 2, 6, f"Laporan {self._packet.number}")
        self.pen(11, "B", RED)
        self.cell(
            self.epw / 2, 6, SECRET if self._packet.confidential else "", align=Align.R, new_x="LMARGIN", new_y="NEXT"
        )
        self.line(MARGIN, self.y, self.w - MARGIN, self.y)
        self.ln(3)

    def footer(self) -> None:
        """Draw the foot of every page."""
        self.set_y(-12)
        self.pen(SMALL, color=GREY)
        self.cell(0, 5, f"halaman {self.page_no()} dari {self._pages}", align=Align.C)

    def front(self) -> None:
        """Draw what the packet is, from whom and for whom."""
        self.pen(15, "B")
        self.cell(0, 8, "Berkas penyerahan laporan", new_x="LMARGIN", new_y="NEXT")
        self.pen(11, "B", RED if self._packet.title.startswith("BAHAYA") else BLACK)
        for line in self._lines(self._packet.title, self.epw):
            self.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        self.ln(GAP)
        told = {"Kepada": self._packet.to, "Dari": self._packet.sender, "Dibuat": wib(self._packet.made_at)}
        for label, value in told.items():
            self.field(Field(label, value))

    def heading(self, title: str) -> None:
        """Draw the title of a section, on the page on which the section begins."""
        self.ln(2 * GAP)
        self.keep(6 * LINE)
        self.pen(10.5, "B")
        self.set_fill_color(*PALE)
        self.cell(0, 6.5, title, fill=True, new_x="LMARGIN", new_y="NEXT")
        self.set_fill_color(*WHITE)  # tables paint their cells with what is left in the brush
        self.ln(GAP)

    def field(self, each: Field) -> None:
        """Draw one line of the form: its label, and beside it what is known, over as many pages as it takes."""
        self.pen(SMALL, "B", GREY)
        labels = self._lines(each.label, LABELS)
        self.keep(LINE * max(len(labels), 2))
        top, page = self.y, self.page
        self._column(labels, MARGIN, LABELS)
        below, self.y = self.y, top
        self.pen(BODY, color=GREY if each.value == NOT_SAID else BLACK)
        self._column(self._lines(each.value, self.epw - LABELS), MARGIN + LABELS, self.epw - LABELS)
        self.y = max(self.y, below) if self.page == page else self.y
        self.ln(GAP)

    def evidence(self) -> None:
        """Draw the pieces of evidence with their hashes in full."""
        pieces = enumerate(self._packet.evidence, start=1)
        rows = [
            (str(number), "\n".join(filter(None, (each.kind, each.name))), wib(each.at), each.sha256 or "-")
            for number, each in pieces
        ]
        self.rows(("No.", "Bukti", "Diterima", "SHA-256"), rows, (10, 43, 30, 91), NO_EVIDENCE)

    def rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], without: str) -> None:
        """Draw a table whose heads stand on every page it takes; a column called SHA-256 in letters of one width."""
        self.pen(SMALL)
        if not rows:
            self.cell(0, LINE, without, new_x="LMARGIN", new_y="NEXT")
            return
        mono = FontFace(family="mono", size_pt=FINE)
        with self.table(
            col_widths=widths, line_height=LINE - 0.6, text_align="LEFT", v_align="TOP", padding=0.6,
            headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
        ) as table:  # fmt: skip
            table.row(heads)
            for row in rows:
                line = table.row()
                for head, text, width in zip(heads, row, widths, strict=True):
                    if head == "SHA-256":
                        line.cell(text, style=mono)
                    else:
                        line.cell("\n".join(self._lines(text, width - 2)))

    def box(self) -> None:
        """Draw what is missing and how to get it, in a box."""
        self.pen(SMALL)
        missing = self._packet.missing
        with self.table(
            col_widths=(LABELS, round(self.epw) - LABELS), line_height=LINE - 0.4, text_align="LEFT", v_align="TOP",
            first_row_as_headings=False, padding=1,
        ) as table:  # fmt: skip
            for each in missing or (Field("", NOTHING_MISSING),):
                line = table.row(style=FontFace(fill_color=AMBER))
                line.cell(each.label, style=FontFace(emphasis="BOLD", fill_color=AMBER))
                line.cell(each.value)

    def _column(self, lines: Iterable[str], x: float, width: float) -> None:
        for line in lines:
            self.set_x(x)
            self.cell(width, LINE, line, new_y="NEXT")

    def _lines(self, text: str, width: float) -> list[str]:
        """A text broken into the lines of a column."""
        lines = self.multi_cell(width, LINE, self.drawable(text), dry_run=True, output="LINES", align=Align.L)
        return cast("list[str]", lines)
