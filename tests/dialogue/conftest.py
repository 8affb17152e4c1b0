"""The real content of the house, read once, and people who talk to it."""

import pytest
from person import Person

from bot.config import ROOT, read_settings
from bot.contents import read_content
from bot.dialogue.content import Content


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything written outside the code."""
    return read_content(read_settings(ROOT / "config.yml"))


@pytest.fixture
def person(content: Content) -> Person:
    """A person who has been welcomed and has agreed to nothing yet."""
    return Person(content)


@pytest.fixture
def reviewer(person: Person) -> Person:
    """A person to whom a complaint is read back."""
    person.writes("gaji tiga bulan belum dibayar", intent="report_unpaid_wages", country="TW")
    return person.writes("1").writes("Paringan Ponorogo")
