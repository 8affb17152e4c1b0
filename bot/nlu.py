"""The interpreter at the command line: teach it, and let it read one message a line."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from bot.config import ROOT
from bot.dialogue.understanding import Understanding
from bot.training import load_or_train
from bot.work.rasa import Rasa


class LineFault(ValueError):
    """A line is not what `rantau nlu parse` reads."""


def train(cache: Path, said: TextIO) -> None:
    """Teach the interpreter with a progress bar, unless what it learnt from the same files is still there."""
    load_or_train(ROOT / "nlu", cache, progress=True)
    said.write(f"taught; kept in {cache}\n")


def parse(cache: Path, heard: TextIO, said: TextIO, rasa_url: str = "") -> None:
    """Read one JSON {"text": ...} a line, write one JSON a line in the same order; raises LineFault with its number.

    With the address of a Rasa server it says the intents.
    """
    builtin = load_or_train(ROOT / "nlu", cache).parse
    if not rasa_url:
        _parse_lines(heard, said, builtin)
        return
    with asyncio.Runner() as runner:
        rasa = Rasa(rasa_url, builtin)
        _parse_lines(heard, said, lambda text: runner.run(rasa(text)))
        runner.run(rasa.close())


def _parse_lines(heard: TextIO, said: TextIO, understand: Callable[[str], Understanding]) -> None:
    for number, line in enumerate(heard, start=1):
        if line.strip():
            text = _text(line, number)
            said.write(json.dumps({"text": text, **_plain(understand(text))}, ensure_ascii=False) + "\n")
            said.flush()


def _text(line: str, number: int) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        raise LineFault(f'line {number}: write a JSON object with a text, such as {{"text": "gaji belum dibayar"}}')
    return text


def _plain(understood: Understanding) -> dict[str, object]:
    plain = asdict(understood)
    del plain["wording"]  # the message itself once more
    plain["ranking"] = [{"intent": intent, "confidence": chance} for intent, chance in understood.ranking]
    return plain
