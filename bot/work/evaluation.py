"""The evaluation of the programme: all figures of an area and a period, in tables with words.

Use and questions are counted for the whole deployment, because nothing of who it was is kept with them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.casework.figures import MONTHS_A_QUARTER, Evaluation, Part, Period
from bot.casework.hiding import hide
from bot.casework.roles import Sight
from bot.dialogue.events import Term
from bot.dialogue.words import Words
from bot.store import figures, tallies
from bot.work import figure_parts
from bot.work.figure_parts import Found
from bot.work.figure_tables import Labels, spans

STEPS = 8
"""How many times the book is read, and the hiding, which takes longest where there are many villages."""


def evaluate(
    tx: Connection, words: Words, sight: Sight, period: Period, now: datetime, language: str, *, public: bool,
    steps: Iterable[object] = (),
) -> Evaluation:  # fmt: skip
    """All figures of what is in sight; in `public` ones nobody can be found.

    Each reading takes one of `steps`, and so does the rest.
    """
    labels = Labels(words, language)
    step = iter(steps)
    parts = _parts(labels, _read(tx, sight, period, now, step), period)
    if public:
        parts = _hidden(parts)
    next(step, None)
    notes = ["note_time", "note_now", "note_use", "note_money", *(["note_hidden"] if public else [])]
    return Evaluation(
        title=labels.say("title", area=labels.area(sight.office.area)),
        told=(
            labels.say("period", first=labels.day(period), last=labels.day(period, last=True)),
            labels.say("made", time=words.term(Term("time", now.isoformat()), language, {})),
            labels.say("public" if public else "inside"),
        ),
        parts=tuple(parts),
        notes=tuple(labels.say(name) for name in notes),
        words={
            "page": labels.say("page", page="{page}", pages="{pages}"),
            "empty": labels.say("empty"),
            "cut": labels.say("note_cut", count="{count}"),
        },
        language=language,
        made_at=now,
    )


def _read(tx: Connection, sight: Sight, period: Period, now: datetime, step: Iterator[object]) -> Found:
    def read(rows: figures.Rows) -> figures.Rows:
        next(step, None)
        return rows

    return Found(
        opened=read(figures.opened(tx, sight, period)),
        touched=read(figures.touched(tx, sight, period)),
        ended=read(figures.ended(tx, sight, period)),
        running=read(figures.running(tx, sight, now)),
        moved=read(figures.moved_up(tx, sight, period)),
        received=read(figures.received(tx, sight, period)),
        questions=read(figures.questions(tx, period)),
        used=list(tallies.sums(tx, period)),
    )


def _hidden(parts: list[Part]) -> list[Part]:
    shown = iter(hide([table for part in parts for table in part.tables]))
    return [replace(part, tables=tuple(next(shown) for _ in part.tables)) for part in parts]


def _parts(labels: Labels, found: Found, period: Period) -> list[Part]:
    months, quarters = spans(period, 1), spans(period, MONTHS_A_QUARTER)
    parts = {
        "summary": figure_parts.summary(labels, found),
        "opened": figure_parts.opened(labels, found, months),
        "areas": figure_parts.areas(labels, found, quarters, months),
        "late": figure_parts.late(labels, found),
        "outcome": figure_parts.outcome(labels, found),
        "use": figure_parts.use(labels.words.content, labels, found, period),
        "lessons": figure_parts.lessons(labels, found, months),
    }
    return [Part(labels.say(f"part_{name}"), tuple(tables)) for name, tables in parts.items()]
