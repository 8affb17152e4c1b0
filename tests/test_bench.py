"""The benchmark itself, with few cases: what it measures, what it writes, and what it does not touch."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_book
from bot.bench import bench as benchmark
from bot.bench import filling
from bot.bench.filling import BenchFault
from bot.bench.made_up import NOW, Maker
from bot.bench.questions import filters, searches
from bot.casework.life import ENDED
from bot.config import ROOT, read_settings
from tests.conftest import CACHE

OFFICES = read_settings(ROOT / "config.yml").desks()
VILLAGES = [f"35.02.{number:02d}.2001" for number in range(1, 50)]


def test_the_card_holds_each_database_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question stands in both tables; a second run takes the place of the first and leaves other sections."""
    card = tmp_path / "bench.md"
    card.write_text("# Old\n\n## PostgreSQL, 7 cases\n\nkept\n\n## SQLite, 7 cases\n\ngone\n")
    monkeypatch.setattr(benchmark, "CARD", card)
    monkeypatch.setattr(benchmark, "MESSAGES", 3)

    told = benchmark.bench(1000, "", 1, CACHE)

    written = card.read_text()
    assert [line for line in written.splitlines() if line.startswith("## ")] == [
        f"## SQLite, 1,000 cases, {benchmark.card.os.cpu_count()} cores, 1 rounds",
        "## PostgreSQL, 7 cases",
    ]
    assert ("kept" in written, "gone" in written) == (True, False)
    for name in (*filters(), *(f"search {each}" for each in searches("26-000001-3", "+62811")), "today", "list", "page 20"):
        assert f"| {name} |" in written
        assert f"national: {name}" in told
    assert "Plans that read a whole table: 0." in told


def test_a_book_with_cases_is_left_alone(book_url: str) -> None:
    """Nobody's book is filled with made-up cases, or emptied, by mistake."""
    book = open_book(book_url)
    filling.fill(book, Maker(20, VILLAGES, OFFICES, ["other"]), 20, "pusat")

    with pytest.raises(BenchFault):
        filling.fill(book, Maker(20, VILLAGES, OFFICES, ["other"]), 20, "pusat")
    filling.empty(book)
    filling.fill(book, Maker(20, VILLAGES, OFFICES, ["other"]), 20, "pusat")
    book.close()


def test_made_up_cases_are_the_same_at_every_run() -> None:
    """And spread as real ones would be: most ended, the open ones young, few in danger, no number twice."""
    one, other = (list(Maker(4000, VILLAGES, OFFICES, ["other", "death"]).stretches(1500)) for _ in range(2))
    made = [case for rows in one for case in rows.cases]
    open_ones = [case for case in made if case["state"] not in ENDED]

    assert one == other
    assert [len(rows.cases) for rows in one] == [1500, 1500, 1000]
    assert len({case["number"] for case in made}) == 4000
    assert 0.1 < len(open_ones) / len(made) < 0.3
    assert 0.01 < sum(case["danger"] for case in made) / len(made) < 0.06
    assert sum(case["opened_at"] > NOW - timedelta(days=400) for case in open_ones) > len(open_ones) * 0.8
