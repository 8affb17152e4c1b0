"""The filters of the list of cases as they stand in its address, so that a link to a list can be kept and sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from bot.dialogue.words import HOME
from bot.store import search
from bot.store.wanted import GROUPS, Wanted
from bot.work.today import CLOCKS_PAST, CLOCKS_SOON, day_ends

FIELDS = (
    "q", "state", "danger", "overdue", "due", "mine", "clock", "second", "category", "country", "office", "from", "to",
)  # fmt: skip
DAYS = ("from", "to")
ANY = "any"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for: the fields that are understood, and those whose day cannot be read, as typed."""

    told: Mapping[str, str]
    unread: Mapping[str, str]

    @property
    def address(self) -> str:
        """The query of the address, without what says nothing."""
        return urlencode(self.told)

    def without(self, field: str) -> str:
        """The query of the same list without one of its filters."""
        return urlencode({name: value for name, value in self.told.items() if name != field})

    def wanted(self, officer_id: int, now: datetime) -> Wanted:
        """The list for an officer at a moment."""
        told = self.told
        asked = search.read(told["q"]) if "q" in told else None
        wanted = Wanted(
            group=told.get("state", "open" if asked is None else ANY),
            category=told.get("category", ""),
            country=told.get("country", ""),
            office=told.get("office", ""),
            officer_id=officer_id if "mine" in told else None,
            danger={"yes": True, "no": False}.get(told.get("danger", "")),
            due_before=now if "overdue" in told else None,
            opened_from=_begins(told["from"]) if "from" in told else None,
            opened_before=_begins(told["to"]) + timedelta(days=1) if "to" in told else None,
            second=officer_id if "second" in told else None,
            asked=asked,
        )
        if "due" in told:
            wanted = replace(wanted, due_from=now, due_before=day_ends(now))
        if "clock" in told:
            wanted = replace(wanted, clock_from=now - CLOCKS_PAST, clock_before=now + CLOCKS_SOON)
        return wanted


def read(query: Mapping[str, str], known: Mapping[str, frozenset[str]]) -> Filters:
    """The filters in a query; a choice that is none of the `known` ones of its field is left out."""
    choices = {
        "state": frozenset(GROUPS), "danger": {"yes", "no"}, "due": {"today"}, "clock": {"soon"},
        **{name: {"1"} for name in ("overdue", "mine", "second")}, **known,
    }  # fmt: skip
    said = {name: query.get(name, "").replace("\x00", "").strip()[: search.LONGEST] for name in FIELDS}
    unread = {name: said[name] for name in DAYS if said[name] and not _is_day(said[name])}
    told = {
        name: value for name, value in said.items() if value and name not in unread and value in choices.get(name, {value})
    }
    if told.get("state") == ANY and "q" not in told:
        del told["state"]
    return Filters(told, unread)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _begins(day: str) -> datetime:
    """When a day begins in Western Indonesian time."""
    return datetime.combine(date.fromisoformat(day), time(0), HOME)
