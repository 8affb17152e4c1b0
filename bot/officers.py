"""Adds officers to the book of a deployment."""

from sqlalchemy.exc import IntegrityError

from bot.app import open_book
from bot.casework.roles import Role
from bot.config import ROOT, read_settings
from bot.store import officers
from bot.store.officers import LOGIN, SHORTEST_PASSWORD


class OfficerFault(ValueError):
    """An officer cannot be added so; the message says what to change."""


def add_officer(
    database_url: str, login: str, name: str, office: str, language: str, password: str, role: Role = Role.COORDINATOR
) -> None:
    """Add an officer; raises OfficerFault and BookBusy."""
    known = [each.name for each in read_settings(ROOT / "config.yml").offices]
    if office not in known:
        raise OfficerFault(f"config.yml has no office {office}; it has {', '.join(known)}")
    if not LOGIN.fullmatch(login):
        raise OfficerFault("a login is 2 to 64 small letters, digits, dots, dashes or underscores")
    if len(password) < SHORTEST_PASSWORD:
        raise OfficerFault(f"the password needs at least {SHORTEST_PASSWORD} characters")
    book = open_book(database_url)
    try:
        book.write_now(lambda tx: officers.add(tx, login, name, office, language, password, role))
    except IntegrityError:
        raise OfficerFault(f"the login {login} is taken; choose another") from None
    finally:
        book.close()
