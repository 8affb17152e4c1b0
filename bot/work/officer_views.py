"""What an officer looks at in their own chat: one case, the cases at hand, and where the packet of a case is."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import Act
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice
from bot.store import cases, journal, watches
from bot.work import windows
from bot.work.officer_buttons import SHOW, under
from bot.work.officer_steps import Desk
from bot.work.outbox import officer_terms
from bot.work.windows import Window
from bot.work.workshop import Workshop

AT_HAND, LONGEST_LABEL, SHOWN_STORY = 10, 40, 1000


def show(desk: Desk) -> Say:
    """One case: how it stands, who has it, its story and last words, and how its reporter can be written to."""
    labels, case = desk.shop.content.officer, desk.case
    parts = [Term("words", labels["show"], _facts(desk)), *_clocks(desk)]
    story = case.story if len(case.story) <= SHOWN_STORY else f"{case.story[:SHOWN_STORY]}..."
    parts += [Term("plain", story)] if story else []
    last = {
        "show_said": journal.last_words(desk.tx, case.id, Act.ADD),
        "show_told": journal.last_words(desk.tx, case.id, Act.REPLY, Act.ASK, Act.RESOLVE),
        "show_proposed": case.proposal if case.proposed_by else "",
    }
    parts += [Term("words", labels[name], {"text": Term("plain", text)}) for name, text in last.items() if text]
    named = {f"part_{number}": part for number, part in enumerate(parts)}
    return Say("\n\n".join(f"{{{name}}}" for name in named), named, under(desk.shop, desk.officer, case))


def listed(tx: Connection, shop: Workshop, officer: Row[Any]) -> Say:
    """The officer's open cases and the untaken ones of their office as buttons, danger first."""
    found = cases.at_hand(tx, shop.sight(officer), officer.id, AT_HAND)
    choices = tuple(Choice(f"officer:{SHOW}:{case.number}", _label(shop, officer, case)) for case in found)
    return Say(shop.content.officer["listed" if found else "listed_none"], {}, choices)


def packet(desk: Desk) -> Say:
    """Where the packet is: no wire carries files, and a chat is no place for them."""
    link = f"{desk.shop.addresses.desk}/desk/cases/{desk.case.number}"
    return desk.say("packet", link=Term("plain", link))


def _label(shop: Workshop, officer: Row[Any], case: Row[Any]) -> str:
    category = shop.words.translate(shop.content.categories[case.category].label, officer.language)
    alarm = shop.words.translate(shop.content.officer["alarm"], officer.language) if case.danger else ""
    label = f"{alarm}{case.number} {category}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 3].rstrip()}..."


def _facts(desk: Desk) -> dict[str, Term]:
    shop, case, labels = desk.shop, desk.case, desk.shop.content.officer
    holder = cases.officer_of(desk.tx, case)
    return officer_terms(shop, case) | {
        "state": Term("words", labels[f"state_{case.state}"]),
        "officer": Term("plain", holder) if holder else Term("words", labels["nobody"]),
        "count": Term("plain", str(len(cases.evidence_of(desk.tx, case.id)))),
        "window": _reach(desk),
    }


def _reach(desk: Desk) -> Term:
    """How the reporter and who else follows can be written to."""
    labels = desk.shop.content.officer
    found = windows.of_case(desk.tx, desk.shop, desk.case.id, desk.now)
    if not found:
        return Term("words", labels["window_nobody"])
    parts = {f"window_{number}": _window(desk, each) for number, each in enumerate(found)}
    return Term("words", "; ".join(f"{{{name}}}" for name in parts), parts)


def _window(desk: Desk, window: Window) -> Term:
    values = {"title": Term("plain", window.wire), "until": _moment(window.closes_at)}
    return Term("words", desk.shop.content.officer[f"window_{window.state}"], values)


def _clocks(desk: Desk) -> list[Term]:
    content = desk.shop.content
    running = [each for each in watches.of_case(desk.tx, desk.case.id) if not each.met_at]
    return [
        Term(
            "words",
            content.officer["show_clock"],
            {"clock": Term("words", content.labels[f"official_{each.clock}"]), "until": _moment(each.ends_at)},
        )
        for each in running
    ]


def _moment(moment: datetime | None) -> Term:
    return Term("time", moment.isoformat()) if moment else Term("plain", "")
