"""Hides small figures in what is public, so that nobody can be found in them, and whatever would give them away.

A count of 1 to 4 becomes "<5". It could still be worked out from sums, so other counts of the same sums are hidden
beside it, the smallest first, until no small one has a single possible value. Two proofs are asked each time: bounds
(what a sum leaves open for each of its parts) and linear algebra (whether the sums together determine it).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.casework.figures import Cell, Line, Row, Table

SMALL, BESIDE, SPLIT = "<5", "*", ""
"""Too small; hidden beside a small one; a part of something that is too small itself, whose row is left out."""
LEAST = 5
BOUNDS = {SMALL: (1.0, LEAST - 1.0), BESIDE: (float(LEAST), math.inf), SPLIT: (0.0, LEAST - 1.0)}
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class _Equation:
    """What a sum tells about the hidden: these, each times its factor, make a number that can be worked out."""

    factors: Mapping[str, int]
    number: int


def hide(tables: Sequence[Table]) -> list[Table]:
    """The tables as the public may see them, with the same signs for the same figures in all of them."""
    cells = [cell for table in tables for cell in (*table.also, *(cell for row in table.rows for cell in row.cells))]
    counts = {cell.name: cell.value for cell in cells if _counts(cell)}
    lines = [line for table in tables for line in table.lines]
    found = signs({name: int(value or 0) for name, value in counts.items()}, lines)
    return [_hidden(table, found) for table in tables]


def signs(counts: Mapping[str, int], lines: Sequence[Line]) -> dict[str, str]:
    """The sign of each count that must be hidden. A part of a line that is not among the counts counts nothing."""
    hidden = {name: SMALL for name, count in counts.items() if 0 < count < LEAST}
    hidden |= dict.fromkeys(_splitting(hidden, lines), SPLIT)
    lines = [replace(line, parts=tuple(part for part in line.parts if part in counts)) for line in lines]
    while more := _alone(counts, lines, hidden) or _open(counts, lines, hidden):
        hidden |= dict.fromkeys(more, BESIDE)
    return hidden


def _counts(cell: Cell) -> bool:
    return bool(cell.name) and cell.kind == "count"


def _hidden(table: Table, found: Mapping[str, str]) -> Table:
    rows = [_shown(row, found) for row in table.rows if not _only_splits(row, found)]
    if table.ranked:  # the place of a hidden figure would tell something of it
        rows.sort(key=lambda row: (row.total, bool(row.cells[-1].hidden), row.label if row.cells[-1].hidden else ""))
    return replace(table, rows=tuple(rows))


def _only_splits(row: Row, found: Mapping[str, str]) -> bool:
    signs_of = [found.get(cell.name) for cell in row.cells if _counts(cell) and cell.value]
    return not row.total and SPLIT in signs_of and set(signs_of) <= {SPLIT}


def _shown(row: Row, found: Mapping[str, str]) -> Row:
    """A row as it is shown; "<5" is said of counts only, not of the hours or money of a few."""
    cells = list[Cell]()
    for cell in row.cells:
        sign = (found.get(cell.name) if _counts(cell) else "") or BESIDE
        cells.append(replace(cell, value=None, hidden=sign) if cell.name in found and cell.value else cell)
    return replace(row, cells=tuple(cells))


def _splitting(hidden: Mapping[str, str], lines: Sequence[Line]) -> set[str]:
    """All parts of what is too small itself, and their parts."""
    parts = defaultdict[str, set[str]](set)
    for line in lines:
        parts[line.total].update(line.parts)
    found, waiting = set[str](), [name for name in hidden if name in parts]
    while waiting:
        new = parts.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _alone(counts: Mapping[str, int], lines: Sequence[Line], hidden: Mapping[str, str]) -> set[str]:
    """What to hide in sums in which a single figure is hidden."""
    alone = [line for line in lines if sum(name in hidden for name in (line.total, *line.parts)) == 1]
    return {_beside([line], counts, hidden) for line in alone} - {""}


def _open(counts: Mapping[str, int], lines: Sequence[Line], hidden: Mapping[str, str]) -> set[str]:
    """What to hide in sums that give a small figure away although several are hidden."""
    exposed = _exposed(counts, lines, hidden)
    return {_beside([line for line in lines if name in line.parts], counts, hidden) for name in exposed} - {""}


def _beside(lines: Sequence[Line], counts: Mapping[str, int], hidden: Mapping[str, str]) -> str:
    """The smallest part of these sums that is not hidden yet, or else a sum; "" when all is."""
    for among in ([part for line in lines for part in line.parts], [line.total for line in lines]):
        shown = [each for each in among if each not in hidden and counts.get(each)]
        if shown:
            return min(shown, key=lambda each: (counts[each], each))
    return ""


def _exposed(counts: Mapping[str, int], lines: Sequence[Line], hidden: Mapping[str, str]) -> list[str]:
    """The small figures that somebody with a pencil could work out; linear algebra is asked last, because it is slow."""
    equations = [each for each in (_equation(line, counts, hidden) for line in lines) if each.factors]
    bounds = _bounds(equations, hidden)
    known = [name for name, (low, high) in bounds.items() if low >= high and hidden[name] == SMALL]
    if known:
        return sorted(known)
    found = {name for together in _connected(equations) for name in _determined(together)}
    return sorted(name for name in found if hidden[name] == SMALL)


def _equation(line: Line, counts: Mapping[str, int], hidden: Mapping[str, str]) -> _Equation:
    factors = {part: 1 for part in line.parts if part in hidden}
    number = -sum(counts[part] for part in line.parts if part not in hidden)
    if line.total in hidden:
        return _Equation({**factors, line.total: -1}, number)
    return _Equation(factors, number + counts.get(line.total, 0))


def _bounds(equations: Sequence[_Equation], hidden: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Between which numbers each hidden figure must lie, as the sums narrow one another."""
    bounds = {name: BOUNDS[hidden[name]] for each in equations for name in each.factors}
    changed = True
    while changed:
        changed = False
        for each in equations:
            for name, factor in each.factors.items():
                low, high = _left_for(name, each, bounds)
                low, high = (low, high) if factor > 0 else (-high, -low)
                narrowed = max(bounds[name][0], low), min(bounds[name][1], high)
                changed |= narrowed != bounds[name]
                bounds[name] = narrowed
    return bounds


