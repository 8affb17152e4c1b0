"""Cutting: where borders lie, when choices become numbers, and that nothing is lost whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Limits
from bot.channels.pieces import cut, numbered
from bot.dialogue.speech import Choice, Speech

YES_NO = (Choice("yes", "Ya"), Choice("no", "Tidak"))
BUTTONS = Limits(text=4096, choices=8, choice_label=40)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("pendek", 20, ["pendek"]),
        ("", 20, []),
        (" \n ", 20, []),
        ("satu dua\n\ntiga. Empat", 20, ["satu dua", "tiga. Empat"]),
        ("satu dua\ntiga. Empat lima", 20, ["satu dua", "tiga. Empat lima"]),
        ("Satu dua. Tiga empat lima.", 20, ["Satu dua.", "Tiga empat lima."]),
        ("Lihat UU No. 18 tahun 2017", 16, ["Lihat UU No. 18", "tahun 2017"]),
        ('"Sudah?" "Belum." Jadi begitu', 20, ['"Sudah?" "Belum."', "Jadi begitu"]),
        ("satu dua tiga empat lima", 10, ["satu dua", "tiga empat", "lima"]),
        ("biaya Rp\xa01.000.000", 16, ["biaya", "Rp\xa01.000.000"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("你好。再见。", 10, ["你好。", "再见。"]),
        ("e\u0301e\u0301e\u0301", 7, ["e\u0301e\u0301", "e\u0301"]),
        ("👍🏽👍🏽", 15, ["👍🏽", "👍🏽"]),
        ("👩‍👧👩‍👧", 20, ["👩‍👧", "👩‍👧"]),
        ("🇮🇩🇲🇾🇸🇬", 20, ["🇮🇩🇲🇾", "🇸🇬"]),
        ("ꦗꦮꦶꦗꦮꦶ", 15, ["ꦗꦮꦶꦗ", "ꦮꦶ"]),
        ("e" + "\u0301" * 5, 5, ["e\u0301\u0301", "\u0301\u0301", "\u0301"]),
    ],
)
def test_borders(text: str, limit: int, pieces: list[str]) -> None:
    """The best border within reach is taken, and a character as people see it stays whole."""
    limits = Limits(text=limit, choices=0, choice_label=0)

    found = cut(Speech(text), limits)

    assert [piece.text for piece in found] == pieces


@pytest.mark.parametrize(
    ("limits", "choices", "text"),
    [
        (BUTTONS, YES_NO, "Kirim?"),
        (Limits(text=4096, choices=0, choice_label=40), (), "Kirim?\n\n1. Ya\n2. Tidak"),
        (Limits(text=4096, choices=1, choice_label=40), (), "Kirim?\n\n1. Ya\n2. Tidak"),
        (Limits(text=4096, choices=8, choice_label=3), (), "Kirim?\n\n1. Ya\n2. Tidak"),
    ],
)
def test_choices(limits: Limits, choices: tuple[Choice, ...], text: str) -> None:
    """Choices that the wire cannot show as buttons become numbers in the text."""
    assert cut(Speech("Kirim?", YES_NO), limits) == [Speech(text, choices)]


def test_choices_stay_with_the_last_piece() -> None:
    """Buttons hang under the end of what is said."""
    limits = Limits(text=12, choices=2, choice_label=10)

    pieces = cut(Speech("satu dua tiga empat", YES_NO), limits)

    assert pieces == [Speech("satu dua"), Speech("tiga empat", YES_NO)]


def test_choices_without_text_become_the_text() -> None:
    """Buttons need a text to hang from; without one they are the text."""
    assert cut(Speech("", YES_NO), BUTTONS) == [Speech("1. Ya\n2. Tidak")]


def test_numbered_leaves_plain_speech_alone() -> None:
    """Without choices there is nothing to number."""
    assert numbered(Speech("Halo")) == Speech("Halo")


@given(st.text(max_size=300), st.integers(min_value=4, max_value=80))
def test_nothing_is_lost(text: str, limit: int) -> None:
    """Every piece is within the limit and says something, and all but white space is kept in order."""
    pieces = [piece.text for piece in cut(Speech(text), Limits(text=limit, choices=0, choice_label=0))]

    assert all(0 < len(piece.encode(errors="replace")) <= limit for piece in pieces)
    assert all(piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=10), max_size=60), st.integers(min_value=10, max_value=80))
def test_words_stay_whole(words: list[str], limit: int) -> None:
    """No word that fits into a piece is cut."""
    pieces = cut(Speech(" ".join(words)), Limits(text=limit, choices=0, choice_label=0))

    assert [word for piece in pieces for word in piece.text.split(" ")] == words
