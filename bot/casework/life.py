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
    """What an officer, the reporter, somebody close to them or the clock does to a case."""

    OPEN = "open"
    TAKE = "take"
    REPLY = "reply"
    ASK = "ask"
    HOLD = "hold"
    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    PROPOSE = "propose"
    RESOLVE = "resolve"
    NOTE = "note"
    COMPLETE = "complete"
    WATCH = "watch"
    MET = "met"
    RETURN_TALK = "return_talk"
    READ = "read"

    ADD = "add"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    GO_ROUND = "go_round"
    RECEIVE = "receive"
    SHARE = "share"
    ARRANGE = "arrange"

    ALERT = "alert"
    REMIND = "remind"
    WARN = "warn"
    MOVE_UP = "move_up"
    SILENT = "silent"
    LAPSE = "lapse"
    UNREACHED = "unreached"
    REFUSED = "refused"


class ActRefused(ValueError):
    """This act is not possible in the state the case is in."""


S, A = State, Act
ENDED = frozenset({S.CLOSED_CONFIRMED, S.CLOSED_UNCONFIRMED, S.WITHDRAWN})
UNTAKEN = frozenset({S.NEW, S.HANDED_OVER})
WAITING = frozenset({S.WAITING_REPORTER, S.RESOLVED})
"""States in which the next word is the reporter's: they are reminded, and their silence is never taken for a yes."""
IN_WORK = (S.NEW, S.TAKEN, S.WAITING_REPORTER, S.HANDED_OVER)

UNMOVED = (
    A.NOTE, A.ADD, A.WATCH, A.MET, A.RETURN_TALK, A.READ, A.RECEIVE, A.SHARE, A.ARRANGE, A.ALERT, A.REMIND, A.WARN,
    A.UNREACHED, A.REFUSED,
)  # fmt: skip
"""Acts that are possible in every state and leave it as it is; an answer the desk waited for is the one exception."""

TRANSITIONS: dict[tuple[State, Act], State] = {
    **{(state, act): state for state in State for act in UNMOVED},
    (S.WAITING_REPORTER, A.ADD): S.TAKEN,
    **{(state, A.TAKE): S.TAKEN for state in IN_WORK},
    **{(state, A.REPLY): S.TAKEN for state in (S.NEW, S.TAKEN, S.HANDED_OVER)},
    (S.WAITING_REPORTER, A.REPLY): S.WAITING_REPORTER,
    (S.RESOLVED, A.REPLY): S.RESOLVED,
    **{(state, A.ASSIGN): S.TAKEN for state in IN_WORK},
    **{(state, A.PROPOSE): S.TAKEN for state in IN_WORK},
    **{(state, A.ASK): S.WAITING_REPORTER for state in IN_WORK},
    (S.TAKEN, A.HOLD): S.TAKEN,
    **{(state, A.COMPLETE): state for state in IN_WORK},
    **{(state, A.HAND_OVER): S.HANDED_OVER for state in IN_WORK},
    (S.NEW, A.MOVE_UP): S.NEW,
    (S.HANDED_OVER, A.MOVE_UP): S.HANDED_OVER,
    (S.TAKEN, A.MOVE_UP): S.NEW,
    (S.WAITING_REPORTER, A.SILENT): S.NEW,
    **{(state, A.RESOLVE): S.RESOLVED for state in IN_WORK},
    (S.RESOLVED, A.CONFIRM): S.CLOSED_CONFIRMED,
    **{(state, A.LAPSE): S.CLOSED_UNCONFIRMED for state in WAITING},
    **{(state, A.WITHDRAW): S.WITHDRAWN for state in (*IN_WORK, S.RESOLVED)},
    **{(state, A.GO_ROUND): S.NEW for state in (*IN_WORK, S.RESOLVED)},
    **{(state, A.REOPEN): S.NEW for state in (S.RESOLVED, *ENDED)},
}
"""Which act leads from which state to which.

A case held by somebody (`taken`) that stays silent goes back to `new`, one office higher. Danger is never closed by
silence while the desk waits for an answer (`silent`): a phone may have been taken away.
"""

RENEWING = frozenset({A.TAKE, A.ASSIGN, A.ASK, A.HOLD, A.HAND_OVER, A.MOVE_UP, A.GO_ROUND})
"""Acts after which the next step is due anew although the state stays; so does a reply while a case is taken."""


def after(state: State, act: Act) -> State:
    """The state after an act; raises ActRefused when the act is not possible."""
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise ActRefused(f"{act} is not possible while a case is {state}") from None


def allowed(state: State) -> frozenset[Act]:
    """The acts possible in a state."""
    return frozenset(act for known, act in TRANSITIONS if known is state)


def renews(state: State, act: Act) -> bool:
    """Whether an act done in a state sets a new date for the next step."""
    return after(state, act) is not state or act in RENEWING or (state is State.TAKEN and act is Act.REPLY)
