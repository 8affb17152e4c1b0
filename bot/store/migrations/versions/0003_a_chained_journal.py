"""The journal becomes a chain of hashes."""

import sqlalchemy as sa
from alembic import op

from bot.store.journal import digest
from bot.store.columns import UtcTime

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

SAID = ('at', 'act', 'actor', 'officer_id', 'text', 'state')
journal = sa.table('journal', sa.column('id'), sa.column('case_id'), sa.column('number'), sa.column('hash'),
                   *(sa.column(name, UtcTime() if name == 'at' else None) for name in SAID))
case = sa.table('case_file', *map(sa.column, ('id', 'number', 'journal_rows', 'journal_hash')))


def upgrade() -> None:
    """Make the change; rows that are there are chained in their order."""

    op.add_column('case_file', sa.Column('journal_rows', sa.Integer(), server_default='0', nullable=False))
    op.add_column('case_file', sa.Column('journal_hash', sa.String(length=64), server_default='', nullable=False))
    op.add_column('journal', sa.Column('number', sa.Integer(), server_default='0', nullable=False))
    op.add_column('journal', sa.Column('hash', sa.String(length=64), server_default='', nullable=False))
    _chain(op.get_bind())
    op.drop_index('journal_of_case', 'journal')
    op.create_index('journal_of_case', 'journal', ['case_id', 'number'], unique=True)


def _chain(tx: sa.Connection) -> None:
    rows = sa.select(journal, case.c.number.label('case_number')).join(case, journal.c.case_id == case.c.id)
    heads: dict[int, tuple[int, str]] = {}
    for row in tx.execute(rows.order_by(journal.c.id)).all():
        position, before = heads.get(row.case_id, (0, ''))
        number = position + 1
        chained = digest(before, row.case_number, {**row._mapping, 'number': number})
        heads[row.case_id] = number, chained
        tx.execute(sa.update(journal).where(journal.c.id == row.id).values(number=number, hash=chained))
    for case_id, (position, last) in heads.items():
        tx.execute(sa.update(case).where(case.c.id == case_id).values(journal_rows=position, journal_hash=last))


def downgrade() -> None:
    """Undo the change."""

    op.drop_index('journal_of_case', 'journal')
    op.create_index('journal_of_case', 'journal', ['case_id', 'id'])
    op.drop_column('journal', 'hash')
    op.drop_column('journal', 'number')
    op.drop_column('case_file', 'journal_hash')
    op.drop_column('case_file', 'journal_rows')
