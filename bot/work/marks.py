"""The same trouble twice: districts hear of what several people in several villages report, without their names."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.marks import Mark, alike, marks_in
from bot.casework.routing import Level, nearest
from bot.dialogue.events import Term
from bot.store import marks
from bot.work.outbox import tell_office
from bot.work.workshop import Workshop

MANY_PEOPLE, MANY_VILLAGES = 3, 2
LOOKED_BACK = timedelta(days=180)
SAME_TIME = timedelta(days=30)


def note(tx: Connection, shop: Workshop, case: Row[Any], words: str, now: datetime) -> None:
    """Keep the marks in what was told of a case, and alert districts when one has spread far enough."""
    for each in marks.keep(tx, case.id, marks_in(words, case.country)):
        spread = marks.spread_of(tx, each, now - LOOKED_BACK)
        if spread.people >= MANY_PEOPLE and len(spread.villages) >= MANY_VILLAGES:
            _alert(tx, shop, each, spread, now)


def _alert(tx: Connection, shop: Workshop, each: Mark, spread: marks.Spread, now: datetime) -> None:
    """Tell each district concerned, once for every number of people: what, how many, in how many villages."""
    values = {
        "mark": Term("plain", each.value),
        "kind": Term("words", shop.content.officer[f"mark_{each.kind}"]),
        "count": Term("plain", str(spread.people)),
        "villages": Term("plain", str(len(spread.villages))),
    }
    districts = {nearest(village, shop.offices, Level.DISTRICT).name for village in spread.villages}
    for office in sorted(districts):
        tell_office(tx, shop, office, "pattern", f"pattern:{each.kind}:{each.value}:{spread.people}:{office}", values, now)


def likely_same(tx: Connection, case: Row[Any], now: datetime) -> list[Row[Any]]:
    """Cases that may be about the same thing, newest first; an officer decides, nothing is merged by itself."""
    near = marks.near(tx, case, max(now, case.opened_at) - SAME_TIME)
    mine, told = marks.of_case(tx, case.id), alike(case.story, [each.story for each in near])
    return [each for each, same in zip(near, told, strict=True) if same or mine & marks.of_case(tx, each.id)]
