"""Villages are found by what people type: misspelt, in any order, with or without the areas around them."""

from collections.abc import Iterator

import pytest

from bot.dialogue.content import Content
from bot.dialogue.villages import Village, Villages

PARINGAN = "35.02.18.2015"
KENANGA = "32.12.16.2004"


@pytest.fixture(scope="session")
def villages(content: Content) -> Villages:
    """All villages of Indonesia."""
    return content.villages


@pytest.mark.parametrize(
    "typed",
    [
        "Paringan",
        "PARINGAN PONOROGO",
        "paringan, ponorogo",
        "ponorogo paringan",
        "Ds. Paringan",
        "Ds.Paringan Kab.Ponorogo",
        "desa paringan kec jenangan",
        "saya dari desa Paringan",
        "Desa Paringan, Kecamatan Jenangan, Kabupaten Ponorogo, Jawa Timur",
        "jawa timur ponorogo jenangan paringan",
        "ponorogo pringan",
        "kab ponorogo ds parringan",
        "rumah di pringan ponorogo",
    ],
)
def test_one_village_whatever_the_manner(villages: Villages, typed: str) -> None:
    """Word order, level words, capitals, signs and a typo leave no doubt."""
    assert _codes(villages, typed) == [PARINGAN]


@pytest.mark.parametrize(("name", "rest", "code"), [("paringan", "ponorogo", PARINGAN), ("kenanga", "indramayu", KENANGA)])
def test_every_single_typo_is_forgiven(villages: Villages, name: str, rest: str, code: str) -> None:
    """A letter lost, doubled, wrong or swapped with its neighbour, before or after the regency."""
    missed = {
        typed
        for typo in _typos(name)
        for typed in (f"{typo} {rest}", f"{rest} {typo}")
        if _codes(villages, typed) != [code]
    }

    assert missed == set()


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Sidomulyo Bantul", "Sidomulyo, Kec. Bambanglipuro, Kabupaten Bantul"),
        ("sidomulyo bambanglipuro", "Sidomulyo, Kec. Bambanglipuro, Kabupaten Bantul"),
        ("Sidomulyo Wates", "Sidomulyo, Kec. Wates, Kabupaten Kediri"),
        ("Kenanga Sindang", "Kenanga, Kec. Sindang, Kabupaten Indramayu"),
        ("Tulungrejo Kota Batu", "Tulungrejo, Kec. Bumiaji, Kota Batu"),
        ("tulungreo kota batu", "Tulungrejo, Kec. Bumiaji, Kota Batu"),
    ],
)
def test_equal_names_told_apart(villages: Villages, typed: str, label: str) -> None:
    """A district or regency picks one of many villages of the same name."""
    assert [village.label for village in villages.find(typed)] == [label]


def test_many_of_one_name(villages: Villages) -> None:
    """A name alone gives all villages that carry it, one more word narrows them."""
    everywhere, in_kediri = villages.find("Sidomulyo"), villages.find("Sidomulyo Kediri")

    assert len(everywhere) == villages.count("sidomulyo") == 98
    assert {village.regency for village in in_kediri} == {"Kabupaten Kediri"}
    assert len({village.label for village in in_kediri}) == len(in_kediri) > 1


@pytest.mark.parametrize("typed", ["", " ", "a", "p", "7", "desa", "ds. kec. kab.", "xyzzyplugh", "!?", "\u0643\u0645"])
def test_nothing_is_guessed(villages: Villages, typed: str) -> None:
    """One letter, level words alone or a village that does not exist find nothing."""
    assert villages.find(typed) == []


def test_an_exact_name_beats_a_near_one(villages: Villages) -> None:
    """Mulo and Meulayo are spelt nearly so, but who writes Sidomulyo means Sidomulyo."""
    assert {village.name for village in villages.find("Sidomulyo")} == {"Sidomulyo"}
    assert {village.name for village in villages.find("Mulo Wonosari")} == {"Mulo"}
    assert {village.name for village in villages.find("Paringan Jakarta")} == {"Paringan"}


def test_by_code(villages: Villages) -> None:
    """Only the code of a village is a village; any area has a name."""
    assert villages.get(PARINGAN) == Village(PARINGAN, "Paringan", "Jenangan", "Kabupaten Ponorogo", "Jawa Timur")
    assert [villages.get(code) for code in ("", "35", "35.02.18", "99.99.99.9999")] == [None] * 4
    assert [villages.area_name(code) for code in ("", "35.02", "31", "34")] == [
        "Indonesia",
        "Kabupaten Ponorogo",
        "DKI Jakarta",
        "Daerah Istimewa Yogyakarta",
    ]


def _codes(villages: Villages, typed: str) -> list[str]:
    return [village.code for village in villages.find(typed)]


def _typos(name: str) -> Iterator[str]:
    for place, letter in enumerate(name):
        before, after = name[:place], name[place + 1 :]
        yield from (before + after, f"{before}{letter}{letter}{after}", f"{before}x{after}")
        if after:
            yield before + after[0] + letter + after[1:]
