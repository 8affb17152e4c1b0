"""A worker killed by SIGKILL at every step of a message: nothing is lost, nothing is done twice.

A complaint is heard and worked on, its ladder climbs, an officer takes it, the provider confirms each piece. The
worker dies at one point of that story and starts again; in the end the book must be as if it had never died.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from mortal import CITIZEN, COMPLAINT, OFFICER, Post
from sqlalchemy import Connection, create_engine, select

from bot.config import ROOT
from bot.store import lanes, schema, talks

KILLED = -9
MOST_LIVES = 40
LANES = 2  # the citizen's and the officer's: so many pieces are under way at once


@dataclass(frozen=True, slots=True)
class Kill:
    """A point of the story: the nth call or return of a function, counted from the beginning of a life."""

    step: str
    function: str
    when: str
    nth: int = 1

    def __str__(self) -> str:
        """A name for the test."""
        return f"{self.step}-{self.function.split(':')[1]}-{self.when}-{self.nth}"


CALL, RETURN = "call", "return"
TURN = "bot.work.turn"
COMMIT = "sqlalchemy.engine.default:do_commit"
KILLS = (
    Kill("hear", "bot.store.lanes:append", CALL),
    Kill("hear", "bot.store.lanes:append", RETURN, 3),
    Kill("hear", f"{TURN}:hear", RETURN, 2),  # committed, and nobody was told; a coroutine returns at each await too
    Kill("hear", f"{TURN}:hear", RETURN, 10),
    Kill("claim", "bot.store.lanes:claim", CALL, 3),
    Kill("claim", "bot.store.lanes:claim", RETURN, 5),
    Kill("claim", "bot.work.pump:work_on", CALL, 2),
    Kill("think", "bot.dialogue.respond:respond", CALL, 4),
    Kill("think", "bot.dialogue.respond:respond", RETURN, 4),
    Kill("do", "bot.work.effects:_once", CALL),
    Kill("do", "bot.store.cases:next_sequence", RETURN),
    Kill("do", "bot.store.cases:open_case", RETURN),
    Kill("do", "bot.work.alarms:start_ladder", RETURN),
    Kill("do", "bot.work.outbox:speak", RETURN, 3),
    Kill("do", "bot.work.effects:carry_out", RETURN, 4),
    Kill("do", "bot.work.pump:_commit", RETURN, 4),
    Kill("send", "bot.work.deliver:deliver", CALL, 1),
    Kill("send", "__main__:send", CALL, 2),
    Kill("send", "__main__:send", RETURN, 5),
    Kill("send", "bot.store.talks:settle", RETURN, 5),
    Kill("confirm", "__main__:_delivered", CALL, 1),
    Kill("confirm", "__main__:_delivered", RETURN, 4),
    Kill("watch", "bot.work.clockwork:ring_timer", CALL, 1),
    Kill("watch", "bot.work.alarms:climb", CALL),
    Kill("watch", "bot.work.alarms:_move_up", RETURN),
    Kill("watch", "bot.work.alarms:climb", RETURN),
    Kill("act", "bot.work.acts:take", CALL),
    Kill("act", "bot.store.cases:act", RETURN, 2),
    Kill("act", "bot.work.acts:take", RETURN),
    *(Kill("commit", COMMIT, when, nth) for nth in range(4, 32, 9) for when in (CALL, RETURN)),
)


@dataclass
class Story:
    """One story of a worker: where its book and the world outside lie, and how many lives it took."""

    nursery: "subprocess.Popen[str]"
    folder: Path
    url: str
    ends: list[int] = field(default_factory=list)

    def live(self, kill: Kill | None = None) -> int:
        """Live one life; the exit code of its process."""
        order = {"url": self.url, "folder": str(self.folder), "number": len(self.ends), "kill": kill and asdict(kill)}
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(json.dumps(order) + "\n")
        self.nursery.stdin.flush()
        self.ends.append(json.loads(self.nursery.stdout.readline()))
        return self.ends[-1]

    def sent(self) -> list[tuple[str, str]]:
        """What the provider took: to whom, and the words."""
        lines = (self.folder / "sent").read_text("utf-8").splitlines()
        return [(each["to"], each["text"]) for each in map(json.loads, lines)]


@pytest.fixture(scope="module")
def nursery() -> Iterator["subprocess.Popen[str]"]:
    """The process that reads words and ear once and forks the lives."""
    command = [sys.executable, str(Path(__file__).with_name("mortal.py"))]
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    ) as started:
        assert started.stdin
        assert started.stdout
        assert json.loads(started.stdout.readline()) == "ready"
        yield started
        started.stdin.close()


@pytest.fixture
def story(nursery: "subprocess.Popen[str]", book_url: str, tmp_path: Path) -> Story:
    """A story that has not begun."""
    return Story(nursery, tmp_path, book_url)


@pytest.fixture(scope="module")
def told(nursery: "subprocess.Popen[str]", tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What the book holds when nobody is killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    story = Story(nursery, folder, f"sqlite:///{folder}/book.db")
    assert story.live() == 0
    return _held(story)


def test_the_story_is_a_whole_one(told: Mapping[str, Any]) -> None:
    """What the killed workers are measured by: a case from the first word to the officer who takes it."""
    assert told["cases"] == [("26-000001-9", "taken", "unpaid_wages", "TW", "35.02.18.2015", "ponorogo", 3)]
    assert told["journal"] == ["open", "move_up", "alert", "take"]
    assert told["heard"] == list(COMPLAINT)
    assert told["said"][OFFICER] == ["ladder:1:0"]
    answered = [key.split(":")[:2] for key in told["said"][CITIZEN] if key.startswith("con:")]
    assert [key for key, _ in groupby(answered)] == [["con", str(number)] for number in range(5)]
    assert told["status"] == {"delivered"}
    assert told["open"] == [("timer", "sweep"), ("timer", "due"), ("timer", "finish")]
    assert told["dead"] == 0


@pytest.mark.parametrize("kill", KILLS, ids=str)
def test_killed_once(kill: Kill, story: Story, told: Mapping[str, Any]) -> None:
    """After one death anywhere the next life brings everything to the same end."""
    first, second = story.live(kill), story.live()

    assert (first, second) == (KILLED, 0)
    assert _held(story) == told
    _assert_sent(story)


@pytest.mark.parametrize("commits", [16, 20])
def test_killed_again_and_again(commits: int, story: Story, told: Mapping[str, Any]) -> None:
    """A worker that dies after every so many commits comes to the same end, life by life."""
    while story.live(Kill("commit", COMMIT, RETURN, commits)) == KILLED:
        assert len(story.ends) < MOST_LIVES

    assert story.ends[-1] == 0
    assert story.ends.count(KILLED) > 1
    assert _held(story) == told
    _assert_sent(story)


def _assert_sent(story: Story) -> None:
    """Each piece went out, in order; one may have gone twice, once for each lane under way at a death."""
    sent = story.sent()
    with _reading(story) as tx:
        said = {address: [row.text for row in _rows(tx, address, "out")] for address in (CITIZEN, OFFICER)}
    for address, texts in said.items():
        assert [text for text, _ in groupby(text for to, text in sent if to == address)] == texts
    assert len(sent) - sum(map(len, said.values())) <= LANES * story.ends.count(KILLED)


def _held(story: Story) -> dict[str, Any]:
    """What the book holds at the end, without what chance and the clock put there."""
    with _reading(story) as tx:
        return _read(tx)


@contextmanager
def _reading(story: Story) -> Iterator[Connection]:
    engine = create_engine(story.url)
    with engine.connect() as tx:
        yield tx
    engine.dispose()


def _read(tx: Connection) -> dict[str, Any]:
    columns = ("number", "state", "category", "country", "village", "office", "version")
    jobs = tx.execute(select(schema.job).order_by(schema.job.c.id)).all()
    return {
        "cases": [tuple(row._mapping[each] for each in columns) for row in tx.execute(select(schema.case))],
        "journal": [row.act for row in tx.execute(select(schema.journal).order_by(schema.journal.c.id))],
        "heard": [row.text for row in _rows(tx, CITIZEN, "in")],
        "said": {to: [_plain_key(row.key) for row in _rows(tx, to, "out")] for to in (CITIZEN, OFFICER)},
        "status": {row.status for to in (CITIZEN, OFFICER) for row in _rows(tx, to, "out")},
        "talk": {**talks.row(tx, talks.known(tx, Post.name, CITIZEN) or 0).state, "offered": None},
        "open": [(row.queue, row.lane.partition(":")[0]) for row in jobs if row.state == lanes.OPEN],
        "dead": sum(row.state == lanes.DEAD for row in jobs),
    }


def _plain_key(key: str) -> str:
    """The key of a piece without the ids in it: PostgreSQL leaves out those of transactions that came to nothing."""
    return key if key.startswith("con:") else re.sub(r"^(\w+):\d+:", r"\1:", key).rsplit(":", 2)[0]


def _rows(tx: Connection, address: str, direction: str) -> list[Any]:
    talk_id = talks.known(tx, Post.name, address) or 0
    return [row for row in talks.messages(tx, talk_id) if row.direction == direction]
