"""What is logged never quotes what people wrote."""

import io
import logging

from bot.logs import Lines


def test_an_exception_is_logged_without_its_message() -> None:
    """Its kind and place are there, the words it quotes are not; the fields of the record are."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Lines())
    log = logging.Logger("rantau.test")
    log.addHandler(handler)

    try:
        raise ValueError("the words of a person")
    except ValueError:
        log.exception("job_failed", extra={"job": 7})

    line, *trace = said.getvalue().splitlines()
    assert line.endswith("ERROR rantau.test job_failed job=7")
    assert trace[-1] == "ValueError"
    assert "test_logs.py" in said.getvalue()
    assert "the words of a person" not in said.getvalue()
