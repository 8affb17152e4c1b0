"""Typed text made safe to keep."""

import unicodedata

import pytest

from bot.dialogue.clean import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gaji saya", "gaji saya"),
        ("  gaji \n", "gaji"),
        ("a\x00b\x07c\x7f", "abc"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\ud800b", "ab"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("ga\u200bji\ufeff", "gaji"),
        ("cafe\u0301", "caf\u00e9"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("\ua99b\ua9ba\ua9a4", "\ua99b\ua9ba\ua9a4"),
        ("\u0645\u0631\u062d\u0628\u0627", "\u0645\u0631\u062d\u0628\u0627"),
        ("\x00\u200b ", ""),
        ("", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    """Controls, overrides, invisible blanks and lone surrogates go; letters of every script and joined emoji stay."""
    assert clean(typed) == kept


def test_every_character_is_bearable() -> None:
    """Whatever is typed can be written to a database, and cleaning twice changes nothing."""
    everything = "".join(f"x{chr(point)}" for point in range(0x11000))

    kept = clean(everything)

    assert kept.encode("utf-8").decode("utf-8") == kept
    assert "\x00" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    assert clean(kept) == kept