def _left_for(name: str, each: _Equation, bounds: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """What the others of an equation leave for one of them, times its factor."""
    least = most = 0.0
    for other, factor in each.factors.items():
        if other != name:
            low, high = bounds[other]
            least += low if factor > 0 else -high
            most += high if factor > 0 else -low
    return each.number - most, each.number - least


def _connected(equations: Iterable[_Equation]) -> list[list[_Equation]]:
    """The equations in groups that have no figure in common."""
    group_of = dict[str, list[_Equation]]()
    for each in equations:
        groups = {id(group): group for name in each.factors if (group := group_of.get(name)) is not None}
        together = max(groups.values(), key=len, default=[])
        for group in groups.values():
            if group is not together:
                together += group
                group_of |= {name: together for other in group for name in other.factors}
        together.append(each)
        group_of |= dict.fromkeys(each.factors, together)
    return list({id(group): group for group in group_of.values()}.values())


def _determined(equations: Sequence[_Equation]) -> list[str]:
    """The figures that have one value in all solutions: those whose own direction the equations span."""
    names = sorted({name for each in equations for name in each.factors})
    matrix = np.array([[each.factors.get(name, 0) for name in names] for each in equations], dtype=float)
    _, sizes, directions = np.linalg.svd(matrix, full_matrices=False)
    spanned = (directions[sizes > NOTHING] ** 2).sum(axis=0)
    return [name for name, share in zip(names, spanned, strict=True) if share > 1 - NOTHING]
