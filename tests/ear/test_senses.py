"""Words of four languages come to one sense, with or without what hangs on them."""

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.senses import Senses

MEANINGS = {
    "bayar": "bayar",
    "paid": "bayar",
    "potong": "potong",
    "simpen": "tabung",
    "gaji": "gaji",
    "the": "",
    "ma": "ibu",
}


@pytest.mark.parametrize(
    ("word", "sense"),
    [
        ("bayar", "bayar"),
        ("paid", "bayar"),
        ("the", ""),
        ("membayar", "bayar"),
        ("bayaran", "bayar"),
        ("dibayarkan", "bayar"),
        ("memotong", "potong"),
        ("nyimpen", "tabung"),
        ("gajinipun", "gaji"),
        ("makan", "makan"),
        ("meja", "meja"),
    ],
)
def test_a_word_has_a_sense(word: str, sense: str) -> None:
    """Beginnings and endings come off only where a listed word of three letters or more is left."""
    assert Senses(MEANINGS)(word) == sense


def test_what_is_ready_comes_first() -> None:
    """A sense worked out beforehand is taken as it is, an empty one too."""
    senses = Senses(MEANINGS, {"gaji": "upah", "bayar": ""})

    assert [senses(word) for word in ("gaji", "bayar", "paid")] == ["upah", "", "bayar"]


@pytest.mark.parametrize(
    ("words", "sense"),
    [
        ("membayar mbayar mayar paid dibayari", "bayar"),
        ("majikanku juragan dunungan employer", "majikan"),
        ("suami bojo salaki husband", "suami"),
        ("makan mangan dahar", "makan"),
        ("taiwan korea malaysia", "country"),
        ("riyadh johor", "city"),
        ("pak the mah", ""),
    ],
)
def test_languages_meet(ear: Builtin, words: str, sense: str) -> None:
    """The real list brings the four languages together."""
    assert {ear.features.senses(word) for word in words.split()} == {sense}
