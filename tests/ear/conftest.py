"""The ear as the house has it, taught once from the real sentences and kept between runs by content."""

import tempfile
from pathlib import Path

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.training import load_or_train

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def nlu() -> Path:
    """The folder of sentences and word lists."""
    return ROOT / "nlu"


@pytest.fixture(scope="session")
def cache() -> Path:
    """A cache that outlives a test run; files are named by content, so they cannot be stale."""
    return Path(tempfile.gettempdir()) / "rantau-tests-ear"


@pytest.fixture(scope="session")
def ear(nlu: Path, cache: Path) -> Builtin:
    """The builtin interpreter."""
    return load_or_train(nlu, cache)
