"""Lists of cases that stay fast, and their words and numbers to be searched by.

The full text is the database's own: on SQLite an FTS5 table kept by triggers, on PostgreSQL a column it works out itself. A later migration that makes `case_file` anew on SQLite (batch) loses the triggers and must make them again.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcTime

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ENDED = "('closed_confirmed', 'closed_unconfirmed', 'withdrawn')"
OPEN_CASES, ENDED_CASES = sa.text(f'state NOT IN {ENDED}'), sa.text(f'state IN {ENDED}')
BESIDE = ('state', 'category', 'country', 'village', 'office', 'avoids', 'avoids_too', 'officer_id', 'handed_to')
KEPT: dict[str, tuple[Any, str]] = {
    'province': (sa.String(2), 'substr(village, 1, 2)'),
    'district': (sa.String(5), 'substr(village, 1, 5)'),
    'due_or_opened_at': (UtcTime(), 'coalesce(due_at, opened_at)'),
    'tail': (sa.String(16), "substr(replace(number, '-', ''), 6)"),
}
SIGNS = {'o': 'office', 'k': 'category', 'c': 'country', 's': 'state'}
PLACES = ('', 'province', 'district', 'village', 'office', 'officer_id')


def case_indexes() -> Iterator[tuple[str, str, tuple[str, ...], sa.TextClause]]:
    """The name, columns and condition of each new index of the cases."""

    for place in PLACES:
        yield 'case_open', place, ('danger', 'due_or_opened_at', 'id', *BESIDE, 'opened_at'), OPEN_CASES
    for place in (*PLACES, 'category', 'country'):
        yield 'case_ended', place, ('opened_at', 'id', *BESIDE, 'danger'), ENDED_CASES


def upgrade() -> None:
    """Make the change."""

    sqlite = op.get_bind().dialect.name == 'sqlite'
    if not sqlite:
        op.execute('ALTER TABLE case_file ALTER village TYPE VARCHAR(13) COLLATE "C"')
    for name, (kind, computed) in KEPT.items():
        op.add_column('case_file', sa.Column(name, kind, sa.Computed(computed, persisted=not sqlite)))
    for kind, place, columns, where in case_indexes():
        name = f"{kind}_by_{place.removesuffix('_id')}" if place else kind
        wanted = list(dict.fromkeys([*([place] if place else []), *columns]))
        op.create_index(name, 'case_file', wanted, sqlite_where=where, postgresql_where=where)
    proposed = sa.text('proposed_by IS NOT NULL')
    op.create_index('case_proposed', 'case_file', ['id'], sqlite_where=proposed, postgresql_where=proposed)
    op.create_index('case_by_tail', 'case_file', ['tail'])
    op.drop_index('case_by_office', 'case_file')
    op.drop_index('case_by_village', 'case_file')
    op.drop_index('mark_by_value', 'mark')
    op.create_index('mark_by_value', 'mark', ['kind', 'value', 'case_id'])
    running, unanswered = sa.text('met_at IS NULL'), sa.text('closed_at IS NULL')
    op.create_index('watch_running', 'watch', ['ends_at', 'case_id'], sqlite_where=running, postgresql_where=running)
    op.create_index('question_open', 'question', ['id'], sqlite_where=unanswered, postgresql_where=unanswered)
    (search_on_sqlite if sqlite else search_on_postgresql)()


def search_on_sqlite() -> None:
    """A table of words that keeps no text of its own: what leaves it is told to it as it was put in."""

    op.execute(
        "CREATE VIRTUAL TABLE case_words USING fts5(words, place, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    gone = f"INSERT INTO case_words(case_words, rowid, words, place) VALUES ('delete', old.id, {document('old')});"
    come = f"INSERT INTO case_words(rowid, words, place) VALUES (new.id, {document('new')});"
    op.execute(f'INSERT INTO case_words(rowid, words, place) SELECT id, {document("case_file")} FROM case_file')
    op.execute(f'CREATE TRIGGER case_words_come AFTER INSERT ON case_file BEGIN {come} END')
    op.execute(f'CREATE TRIGGER case_words_gone AFTER DELETE ON case_file BEGIN {gone} END')
    op.execute(
        f"CREATE TRIGGER case_words_changed AFTER UPDATE OF story, details, village, danger, officer_id, "
        f"{', '.join(SIGNS.values())} ON case_file BEGIN {gone} {come} END"
    )


def document(row: str) -> str:
    """What is searched of a row: its words, and where and what it is as words nobody writes ("a35x02" for 35.02)."""

    words = f"{row}.story || ' ' || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each({row}.details))"
    parts = [f"'{sign}' || replace({row}.{name}, '_', 'x')" for sign, name in SIGNS.items()]
    parts += [f"'d' || {row}.danger", f"'u' || coalesce({row}.officer_id, '')"]
    parts += [f"'a' || substr(replace({row}.village, '.', 'x'), 1, {length})" for length in (2, 5, 8, 13)]
    return words + ', ' + " || ' ' || ".join(parts)


def search_on_postgresql() -> None:
    """Signs become blanks first, or the parser would take what is written without blanks for addresses of hosts.

    The words are kept in the row: to work them out for each row that a search passes would take most of its time.
    """

    op.execute(r"""
        CREATE FUNCTION case_words(story text, details jsonb, place text[], village text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT to_tsvector('pg_catalog.simple', translate(
                story || ' ' || coalesce((SELECT string_agg(value, ' ') FROM jsonb_each_text(details)), ''),
                '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)
            )) || array_to_tsvector(place || ARRAY[
                '@a' || left(village, 2), '@a' || left(village, 5), '@a' || left(village, 8), '@a' || village
            ])
        $$
    """)
    parts = [f"'@{sign}' || {name}" for sign, name in SIGNS.items()]
    parts += ["'@d' || danger::int", "'@u' || coalesce(officer_id::text, '')"]
    op.execute(
        'ALTER TABLE case_file ADD COLUMN case_words tsvector GENERATED ALWAYS AS '
        f"(case_words(story, details, ARRAY[{', '.join(parts)}], village)) STORED"
    )
    op.execute('CREATE INDEX case_words ON case_file USING gin (case_words)')


def downgrade() -> None:
    """Undo the change."""

    if op.get_bind().dialect.name == 'sqlite':
        for trigger in ('come', 'gone', 'changed'):
            op.execute(f'DROP TRIGGER case_words_{trigger}')
        op.execute('DROP TABLE case_words')
    else:
        op.execute('ALTER TABLE case_file DROP COLUMN case_words')
        op.execute('DROP FUNCTION case_words')
    op.drop_index('question_open', 'question')
    op.drop_index('watch_running', 'watch')
    op.drop_index('mark_by_value', 'mark')
    op.create_index('mark_by_value', 'mark', ['kind', 'value'])
    op.drop_index('case_by_tail', 'case_file')
    op.drop_index('case_proposed', 'case_file')
    for kind, place, _, _ in case_indexes():
        op.drop_index(f"{kind}_by_{place.removesuffix('_id')}" if place else kind, 'case_file')
    op.create_index('case_by_office', 'case_file', ['office', 'state'])
    op.create_index('case_by_village', 'case_file', ['village', 'state'])
    for name in KEPT:
        op.drop_column('case_file', name)
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('ALTER TABLE case_file ALTER village TYPE VARCHAR(13) COLLATE "default"')
