"""Searching cases: by number, by words, by a telephone number or agency that was named.

Each database searches words by its own index (see migration 0006): SQLite by an FTS5 table, PostgreSQL by GIN. Both
also hold where and what a case is, so that a common word in a small place is found without going through the country.
That is only where to look: who asks adds `in_sight` to the same statement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, cast, column, func, literal, literal_column, select, table, true
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.casework.marks import AGENCY, PHONE, marks_in
from bot.dialogue.receipt import read_number
from bot.store.schema import case, mark

OWN_INDEX = "case_words"
LONGEST, MOST_WORDS = 200, 8
TAIL = re.compile(r"[\d\s.-]*")
WORD = re.compile(r"[^\W_]+\*?")
SHORTEST_TAIL, LONGEST_TAIL = 4, 8
SHORTEST_BEGINNING = 3  # letters; what is shorter would begin half of all words
ENDINGS = ("", "nya", "ku", "mu", "lah", "kah", "pun", "kan", "an", "ne", "e", "na", "s")
"""What Indonesian, Javanese and Sundanese hang on a word, and English: a word is found with any of them.

Every beginning of a word could be looked for instead, but of a frequent word that takes a thousand times as long; who
wants it writes a star behind it.
"""

BEYOND_ALL = 2**62
MOMENT = timedelta(hours=1)
NEWEST_READ = 2000  # cases; among so many a frequent word is found often enough
_words: ColumnElement[object] = literal_column(f"{case.name}.{OWN_INDEX}")
_fts = table(OWN_INDEX, column("rowid"), column(OWN_INDEX))


class By(StrEnum):
    """What is looked for."""

    NUMBER = "number"
    TAIL = "tail"
    PHONE = "phone"
    AGENCY = "agency"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Asked:
    """One way in which a search may be meant; `value` is written as the book keeps it."""

    by: By
    value: str


def read(text: str) -> tuple[Asked, ...]:
    """The ways in which typed words may be meant; none when they hold nothing to look for."""
    text = " ".join(text.replace("\x00", "")[:LONGEST].split())
    words = [_star(word) for word in WORD.findall(text.lower())[:MOST_WORDS]]
    if number := read_number(text):
        return (Asked(By.NUMBER, number),)
    if PHONE.fullmatch(text):
        return (Asked(By.PHONE, next(iter(marks_in(text, ""))).value),)
    if not words:
        return ()
    spoken = Asked(By.WORDS, " ".join(words))
    digits = re.sub(r"\D", "", text)
    if TAIL.fullmatch(text) and SHORTEST_TAIL <= len(digits) <= LONGEST_TAIL:
        return Asked(By.TAIL, digits), spoken
    named = [each.value for each in marks_in(text, "") if each.kind == By.AGENCY and AGENCY.fullmatch(text)]
    return Asked(By.AGENCY, (named or [text.lower()])[0]), spoken


def beginnings(text: str) -> str:
    """The same search for all words that begin so, "" when that is no other search."""
    if not any(each.by is By.WORDS for each in read(text)):
        return ""
    starred = " ".join(_star(f"{word.rstrip('*')}*") for word in WORD.findall(text)[:MOST_WORDS])
    return starred if starred != text else ""


def _star(word: str) -> str:
    """A word with its star only where that is allowed."""
    return word if len(word) > SHORTEST_BEGINNING else word.rstrip("*")


@dataclass(frozen=True, slots=True)
class Around:
    """What else is asked of what a search finds.

    `kept` holds for all of it. `signs` say the same as far as the full text knows it, of each group one: "a35.02" an area,
    "o" an office, "k" a category, "c" a country, "s" a state, "d1" danger, "u" an officer. `below` is the id the page
    begins under.
    """

    kept: Sequence[ColumnElement[bool]]
    signs: Sequence[Sequence[str]]
    at_most: int
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    below: int = BEYOND_ALL

    def within(self, key: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Between which ids the page lies. Cases are opened in the order of their ids, but for those of one moment."""
        opened, bounds = select(case.c.id).limit(1), [key < self.below]
        if self.opened_from:
            earlier = opened.where(case.c.opened_at < self.opened_from - MOMENT)
            earlier = earlier.order_by(case.c.opened_at.desc(), case.c.id.desc())
            bounds.append(key > func.coalesce(earlier.scalar_subquery(), 0))
        if self.opened_before:
            later = opened.where(case.c.opened_at >= self.opened_before + MOMENT).order_by(case.c.opened_at, case.c.id)
            bounds.append(key < func.coalesce(later.scalar_subquery(), BEYOND_ALL))
        return bounds


