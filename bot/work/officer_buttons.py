"""The buttons under what an officer reads in their own chat: the acts that make sense now and that their role allows."""

from typing import Any

from sqlalchemy import Row

from bot.casework.life import UNTAKEN, Act, State, allowed
from bot.casework.roles import RIGHT_OF_ACT, may
from bot.dialogue.speech import Choice
from bot.work.workshop import Workshop

SHOW, ROOM = "show", 7
"""To look at the case; and how many buttons at most."""

UNTAKEN_FIRST = ("take", "reply", SHOW, "ask", "hand_over", "assign", "resolve")
TAKEN_FIRST = ("reply", "ask", SHOW, "resolve", "hand_over", "hold", "note", "assign")
LEADING = {
    "official_soon": ("met",), "official_over": ("met",), "commitment_over": ("met",), "promise_broken": ("watch",),
}  # fmt: skip
"""What comes first under some notices."""


def under(shop: Workshop, officer: Row[Any], case: Row[Any], notice: str = "") -> tuple[Choice, ...]:
    """The buttons for an officer under a notice about a case."""
    usual = UNTAKEN_FIRST if State(case.state) in UNTAKEN else TAKEN_FIRST
    agreed = ("resolve",) if waits_for(officer, case) else ()
    wanted = dict.fromkeys((*agreed, *LEADING.get(notice, ()), *usual))
    names = [name for name in wanted if name == SHOW or _sensible(officer, case, name)]
    return tuple(Choice(f"officer:{name}:{case.number}", _label(shop, officer, case, name)) for name in names[:ROOM])


def waits_for(officer: Row[Any], case: Row[Any]) -> bool:
    """Whether somebody else has said that a grave case is done, so that this officer may agree."""
    return case.proposed_by not in {None, officer.id}


def _sensible(officer: Row[Any], case: Row[Any], name: str) -> bool:
    mine = case.officer_id == officer.id and case.state == State.TAKEN
    possible = Act(name) in allowed(State(case.state)) and may(officer.role, RIGHT_OF_ACT[name])
    return possible and not (name == "take" and mine)


def _label(shop: Workshop, officer: Row[Any], case: Row[Any], name: str) -> str:
    labels = shop.content.officer
    return labels["button_agree" if name == "resolve" and waits_for(officer, case) else f"button_{name}"]
