"""An evaluation of nobody, small enough to be checked by eye."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.casework.figures import HOURS, MONEY, Cell, Evaluation, Line, Part, Row, Table

WORDS = {"page": "page {page} of {pages}", "empty": "none yet", "cut": "only {count} rows"}


@pytest.fixture
def evaluation() -> Callable[..., Evaluation]:
    """An evaluation with the tables it is given."""
    made_at = datetime(2026, 4, 1, 2, tzinfo=UTC)

    def made(*tables: Table) -> Evaluation:
        return Evaluation("Example", ("January to March",), (Part("A part", tables),), ("a note",), WORDS, "id", made_at)

    return made


@pytest.fixture
def causes() -> Table:
    """Two causes and their sum, one of them with a name that looks like a formula."""
    rows = (
        Row("Gaji tidak dibayar", (Cell(1234, "wages"), Cell(2.5, "wages", HOURS))),
        Row("=1+1", (Cell(None, "other", hidden="<5"), Cell(None))),
        Row("Semua", (Cell(1237, "all"), Cell(2.5, "all", HOURS)), total=True),
    )
    return Table("causes", "Masalah", ("Jumlah", "Jam"), rows, "a note", (Line("all", ("wages", "other")),), drawn=True)


@pytest.fixture
def money() -> Table:
    """A district with a village in it."""
    rows = (Row("Ponorogo", (Cell(2_500_000, "", MONEY),)), Row("Paringan", (Cell(500_000, "", MONEY),), level=1))
    return Table("money", "Uang", ("Rp",), rows)


@pytest.fixture
def example(evaluation: Callable[..., Evaluation], causes: Table, money: Table) -> Evaluation:
    """An evaluation with both tables and an empty one."""
    return evaluation(causes, money, Table("empty", "Kosong", ("Jumlah",), ()))
