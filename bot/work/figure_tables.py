"""Puts counts into tables with words, and says which of them are sums of which, so that small ones can be hidden."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from babel.dates import format_date

from bot.casework.figures import MONTHS_A_QUARTER, Cell, Line, Period, Row, Table
from bot.dialogue.events import Term
from bot.dialogue.words import Words

DISTRICT = 5  # signs of the code of an area that name its district
MOST_SPANS = 8
Counts = Counter[tuple[str, str]]
"""How often each row goes with each column."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of figures in a language."""

    words: Words
    language: str

    def say(self, name: str, **values: str) -> str:
        """A sentence of flows/officer.yml that begins with `figures_`."""
        terms = {key: Term("plain", value) for key, value in values.items()}
        return self.words.fill(self.words.content.officer[f"figures_{name}"], self.language, terms)

    def category(self, name: str) -> str:
        """A kind of report; one that is no longer in config.yml is named as it was."""
        known = self.words.content.categories.get(name)
        return self.words.translate(known.label, self.language) if known else name

    def country(self, code: str) -> str:
        """A country."""
        return self.words.term(Term("country", code), self.language, {}) if code else self.say("unknown_country")

    def area(self, code: str) -> str:
        """A village with its district, or a larger area."""
        return self.words.term(Term("village", code), self.language, {})

    def place(self, code: str) -> str:
        """A village or district as it is called below the area it lies in."""
        village = self.words.content.villages.get(code)
        return village.name if village else self.area(code) if code else self.say("unknown_village")

    def topic(self, intent: str) -> str:
        """What a reply is about."""
        reply = self.words.content.reply_for(intent)
        return self.words.translate(reply.button, self.language) if reply else intent

    def choice(self, flow: str, step: str, key: str) -> str:
        """The words of a choice in a flow."""
        found = self.words.content.flows[flow].step(step)
        label = next((each.label for each in (found.choices if found else ()) if each.id == key), key)
        return self.words.translate(label, self.language)

    def tongue(self, code: str) -> str:
        """A language."""
        return str(Locale(self.language).languages.get(code, code)).capitalize()

    def day(self, period: Period, *, last: bool = False) -> str:
        """The first or last day of a period."""
        return format_date(period.last if last else period.first, "long", locale=self.language)

    def span(self, period: Period, size: int) -> str:
        """A month, quarter or year by its name; `size` is its number of months."""
        forms = {1: "MMM y", MONTHS_A_QUARTER: "QQQ y"}
        return format_date(period.first, forms.get(size, "y"), locale=self.language)


@dataclass(frozen=True, slots=True)
class Spans:
    """The columns of time: months, quarters or years, as many as can be read beside one another."""

    periods: Sequence[Period]
    size: int

    def key(self, moment: datetime) -> str:
        """The span a moment lies in, as its first day."""
        return next((each.first.isoformat() for each in self.periods if each.holds(moment)), "")

    def heads(self, labels: Labels) -> dict[str, str]:
        """Their keys with their names."""
        return {each.first.isoformat(): labels.span(each, self.size) for each in self.periods}


def spans(period: Period, smallest: int) -> Spans:
    """The parts of a period, none smaller than so many months, and no more of them than can be read."""
    known = {1: period.months, MONTHS_A_QUARTER: period.quarters, 12: period.years}
    fitting = [Spans(found, size) for size, found in known.items() if size >= smallest]
    return next((each for each in fitting if len(each.periods) <= MOST_SPANS), fitting[-1])


def flat(
    labels: Labels, name: str, total: str, counts: Mapping[str, int], label: Callable[[str], str], *, ranked: bool = True,
    rest: int = 0, note: str = "",
) -> Table:  # fmt: skip
    """A table of one column: each count below the other and their sum. `rest` is counted, but in no row of its own."""
    keys = sorted(counts, key=lambda key: (-counts[key], label(key))) if ranked else list(counts)
    rows = [Row(label(key), (Cell(counts[key], f"{total}/{name}:{key}"),)) for key in keys]
    whole = Row(labels.say("all"), (Cell(sum(counts.values()) + rest, total),), total=True)
    parts = tuple(f"{total}/{name}:{key}" for key in keys)
    also = (Cell(rest, f"{total}/{name}"),) if rest else ()
    line = Line(total, (*parts, *(cell.name for cell in also)))
    return Table(
        name, labels.say(f"table_{name}"), (labels.say("head_count"),), (*rows, whole) if rows else (), note, (line,),
        also, ranked=ranked, drawn=True,
    )  # fmt: skip


def crossed(
    labels: Labels, name: str, base: str, counts: Counts, rows: Mapping[str, str], heads: Mapping[str, str],
    total: str = "",
) -> Table:  # fmt: skip
    """A table of two ways with the sum of each row first; `base` and its key is what such a sum is called.

    With a `total` all rows are there, so that the columns have sums too.
    """
    found, lines = list[Row](), list[Line]()
    for key, label in rows.items():
        cells = [Cell(counts[key, head], f"{base}{key}@{head}") for head in heads]
        found.append(Row(label, (Cell(sum(counts[key, head] for head in heads), f"{base}{key}"), *cells)))
        lines.append(Line(f"{base}{key}", tuple(cell.name for cell in cells)))
    if total and rows:
        sums = [Cell(sum(counts[key, head] for key in rows), f"{total}@{head}") for head in heads]
        whole = Cell(sum(int(cell.value or 0) for cell in sums), total)
        found.append(Row(labels.say("all"), (whole, *sums), total=True))
        lines += [Line(f"{total}@{head}", tuple(f"{base}{key}@{head}" for key in rows)) for head in heads]
        lines += [Line(total, tuple(cell.name for cell in sums)), Line(total, tuple(base + key for key in rows))]
    title, shown = labels.say(f"table_{name}"), (labels.say("head_total"), *heads.values())
    return Table(name, title, shown, tuple(found), lines=tuple(lines), drawn=bool(total))


def tree(villages: Iterable[str]) -> dict[str, list[str]]:
    """The districts of villages by their codes, each with its villages; "" at the end is where the village is unknown."""
    found = dict[str, list[str]]()
    for village in sorted(set(villages), key=lambda each: (not each, each)):
        found.setdefault(village[:DISTRICT], []).extend([village] if village else [])
    return found


def tree_lines(total: str, districts: Mapping[str, Sequence[str]], at: str = "") -> list[Line]:
    """The sums of a figure in areas; `at` is a span of time."""
    lines = [Line(f"{total}{at}", tuple(f"{total}/district:{district}{at}" for district in districts))]
    for district, villages in districts.items():
        parts = tuple(f"{total}/village:{village}{at}" for village in villages)
        lines += [Line(f"{total}/district:{district}{at}", parts)] if parts else []
    return lines


def tree_rows(
    labels: Labels, districts: Mapping[str, Sequence[str]], cells: Callable[[str, frozenset[str] | None], tuple[Cell, ...]]
) -> tuple[Row, ...]:
    """A row for each district and village; `cells` tells those of a name ending and the villages in it (None: all)."""
    found = list[Row]()
    for district, villages in districts.items():
        found.append(Row(labels.place(district), cells(f"/district:{district}", frozenset(villages or ("",)))))
        found += [Row(labels.place(each), cells(f"/village:{each}", frozenset((each,))), level=1) for each in villages]
    return (*found, Row(labels.say("all"), cells("", None), total=True)) if found else ()
