"""Questions as people ask them lead to the reply written for them: each reply by its own, and many that nobody was taught.

`tests/replies/<intent>.yml` holds for every reply questions it must be the first answer to (`rantau check` proves it);
`tests/questions/*.yml` holds questions of real life, written apart from what the interpreter learns.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.app import read_house
from bot.config import ROOT
from bot.reach import QUESTIONS, answers, unreached
from bot.yamlfile import read
from tests.conftest import CACHE

ASKED = Path(__file__).parent / "questions"
FEWEST, FIRST_TIME, OFFERED = 250, 0.90, 0.97


@dataclass(frozen=True)
class Asked:
    """A question and the name of the reply it must lead to ("report_unpaid_wages" for a flow)."""

    text: str
    wanted: str


def life_questions() -> list[Asked]:
    """The questions of real life."""
    found = []
    for path in sorted(ASKED.glob("*.yml")):
        raw = read(path)
        assert isinstance(raw, dict)
        found += [Asked(each["ask"], each["reply"]) for each in raw["questions"]]
    return found


def test_questions_stand_in_the_file_of_their_intent() -> None:
    """Each reply's questions are in the file of its intent, and no question is for a reply that is gone."""
    replies = {reply.name: reply.intent for reply in read_house(CACHE).words.content.replies}

    asked = {path.stem: set(read(path)["questions"]) for path in (ROOT / QUESTIONS).glob("*.yml")}  # type: ignore[index]

    assert asked == {intent: {name for name in replies if replies[name] == intent} for intent in set(replies.values())}


def test_each_reply_is_the_first_answer_to_its_questions() -> None:
    """Every reply is reached by the words of its own test file."""
    house = read_house(CACHE)

    assert list(unreached(house.words.content, house.parse, ROOT)) == []


def test_a_reply_nobody_reaches_is_found(tmp_path: Path) -> None:
    """A question that leads elsewhere, and a reply without any, are told with their place."""
    house, folder = read_house(CACHE), tmp_path / QUESTIONS
    folder.mkdir(parents=True)
    (folder / "ask_costs.yml").write_text('questions:\n  costs_visa:\n  - "nomor telepon kbri riyadh berapa"\n')

    found = dict(unreached(house.words.content, house.parse, tmp_path))

    assert found["costs_visa"].startswith(
        "tests/replies/ask_costs.yml: 'nomor telepon kbri riyadh berapa' leads to `hotline"
    )
    assert found["costs_ticket"] == "no question of its own leads to it"


def test_real_questions_are_answered() -> None:
    """At least 90 of 100 are right the first time, 97 within what is offered."""
    house = read_house(CACHE)
    got = [(each, answers(house.words.content, house.parse, each.text)) for each in life_questions()]

    first = sum(found[0] == each.wanted for each, found in got) / len(got)
    offered = sum(each.wanted in found[:4] for each, found in got) / len(got)

    wrong = [f"{each.wanted}: {each.text} -> {found[:4]}" for each, found in got if found[0] != each.wanted]
    assert len(got) >= FEWEST
    assert (first >= FIRST_TIME, offered >= OFFERED) == (True, True), "\n".join([f"{first:.3f} {offered:.3f}", *wrong])
