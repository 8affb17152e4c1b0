"""The packet of one case, read from the book and put into Indonesian words; what may leave is settled in casework."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.casework.life import Act
from bot.casework.packet import IN_FILES, ON_MAP, Handled, Packet, Piece, Report, packet_of, wib
from bot.dialogue.answers import DETAIL, SENT
from bot.dialogue.content import Content
from bot.dialogue.events import Term
from bot.dialogue.flow import Step
from bot.dialogue.message import Kind
from bot.dialogue.words import SOURCE_LANGUAGE
from bot.store import cases, followers, journal, schema
from bot.work.workshop import Workshop

KINDS = {
    Kind.PHOTO: "foto", Kind.VOICE: "suara", Kind.VIDEO: "video", Kind.DOCUMENT: "berkas", Kind.LOCATION: ON_MAP,
    Kind.CONTACT: "kontak",
}  # fmt: skip
BY = {"citizen": "pengadu", "clock": "Rantau"}
GENERAL = "complaint"
WHATSAPP = "whatsapp"
"""The one wire whose address is a telephone number."""


def packet_for(tx: Connection, shop: Workshop, case: Row[Any], to: str, now: datetime) -> Packet:
    """The packet of a case for an institution or office by its name.

    Raises LookupError for one nobody knows, and for the office the case goes round.
    """
    rows = journal.timeline(tx, case.id)
    history = [_handled(shop, row) for row in rows]
    evidence = [_piece(row) for row in cases.evidence_of(tx, case.id)]
    return packet_of(_report(tx, shop, case, rows, now), _title(shop, case, to), now, evidence, history)


def _title(shop: Workshop, case: Row[Any], to: str) -> str:
    """What the office that receives the packet is called."""
    if to in shop.policy.institutions:
        return shop.content.labels[f"institution_{to}"]
    for office in shop.offices_for(case):
        if office.name == to:
            return office.title
    raise LookupError(f"no packet may go to {to}: it is no institution and no office that may know of this case")


def _report(tx: Connection, shop: Workshop, case: Row[Any], rows: list[Row[Any]], now: datetime) -> Report:
    steps = questions_of(shop.content, case.category)
    known = sorted(case.details, key=lambda name: (list(steps).index(name) if name in steps else len(steps), name))
    contacts, numbers = _reach(tx, case.id, now)
    return Report(
        number=case.number,
        office=shop.office(case.office).title,
        category=shop.content.categories[case.category].label,
        confidence=case.confidence,
        danger=case.danger,
        reasons=case.reasons,
        story=_story(shop.content, case.story, rows),
        country=_words(shop, "country", case.country),
        village=_words(shop, "village", case.village),
        details={name: IN_FILES if case.details[name] == SENT else case.details[name] for name in known},
        words={name: label for name in known if name in steps and (label := steps[name].label_of(case.details[name]))},
        questions={name: step.ask for name, step in steps.items()},
        contacts=contacts,
        numbers=numbers,
    )


def _words(shop: Workshop, kind: str, value: str) -> str:
    return shop.words.term(Term(kind, value), SOURCE_LANGUAGE, {}) if value else ""


def questions_of(content: Content, category: str) -> dict[str, Step]:
    """The questions after the receipt by the names of their details, in the order they are asked.

    A kind of problem chosen from the list was asked the general ones.
    """
    own, general = content.flows[content.flow_for(category)], content.flows[GENERAL]
    return {step.name.removeprefix(DETAIL): step for step in (*general.steps, *own.steps) if step.name.startswith(DETAIL)}


def _story(content: Content, story: str, rows: list[Row[Any]]) -> str:
    """The story and what was told later, without the answers that have a field of their own."""
    asked = tuple(step.ask for flow in content.flows.values() for step in flow.steps if step.name.startswith(DETAIL))
    added = (row for row in rows if row.act == Act.ADD and row.text.strip() and not row.text.startswith(asked))
    return "\n\n".join(filter(None, (story, *(f"Tambahan {wib(row.at)}:\n{row.text}" for row in added))))


def _reach(tx: Connection, case_id: int, now: datetime) -> tuple[tuple[str, ...], frozenset[str]]:
    """The telephone numbers that may be called for the reporter, and the digits of all that follow the case.

    A guest or a phone that others read is not called.
    """
    rows = select(schema.talk.c.address, schema.follower).join(schema.talk, schema.follower.c.talk_id == schema.talk.c.id)
    phones = rows.where(schema.follower.c.case_id == case_id, schema.talk.c.channel == WHATSAPP)
    found = tx.execute(phones.order_by(schema.follower.c.talk_id)).all()
    called = tuple(
        row.address.removeprefix(f"{WHATSAPP}:")
        for row in found
        if row.rights == followers.ALL and not (row.guest or row.locked) and (row.until is None or row.until > now)
    )
    return called, frozenset(re.sub(r"\D", "", row.address) for row in found)


def _handled(shop: Workshop, row: Row[Any]) -> Handled:
    titles = {office.name: office.title for office in shop.offices}
    office = BY.get(row.actor) or titles.get(row.officer_office, "")
    name = row.text.partition(":")[0] if row.act == Act.HAND_OVER else ""
    return Handled(row.at, row.act, office, titles.get(name) or shop.content.labels.get(f"institution_{name}", ""))


def _piece(row: Row[Any]) -> Piece:
    return Piece(KINDS.get(row.kind, "berkas"), _name(row.details), row.sha256 or "", row.at)


def _name(details: Mapping[str, Any]) -> str:
    """What a file is called, or where a place lies."""
    place = f"{details['latitude']}, {details['longitude']}" if "latitude" in details else ""
    return ", ".join(filter(None, (details.get("name"), details.get("label"), place)))
