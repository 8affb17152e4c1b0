"""Secrets are seen only when asked for."""

import logging

from bot.channels.secret import Secret, hush


def test_prints_as_stars() -> None:
    """No way of printing shows the value."""
    secret = Secret("contoh-rahasia")

    shown = f"{secret} {secret!r} {secret!s} {[secret]}"

    assert "contoh" not in shown
    assert secret.reveal() == "contoh-rahasia"


def test_matches() -> None:
    """Only the value itself matches, and an empty secret matches nothing, not even emptiness."""
    assert Secret("abc").matches("abc")
    assert not Secret("abc").matches("abd")
    assert not Secret("abc").matches("ä\udcff")
    assert not Secret("").matches("")
    assert not Secret("")


def test_hush() -> None:
    """The libraries that log addresses and words are silenced even when everything is to be logged."""
    logging.getLogger("httpx").setLevel(logging.DEBUG)

    hush()

    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.INFO)
