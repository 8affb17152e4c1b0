"""The log of cases as lines for a spreadsheet: what a grievance mechanism must account for, and nobody's words.

Neither story nor contact stands in it; of cases in sensitive categories not even the village (PDP-6).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.figures import Period
from bot.casework.roles import Sight
from bot.dialogue.words import HOME, SOURCE_LANGUAGE, Words
from bot.store.caselog import Received, logged
from bot.work.figure_tables import Labels

COLUMNS = (
    "number", "opened", "category", "danger", "country", "village_code", "village", "office", "state", "first_touch", "due",
    "finish", "closed", "moved_up", "remedies", "received_idr", "received_other", "confidence",
)  # fmt: skip
RUPIAH = "IDR"


def case_log(
    tx: Connection, words: Words, titles: Mapping[str, str], sensitive: Container[str], sight: Sight, period: Period,
    steps: Iterable[object] = (),
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """The heads, then a line for each case in sight that was opened in a period; each takes one of `steps`.

    `titles` are those of the offices by name, `sensitive` the categories.
    """
    yield COLUMNS
    step, labels = iter(steps), Labels(words, SOURCE_LANGUAGE)
    for row, received in logged(tx, sight, period):
        next(step, None)
        village = "" if row.category in sensitive else row.village
        yield _line(labels, row, village, titles.get(row.office, row.office), received)


def _line(labels: Labels, row: Row[Any], village: str, office: str, received: Received) -> tuple[object, ...]:
    return (
        row.number, _moment(row.opened_at), labels.category(row.category), "ya" if row.danger else "", row.country,
        village, labels.area(village) if village else "", office,
        labels.say(f"state_{row.state}"), _moment(row.touched_at), _moment(row.due_at), _moment(row.finish_at),
        _moment(row.closed_at), row.moved, _kinds(labels, received), _rupiah(received),
        _others(received), row.confidence,
    )  # fmt: skip


def _rupiah(received: Received) -> int:
    """The rupiah received."""
    return sum(amount for (_, currency), amount in received.items() if currency == RUPIAH)


def _kinds(labels: Labels, received: Received) -> str:
    return ", ".join(labels.choice("closing", "received", kind) for kind in sorted({kind for kind, _ in received}))


def _others(received: Received) -> str:
    """Money in other currencies, which is not changed into rupiah."""
    return ", ".join(f"{amount} {currency}" for (_, currency), amount in sorted(received.items())
                     if currency not in {"", RUPIAH})  # fmt: skip


def _moment(at: datetime | None) -> str:
    return at.astimezone(HOME).strftime("%Y-%m-%d %H:%M") if at else ""
