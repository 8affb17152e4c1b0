"""The sentences kept apart from training, written by others before anything was tuned."""

from dataclasses import dataclass
from pathlib import Path

from bot.config import ROOT
from bot.dialogue.intents import INTENTS
from bot.yamlfile import read

FOLDER = ROOT / "tests" / "heldout"
NOISES = ("clean", "chat", "heavy", "mixed")


class HeldOutFault(ValueError):
    """A file of held-out sentences is not written as it should be."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message with what a person says it means. `noise` tells how it is written: clean, chat, heavy or mixed."""

    text: str
    intent: str
    language: str
    noise: str
    danger: bool


def read_heldout(folder: Path = FOLDER) -> list[Example]:
    """Read all languages; raises HeldOutFault and YamlFault."""
    return [_example(path, raw) for path in sorted(folder.glob("*.yml")) for raw in _listed(path)]


def _listed(path: Path) -> list[object]:
    raw = read(path)
    listed = raw.get("sentences") if isinstance(raw, dict) else None
    if not isinstance(listed, list):
        raise HeldOutFault(f"{path}: a list under `sentences:` is needed")
    return listed


def _example(path: Path, raw: object) -> Example:
    if not isinstance(raw, dict) or set(raw) != {"text", "intent", "noise", "danger"}:
        raise HeldOutFault(f"{path}: each sentence has text, intent, noise and danger: {raw}")
    if raw["intent"] not in INTENTS or raw["noise"] not in NOISES or raw["danger"] not in {"yes", "no"}:
        raise HeldOutFault(f"{path}: unknown intent, noise or danger: {raw}")
    return Example(raw["text"], raw["intent"], path.stem, raw["noise"], raw["danger"] == "yes")
