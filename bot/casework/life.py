"""The life of a case as one table: which act leads from which state to which."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands. Only `closed_confirmed` is a success, and only the reporter can bring it about."""

    NEW = "new"
    TAKEN = "taken"
    WAITING_REPORTER = "waiting_reporter"
    HANDED_OVER = "handed_over"
    RESOLVED = "resolved"
    CLOSED_CONFIRMED = "closed_confirmed"
    CLOSED_UNCONFIRMED = "closed_unconfirmed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What an officer, the reporter or the clock does to a case."""

    OPEN = "open"
    TAKE = "take"
    REPLY = "reply"
    NOTE = "note"
    ASK = "ask"
    ADD = "add"
    HAND_OVER = "hand_over"
    MOVE_UP = "move_up"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    LAPSE = "lapse"
    ALERT = "alert"
    RETURN_TALK = "return_talk"
    READ = "read"
    UNREACHED = "unreached"


class ActRefused(ValueError):
    """This act is not possible in the state the case is in."""


S, A = State, Act
ENDED = frozenset({S.CLOSED_CONFIRMED, S.CLOSED_UNCONFIRMED, S.WITHDRAWN})
UNTAKEN = frozenset({S.NEW, S.HANDED_OVER})
IN_WORK = (S.NEW, S.TAKEN, S.WAITING_REPORTER, S.HANDED_OVER)

TRANSITIONS: dict[tuple[State, Act], State] = {
    **{(state, A.TAKE): S.TAKEN for state in IN_WORK},
    **{(state, A.ASK): S.WAITING_REPORTER for state in IN_WORK},
    **{(state, A.HAND_OVER): S.HANDED_OVER for state in IN_WORK},
    **{(state, A.MOVE_UP): state for state in IN_WORK},
    **{(state, A.RESOLVE): S.RESOLVED for state in IN_WORK},
    **{(state, A.ALERT): state for state in State},
    **{(state, A.NOTE): state for state in State},
    **{(state, A.RETURN_TALK): state for state in State},
    **{(state, A.READ): state for state in State},
    **{(state, A.ADD): state for state in State},
    (S.WAITING_REPORTER, A.ADD): S.TAKEN,
    (S.NEW, A.REPLY): S.TAKEN,
    (S.HANDED_OVER, A.REPLY): S.TAKEN,
    (S.TAKEN, A.REPLY): S.TAKEN,
    (S.WAITING_REPORTER, A.REPLY): S.WAITING_REPORTER,
    (S.RESOLVED, A.REPLY): S.RESOLVED,
    (S.RESOLVED, A.CONFIRM): S.CLOSED_CONFIRMED,
    (S.RESOLVED, A.REOPEN): S.NEW,
    (S.CLOSED_UNCONFIRMED, A.REOPEN): S.NEW,
    (S.RESOLVED, A.LAPSE): S.CLOSED_UNCONFIRMED,
}


def after(state: State, act: Act) -> State:
    """The state after an act; raises ActRefused when the act is not possible."""
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise ActRefused(f"{act} is not possible while a case is {state}") from None


def allowed(state: State) -> frozenset[Act]:
    """The acts possible in a state."""
    return frozenset(act for known, act in TRANSITIONS if known is state)
