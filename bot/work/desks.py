"""What an office says of itself: kept by its coordinator, told to who calls an officer or asks what the desk offers."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.routing import Office
from bot.dialogue.clean import clean
from bot.dialogue.events import Say, Term
from bot.store import audit, desks, offerings, templates
from bot.store.desks import FIELDS
from bot.work.workshop import Workshop

TELEPHONE = re.compile(r"[+\d][\d ()./-]{2,38}\d")
LONGEST_TITLE, LONGEST_TEXT = 80, 4000


class Unfit(ValueError):
    """Something cannot be kept so; the message is the name of the field."""


def about(tx: Connection, shop: Workshop, office: Office) -> tuple[Say, ...]:
    """When an office is open, where it is and its telephone, as one thing to say; nothing while nothing is known."""
    row, notices = desks.of_office(tx, office.name), shop.content.notices
    known = {name: Term("plain", row._mapping[name]) for name in FIELDS if row and row._mapping[name]}  # noqa: SLF001
    if not known:
        return ()
    lines = {f"line_{name}": Term("words", notices[f"desk_{name}"], {name: value}) for name, value in known.items()}
    listed = Term("words", "\n".join(f"{{{name}}}" for name in lines), lines)
    return (Say(notices["desk"], {"office": Term("plain", office.title), "list": listed}),)


def describe(tx: Connection, officer: Row[Any], told: Mapping[str, str], now: datetime) -> None:
    """Keep what an office says of itself, and write down what was changed; raises Unfit."""
    said = {name: clean(told.get(name, "")) for name in FIELDS}
    for name, longest in FIELDS.items():
        if len(said[name]) > longest:
            raise Unfit(name)
    if said["telephone"] and not TELEPHONE.fullmatch(said["telephone"]):
        raise Unfit("telephone")
    before = desks.of_office(tx, officer.office)
    changed = [name for name in FIELDS if said[name] != (before._mapping[name] if before else "")]  # noqa: SLF001
    desks.describe(tx, officer.office, said["hours"], said["address"], said["telephone"])
    if changed:
        audit.add(tx, officer, "desk_described", ", ".join(changed), now)


def add_template(tx: Connection, officer: Row[Any], told: Mapping[str, str], now: datetime) -> None:
    """Keep a canned reply of the officer's office; raises Unfit. Braces would look as if they were filled in."""
    title, text = clean(told.get("title", "")), clean(told.get("text", ""))
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Unfit("title")
    if not 0 < len(text) <= LONGEST_TEXT:
        raise Unfit("text")
    if set("{}") & set(title + text):
        raise Unfit("braces")
    templates.add(tx, officer.office, title, text)
    audit.add(tx, officer, "template_added", title, now)


def remove_template(tx: Connection, officer: Row[Any], template_id: int, now: datetime) -> None:
    """Remove a canned reply of the officer's office."""
    title = templates.remove(tx, officer.office, template_id)
    if title:
        audit.add(tx, officer, "template_removed", title, now)


def add_offering(
    tx: Connection, officer: Row[Any], category: str, title: str, starts_at: datetime | None, now: datetime
) -> None:
    """Add to what the officer's office offers."""
    offerings.add(tx, officer.office, category, title, starts_at)
    audit.add(tx, officer, "offering_added", title, now)


def remove_offering(tx: Connection, officer: Row[Any], offering_id: int, now: datetime) -> None:
    """Remove something the officer's office offered."""
    title = offerings.remove(tx, officer.office, offering_id)
    if title:
        audit.add(tx, officer, "offering_removed", title, now)
