"""What every piece of work needs at hand; put together on the roof and handed down."""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.casework.contact import Hours
from bot.casework.ladder import Rung
from bot.casework.policy import Policy
from bot.casework.roles import Right, Sight, may
from bot.casework.routing import Office
from bot.channels.channel import Channel
from bot.channels.secret import Secret
from bot.dialogue.content import Content
from bot.dialogue.receipt import PIN_DIGITS
from bot.dialogue.understanding import Understanding
from bot.dialogue.words import Words
from bot.store.book import Book


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where people find us: the desk's address on the web, the bot's name on Telegram, the number on WhatsApp.

    Each is empty where there is none.
    """

    desk: str = ""
    telegram: str = ""
    whatsapp: str = ""


NOWHERE = Addresses()


@dataclass(frozen=True, slots=True)
class Workshop:
    """The book, the words, the ear, the wires and the policy of one deployment.

    `listen` is the ear of the deployment, `parse` the builtin one, at once and in process. `clock` gives aware UTC.
    """

    book: Book
    words: Words
    parse: Callable[[str], Understanding]
    listen: Callable[[str], Awaitable[Understanding]]
    channels: Mapping[str, Channel]
    offices: tuple[Office, ...]
    ladders: Mapping[str, tuple[Rung, ...]]
    ladder_of: Mapping[str, str]
    policy: Policy
    hours: Hours
    grave: frozenset[str]
    sensitive: frozenset[str]
    officer_speaks: timedelta
    burst: int
    clock: Callable[[], datetime]
    secret: Secret
    addresses: Addresses = NOWHERE

    @property
    def content(self) -> Content:
        """All the words and rules of the dialogue."""
        return self.words.content

    def office(self, name: str) -> Office:
        """An office by name; raises LookupError when it is no longer in config.yml."""
        for office in self.offices:
            if office.name == name:
                return office
        raise LookupError(f"no office is called {name}: put it back into config.yml or move its cases first")

    def offices_for(self, case: Row[Any]) -> tuple[Office, ...]:
        """The offices that may know of a case: all but those it goes round."""
        return tuple(office for office in self.offices if office.name not in {case.avoids, case.avoids_too})

    def sight(self, officer: Row[Any]) -> Sight:
        """What an officer may see: an evaluator no case, a receiver none of the sensitive categories."""
        if not may(officer.role, Right.RECEIVE):
            return Sight(self.office(officer.office), frozenset(self.content.categories))
        hidden = frozenset() if may(officer.role, Right.SENSITIVE) else self.sensitive
        return Sight(self.office(officer.office), hidden)

    def ladder(self, category: str, *, danger: bool) -> tuple[Rung, ...]:
        """The ladder of a case."""
        return self.ladders["danger" if danger else self.ladder_of.get(category, "normal")]

    def new_pin(self) -> str:
        """A PIN nobody can guess."""
        return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"

    def word_hash(self, talk_id: int, word: str) -> str:
        """What is kept of a safe word, however it is written in capitals and with signs."""
        return self.pin_hash(f"talk {talk_id}", " ".join(word.casefold().split()))

    def pin_hash(self, number: str, pin: str) -> str:
        """What is kept of a PIN: useless without the deployment's secret key."""
        return hmac.new(self.secret.reveal().encode(), f"{number}:{pin}".encode(), hashlib.sha256).hexdigest()
