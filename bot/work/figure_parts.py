"""The tables of each part of an evaluation, worked out from what was read from the book."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.casework.figures import HOURS, MONEY, Cell, Line, Period, Row, Table, hours_of
from bot.casework.life import State
from bot.dialogue.content import Content
from bot.store.figures import Rows
from bot.store.tallies import FLOW, INTENT
from bot.work.figure_tables import DISTRICT, Counts, Labels, Spans, crossed, flat, tree, tree_lines, tree_rows

TOPICS, CAUSES = 10, 5
HALF, MOST = 0.5, 0.9
REASONS = ("untaken", "no_news", "unfinished")
OPINIONS = ("good", "middling", "poor")
CONFIRMED = f"closed/closed:{State.CLOSED_CONFIRMED}"
RUPIAH = "IDR"
PILLARS = {
    "checklist": "migration", "services": "migration", "business": "business", "parenting": "parenting",
    "cooperative": "cooperative", "emergency": "complaint",
    **dict.fromkeys(("offer", "fees", "instalments", "agency", "wage"), "check"),
}  # fmt: skip
"""Which flows belong to which pillar of the migrant villages; those that report a problem are complaints."""
ROWS_OF_USE = ("migration", "business", "parenting", "cooperative", "complaint", "check", "answers", "rest")


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from the book for one evaluation."""

    opened: Rows
    touched: Rows
    ended: Rows
    running: Rows
    moved: Rows
    received: Rows
    questions: Rows
    used: Sequence[tuple[str, str, int]]


def summary(labels: Labels, found: Found) -> list[Table]:
    """The key figures, how long people waited, and how reports ended."""
    ends = Counter(str(row.state) for row in found.ended)
    return [_key(labels, found), _time(labels, found), flat(labels, "closed", "closed", ends, _worded(labels, "state_"))]


def _worded(labels: Labels, prefix: str) -> Callable[[str], str]:
    return lambda key: labels.say(prefix + key)


def _key(labels: Labels, found: Found) -> Table:
    late, late_end = sum(row.late_step for row in found.running), sum(row.late_end for row in found.running)
    danger, opened, running = sum(row.danger for row in found.opened), len(found.opened), len(found.running)
    paid = [row.amount for row in found.received if row.currency == RUPIAH]
    cells = {
        "opened": Cell(opened, "opened"),
        "danger": Cell(danger, "danger"),
        "closed": Cell(len(found.ended), "closed"),
        "running": Cell(running, "running"),
        "late": Cell(late, "late"),
        "late_end": Cell(late_end, "late_end"),
        "moved": Cell(len(found.moved), "moved"),
        "money": Cell(sum(paid), "paid/money:IDR", MONEY),
    }
    also = (Cell(opened - danger, "calm"), Cell(running - late, "on_time"), Cell(running - late_end, "in_time"))
    lines = (
        Line("opened", ("danger", "calm")), Line("running", ("late", "on_time")), Line("running", ("late_end", "in_time")),
    )  # fmt: skip
    rows = tuple(Row(labels.say(name), (cell,)) for name, cell in cells.items())
    return Table("key", labels.say("table_key"), (labels.say("head_count"),), rows, lines=lines, also=also)


def _time(labels: Labels, found: Found) -> Table:
    touched, untouched = len(found.touched), len(found.opened) - len(found.touched)
    danger = [row for row in found.touched if row.danger]
    confirmed = [row for row in found.ended if row.state == State.CLOSED_CONFIRMED]
    rows = (
        Row(labels.say("touched"), _waited("touched", [row.at - row.opened_at for row in found.touched])),
        Row(labels.say("touched_danger"), _waited("touched_danger", [row.at - row.opened_at for row in danger])),
        Row(labels.say("untouched"), (Cell(untouched, "untouched"), Cell(None), Cell(None))),
        Row(labels.say("remedied"), _waited(CONFIRMED, [row.closed_at - row.opened_at for row in confirmed])),
    )
    lines = (Line("opened", ("touched", "untouched")), Line("touched", ("touched_danger", "touched_calm")))
    heads = (labels.say("head_count"), labels.say("head_half"), labels.say("head_most"))
    also = (Cell(touched - len(danger), "touched_calm"),)
    return Table("time", labels.say("table_time"), heads, rows, lines=lines, also=also)


def _waited(name: str, spent: list[timedelta]) -> tuple[Cell, ...]:
    return (Cell(len(spent), name), *(Cell(hours_of(spent, share), name, HOURS) for share in (HALF, MOST)))


