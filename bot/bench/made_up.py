"""Made-up cases, the same ones at every run, spread as real ones would be: few villages with many, most long ended."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from bot.casework.life import State
from bot.casework.routing import Level, Office, nearest
from bot.dialogue.receipt import case_number

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
YEARS = 5
OFFICERS = 400
RECENT = 0.2  # the share of cases opened last, most of which are still open
STATES = {
    State.NEW: 20, State.TAKEN: 40, State.WAITING_REPORTER: 20, State.HANDED_OVER: 8, State.RESOLVED: 12,
}  # fmt: skip
ENDS = {State.CLOSED_CONFIRMED: 75, State.CLOSED_UNCONFIRMED: 19, State.WITHDRAWN: 6}
COUNTRIES = {"MY": 30, "TW": 22, "HK": 20, "SA": 10, "SG": 8, "KR": 5, "JP": 3, "AE": 1, "BN": 0.8, "JO": 0.1, "OM": 0.1}
PROVINCES = {"35": 26, "32": 22, "33": 20, "52": 12, "18": 7, "12": 4, "53": 3}
WRITTEN = """
gaji saya belum dibayar majikan bulan kerja di sudah tidak agen uang potongan paspor ditahan kontrak pulang rumah sakit
telepon janji biaya berangkat pabrik kebun kapal istirahat malam makan lari kantor polisi keluarga anak suami istri ibu
bapak tolong minta takut dipukul lapor visa pelabuhan teman orang hari tahun lembur libur surat izin
"""
COMMON = WRITTEN.split()
SYLLABLES = ("ba", "ci", "da", "gu", "ka", "la", "ma", "ni", "pa", "ra", "sa", "te", "wi", "yo")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the tables for one stretch of cases."""

    cases: list[dict[str, Any]]
    marks: list[dict[str, Any]]
    watches: list[dict[str, Any]]


class Maker:
    """Makes cases 1 to `total`; villages, offices and categories are those of the deployment."""

    def __init__(self, total: int, villages: Sequence[str], offices: Sequence[Office], categories: Sequence[str]) -> None:
        """Take what the cases are about."""
        self._total, self._offices = total, offices
        self._dice = random.Random(1)  # noqa: S311 - the same cases at every run
        self._categories = {name: 100 / (rank + 1) for rank, name in enumerate(categories)}
        self._homes = self._spread(villages)
        self._desks = [office.area for office in offices if office.level is Level.VILLAGE]
        self._sequences = Counter[int]()

    def stretches(self, size: int) -> Iterator[Rows]:
        """All cases in order, `size` at a time."""
        for first in range(1, self._total + 1, size):
            made = [self._case(number) for number in range(first, min(first + size, self._total + 1))]
            marks = [mark for each in made for mark in self._marks(each)]
            yield Rows(made, marks, [watch for each in made for watch in self._watches(each)])

    def _case(self, number: int) -> dict[str, Any]:
        dice = self._dice
        opened_at = NOW - timedelta(days=365 * YEARS) * (1 - number / (self._total + 1))
        self._sequences[opened_at.year] += 1
        is_open = dice.random() < (0.9 if number > self._total * (1 - RECENT) else 0.02)
        state = self._one_of(STATES if is_open else ENDS)
        village = self._village()
        return {
            "id": number, "number": case_number(opened_at.year, self._sequences[opened_at.year]),
            "opened_by": f"bench:{number}", "state": state, "category": self._one_of(self._categories),
            "danger": dice.random() < 0.03, "reasons": "", "story": self._story(), "country": self._one_of(COUNTRIES),
            "village": village, "office": self._office(village),
            "officer_id": None if state is State.NEW else dice.randint(1, OFFICERS),
            "proposed_by": dice.randint(1, OFFICERS) if state is State.TAKEN and dice.random() < 0.02 else None,
            "consent": "given", "opened_at": opened_at, "details": {"relation": "self", "employer": f"pt {self._rare()}"},
            "due_at": NOW + timedelta(days=dice.uniform(-2, 8)) if is_open else None,
            "closed_at": None if is_open else opened_at + timedelta(days=20), "pin_hash": "",
        }  # fmt: skip

    def _village(self) -> str:
        dice = self._dice
        if self._desks and dice.random() < 0.0004:
            return dice.choice(self._desks)
        homes = self._homes[self._one_of(PROVINCES)] if dice.random() < 0.94 else self._homes[""]
        return homes[int(len(homes) * dice.random() ** 2)]

    @cache  # noqa: B019 - a maker lives as long as its run
    def _office(self, village: str) -> str:
        return nearest(village, self._offices).name

    def _story(self) -> str:
        dice = self._dice
        words = [COMMON[int(len(COMMON) * dice.random() ** 2)] for _ in range(dice.randint(10, 26))]
        return " ".join([*words, self._rare(), self._rare()])

    def _rare(self) -> str:
        """One of 38416 words nobody uses much."""
        return "".join(self._dice.choices(SYLLABLES, k=4))

    def _marks(self, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
        dice, number = self._dice, case["id"]
        if dice.random() < 0.3:
            yield {"case_id": number, "kind": "phone", "value": f"62811{dice.randrange(50_000):07d}"}
        if dice.random() < 0.15:
            yield {"case_id": number, "kind": "agency", "value": f"contoh {self._rare()[:4]}"}

    def _watches(self, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if self._dice.random() < 0.05:
            ends_at = case["opened_at"] + timedelta(days=365)
            met_at = case["closed_at"]
            yield {
                "case_id": case["id"], "clock": "documents", "text": "", "starts_at": case["opened_at"],
                "ends_at": ends_at, "met_at": met_at,
            }  # fmt: skip

    def _one_of(self, shares: Mapping[T, float]) -> T:
        return self._dice.choices(list(shares), list(shares.values()))[0]

    def _spread(self, villages: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The villages of the provinces most come from, and of all, those with many cases first."""
        shuffled = sorted(villages)
        self._dice.shuffle(shuffled)
        inside = {code: [each for each in shuffled if each.startswith(code)] for code in PROVINCES}
        return {"": shuffled, **{code: homes or shuffled for code, homes in inside.items()}}
