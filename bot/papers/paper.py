"""The paper all PDFs are drawn on: A4, one font, one pen, and pages that know how many they are.

The font is DejaVu, which comes with matplotlib; what it lacks is drawn as a box.
"""

import unicodedata
from collections.abc import Callable, Container
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont
from matplotlib import get_data_path

MARGIN, BOTTOM = 18, 18  # millimetres, as everything on the page
BODY, SMALL = 9.5, 8.5  # points
LINE = 4.8
FONTS = {("deja", ""): "DejaVuSans", ("deja", "B"): "DejaVuSans-Bold", ("mono", ""): "DejaVuSansMono"}
GREY, PALE, WHITE, BLACK = (95, 95, 95), (236, 239, 243), (255, 255, 255), (0, 0, 0)
UNKNOWN = "□"

Color = tuple[int, int, int]


class Paper(FPDF):
    """Empty sheets in A4; what stands on them is drawn by who adds the first page."""

    def __init__(self, title: str, language: str) -> None:
        """Lay out paper for a text of this title in this language."""
        super().__init__(format="A4")
        for (family, style), name in FONTS.items():
            self.add_font(family, style, Path(get_data_path(), "fonts", "ttf", f"{name}.ttf"))
        self.alias_nb_pages("")  # what somebody wrote must not turn into a number of pages
        self.set_margins(MARGIN, MARGIN - 6)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.set_lang(language)
        self.set_title(title)
        self.set_line_width(0.2)

    def pen(self, size: float, style: str = "", color: Color = BLACK) -> None:
        """Write from now on in letters of so many points."""
        self.set_font("deja", style, size)
        self.set_text_color(*color)

    def keep(self, height: float) -> None:
        """Begin another page where so much does not fit any more."""
        if self.will_page_break(height):
            self.add_page()

    def drawable(self, text: str) -> str:
        """A text with nothing in it that the pen cannot draw."""
        font = self.current_font
        return drawable(text, font.cmap if isinstance(font, TTFFont) else ())


def counted(draw: Callable[[int], Paper]) -> bytes:
    """A PDF that says on each page how many there are: they are counted by drawing it once before."""
    return bytes(draw(draw(0).page).output())


def drawable(text: str, known: Container[int]) -> str:
    """A text with a box for each sign that is not known, and without signs that are not seen."""
    seen = (sign for sign in text.expandtabs(2) if sign == "\n" or not unicodedata.category(sign).startswith("C"))
    return "".join(sign if sign == "\n" or ord(sign) in known else UNKNOWN for sign in seen)