def opened(labels: Labels, found: Found, months: Spans) -> list[Table]:
    """What came in: which problems, from where, when, and where it stands."""
    rows, heads = found.opened, months.heads(labels)
    each = dict.fromkeys(heads, 0) | Counter(months.key(row.opened_at) for row in rows) if rows else {}
    states = Counter(str(row.state) for row in rows)
    ordered = {state.value: states[state.value] for state in State if states[state.value]}
    return [
        flat(labels, "category", "opened", Counter(row.category for row in rows), labels.category),
        flat(labels, "country", "opened", Counter(row.country for row in rows), labels.country),
        flat(labels, "month", "opened", each, heads.__getitem__, ranked=False),
        flat(labels, "state", "opened", ordered, _worded(labels, "state_"), ranked=False),
    ]


def areas(labels: Labels, found: Found, quarters: Spans, months: Spans) -> list[Table]:
    """The figures of each district and village, and over the quarters when there are several."""
    by_area = _areas(labels, found)
    if len(quarters.periods) < 2:
        return [by_area]
    return [by_area, _area_quarters(labels, found, quarters, months)]


def _areas(labels: Labels, found: Found) -> Table:
    confirmed = [row for row in found.ended if row.state == State.CLOSED_CONFIRMED]
    late = [row for row in found.running if row.late_step]
    counted = {"opened": found.opened, CONFIRMED: confirmed, "moved": found.moved, "late": late}
    places = tree(row.village for rows in (*counted.values(), found.touched) for row in rows)
    waits = _by_village(found.touched)

    def cells(ending: str, villages: frozenset[str] | None) -> tuple[Cell, ...]:
        counts = [Cell(sum(_in(row, villages) for row in rows), name + ending) for name, rows in counted.items()]
        spent = [span for village, each in waits.items() if villages is None or village in villages for span in each]
        return (*counts, Cell(hours_of(spent, HALF), f"touched{ending}", HOURS))

    heads = tuple(labels.say(f"head_{name}") for name in ("opened", "confirmed", "moved", "late", "touch"))
    rows = tree_rows(labels, places, cells)
    lines = [line for name in (*counted, "touched") for line in tree_lines(name, places)]
    return Table("area", labels.say("table_area"), heads, rows, lines=tuple(lines), also=_unshown(waits), drawn=True)


def _in(row: Any, villages: frozenset[str] | None) -> bool:  # noqa: ANN401 - a row with a village
    return villages is None or row.village in villages


def _by_village(touched: Rows) -> dict[str, list[timedelta]]:
    found = dict[str, list[timedelta]]()
    for row in touched:
        found.setdefault(row.village, []).append(row.at - row.opened_at)
    return found


def _unshown(waits: Mapping[str, Sequence[timedelta]]) -> tuple[Cell, ...]:
    """How many had a first response in each area: not shown, but hours of a few must be hidden."""
    counts = Counter[str]()
    for village, spent in waits.items():
        names = (
            {f"touched/district:{village[:DISTRICT]}", f"touched/village:{village}"} if village else {"touched/district:"}
        )
        counts.update(dict.fromkeys(names, len(spent)))
    return tuple(Cell(count, name) for name, count in counts.items())


def _area_quarters(labels: Labels, found: Found, quarters: Spans, months: Spans) -> Table:
    heads = quarters.heads(labels)
    counted = Counts((row.village, quarters.key(row.opened_at)) for row in found.opened)
    places = tree(row.village for row in found.opened)

    def cells(ending: str, villages: frozenset[str] | None) -> tuple[Cell, ...]:
        mine = {key: count for key, count in counted.items() if villages is None or key[0] in villages}
        each = [Cell(sum(mine[key] for key in mine if key[1] == head), f"opened{ending}@{head}") for head in heads]
        return (Cell(sum(mine.values()), f"opened{ending}"), *each)

    rows = tree_rows(labels, places, cells)
    lines = [Line(row.cells[0].name, tuple(cell.name for cell in row.cells[1:])) for row in rows]
    lines += [line for head in heads for line in tree_lines("opened", places, f"@{head}")]
    lines += [
        Line(f"opened@{each.first}", tuple(f"opened/month:{part.first}" for part in months.periods if each.touches(part)))
        for each in quarters.periods
    ]
    shown = (labels.say("head_total"), *heads.values())
    return Table("area_quarter", labels.say("table_area_quarter"), shown, rows, lines=tuple(lines))


def late(labels: Labels, found: Found) -> list[Table]:
    """Why cases went up."""
    return [flat(labels, "moved", "moved", Counter(_why(row.why) for row in found.moved), _worded(labels, "why_"))]


def _why(text: str) -> str:
    return text if text in REASONS else "other"


