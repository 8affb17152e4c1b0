"""What the README says can be done can be done."""

import re
from pathlib import Path

import pytest

from bot.cli import parser
from bot.config import ROOT

README = (ROOT / "README.md").read_text()
MADE = sorted(set(re.findall(r"`make (\w+)", README)))
COMMANDS = sorted(set(re.findall(r"`(?:\.venv/bin/)?rantau ([^`]+)`", README)))
ROWS = re.findall(r"^\|.*\|$", README.split("## Where do I add")[1].split("##")[0], re.MULTILINE)
TABLE = [cell for row in ROWS for cell in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("target", MADE)
def test_every_make_command_exists(target: str) -> None:
    """The Makefile has a target of that name, and its help names it."""
    makefile = (ROOT / "Makefile").read_text()

    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert f"## make {target}" in makefile


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_understood(command: str) -> None:
    """The words of each command are those that the command line takes."""
    words = [word.strip('"') for word in command.split()]

    parser().parse_args(words if "..." not in words else words[: words.index("...")])


@pytest.mark.parametrize("place", [place for place in TABLE if "/" in place or place.endswith((".yml", ".md"))])
def test_every_place_exists(place: str) -> None:
    """The table of where to add things names files that are there."""
    assert list(ROOT.glob(re.sub(r"<\w+>", "*", place))) or Path(ROOT / place).exists()


def test_the_readme_names_every_variable() -> None:
    """A variable that is read but not explained is a trap."""
    read = set(re.findall(r"RANTAU_[A-Z_]+[A-Z]", (ROOT / "bot" / "config.py").read_text()))

    assert read <= set(re.findall(r"RANTAU_[A-Z_]+[A-Z]", README))
