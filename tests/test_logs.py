"""What is logged never quotes what people wrote."""

import io
import logging

from bot.logs import Lines


def test_an_exception_is_logged_without_its_message() -> None:
    """Its kind and place are there, the words it quotes are not; the fields of the record are."""
    said, words = io.StringIO(), "the words of a person"
    handler = logging.StreamHandler(said)
    handler.setFormatter(Lines())
    log = logging.getLogger("rantau.test")
    log.addHandler(handler)

    try:
        int(words)
    except ValueError:
        log.exception("job_failed", extra={"job": 7})
    log.removeHandler(handler)

    assert "ERROR rantau.test job_failed job=7\n" in said.getvalue()
    assert said.getvalue().endswith("ValueError\n")
    assert "test_logs.py" in said.getvalue()
    assert words not in said.getvalue()
