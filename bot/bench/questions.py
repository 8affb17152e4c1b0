"""What officers ask the book, as the pages ask it: the statements that are measured, each with a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.bench.made_up import NOW
from bot.casework.roles import Sight
from bot.casework.routing import Office
from bot.store import listing, search
from bot.store.wanted import Wanted
from bot.work import today

DEEP = 20  # pages


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of the book: a page of a list, from a place in it, or with no `wanted` the page of the day."""

    name: str
    sight: Sight
    wanted: Wanted | None = None
    after: str = ""

    def ask(self, tx: Connection, officer: Row[Any]) -> int:
        """Ask it; how many cases came."""
        if self.wanted is None:
            return sum(len(each.rows) for each in today.look(tx, self.sight, officer, NOW).sections)
        return self.ask_nobody(tx)

    def ask_nobody(self, tx: Connection) -> int:
        """Ask for the page of a list, which is the same for everybody; how many cases came."""
        return len(listing.page(tx, self.sight, self.wanted or Wanted(), self.after).rows)


def questions(tx: Connection, offices: tuple[Office, ...], number: str, phone: str) -> Iterator[Question]:
    """All of them, for an office of each level; `number` is one of a case, `phone` one that was named in a case."""
    for office in offices:
        sight, level = Sight(office), office.level.value
        yield Question(f"{level}: today", sight)
        yield Question(f"{level}: list", sight, Wanted())
        yield Question(f"{level}: page {DEEP}", sight, Wanted(), _deep(tx, sight, Wanted()))
        yield Question(f"{level}: ended", sight, Wanted("ended"))
        yield Question(f"{level}: ended, page {DEEP}", sight, Wanted("ended"), _deep(tx, sight, Wanted("ended")))
        yield from (Question(f"{level}: {name}", sight, wanted) for name, wanted in filters().items())
        yield from (Question(f"{level}: search {name}", sight, wanted) for name, wanted in searches(number, phone).items())


def filters() -> dict[str, Wanted]:
    """Each filter, with something frequent and something rare, and several together."""
    old = NOW - timedelta(days=900)
    return {
        "new": Wanted("new"),
        "handed over": Wanted("handed_over"),
        "category, frequent": Wanted(category="unpaid_wages"),
        "category, rare": Wanted(category="other"),
        "country, frequent": Wanted(country="MY"),
        "country, rare": Wanted(country="JO"),
        "country, none": Wanted(country="ZZ"),
        "office": Wanted(office="paringan"),
        "mine": Wanted(officer_id=7),
        "overdue": Wanted(due_before=NOW),
        "danger": Wanted(danger=True),
        "no danger": Wanted(danger=False),
        "opened long ago": Wanted(opened_before=old),
        "clocks": Wanted(clock_before=NOW + today.CLOCKS_SOON, clock_from=NOW - today.CLOCKS_PAST),
        "second officer": Wanted(second=7),
        "several": Wanted("taken", category="death", country="KR", danger=True),
        "ended, category rare": Wanted("ended", category="other"),
        "ended, country rare": Wanted("ended", country="JO"),
        "ended, danger": Wanted("ended", danger=True),
        "ended, mine": Wanted("ended", officer_id=7),
        "ended, opened long ago": Wanted("ended", opened_from=old - timedelta(days=30), opened_before=old),
        "ended, several": Wanted("ended", category="other", country="JO", danger=True),
        "ended, nothing": Wanted("ended", category="unpaid_wages", country="MY", office="nowhere"),
    }


def searches(number: str, phone: str) -> dict[str, Wanted]:
    """Each kind of search, with words from frequent to unknown."""
    typed = {
        "number": number,
        "last digits": number.replace("-", "")[-5:],
        "phone": phone,
        "agency": "PT Contoh baba",
        "frequent word": "gaji",
        "two frequent words": "gaji paspor",
        "middling word": "izin",
        "rare word": "bacidagu",
        "beginning of rare words": "baci*",
        "beginning of frequent words": "gaj* pasp*",
        "frequent and rare word": "gaji bacidagu",
        "unknown word": "zzzz",
    }
    asked = {name: Wanted("any", asked=search.read(text)) for name, text in typed.items()}
    gaji, rare, old = search.read("gaji"), search.read("bacidagu"), NOW - timedelta(days=900)
    return {
        **asked,
        "frequent word, danger": Wanted("any", asked=gaji, danger=True),
        "frequent word, new, category rare": Wanted("new", asked=gaji, category="other"),
        "frequent word, mine": Wanted("any", asked=gaji, officer_id=7),
        "frequent word, opened long ago": Wanted("any", asked=gaji, opened_before=old),
        "frequent word, opened in a month long ago": Wanted(
            "any", asked=gaji, opened_from=old - timedelta(days=30), opened_before=old
        ),
        "rare word, opened long ago": Wanted("any", asked=rare, opened_before=old),
    }


def _deep(tx: Connection, sight: Sight, wanted: Wanted) -> str:
    """The place of a page deep in a list, or of its last."""
    after = ""
    for _ in range(DEEP):
        following = listing.page(tx, sight, wanted, after).following
        if not following:
            break
        after = following
    return after
