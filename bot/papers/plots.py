"""Draws a table as horizontal bars: an SVG whose bytes are the same for equal tables.

Letters are drawn as paths, so that the picture needs no font and says the same everywhere; the table beside it is what
is read aloud.
"""

import io
from textwrap import wrap
from threading import Lock

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.casework.figures import Row, Table
from bot.papers.numbers import written

METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
INK, BAR, HIDDEN = "#17211f", "#0f5c57", "#d5ddd9"
WIDTH, HEIGHT_OF_ROW, HEIGHT_OF_LINE, HEIGHT_OF_TITLE = 4.0, 0.32, 0.16, 0.21  # inches
LABELS = 0.47  # share of the width
LONGEST_LABEL, LONGEST_TITLE, FEWEST_BARS, MOST_BARS = 23, 40, 2, 20
LEAST_LENGTH = 0.03  # of the longest bar: a hidden figure is drawn as long as this, whatever it is
ONE_AT_A_TIME = Lock()
"""Matplotlib keeps its settings for the whole process."""


def is_drawn(table: Table) -> bool:
    """Whether a table has enough to compare to be shown as bars."""
    return table.drawn and len(drawn_rows(table)) >= FEWEST_BARS


def bars(table: Table, language: str) -> bytes:
    """A table's title and first column as an SVG, sums left out; a hidden figure is a pale bar with its sign."""
    rows = drawn_rows(table)
    labels = ["\n".join(wrap(row.label, LONGEST_LABEL)) for row in rows]
    lines = sum(max(label.count("\n"), 0) for label in labels)
    title = wrap(table.title, LONGEST_TITLE)
    top = 0.1 + HEIGHT_OF_TITLE * len(title)
    height = top + 0.1 + HEIGHT_OF_ROW * max(len(rows), 1) + HEIGHT_OF_LINE * lines
    with (
        ONE_AT_A_TIME,
        mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "rantau", "font.family": "DejaVu Sans", "font.size": 10}),
    ):
        figure = Figure(figsize=(WIDTH, height))
        figure.text(0.02, 1 - 0.05 / height, "\n".join(title), va="top", weight="bold", color=INK, parse_math=False)
        axes = figure.add_axes((LABELS, 0.05 / height, 0.98 - LABELS, 1 - (top + 0.1) / height))
        _draw(axes, rows, labels, language)
        paper = io.BytesIO()
        figure.savefig(paper, format="svg", metadata=METADATA)
    return paper.getvalue()


def drawn_rows(table: Table) -> list[Row]:
    """The rows a table is drawn with: no sums, of rows within rows those that divide it first, and not too many."""
    rows = [row for row in table.rows if not row.total]
    outer = [row for row in rows if row.level == 0]
    chosen = outer if len(outer) > 1 or len(outer) == len(rows) else [row for row in rows if row.level]
    if any(row.level for row in rows):
        chosen = sorted(chosen, key=lambda row: (-(row.cells[0].value or 0), row.label))
    return chosen[:MOST_BARS]


def _draw(axes: Axes, rows: list[Row], labels: list[str], language: str) -> None:
    longest = max([row.cells[0].value or 0 for row in rows] or [0]) or 1
    places = range(len(rows))
    lengths = [longest * LEAST_LENGTH if row.cells[0].hidden else float(row.cells[0].value or 0) for row in rows]
    colours = [HIDDEN if row.cells[0].hidden else BAR for row in rows]
    axes.barh(places, lengths, color=colours, height=0.62)
    for place, row, length in zip(places, rows, lengths, strict=True):
        words = written(row.cells[0], language)
        axes.text(length + longest * 0.015, place, words, va="center", color=INK, parse_math=False)
    axes.set_yticks(places, labels, color=INK, parse_math=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, longest * 1.2)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(HIDDEN)
