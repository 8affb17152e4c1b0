"""Bars: readable without a font, the same bytes for the same figures, and nothing told of what is hidden."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from bot.casework.figures import Cell, Row, Table
from bot.papers.plots import bars, drawn_rows

SVG = "{http://www.w3.org/2000/svg}"


def test_equal_figures_give_equal_bytes(causes: Table) -> None:
    """Neither the time nor chance leaves a trace in a picture."""
    first = bars(causes, "id")

    assert bars(replace(causes), "id") == first
    assert bars(replace(causes, rows=causes.rows[:1]), "id") != first
    assert b"<dc:date>" not in first


def test_a_picture_needs_nothing_from_elsewhere(causes: Table) -> None:
    """Letters are paths: no font, no picture, no address but those inside it."""
    root = ET.fromstring(bars(causes, "id"))  # noqa: S314 - made a line above

    assert not list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}image"))
    links = [value for each in root.iter() for key, value in each.attrib.items() if key.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)


def test_a_hidden_figure_tells_nothing_by_its_length() -> None:
    """Whatever is hidden is drawn alike (U31-e)."""
    hidden = Row("b", (Cell(None, "b", hidden="*"),))
    table = Table("t", "T", ("n",), (Row("a", (Cell(50, "a"),)), hidden), drawn=True)

    assert bars(table, "id") == bars(replace(table, rows=(table.rows[0], replace(hidden))), "id")
    assert bars(table, "id") != bars(replace(table, rows=(table.rows[0], Row("b", (Cell(2, "b"),)))), "id")


@pytest.mark.parametrize("text", ["$x$ and \\frac", "<b>&", "a name that goes on and on and on, longer than any column"])
def test_what_is_written_is_no_formula_and_no_markup(text: str) -> None:
    """Names come from config.yml and from lists of areas, and any sign may stand in them."""
    table = Table("t", text, ("n",), (Row(text, (Cell(1, "a"),)), Row("b", (Cell(0, "b"),))))

    ET.fromstring(bars(table, "en"))  # noqa: S314 - made here


def test_which_rows_are_drawn(causes: Table) -> None:
    """Sums are not; districts are, and where there is only one its villages, the largest first."""

    def row(label: str, count: int, level: int = 0) -> Row:
        return Row(label, (Cell(count, label),), level)

    one = Table("t", "T", ("n",), (row("district", 3), row("small", 1, 1), row("large", 2, 1)))
    two = replace(one, rows=(*one.rows, row("other", 9), row("village", 9, 1)))

    assert [each.label for each in drawn_rows(causes)] == ["Gaji tidak dibayar", "=1+1"]
    assert [each.label for each in drawn_rows(one)] == ["large", "small"]
    assert [each.label for each in drawn_rows(two)] == ["other", "district"]
    assert drawn_rows(Table("t", "T", ("n",), ())) == []
