"""What the people of a desk may do: receiving a complaint and handling it are two roles (Perban BP2MI 6/2024)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.casework.routing import Office


class Role(StrEnum):
    """What somebody is at their desk."""

    RECEIVER = "receiver"
    HANDLER = "handler"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"


class Right(StrEnum):
    """What a role allows."""

    RECEIVE = "receive"
    HANDLE = "handle"
    SENSITIVE = "sensitive"
    ANSWER = "answer"
    SETTINGS = "settings"
    PEOPLE = "people"
    AUDIT = "audit"
    FIGURES = "figures"
    EXPORT = "export"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.RECEIVER: frozenset({Right.RECEIVE, Right.ANSWER}),
    Role.HANDLER: frozenset({Right.RECEIVE, Right.HANDLE, Right.SENSITIVE, Right.ANSWER, Right.FIGURES}),
    Role.COORDINATOR: frozenset(Right),
    Role.EVALUATOR: frozenset({Right.FIGURES}),
}

RIGHT_OF_ACT: dict[str, Right] = {
    **dict.fromkeys(("take", "reply", "note", "ask", "return_talk"), Right.RECEIVE),
    **dict.fromkeys(("assign", "hold", "complete", "hand_over", "resolve", "watch", "met"), Right.HANDLE),
}


class RightMissing(PermissionError):
    """This officer's role does not allow this."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What an officer may see of cases: those in the area of their office, but for the hidden categories."""

    office: Office
    hidden: frozenset[str] = frozenset()


def may(role: str, right: Right) -> bool:
    """Whether a role allows something."""
    return right in RIGHTS[Role(role)]
