"""What the public may not see: small figures, and others that would give them away."""

import itertools

import pytest

from bot.casework.figures import Cell, Line, Row, Table
from bot.casework.hiding import BESIDE, LEAST, SMALL, SPLIT, hide, signs

SUM = Line("all", ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"all": 35, "a": 10, "b": 10, "c": 15, "d": 0}, {}),
        ({"all": 33, "a": 3, "b": 10, "c": 20, "d": 0}, {"a": SMALL, "b": BESIDE}),
        ({"all": 34, "a": 1, "b": 3, "c": 30, "d": 0}, {"a": SMALL, "b": SMALL}),
        ({"all": 32, "a": 1, "b": 1, "c": 30, "d": 0}, {"a": SMALL, "b": SMALL, "c": BESIDE}),
        ({"all": 38, "a": 4, "b": 4, "c": 30, "d": 0}, {"a": SMALL, "b": SMALL, "c": BESIDE}),
        ({"all": 36, "a": 1, "b": 5, "c": 30, "d": 0}, {"a": SMALL, "b": BESIDE, "c": BESIDE}),
        ({"all": 6, "a": 1, "b": 5, "c": 0, "d": 0}, {"a": SMALL, "b": BESIDE, "all": BESIDE}),
        ({"all": 4, "a": 1, "b": 3, "c": 0, "d": 0}, {"all": SMALL, "a": SPLIT, "b": SPLIT, "c": SPLIT, "d": SPLIT}),
    ],
    ids=str,
)
def test_one_sum(counts: dict[str, int], expected: dict[str, str]) -> None:
    """A small figure never stands in a sum that leaves it only one value (U31-e)."""
    assert signs(counts, [SUM]) == expected


def test_every_sum_of_three_leaves_a_small_figure_open() -> None:
    """Whoever knows the rules and all that is shown still finds two values or more for each small figure (U31-e)."""
    line = Line("all", ("a", "b", "c"))
    for a, b, c in itertools.product(range(12), repeat=3):
        counts = {"all": a + b + c, "a": a, "b": b, "c": c}
        hidden = signs(counts, [line])
        if hidden.get("all") == SMALL:
            continue  # its parts are left out as a whole
        for name in (each for each, sign in hidden.items() if sign == SMALL):
            assert len(_possible(name, counts, hidden)) > 1, counts


def _possible(name: str, counts: dict[str, int], hidden: dict[str, str]) -> set[int]:
    ranges = {SMALL: range(1, LEAST), BESIDE: range(LEAST, 40)}
    each = [ranges[hidden[part]] if part in hidden else [counts[part]] for part in ("a", "b", "c")]
    sums = ranges[hidden["all"]] if "all" in hidden else [counts["all"]]
    place = ("a", "b", "c").index(name)
    return {values[place] for values in itertools.product(*each) if sum(values) in sums}


def test_a_table_of_two_ways() -> None:
    """A figure is hidden beside a small one in its row and in its column, or the other way would tell it (U31-e)."""
    rows = {"north": (3, 20, 30), "south": (40, 50, 60), "west": (70, 80, 90)}
    counts, lines = _two_ways(rows)
    hidden = signs(counts, lines)

    assert hidden["north/0"] == SMALL
    assert hidden["north/1"] == BESIDE
    assert hidden["south/0"] == BESIDE
    assert len([name for name in hidden if name.startswith("south/")]) > 1
    assert not {"north", "south", "west", "0", "1", "2", "all"} & set(hidden)


def test_a_figure_that_only_many_sums_together_would_give_away() -> None:
    """Two blocks of hidden figures with one between them: no single row tells it, all together would (U31-e)."""
    rows = {"a": (3, 3, 50, 50), "b": (3, 3, 2, 50), "c": (50, 50, 3, 3), "d": (50, 50, 3, 3)}
    counts, lines = _two_ways(rows)
    hidden = signs(counts, lines)

    assert hidden["b/2"] == SMALL
    assert BESIDE in hidden.values()


def _two_ways(rows: dict[str, tuple[int, ...]]) -> tuple[dict[str, int], list[Line]]:
    width = len(next(iter(rows.values())))
    counts = {f"{name}/{column}": cell for name, cells in rows.items() for column, cell in enumerate(cells)}
    counts |= {name: sum(cells) for name, cells in rows.items()}
    counts |= {str(column): sum(cells[column] for cells in rows.values()) for column in range(width)}
    counts["all"] = sum(sum(cells) for cells in rows.values())
    lines = [Line(name, tuple(f"{name}/{column}" for column in range(width))) for name in rows]
    lines += [Line(str(column), tuple(f"{name}/{column}" for name in rows)) for column in range(width)]
    return counts, [*lines, Line("all", tuple(rows)), Line("all", tuple(str(column) for column in range(width)))]


def test_the_same_figure_is_hidden_in_every_table() -> None:
    """What one table hides no other shows, and what was worked out from it goes too; rows of a small sum are left out."""
    areas = Table(
        "areas", "", ("",),
        (
            Row("east", (Cell(3, "east"), Cell(2.5, "east", "hours"))),
            Row("a village", (Cell(3, "village"),), level=1),
            Row("west", (Cell(9, "west"),)),
            Row("all", (Cell(12, "all"),), total=True),
        ),
        lines=(Line("all", ("east", "west")), Line("east", ("village",))), ranked=True,
    )  # fmt: skip
    other = Table("other", "", ("",), (Row("west again", (Cell(9, "west"), Cell(7, "unrelated"))),))

    shown, again = hide([areas, other])

    assert [(row.label, [cell.value for cell in row.cells]) for row in shown.rows] == [
        ("east", [None, None]), ("west", [None]), ("all", [12]),
    ]  # fmt: skip
    assert [cell.hidden for cell in shown.rows[0].cells] == [SMALL, BESIDE]
    assert [cell.hidden for cell in again.rows[0].cells] == [BESIDE, ""]
