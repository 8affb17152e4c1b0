"""The indexes that keep the lists of cases fast at a million of them.

A list is always one place (the country, a province, a district, a village, an office, an officer) in one order, so each
place has an index that begins with it and goes on in that order: a page is then the next few entries of one index,
however many cases there are. Open cases are few among all, so both kinds are partial. What else may be filtered by
stands behind the order in the same index, so that entries left out cost no visit to the table.
"""

from sqlalchemy import Index, TextClause, text

from bot.casework.life import ENDED

ENDED_WORDS = tuple(sorted(f"'{state}'" for state in ENDED))
OPEN_CASES = text(f"state NOT IN ({', '.join(ENDED_WORDS)})")
ENDED_CASES = text(f"state IN ({', '.join(ENDED_WORDS)})")
PLACES = ("", "province", "district", "village", "office", "officer_id")
URGENT, NEWEST = ("danger", "due_or_opened_at", "id"), ("opened_at", "id")
BESIDE = ("state", "category", "country", "village", "office", "avoids", "avoids_too", "officer_id", "handed_to")


def case_indexes() -> list[Index]:
    """All of them; open cases the most urgent first, ended ones the newest first."""
    urgent = [_index("case_open", place, URGENT, (*BESIDE, "opened_at"), OPEN_CASES) for place in PLACES]
    newest = [
        _index("case_ended", place, NEWEST, (*BESIDE, "danger"), ENDED_CASES) for place in (*PLACES, "category", "country")
    ]
    proposed = text("proposed_by IS NOT NULL")
    return [
        *urgent,
        *newest,
        _index("case_proposed", "", URGENT, (*BESIDE, "proposed_by"), proposed),
        Index("case_by_tail", "tail"),
        Index("case_by_opening", *NEWEST),
    ]


def _index(kind: str, place: str, order: tuple[str, ...], beside: tuple[str, ...], where: TextClause) -> Index:
    name = f"{kind}_by_{place.removesuffix('_id')}" if place else kind
    columns = [*([place] if place else []), *order]
    columns += [each for each in beside if each not in columns]
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)
