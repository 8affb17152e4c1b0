"""The figures of a run as tables: all of them for the terminal, the slowest of each kind for docs/bench.md."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.bench.measuring import Measured

INTRODUCTION = """# Speed of the desk

Written by `rantau bench` (`--database` measures a PostgreSQL book, else SQLite): made-up cases, the same ones at every run,
four in five of them ended, most of them in few villages, and the questions that the pages of the desk ask, for an office of
each level. Times are milliseconds from the question to the last row, p95 of all rounds; the page of the day asks about
eight lists and their counts. Growth is how many times as long the median takes with all cases as with one in a hundred,
where less than a millisecond counts as one; where a hundredth of the cases does not fill a page, more is found too.
"""
GOAL = 100  # milliseconds


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured on one database. `before` are the same questions with a hundredth of the cases."""

    database: str
    cases: int
    rounds: int
    before: Sequence[Measured]
    after: Sequence[Measured]
    read_whole: Mapping[str, Sequence[str]]
    messages: float


def whole(run: Run) -> str:
    """Every figure, a line for each question."""
    lines = [f"{'':<48}{'found':>6}{'p50':>8}{'p95':>8}{'p99':>8}{'growth':>8}"]
    for small, large in zip(run.before, run.after, strict=True):
        figures = f"{large.found:>6}{large.p50:>8.1f}{large.p95:>8.1f}{large.p99:>8.1f}{_growth(small, large):>8.1f}"
        read = run.read_whole.get(large.name)
        lines.append(f"{large.name:<48}{figures}" + (f"  reads all of {', '.join(read)}" if read else ""))
    return "\n".join([*lines, "", _summary(run)])


def write(path: Path, run: Run) -> None:
    """Put the run into the card, in the place of an older one of the same database."""
    older = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = {part.split(",", 1)[0]: part for part in re.split(r"^## ", older, flags=re.MULTILINE)[1:]}
    sections[run.database] = _section(run)
    parts = [sections[name].rstrip() for name in sorted(sections, reverse=True)]
    path.write_text(INTRODUCTION + "".join(f"\n## {part}\n" for part in parts), encoding="utf-8")


def _section(run: Run) -> str:
    lines = [f"{run.database}, {run.cases:,} cases, {os.cpu_count()} cores, {run.rounds} rounds", "", _summary(run), ""]
    levels = list(dict.fromkeys(each.name.split(": ", 1)[0] for each in run.after))
    lines += [f"| asked | {' | '.join(levels)} | growth |", f"| --- |{' --: |' * (len(levels) + 1)}"]
    large, small = ({each.name: each for each in measured} for measured in (run.after, run.before))
    for asked in dict.fromkeys(each.name.split(": ", 1)[1] for each in run.after):
        names = [f"{level}: {asked}" for level in levels]
        growth = max(_growth(small[name], large[name]) for name in names)
        lines.append(f"| {asked} | {' | '.join(f'{large[name].p95:.1f}' for name in names)} | {growth:.1f} |")
    return "\n".join(lines)


def _summary(run: Run) -> str:
    slowest, over = max(run.after, key=lambda each: each.p95), sum(each.p95 > GOAL for each in run.after)
    read = sum(bool(each) for each in run.read_whole.values())
    return (
        f"Slowest p95: {slowest.p95:.1f} ms ({slowest.name}). Over {GOAL} ms: {over} of {len(run.after)} questions. "
        f"Plans that read a whole table: {read}. Messages heard, answered and sent beside it: {run.messages:.0f} a second."
    )


def _growth(small: Measured, large: Measured) -> float:
    """Against a millisecond at least: what is faster is noise."""
    return large.p50 / max(small.p50, 1.0)
