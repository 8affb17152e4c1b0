"""The floors of the house: leaning is allowed downwards only, and files stay small."""

import ast
from pathlib import Path

import pytest

from bot.config import ROOT

FLOORS = [{"dialogue", "casework"}, {"store", "channels", "papers"}, {"work"}, {"web"}]
SOURCES = sorted(path for path in (ROOT / "bot").rglob("*.py") if "versions" not in path.parts)


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_leans_downwards_only(path: Path) -> None:
    """A module imports from its own room or from floors below, and is no longer than 300 lines."""
    room = path.relative_to(ROOT / "bot").parts[0]
    floor = next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)

    assert len(path.read_text().splitlines()) <= 300
    if floor is None:
        return
    allowed = {room, "yamlfile"} | {each for rooms in FLOORS[:floor] for each in rooms}
    assert _rooms_imported(path) <= allowed


def _rooms_imported(path: Path) -> set[str]:
    names = [
        node.module
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bot.")
    ]
    return {name.split(".")[1] for name in names}
