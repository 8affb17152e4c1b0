"""The ear as the house has it, taught once from the real sentences and kept between runs by content."""

from pathlib import Path

import pytest

from bot.config import ROOT
from bot.dialogue.ear.builtin import Builtin
from bot.training import load_or_train
from tests.conftest import CACHE


@pytest.fixture(scope="session")
def nlu() -> Path:
    """The folder of sentences and word lists."""
    return ROOT / "nlu"


@pytest.fixture(scope="session")
def cache() -> Path:
    """The house's own cache; files are named by content, so they cannot be stale."""
    return CACHE


@pytest.fixture(scope="session")
def ear(nlu: Path, cache: Path) -> Builtin:
    """The builtin interpreter."""
    return load_or_train(nlu, cache)
