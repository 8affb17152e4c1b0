"""Who is alerted next, and when."""

from datetime import UTC, datetime

import pytest

from bot.casework.ladder import Rung, climbs_at, rung_at
from bot.casework.routing import Level
from bot.config import ROOT, read_settings

DANGER = (Rung(Level.VILLAGE), Rung(Level.VILLAGE, minutes=10), Rung(Level.DISTRICT, minutes=20))
NORMAL = (Rung(Level.VILLAGE), Rung(Level.DISTRICT, working_days=1), Rung(Level.NATIONAL, minutes=30, working_days=2))
FRIDAY = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "rung"), [(0, DANGER[0]), (1, DANGER[1]), (2, DANGER[2]), (3, DANGER[2]), (99, DANGER[2])]
)
def test_rung_at(number: int, rung: Rung) -> None:
    """Rungs are counted from 0 and the last one repeats for ever."""
    assert rung_at(DANGER, number) is rung


@pytest.mark.parametrize(
    ("ladder", "number", "moment"),
    [
        (DANGER, 0, datetime(2026, 3, 6, 8, 0, tzinfo=UTC)),
        (DANGER, 1, datetime(2026, 3, 6, 8, 10, tzinfo=UTC)),
        (DANGER, 2, datetime(2026, 3, 6, 8, 20, tzinfo=UTC)),
        (DANGER, 7, datetime(2026, 3, 6, 8, 20, tzinfo=UTC)),
        (NORMAL, 1, datetime(2026, 3, 9, 8, 0, tzinfo=UTC)),
        (NORMAL, 2, datetime(2026, 3, 10, 8, 30, tzinfo=UTC)),
        (NORMAL, 5, datetime(2026, 3, 10, 8, 30, tzinfo=UTC)),
    ],
)
def test_climbs_at(ladder: tuple[Rung, ...], number: int, moment: datetime) -> None:
    """Danger waits minutes, also at the weekend; the rest waits working days."""
    assert climbs_at(ladder, number, FRIDAY) == moment


@pytest.mark.parametrize("name", ["danger", "normal"])
def test_the_ladders_of_the_house(name: str) -> None:
    """Ladders begin at the village at once, never step down, end at the national desk and do not repeat without a pause."""
    ladder = read_settings(ROOT / "config.yml").rungs()[name]
    heights = [list(Level).index(rung.level) for rung in ladder]

    assert (ladder[0].level, ladder[0].minutes, ladder[0].working_days) == (Level.VILLAGE, 0, 0)
    assert heights == sorted(heights)
    assert ladder[-1].level is Level.NATIONAL
    assert climbs_at(ladder, len(ladder), FRIDAY) > FRIDAY
