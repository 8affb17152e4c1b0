"""The village that comes with the QR code of a poster."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.arrival import payload_of, words_of
from bot.dialogue.events import Say
from bot.dialogue.talk import Talk

if TYPE_CHECKING:
    from person import Person

OWN = "35.02.18.2015"
"""Paringan."""

OTHER = "32.12.16.2004"
"""Kenanga."""

FORMS = [
    f"/start {payload_of(OWN)}", words_of(OWN), f"desa {payload_of(OWN)}", f" Desa: {OWN} ", f"village {OWN}", OWN,
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_new_person(person: "Person", text: str) -> None:
    """The village is remembered and named before the first question; the code itself is nothing to be taken up later."""
    person.talk = Talk(1)

    person.writes(text, intent="report_unpaid_wages", language="en")

    first = person.hears[0]
    assert isinstance(first, Say)
    assert first.text == person.content.notices["village_greeting"]
    assert first.values["village"].value == OWN
    assert person.asked.startswith("Halo, saya Rantau")
    assert (person.talk.home, person.talk.held, person.talk.language) == (OWN, None, "id")


@pytest.mark.parametrize(
    "text",
    [
        "/start 9999999999", "DESA 35.02.18.9999", "desa 3502182", "/start 12345678", "3502182015", "0811000001",
        "desa 35.02.18.2015 gaji belum dibayar", "/start", "35.02.18.99999",
    ],
)  # fmt: skip
def test_what_is_no_village(person: "Person", text: str) -> None:
    """A wrong code, a number of another kind and a code among words set no village."""
    person.talk = Talk(1)

    person.writes(text)

    assert person.talk.home == ""
    assert person.asked.startswith("Halo, saya Rantau")


def test_somebody_known(person: "Person") -> None:
    """Who is known already is told which village stands there now, and sees the menu."""
    person.talk = replace(person.talk, home=OTHER)

    person.writes(words_of(OWN))

    texts = [each.text for each in person.hears if isinstance(each, Say)]
    assert texts == [person.content.notices["village_known"], person.content.notices["menu"]]
    assert person.talk.home == OWN


def test_a_wrong_code_of_somebody_known(person: "Person") -> None:
    """A wrong code is said kindly, and what was known stays."""
    person.talk = replace(person.talk, home=OTHER)

    person.writes("DESA 35.02.18.9999")

    texts = [each.text for each in person.hears if isinstance(each, Say)]
    assert texts == [person.content.notices["village_code_unknown"], person.content.notices["menu"]]
    assert person.talk.home == OTHER


def test_it_answers_the_question_for_the_village(person: "Person") -> None:
    """In the middle of a report the code is the answer to the question that stands."""
    person.writes("gaji tiga bulan belum dibayar", intent="report_unpaid_wages", country="TW").writes("1")

    person.writes(words_of(OWN))

    assert person.given("village") == OWN
    assert person.asked.startswith("Ini yang saya catat")


def test_it_waits_for_another_question(reviewer: "Person") -> None:
    """At another question the village is noted and the question stands again."""
    reviewer.writes(f"/start {payload_of(OTHER)}")

    assert reviewer.talk.home == OTHER
    assert reviewer.asked.startswith("Ini yang saya catat")
    assert reviewer.given("village") == OWN


def test_danger_is_no_code(person: "Person") -> None:
    """Words of danger behind a code are heard as such."""
    person.writes(f"DESA {OWN} tolong saya dipukul", danger=True, intent="report_violence")

    assert person.talk.home != OWN
    assert [each.action for each in person.done] == ["raise_alarm"]
