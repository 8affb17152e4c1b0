"""The actions of the four pillars and of the checks: what a flow may name under `do` besides those about cases."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.casework.routing import nearest
from bot.dialogue.events import Say, Term
from bot.store import agencies, offerings
from bot.work import desks, reminders
from bot.work.deed import Deed, Outcome


def tell_offerings(deed: Deed) -> Outcome:
    """Say what the desk of the person's village offers of the kind they ask for, and when and where it is."""
    home = deed.text("village") or deed.scene.talk.home
    office = nearest(home, deed.shop.offices)
    rows = offerings.of_office(deed.tx, office.name, deed.now, deed.text("category"))
    notices, title = deed.shop.content.notices, Term("plain", office.title)
    about = desks.about(deed.tx, deed.shop, office)
    if not rows:
        return Outcome(says=about)
    lines = {f"line_{number}": _line(row) for number, row in enumerate(rows)}
    listed = "\n".join(f"- {{{name}}}" for name in lines)
    return Outcome(says=(Say(notices["offerings"], {"office": title, "list": Term("words", listed, lines)}), *about))


def _line(row: Row[Any]) -> Term:
    values = {"title": Term("plain", row.title)}
    if row.starts_at is None:
        return values["title"]
    return Term("words", "{title}, {day}", {**values, "day": Term("time", row.starts_at.isoformat())})


def look_up_agency(deed: Deed) -> Outcome:
    """Look a company up in the list of licensed agencies; neither outcome is called safe."""
    typed, notices = deed.text("name"), deed.shop.content.notices
    found = agencies.find(deed.tx, typed)
    if found.listed_on is None:
        return Outcome(says=(Say(notices["agency_no_list"]),))
    values = {"typed": Term("plain", typed[:80]), "listed": Term("date", found.listed_on.isoformat())}
    if found.agency is not None:
        values |= {"name": Term("plain", found.agency.name), "licence": Term("plain", found.agency.licence or "-")}
        return Outcome(says=(Say(notices["agency_found"], values),))
    if found.near:
        values["list"] = Term("plain", "\n".join(f"- {name}" for name in found.near))
        return Outcome(says=(Say(notices["agency_near"], values),))
    return Outcome(says=(Say(notices["agency_unknown"], values),))


def set_reminders(deed: Deed) -> Outcome:
    """Remind of a paper that ends."""
    end = date.fromisoformat(deed.text("end"))
    reminders.set_paper(deed.tx, deed.scene.talk.id, deed.text("paper"), end, deed.do.key, deed.now)
    return Outcome()


def remind_checklist(deed: Deed) -> Outcome:
    """Ask in a week how far the papers are."""
    reminders.set_checklist(deed.tx, deed.scene.talk.id, deed.do.key, deed.now)
    return Outcome()


def start_guidance(deed: Deed) -> Outcome:
    """Say the first guidance for an age and send the others week by week."""
    age = deed.text("age")
    weeks = deed.shop.content.guidance.get(age, ())
    reminders.set_guidance(deed.tx, deed.scene.talk.id, age, len(weeks), deed.do.key, deed.now)
    return Outcome(says=tuple(Say(text) for text in weeks[:1]))


def stop_guidance(deed: Deed) -> Outcome:
    """Send no more guidance."""
    reminders.stop_guidance(deed.tx, deed.scene.talk.id, deed.now)
    return Outcome()


SERVICES = {
    action.__name__: action
    for action in (tell_offerings, look_up_agency, set_reminders, remind_checklist, start_guidance, stop_guidance)
}
