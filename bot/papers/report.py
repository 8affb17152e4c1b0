"""An evaluation as a PDF in A4 to print and pass on; the same bytes for equal evaluations.

Each part begins with its tables as bars where they are drawn.
"""

import io

from fpdf import FontFace
from fpdf.enums import Align
from fpdf.table import Row as TableRow

from bot.casework.figures import Evaluation, Row, Table
from bot.papers.numbers import written
from bot.papers.paper import BODY, GREY, LINE, MARGIN, PALE, SMALL, WHITE, Paper, counted
from bot.papers.plots import bars, is_drawn

MOST_ROWS = 60
WIDTH_OF_PLOT, BELOW = 104, 18  # millimetres; so much of what follows must stand on the same page


def as_pdf(evaluation: Evaluation) -> bytes:
    """The evaluation as a PDF."""
    return counted(lambda pages: _drawn(evaluation, pages))


def _drawn(evaluation: Evaluation, pages: int) -> "Sheet":
    """All of it on paper that says to have so many pages."""
    sheet = Sheet(evaluation, pages)
    sheet.front()
    for part in evaluation.parts:
        sheet.heading(part.title, part.tables[0])
        for table in part.tables:
            sheet.figures(table)
    sheet.notes()
    return sheet


class Sheet(Paper):
    """A page with what is evaluated on top and its number below."""

    def __init__(self, evaluation: Evaluation, pages: int) -> None:
        """Begin the first page of an evaluation of so many pages."""
        super().__init__(evaluation.title, evaluation.language)
        self._evaluation, self._pages = evaluation, pages
        self.set_creation_date(evaluation.made_at)
        self.set_draw_color(*PALE)
        self.add_page()

    def footer(self) -> None:
        """Draw the foot of every page: whose figures these are, and which page."""
        self.set_y(-12)
        self.pen(SMALL, color=GREY)
        self.cell(self.epw * 0.75, 5, self._evaluation.title)
        self.cell(0, 5, self._evaluation.words["page"].format(page=self.page_no(), pages=self._pages), align=Align.R)

    def front(self) -> None:
        """Draw the title and what the figures are about."""
        self.pen(16, "B")
        self.multi_cell(0, 8, self._evaluation.title, align=Align.L, new_x="LMARGIN", new_y="NEXT")
        self.pen(BODY)
        for line in self._evaluation.told:
            self.multi_cell(0, LINE, line, align=Align.L, new_x="LMARGIN", new_y="NEXT")

    def heading(self, title: str, first: Table) -> None:
        """Draw the title of a part, on the page on which its first table begins."""
        self.ln(5)
        picture = bars(first, self._evaluation.language) if is_drawn(first) else b""
        self.keep(BELOW + (_height(picture) + BELOW if picture else BELOW))
        self.pen(12.5, "B")
        self.set_fill_color(*PALE)
        self.cell(0, 8, title, fill=True, new_x="LMARGIN", new_y="NEXT")
        self.set_fill_color(*WHITE)

    def figures(self, table: Table) -> None:
        """Draw a table, as bars too where there is something to compare."""
        self.ln(3)
        if not table.rows:
            self._named(table)
            self._small(self._evaluation.words["empty"])
            return
        if is_drawn(table):
            self._bars(table)
        else:
            self._named(table)
        self._rows(table)
        if table.note:
            self._small(table.note)

    def notes(self) -> None:
        """Draw how the figures are to be read."""
        self.ln(6)
        self.keep(30)
        for line in self._evaluation.notes:
            self._small(line)

    def _named(self, table: Table) -> None:
        self.keep(25)
        self.pen(10.5, "B")
        self.multi_cell(0, 6, table.title, align=Align.L, new_x="LMARGIN", new_y="NEXT")

    def _bars(self, table: Table) -> None:
        picture = bars(table, self._evaluation.language)
        height = _height(picture)
        self.keep(height + BELOW)
        self.image(io.BytesIO(picture), x=MARGIN, w=WIDTH_OF_PLOT, alt_text=table.title)
        self.ln(1)

    def _rows(self, table: Table) -> None:
        self.pen(SMALL)
        width = min(24.0, (self.epw - 60) / len(table.heads))
        whole = min(self.epw, WIDTH_OF_PLOT + 14 + width * (len(table.heads) - 1))
        widths = (whole - width * len(table.heads), *[width] * len(table.heads))
        align = ("LEFT", *["RIGHT"] * len(table.heads))
        with self.table(
            width=whole, align=Align.L, col_widths=widths, line_height=LINE - 0.4, text_align=align, padding=0.6,
            borders_layout="HORIZONTAL_LINES",
            headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
        ) as drawn:  # fmt: skip
            drawn.row(("", *table.heads))
            for row in table.rows[:MOST_ROWS]:
                self._row(drawn.row(style=FontFace(emphasis="BOLD") if row.total else None), row)
        if len(table.rows) > MOST_ROWS:
            self._small(self._evaluation.words["cut"].format(count=MOST_ROWS))

    def _row(self, drawn: TableRow, row: Row) -> None:
        drawn.cell("    " * row.level + row.label)
        for cell in row.cells:
            drawn.cell(written(cell, self._evaluation.language))

    def _small(self, text: str) -> None:
        self.pen(SMALL, color=GREY)
        self.multi_cell(0, LINE - 0.4, text, align=Align.L, new_x="LMARGIN", new_y="NEXT")


def _height(picture: bytes) -> float:
    """How high a picture is on paper, in millimetres."""
    box = picture.split(b'viewBox="', 1)[1].split(b'"', 1)[0].split()
    return WIDTH_OF_PLOT * float(box[3]) / float(box[2])
