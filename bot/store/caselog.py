"""The log of cases for whoever must account for them: one narrow row for each, without story, contact or name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from bot.casework.figures import Period
from bot.casework.life import Act
from bot.casework.roles import Sight
from bot.store.cases import in_sight
from bot.store.figures import TOUCHES
from bot.store.schema import case, journal, remedy

Received = dict[tuple[str, str], int]
"""What was received in one case: (kind, currency) -> amount."""


def logged(tx: Connection, sight: Sight, period: Period) -> Iterator[tuple[Row[Any], Received]]:
    """The cases opened in a period with `touched_at` and `moved`, each with what was received in it."""
    inside = and_(case.c.opened_at >= period.start, case.c.opened_at < period.end, in_sight(sight))
    touches = _journal(func.min(journal.c.at), journal.c.actor == "officer", journal.c.act.in_(TOUCHES))
    moves = _journal(func.count(journal.c.id), journal.c.act == Act.MOVE_UP)
    rows = (
        select(
            case.c.id, case.c.number, case.c.opened_at, case.c.category, case.c.danger, case.c.country, case.c.village,
            case.c.office, case.c.state, case.c.due_at, case.c.finish_at, case.c.closed_at, case.c.confidence,
            touches.c.found.label("touched_at"), func.coalesce(moves.c.found, 0).label("moved"),
        )
        .outerjoin(touches, touches.c.case_id == case.c.id)
        .outerjoin(moves, moves.c.case_id == case.c.id)
        .where(inside)
    )  # fmt: skip
    received = _received(tx, inside)
    found: Sequence[Row[Any]] = list(tx.execute(rows.order_by(case.c.id)))
    for row in found:
        yield row, received.get(row.id, {})


def _journal(found: Any, *which: Any) -> Any:  # noqa: ANN401 - pieces of SQL
    return select(journal.c.case_id, found.label("found")).where(*which).group_by(journal.c.case_id).subquery()


def _received(tx: Connection, inside: Any) -> dict[int, Received]:  # noqa: ANN401 - a piece of SQL
    rows = select(remedy.c.case_id, remedy.c.kind, remedy.c.currency, func.sum(remedy.c.amount).label("sum"))
    mine = rows.join(case, remedy.c.case_id == case.c.id).where(inside)
    found = defaultdict[int, Received](dict)
    for row in tx.execute(mine.group_by(remedy.c.case_id, remedy.c.kind, remedy.c.currency)):
        found[row.case_id][row.kind, row.currency] = int(row.sum)
    return found
