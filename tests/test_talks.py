"""Golden talks: they said, we said, what the book now holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.message import Kind, Message
from bot.store import cases
from bot.terminal import YOU, work_off
from bot.work.turn import hear
from bot.work.workshop import Workshop
from bot.yamlfile import read

TALKS = sorted((Path(__file__).parent / "talks").glob("*.yml"))


@pytest.mark.parametrize("path", TALKS, ids=[path.stem for path in TALKS])
async def test_golden_talk(path: Path, shop: Workshop, fresh: Callable[[], str]) -> None:
    """Each turn is answered as written down, the talk being saved and loaded between turns."""
    talk: Any = read(path)

    for number, turn in enumerate(talk["talk"]):
        await hear(shop, Message(f"con:{number}", "console", YOU, Kind.TEXT, turn["they"]))
        await work_off(shop)
        answer = fresh()
        for part in turn["we"]:
            assert part in answer

    held = [_plain(row) for row in shop.book.read_now(lambda tx: cases.followed_by(tx, 1))]
    assert len(held) == len(talk["book"])
    for case, wanted in zip(held, talk["book"], strict=True):
        assert {key: case[key] for key in wanted} == dict(wanted)


async def test_a_copy_is_dropped(shop: Workshop, fresh: Callable[[], str]) -> None:
    """A provider that sends a message twice gets one answer."""
    message = Message("con:same", "console", YOU, Kind.TEXT, "halo")

    await hear(shop, message)
    await work_off(shop)
    first = fresh()
    await hear(shop, message)
    await work_off(shop)

    assert "Rantau" in first
    assert fresh() == ""


def _plain(row: Any) -> dict[str, str]:
    return {**row._mapping, "danger": "yes" if row.danger else "no"}
