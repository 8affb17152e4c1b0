"""The interpreter hears no worse than it did, on sentences it was never taught."""

from pathlib import Path

import pytest

from bot.config import ROOT
from bot.dialogue.understanding import Understanding
from bot.scoring import card
from bot.scoring.figures import Figures, Heard, figures
from bot.scoring.heldout import Example, HeldOutFault, read_heldout
from bot.training import load_or_train
from bot.training.reading import read_corpus
from tests.conftest import CACHE

SLACK = 0.01


@pytest.fixture(scope="module")
def found() -> Figures:
    """The figures of the interpreter as it is taught now."""
    parse = load_or_train(ROOT / "nlu", CACHE).parse
    return figures([Heard(each, parse(each.text), 0.0) for each in read_heldout()])


@pytest.mark.parametrize("name", card.RECORDED)
def test_no_figure_got_worse(found: Figures, name: str) -> None:
    """More than a point below what is kept in docs/score.yml fails."""
    assert getattr(found, name) >= card.recorded(ROOT / "docs" / "score.yml")[name] - SLACK


def test_what_judges_is_never_taught() -> None:
    """No held-out sentence stands in nlu/, whatever its capitals and signs."""
    corpus = read_corpus(ROOT / "nlu")
    taught = {_bare(sentence.text) for sentence in (*corpus.sentences, *corpus.dangers)}

    assert [each.text for each in read_heldout() if _bare(each.text) in taught and len(each.text.split()) > 2] == []


def test_figures_by_hand() -> None:
    """Four messages whose figures can be reckoned on paper."""
    said = [("a", "greet", True), ("b", "greet", False), ("c", "out_of_scope", False), ("d", "thanks", False)]
    heard = [("greet", 0.9, True), ("thanks", 0.4, True), ("out_of_scope", 0.8, False), ("thanks", 0.7, False)]
    found = figures([_heard(*one, *other) for one, other in zip(said, heard, strict=True)])

    assert (found.accuracy, found.out_of_scope_recall) == (0.75, 1.0)
    assert (found.danger_recall, found.danger_precision) == (1.0, 0.5)
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert found.calibration_error == pytest.approx((0.1 + 0.4 + 0.2 + 0.3) / 4)
    assert found.confusions == (("greet", "thanks", 1),)


def test_a_held_out_file_with_a_fault_is_refused(tmp_path: Path) -> None:
    """A label nobody knows is said with its file."""
    (tmp_path / "id.yml").write_text('sentences:\n- {text: x, intent: nothing, noise: clean, danger: "no"}\n')

    with pytest.raises(HeldOutFault, match=r"id\.yml"):
        read_heldout(tmp_path)


def _bare(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _heard(text: str, wanted: str, danger: bool, intent: str, confidence: float, alarmed: bool) -> Heard:  # noqa: FBT001
    return Heard(Example(text, wanted, "id", "clean", danger), Understanding(intent, confidence, danger=alarmed), 0.0)
