"""Searching cases: by number, by words, by a telephone number or agency that was named.

Each database searches words by its own index (see migration 0006): SQLite by an FTS5 table, PostgreSQL by GIN. Both
also hold where a case is, so that a common word in a small place is found without looking at the whole country. What
is found is only where to look: who asks adds `in_sight` to the same statement.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, cast, column, func, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.casework.marks import AGENCY, PHONE, marks_in
from bot.casework.roles import Sight
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


def found(asked: Asked, sight: Sight, dialect: str) -> tuple[Select[tuple[int]], ColumnElement[int]]:
    """The cases a search finds, in sight or not, and the id to put them in order by."""
    rows = select(case.c.id)
    if asked.by is By.NUMBER:
        return rows.where(case.c.number == asked.value), case.c.id
    if asked.by is By.TAIL:
        ends = func.replace(case.c.number, "-", "").like(f"%{asked.value}")
        return rows.where(case.c.tail == asked.value[-SHORTEST_TAIL:], ends), case.c.id
    if asked.by in {By.PHONE, By.AGENCY}:
        named = rows.join(mark, mark.c.case_id == case.c.id)
        return named.where(mark.c.kind == asked.by, mark.c.value == asked.value), mark.c.case_id
    if dialect == "sqlite":
        words = select(case.c.id).select_from(_fts).join(case, case.c.id == _fts.c.rowid)
        return words.where(_fts.c[OWN_INDEX].match(_fts_query(asked.value, sight))), _fts.c.rowid
    document = func.case_words(case.c.story, case.c.details, case.c.village, case.c.office)
    return rows.where(document.op("@@")(cast(literal(_ts_query(asked.value, sight)), TSQUERY))), case.c.id


def _fts_query(words: str, sight: Sight) -> str:
    spoken = " AND ".join(f"({' OR '.join(_fts_forms(word))})" for word in words.split())
    if not sight.office.area:
        return f"words : ({spoken})"
    area, office = sight.office.area.replace(".", "x"), sight.office.name.replace("_", "x")
    return f"words : ({spoken}) AND place : (a{area} OR o{office})"


def _fts_forms(word: str) -> list[str]:
    if word.endswith("*"):
        return [f'"{word[:-1]}"*']
    return [f'"{word}{ending}"' for ending in ENDINGS]


def _ts_query(words: str, sight: Sight) -> str:
    spoken = " & ".join(f"({' | '.join(_ts_forms(word))})" for word in words.split())
    return spoken + (f" & ('@a{sight.office.area}' | '@o{sight.office.name}')" if sight.office.area else "")


def _ts_forms(word: str) -> list[str]:
    if word.endswith("*"):
        return [f"'{word[:-1]}':*"]
    return [f"'{word}{ending}'" for ending in ENDINGS]


def kept_by_code(name: str | None, kind: str, parents: object) -> bool:
    """Whether a table or index is one of the schema; those of the full text are each database's own."""
    del kind, parents
    return not (name or "").startswith(OWN_INDEX)
