"""After the receipt: answers are kept whatever they sound like, and nobody is held by questions that only help."""

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.ear.danger import LIKENESS
from bot.dialogue.events import Say
from bot.dialogue.talk import CaseGlance

if TYPE_CHECKING:
    from person import Person


@pytest.mark.parametrize("elsewhere", ["status", "menu", "bahasa"])
def test_questions_after_the_receipt_are_not_put_again(reviewer: "Person", elsewhere: str) -> None:
    """Who asks for something else after the receipt is not asked for details once that is over."""
    reviewer.writes("1")
    reviewer.cases = (CaseGlance("26-000001-9", "new", open=True, danger=False),)

    reviewer.writes(elsewhere)

    assert reviewer.talk.paused == ()
    assert reviewer.talk.walk is None or reviewer.talk.walk.flow == "language"


def test_an_answer_that_sounds_like_another_problem_is_kept(reviewer: "Person") -> None:
    """It is added to the case, the next question comes, and a button would make it a report of its own."""
    reviewer.writes("1")

    reviewer.writes("paspornya dipegang majikan", intent="report_documents_withheld")

    assert [deed.action for deed in reviewer.done] == ["add_detail"]
    said = reviewer.hears[-1]
    assert isinstance(said, Say)
    assert [choice.id.partition(":")[0] for choice in said.choices] == ["step", "topic"]
    assert reviewer.writes("2").talk.walk
    assert reviewer.given("story") == "paspornya dipegang majikan"


def test_a_question_after_the_receipt_is_answered(reviewer: "Person") -> None:
    """Who asks something is answered, and the help ends."""
    reviewer.writes("1")

    reviewer.writes("berapa biaya paspor sekarang?", intent="ask_costs", document="paspor")

    assert reviewer.talk.walk is None
    assert reviewer.done == []


@pytest.mark.parametrize(("reasons", "alarmed"), [((LIKENESS,), False), (("Kekerasan",), True)])
def test_likeness_alone_is_no_new_alarm(reviewer: "Person", reasons: tuple[str, ...], alarmed: bool) -> None:  # noqa: FBT001 - a table
    """The answers tell of the harm that was reported; a rule of danger is heard all the same."""
    reviewer.writes("1")

    reviewer.writes("majikan yang sering marah", danger=True, reasons=reasons)

    assert ("raise_alarm" in [deed.action for deed in reviewer.done]) is alarmed