def outcome(labels: Labels, found: Found) -> list[Table]:
    """What reporters received, how much money, and what they thought."""
    kinds = Counter(row.kind for row in found.received)
    opinions = Counter(row.content for row in found.ended)
    told = {name: opinions[name] for name in OPINIONS if opinions[name]}
    return [
        flat(labels, "remedy", "received", kinds, lambda key: labels.choice("closing", "received", key)),
        _money(labels, found.received),
        flat(labels, "opinion", "opinion", told, lambda key: labels.choice("closing", "content", key), ranked=False),
    ]


def _money(labels: Labels, received: Rows) -> Table:
    """Each currency with its own sum; nothing is changed into another."""
    paid = [row for row in received if row.currency]
    rows = list[Row]()
    for currency in sorted({row.currency for row in paid}, key=lambda each: (each != RUPIAH, each)):
        amounts = [row.amount for row in paid if row.currency == currency]
        name = f"paid/money:{currency}"
        rows.append(Row(currency, (Cell(len(amounts), name), Cell(sum(amounts), name, MONEY))))
    heads = (labels.say("head_payments"), labels.say("head_sum"))
    return Table("money", labels.say("table_money"), heads, tuple(rows))


def use(content: Content, labels: Labels, found: Found, period: Period) -> list[Table]:
    """Which services were used in which language, the topics answered most, and what could not be answered."""
    counts, topics = Counts(), Counter[str]()
    for what, language, times in found.used:
        counts[_pillar(content, what), language] += times
        topics[what.removeprefix(INTENT)] += times if what.startswith(INTENT) else 0
    rows = {name: labels.say(f"pillar_{name}") for name in ROWS_OF_USE if any(key[0] == name for key in counts)}
    heads = {language: labels.tongue(language) for language in sorted({key[1] for key in counts})}
    ranked = dict(topics.most_common(TOPICS))
    rest = sum(topics.values()) - sum(ranked.values())
    shown = {name: times for name, times in ranked.items() if times}
    return [
        crossed(labels, "use", "use/use:", counts, rows, heads, "use"),
        flat(labels, "topic", "use/use:answers", shown, labels.topic, rest=rest),
        _questions(labels, found, period),
    ]


def _pillar(content: Content, what: str) -> str:
    if what.startswith(INTENT):
        return "answers"
    flow = what.removeprefix(FLOW)
    return "complaint" if content.reports(flow) else PILLARS.get(flow, "rest")


def _questions(labels: Labels, found: Found, period: Period) -> Table:
    asked = [row for row in found.questions if period.holds(row.at)]
    closed = [row for row in found.questions if row.closed_at and period.holds(row.closed_at)]
    waiting, counts = sum(row.closed_at is None for row in asked), _answers(closed)
    cells = {
        "asked": Cell(len(asked), "questions/asked"),
        "open": Cell(waiting, "questions/open"),
        "answered": Cell(counts["answered"], "questions/answered"),
        "approved": Cell(counts["approved"], "questions/approved"),
    }
    rows = tuple(Row(labels.say(name), (cell,)) for name, cell in cells.items())
    also = (Cell(len(asked) - waiting, "questions/closed"),)
    lines = (Line("questions/asked", ("questions/open", "questions/closed")),)
    return Table("question", labels.say("table_question"), (labels.say("head_count"),), rows, lines=lines, also=also)


def _answers(closed: Iterable[Any]) -> dict[str, int]:
    answered = [row for row in closed if row.answer]
    return {"answered": len(answered), "approved": sum(row.approved_by is not None for row in answered)}


def lessons(labels: Labels, found: Found, months: Spans) -> list[Table]:
    """What to learn from each month: the most frequent causes, why cases were late, which questions were answered."""
    heads = months.heads(labels)
    causes = Counts((row.category, months.key(row.opened_at)) for row in found.opened)
    most = Counter(row.category for row in found.opened).most_common(CAUSES)
    why = Counts((_why(row.why), months.key(row.at)) for row in found.moved)
    reasons = [name for name in (*REASONS, "other") if any(key[0] == name for key in why)]
    answers = Counts()
    for row in found.questions:
        answers["asked", months.key(row.at)] += 1
        if row.closed_at:
            answers.update({(name, months.key(row.closed_at)): count for name, count in _answers([row]).items()})
    asked = {name: labels.say(name) for name in ("asked", "answered", "approved")} if found.questions else {}
    return [
        crossed(labels, "causes", "opened/category:", causes, {key: labels.category(key) for key, _ in most}, heads),
        crossed(labels, "moved_month", "moved/moved:", why, {name: labels.say(f"why_{name}") for name in reasons}, heads),
        crossed(labels, "answers", "questions/", answers, asked, heads),
    ]
