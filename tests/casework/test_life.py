"""The life of a case: every state with every act, against a table written out by hand."""

import pytest

from bot.casework.life import ENDED, UNTAKEN, Act, ActRefused, State, after, allowed

LETTERS = {
    "N": State.NEW,
    "T": State.TAKEN,
    "W": State.WAITING_REPORTER,
    "H": State.HANDED_OVER,
    "R": State.RESOLVED,
    "C": State.CLOSED_CONFIRMED,
    "U": State.CLOSED_UNCONFIRMED,
    "X": State.WITHDRAWN,
}
# One row for each act: the state it leads to from each state in the order above; a dash where it is refused.
TABLE = {
    Act.OPEN: "--------",
    Act.TAKE: "TTTT----",
    Act.REPLY: "TTWTR---",
    Act.ASK: "WWWW----",
    Act.HOLD: "-T------",
    Act.HAND_OVER: "HHHH----",
    Act.ASSIGN: "TTTT----",
    Act.PROPOSE: "TTTT----",
    Act.RESOLVE: "RRRR----",
    Act.NOTE: "NTWHRCUX",
    Act.COMPLETE: "NTWH----",
    Act.WATCH: "NTWHRCUX",
    Act.MET: "NTWHRCUX",
    Act.RETURN_TALK: "NTWHRCUX",
    Act.READ: "NTWHRCUX",
    Act.ADD: "NTTHRCUX",
    Act.CONFIRM: "----C---",
    Act.REOPEN: "----NNNN",
    Act.WITHDRAW: "XXXXX---",
    Act.GO_ROUND: "NNNNN---",
    Act.RECEIVE: "NTWHRCUX",
    Act.SHARE: "NTWHRCUX",
    Act.ARRANGE: "NTWHRCUX",
    Act.ALERT: "NTWHRCUX",
    Act.REMIND: "NTWHRCUX",
    Act.WARN: "NTWHRCUX",
    Act.MOVE_UP: "NN-H----",
    Act.SILENT: "--N-----",
    Act.LAPSE: "--U-U---",
    Act.UNREACHED: "NTWHRCUX",
    Act.REFUSED: "NTWHRCUX",
}
CELLS = [
    pytest.param(state, act, LETTERS.get(letter), id=f"{state}-{act}")
    for act, row in TABLE.items()
    for state, letter in zip(LETTERS.values(), row, strict=True)
]


def test_the_table_is_whole() -> None:
    """No state and no act is left out of the table above."""
    assert set(TABLE) == set(Act)
    assert list(LETTERS.values()) == list(State)


@pytest.mark.parametrize(("state", "act", "following"), CELLS)
def test_every_state_and_act(state: State, act: Act, following: State | None) -> None:
    """An act leads where the table says, or is refused, and `allowed` agrees."""
    assert (act in allowed(state)) is (following is not None)
    if following is None:
        with pytest.raises(ActRefused, match=f"{act} is not possible while a case is {state}"):
            after(state, act)
    else:
        assert after(state, act) is following


def test_success_has_one_door() -> None:
    """Only the reporter's confirmation of a resolved case leads to success, so silence never does."""
    doors = {
        (state, act)
        for state in State
        for act in allowed(state)
        if after(state, act) is State.CLOSED_CONFIRMED and state is not State.CLOSED_CONFIRMED
    }

    assert doors == {(State.RESOLVED, Act.CONFIRM)}


def test_nobody_works_on_an_ended_case() -> None:
    """From an end only a reopening leads away, and an untaken case can be taken."""
    leaving = {act for state in ENDED for act in allowed(state) if after(state, act) is not state}

    assert leaving == {Act.REOPEN}
    assert all(after(state, Act.TAKE) is State.TAKEN for state in UNTAKEN)
    assert not UNTAKEN & ENDED
