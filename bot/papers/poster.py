"""The poster of a village, A4: two QR codes that carry the village, so that nobody types an address or where they are from.

Only what somebody must know before they write stands on it: what it is for, what it costs, that a voice will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from babel.dates import format_date
from fpdf.enums import Align

from bot.papers.paper import BLACK, WHITE, Color, Paper

TITLE = ("Kerja di luar negeri?", "Ada masalah?", "Tanya Rantau.")
PROMISES = ("Gratis.", "Boleh kirim suara.", "Bahasa Indonesia, Jawa, Sunda, Inggris.")
SCAN = "Pindai dengan kamera HP. Desanya sudah terisi."
DESK, LINES = "Datang langsung", "Telepon penting"

MARGIN, BAND, CODE, GAP = 16.0, 74.0, 64.0, 6.0  # millimetres, as everything on the page
BRAND, DARK = (14, 92, 77), (70, 70, 70)

Matrix = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: the app, the link its code holds, and the short address for whoever cannot scan it."""

    app: str
    link: str
    short: str


@dataclass(frozen=True, slots=True)
class Line:
    """An emergency line by its name, its number, and when somebody last looked it up."""

    name: str
    number: str
    checked: date


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the poster of a village; `desk` are the lines about the service desk, if it has said any.

    `words` is what somebody writes who came in without a code.
    """

    village: str
    words: str
    doors: tuple[Door, ...]
    desk: tuple[str, ...]
    lines: tuple[Line, ...]


def code_of(link: str) -> Matrix:
    """The QR code of a link as rows of modules, 1 for a dark one, without its quiet zone; a quarter of it may be torn."""
    made = segno.make_qr(link, error="q", boost_error=False)
    return tuple(tuple(row) for row in made.matrix)


def as_poster(poster: Poster) -> bytes:
    """The poster as a PDF of one page."""
    sheet = Sheet(poster)
    sheet.head()
    sheet.doors()
    sheet.promises()
    sheet.foot()
    return bytes(sheet.output())


class Sheet(Paper):
    """One page in A4, drawn from top to bottom."""

    def __init__(self, poster: Poster) -> None:
        """Begin the page of a poster."""
        super().__init__(f"Rantau, {poster.village}", "id-ID")
        self._poster = poster
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=False)
        self.add_page()

    def head(self) -> None:
        """Draw what it is for, and for whom."""
        self.set_fill_color(*BRAND)
        self.rect(0, 0, self.w, BAND, style="F")
        self.set_y(11)
        for words in TITLE:
            self._words(words, 33, "B", WHITE, 15.5)
        self.set_y(self.y + 2)
        self._words(self._poster.village, 14, "", WHITE, 8)
        self.set_y(BAND + GAP)
        self._words(SCAN, 15, "B", BLACK, 9)

    def doors(self) -> None:
        """Draw the codes side by side, each with its app above and its short address below."""
        top, doors = self.y + 1, self._poster.doors
        width = self.epw / len(doors)
        for number, door in enumerate(doors):
            left = MARGIN + number * width
            self.set_y(top)
            self._words(door.app, 18, "B", BRAND, 9, left, width)
            self.code(code_of(door.link), left + (width - CODE) / 2, self.y + 5, CODE)
            self.set_y(self.y + CODE + 11)
            self._words(door.short, 18, "B", BLACK, 9, left, width)
        self._words(f"Tidak bisa memindai? Buka alamat di atas, lalu tulis: {self._poster.words}", 11, "", DARK, 7)

    def code(self, matrix: Matrix, x: float, y: float, size: float) -> None:
        """Draw a code into a square; the paper around it is its quiet zone."""
        self.set_fill_color(*BLACK)
        module = size / len(matrix)
        for row, modules in enumerate(matrix):
            for column, dark in enumerate(modules):
                if dark:
                    self.rect(x + column * module, y + row * module, module, module, style="F")

    def promises(self) -> None:
        """Draw what it costs and how one may speak."""
        self.set_y(self.y + 3)
        for number, words in enumerate(PROMISES):
            self._words(words, 17 if number < 2 else 13, "B", BRAND, 9)

    def foot(self) -> None:
        """Draw the service desk and the emergency lines."""
        self.set_y(self.y + 4)
        if self._poster.desk:
            self._words(DESK, 13, "B", BLACK, 7)
            for words in self._poster.desk:
                self._words(words, 11, "", BLACK, 6)
            self.set_y(self.y + 3)
        self._words(LINES, 13, "B", BLACK, 7)
        for line in self._poster.lines:
            checked = format_date(line.checked, "d MMMM yyyy", locale="id")
            self._words(f"{line.name}: {line.number}", 13, "B", BLACK, 7)
            self._words(f"Nomor diperiksa {checked}", 9, "", DARK, 5)

    def _words(
        self, text: str, size: float, style: str, color: Color, height: float, left: float = MARGIN,
        width: float = 0,
    ) -> None:  # fmt: skip
        """Write one centred line, smaller where it would not fit; `size` in points."""
        wide = width or self.epw
        self.pen(size, style, color)
        text = self.drawable(text)
        needed = self.get_string_width(text) + 2
        self.set_font_size(min(size, size * wide / needed))
        self.set_x(left)
        self.cell(wide, height, text, align=Align.C, new_x="LMARGIN", new_y="NEXT")