def found(asked: Asked, around: Around, dialect: str) -> list[Select[tuple[int]]]:
    """The statements that find the ids of a page, the newest first."""
    rows = select(case.c.id)
    if asked.by is By.WORDS:
        return _words_on_sqlite(asked, around) if dialect == "sqlite" else _words_on_postgresql(asked, around)
    if asked.by in {By.PHONE, By.AGENCY}:
        named = rows.join(mark, mark.c.case_id == case.c.id)
        return [_newest(named.where(mark.c.kind == asked.by, mark.c.value == asked.value), mark.c.case_id, around)]
    if asked.by is By.NUMBER:
        return [_newest(rows.where(case.c.number == asked.value), case.c.id, around)]
    ends = func.replace(case.c.number, "-", "").like(f"%{asked.value}")
    return [_newest(rows.where(case.c.tail == asked.value[-SHORTEST_TAIL:], ends), case.c.id, around)]


def _newest(rows: Select[tuple[int]], key: ColumnElement[int], around: Around) -> Select[tuple[int]]:
    return rows.where(*around.kept, *around.within(key)).order_by(key.desc()).limit(around.at_most)


def _words_on_sqlite(asked: Asked, around: Around) -> list[Select[tuple[int]]]:
    """FTS5 gives what it finds the newest first, one by one, as many as the page takes."""
    spoken = " AND ".join(f"({' OR '.join(_fts_forms(word))})" for word in asked.value.split())
    placed = "".join(f" AND place : ({' OR '.join(group)})" for group in around.signs)
    placed = placed.replace(".", "x").replace("_", "x")
    words = select(case.c.id).select_from(_fts).join(case, case.c.id == _fts.c.rowid)
    return [_newest(words.where(_fts.c[OWN_INDEX].match(f"words : ({spoken}){placed}")), _fts.c.rowid, around)]


def _words_on_postgresql(asked: Asked, around: Around) -> list[Select[tuple[int]]]:
    """First among the newest cases, where a frequent word fills the page; only if it does not by the index of all words.

    Left to choose, PostgreSQL would walk through all cases for a rare word, or gather hundreds of thousands for a
    frequent one: it cannot know how often each is written.
    """
    spoken = [f"({' | '.join(_ts_forms(word))})" for word in asked.value.split()]
    spoken += [f"({' | '.join(_lexeme('@' + sign) for sign in group)})" for group in around.signs]
    said = _words.op("@@")(cast(literal(" & ".join(spoken)), TSQUERY))
    other = case.alias("newer")
    newer = select(other.c.id).where(*around.within(other.c.id)).order_by(other.c.id.desc()).offset(NEWEST_READ).limit(1)
    first = func.coalesce(newer.scalar_subquery(), 0)
    looked_at = said.is_(true())  # no index answers that, and those few are sooner read than all that hold the words
    near = _newest(select(case.c.id).where(case.c.id > first, looked_at), case.c.id, around).cte("near")
    enough = select(func.count()).select_from(near).scalar_subquery() >= around.at_most
    by_index = case.c.id + 0  # or it would be read along the ids all the same
    return [select(near.c.id), _newest(select(case.c.id).where(~enough, said), by_index, around)]


def _fts_forms(word: str) -> list[str]:
    if word.endswith("*"):
        return [f'"{word[:-1]}"*']
    return [f'"{word}{ending}"' for ending in ENDINGS]


def _ts_forms(word: str) -> list[str]:
    if word.endswith("*"):
        return [f"{_lexeme(word[:-1])}:*"]
    return [_lexeme(word + ending) for ending in ENDINGS]


def _lexeme(word: str) -> str:
    """A word as a query of PostgreSQL writes it; words and names of offices hold no sign that would need more."""
    return f"'{word}'"
