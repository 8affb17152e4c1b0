"""Names are looked up: the longest wins, endings of four languages come off, and a part of a word is no name."""

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.places import Named, Names

SAUDI, YEMEN, PASSPORT, SIBLING = (
    Named("country", "SA"),
    Named("country", "YE"),
    Named("document", "paspor"),
    Named("relation", "adik"),
)
NAMES = Names(
    {
        "arab": YEMEN,
        "arab saudi": SAUDI,
        "saudi": SAUDI,
        "paspor": PASSPORT,
        "adik": SIBLING,
        "adhi": SIBLING,
        "kk": PASSPORT,
    },
    {},
)


@pytest.mark.parametrize(
    ("words", "start", "expected"),
    [
        ("arab saudi", 0, (SAUDI, 2)),
        ("arab saja", 0, (YEMEN, 1)),
        ("arab", 0, (YEMEN, 1)),
        ("arab saudi", 1, (SAUDI, 2)),
        ("pasporku", 0, (PASSPORT, 1)),
        ("paspornya", 0, (PASSPORT, 1)),
        ("adhiku", 0, (SIBLING, 1)),
        ("adikne", 0, (SIBLING, 1)),
        ("kkku", 0, None),
        ("paspora", 0, None),
        ("arabika", 0, None),
        ("meja", 0, None),
    ],
)
def test_a_name_is_read(words: str, start: int, expected: tuple[Named, int] | None) -> None:
    """The longest name at a place is returned with the place after it."""
    assert NAMES.read(words.split(), start) == expected


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("brunei", "country", "BN"),
        ("uni emirat arab", "country", "AE"),
        ("taiwane", "country", "TW"),
        ("kuala lumpur", "city", "MY"),
        ("johor", "city", "MY"),
        ("jeddah", "city", "SA"),
        ("ijazah", "document", "ijazah"),
        ("bojoku", "relation", "pasangan"),
        ("mother", "relation", "ibu"),
    ],
)
def test_the_real_names(ear: Builtin, name: str, kind: str, value: str) -> None:
    """Countries, cities, papers and relations of the real lists have settled values."""
    found = ear.entities.names.read(name.split(), 0)

    assert found is not None
    assert found == (Named(kind, value), len(name.split()))
