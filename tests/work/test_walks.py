"""Whatever officers, reporters and the clock do to a case, in whatever order, it is never lost and never closed unheard."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Row, create_engine, event, func, select

from bot.casework.life import ENDED, Act, State, allowed
from bot.dialogue.receipt import case_number
from bot.store import cases, journal, officers, schema, talks
from bot.store.journal import CITIZEN, CLOCK, Actor
from bot.work.moves import move
from bot.work.workshop import Workshop

WALKS = 10_000
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
REPORTERS = frozenset({Act.ADD, Act.CONFIRM, Act.REOPEN, Act.WITHDRAW, Act.GO_ROUND, Act.RECEIVE, Act.SHARE, Act.ARRANGE})
CLOCKS = frozenset({Act.ALERT, Act.REMIND, Act.WARN, Act.MOVE_UP, Act.SILENT, Act.LAPSE, Act.UNREACHED})
LONGEST = 7  # acts


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Connection]:
    """One transaction on an empty book, because ten thousand commits would test the disk."""
    engine = create_engine(f"sqlite:///{tmp_path}/walks.db")

    @event.listens_for(engine, "connect")
    def _fast(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    schema.metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.timeout(300)  # a busy machine is no failure
def test_ten_thousand_walks(tools: Workshop, tx: Connection) -> None:
    """U31-c, LP-3: no state without a next step and a date, no success without the reporter's word, no row lost."""
    dice = random.Random(20260302)  # noqa: S311 - dice, no secret
    officer = Actor("officer", officers.add(tx, "petugas", "Petugas Contoh", "paringan", "id", "x" * 12))
    talk_id = talks.talk_of(tx, "console", "1")
    written, reached = 0, set[State]()

    for number in range(1, WALKS + 1):
        case = _opened(tx, tools, number, talk_id, dice)
        written += 1
        for _ in range(dice.randint(1, LONGEST)):
            act = dice.choice(sorted(allowed(State(case.state)) - {Act.OPEN}))
            actor = CITIZEN if act in REPORTERS else CLOCK if act in CLOCKS else officer
            case = move(tx, tools, case, act, actor, NOW + timedelta(hours=dice.randint(0, 900)), "kata", **_changes(act))
            written += 1
            _is_whole(tools, case, act, actor)
            reached.add(State(case.state))

    proof = journal.verify(tx)
    assert (proof.faults, proof.rows) == ([], written)
    assert reached == set(State)
    confirmed = select(func.count()).where(schema.journal.c.act == Act.CONFIRM, schema.journal.c.actor == "citizen")
    successes = select(func.count()).where(schema.journal.c.state == State.CLOSED_CONFIRMED)
    entered = successes.where(schema.journal.c.act == Act.CONFIRM)
    assert tx.execute(entered).scalar_one() == tx.execute(confirmed).scalar_one()


def _opened(tx: Connection, shop: Workshop, number: int, talk_id: int, dice: random.Random) -> Row[Any]:
    office = shop.office(dice.choice(["paringan", "ponorogo", "jatim", "pusat"]))
    category = dice.choice(sorted(shop.content.categories))
    values = {
        "number": case_number(2026, cases.next_sequence(tx, 2026)), "opened_by": str(number), "category": category,
        "danger": dice.random() < 0.2, "reasons": "", "story": "", "country": "", "village": "35.02.18.2015",
        "office": office.name, "consent": "given", "pin_hash": "",
        "due_at": shop.policy.due_at(State.NEW, office.level, NOW), "finish_at": shop.policy.finish_at(category, NOW),
    }  # fmt: skip
    return cases.open_case(tx, values, talk_id, NOW)


def _changes(act: Act) -> dict[str, Any]:
    return {"pause": "papers"} if act is Act.HOLD else {}


def _is_whole(shop: Workshop, case: Row[Any], act: Act, actor: Actor) -> None:
    """The case has what every case must have after every act."""
    state = State(case.state)
    assert shop.content.states[state]
    if state in ENDED:
        assert case.due_at is None
        assert case.closed_at is not None
    else:
        assert case.due_at is not None
        assert case.finish_at is not None
        assert case.closed_at is None
    if state is State.CLOSED_CONFIRMED and act is Act.CONFIRM:
        assert actor is CITIZEN
