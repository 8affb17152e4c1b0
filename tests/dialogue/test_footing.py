"""No reply sounds surer than its sources: past its date, in doubt, or with numbers that may have changed."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.events import Say

if TYPE_CHECKING:
    from person import Person


def footing(person: "Person", name: str) -> str:
    """The notice under a reply whose button was pressed."""
    said = next(event for event in person.writes("", choice=f"reply:{name}").hears if isinstance(event, Say))
    notices = {text: key for key, text in person.content.notices.items()}
    return notices[said.values["footing"].value]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("costs_general", "reply_unsure"),
        ("complaint_taiwan", "reply_numbers"),
        ("bot_identity_general", "reply_sure"),
    ],
)
def test_footing(person: "Person", name: str, expected: str) -> None:
    """By the reply itself, by the numbers in it, or neither."""
    assert footing(person, name) == expected


def test_past_its_date(person: "Person") -> None:
    """Once a reply has expired that is what is said of it."""
    person.now += timedelta(days=3650)

    assert footing(person, "bot_identity_general") == "reply_expired"


def test_a_fact_in_doubt_makes_its_reply_doubtful(person: "Person") -> None:
    """A number that must be verified is not said as certain, whatever the reply claims of itself."""
    sure = replace(person.content.reply("costs_passport"), verify=False)  # type: ignore[type-var]
    others = tuple(reply for reply in person.content.replies if reply.name != sure.name)  # type: ignore[union-attr]
    person.content = replace(person.content, replies=(*others, sure))  # type: ignore[arg-type]

    assert footing(person, "costs_passport") == "reply_unsure"
