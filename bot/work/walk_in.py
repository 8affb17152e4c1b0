"""A case an officer opens for somebody who came to the desk, called, or wrote a letter: the same case as from a chat."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import Act, State
from bot.casework.routing import nearest
from bot.store import cases, journal
from bot.store.journal import Actor
from bot.work.register import register
from bot.work.workshop import Workshop

SOURCES = ("desk", "telephone", "letter")


class Incomplete(ValueError):
    """Something a case needs is missing or cannot be; the message is the name of the field."""


def open_case(
    tx: Connection, shop: Workshop, officer: Row[Any], told: Mapping[str, str], now: datetime
) -> tuple[Row[Any], str]:
    """Open a case from a form and return it with its PIN, which is shown once and given to the reporter.

    Raises Incomplete. Consent is given before an officer who reads it aloud (PDP-1); in danger nobody waits for it.
    """
    danger = told.get("danger") == "yes"
    _check(shop, told, danger=danger)
    village, actor = told.get("village", ""), Actor("officer", officer.id)
    values = {
        "opened_by": f"desk:{told['key']}", "category": told["category"], "danger": danger, "reasons": "",
        "story": told["story"].strip(), "country": told.get("country", ""), "village": village, "source": told["source"],
        "consent": "given" if told.get("consent") == "yes" else "emergency",
        "details": {"relation": told["relation"]} if told.get("relation") else {},
    }  # fmt: skip
    case, pin = register(tx, shop, nearest(village, shop.offices), values, actor, now)
    if told.get("contact", "").strip():
        journal.write(tx, case.id, Act.NOTE, actor, told["contact"].strip(), State(case.state), now)
    return cases.by_id(tx, case.id), pin


def _check(shop: Workshop, told: Mapping[str, str], *, danger: bool) -> None:
    if not told.get("story", "").strip():
        raise Incomplete("story")
    if told.get("category") not in shop.content.categories:
        raise Incomplete("category")
    if told.get("source") not in SOURCES:
        raise Incomplete("source")
    if told.get("village") and shop.content.villages.get(told["village"]) is None:
        raise Incomplete("village")
    if told.get("consent") != "yes" and not danger:
        raise Incomplete("consent")
