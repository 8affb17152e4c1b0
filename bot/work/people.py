"""Who works at the desks, as a coordinator keeps it: each change is one transaction and is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from bot.casework.roles import Role
from bot.casework.routing import within
from bot.dialogue.words import DESK_LANGUAGES
from bot.store import audit, officers, people
from bot.store.officers import LOGIN
from bot.store.people import LastCoordinator
from bot.work.workshop import Workshop

LONGEST_NAME = 96
LAST_DUTY = 99


class NotSo(ValueError):
    """This cannot be changed so; the message is the name of what is wrong."""


class NotTheirs(LookupError):
    """There is no such officer in the offices this coordinator keeps."""


@dataclass(frozen=True, slots=True)
class Change:
    """A coordinator about to change something about an officer."""

    tx: Connection
    shop: Workshop
    by: Row[Any]
    now: datetime

    def person(self, officer_id: int) -> Row[Any]:
        """The officer of that id; raises NotTheirs."""
        found = next((each for each in listed(self.tx, self.shop, self.by) if each.id == officer_id), None)
        if found is None:
            raise NotTheirs("an officer of another area, or nobody")
        return found

    def note(self, what: str, text: str) -> None:
        """Write down what was changed."""
        audit.add(self.tx, self.by, what, text, self.now)


def listed(tx: Connection, shop: Workshop, by: Row[Any]) -> list[Row[Any]]:
    """The officers a coordinator keeps: those of their own office and of the offices below it, in the order of offices."""
    offices = [office.name for office in within(shop.office(by.office), shop.offices)]
    return sorted(people.of_offices(tx, offices), key=lambda each: offices.index(each.office))


def add(change: Change, told: Mapping[str, str]) -> tuple[int, str]:
    """Add an officer and return their id and the code with which they choose their password; raises NotSo."""
    login, name, office = told.get("login", "").strip(), told.get("name", "").strip(), told.get("office", "")
    known = {each.name for each in within(change.shop.office(change.by.office), change.shop.offices)}
    _check(
        login=bool(LOGIN.fullmatch(login)),
        name=0 < len(name) <= LONGEST_NAME,
        office=office in known,
        language=told.get("language") in DESK_LANGUAGES,
    )
    role = _role(told)
    try:
        with change.tx.begin_nested():
            officer_id = people.add(change.tx, login, name, office, told["language"], role)
    except IntegrityError:
        raise NotSo("taken") from None
    change.note("officer_added", f"{login}, {office}, {role}")
    return officer_id, people.offer_entry(change.tx, officer_id, change.now)


def set_role(change: Change, officer_id: int, told: Mapping[str, str]) -> None:
    """Give an officer another role, but never oneself; raises NotSo and NotTheirs."""
    person, role = _other(change, officer_id), _role(told)
    try:
        people.set_role(change.tx, person.id, role)
    except LastCoordinator:
        raise NotSo("last") from None
    change.note("role_changed", f"{person.login}, {person.role}, {role}")


def set_duty(change: Change, officer_id: int, told: Mapping[str, str]) -> None:
    """Say as the how-manieth an officer is alerted, or with nothing that the others come first; raises NotSo."""
    person, typed = change.person(officer_id), told.get("duty", "").strip()
    _check(duty=person.active and (not typed or (typed.isdecimal() and 0 < int(typed) <= LAST_DUTY)))
    people.set_duty(change.tx, person.id, int(typed) if typed else None)
    change.note("duty_changed", f"{person.login}: {typed or '-'}")


def deactivate(change: Change, officer_id: int, told: Mapping[str, str]) -> None:
    """Send an officer away at once, but never oneself and never the last coordinator; raises NotSo and NotTheirs."""
    del told
    person = _other(change, officer_id)
    try:
        people.deactivate(change.tx, person.id)
    except LastCoordinator:
        raise NotSo("last") from None
    change.note("officer_stopped", person.login)


def activate(change: Change, officer_id: int, told: Mapping[str, str]) -> None:
    """Let an officer who was sent away work again; raises NotTheirs."""
    del told
    person = change.person(officer_id)
    people.activate(change.tx, person.id)
    change.note("officer_back", person.login)


def reset(change: Change, officer_id: int) -> tuple[str, str]:
    """Take an officer's password away; returns login and the code to choose a new one with. Raises NotSo and NotTheirs."""
    person = _other(change, officer_id)
    _check(inactive=person.active)
    change.note("password_reset", person.login)
    return person.login, people.offer_entry(change.tx, person.id, change.now)


def own_password(tx: Connection, officer: Row[Any], password_hash: str, token: str, now: datetime) -> None:
    """Keep the new password an officer chose for themselves."""
    people.change_password(tx, officer.id, password_hash, token)
    audit.add(tx, officer, "password_changed", "", now)


def first_password(tx: Connection, login: str, code: str, password_hash: str, now: datetime) -> officers.Entry:
    """Let an officer in by the code of their coordinator, with the password they chose."""
    entry = people.enter_first(tx, login, code, password_hash, now)
    found = officers.of_session(tx, entry.token, now) if entry.token else None
    if found:
        audit.add(tx, found, "password_changed", "", now)
    return entry


CHANGES = {each.__name__: each for each in (set_role, set_duty, deactivate, activate)}


def _other(change: Change, officer_id: int) -> Row[Any]:
    person = change.person(officer_id)
    if person.id == change.by.id:
        raise NotSo("self")
    return person


def _role(told: Mapping[str, str]) -> Role:
    try:
        return Role(told.get("role", ""))
    except ValueError:
        raise NotSo("role") from None


def _check(**right: bool) -> None:
    for name, fine in right.items():
        if not fine:
            raise NotSo(name)
