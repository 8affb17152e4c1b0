"""Roles, two-person closing, templates, settings and audit of the desks, answered questions, and what is used."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Make the change."""

    for column in (
        sa.Column('role', sa.String(length=12), server_default='coordinator', nullable=False),
        sa.Column('active', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('duty', sa.Integer()),
    ):
        op.add_column('officer', column)
    number = 'INTEGER' if op.get_bind().dialect.name == 'sqlite' else 'BIGINT'
    for table, name in (('case_file', 'proposed_by'), ('question', 'answered_by'), ('question', 'approved_by')):
        op.execute(f'ALTER TABLE {table} ADD COLUMN {name} {number} REFERENCES officer (id)')
    op.add_column('case_file', sa.Column('pin_until', UtcTime()))
    op.add_column('case_file', sa.Column('avoids_too', sa.String(length=24), server_default='', nullable=False))
    op.add_column('case_file', sa.Column('proposal', sa.Text(), server_default='', nullable=False))
    op.add_column('case_file', sa.Column('source', sa.String(length=12), server_default='chat', nullable=False))
    op.add_column('question', sa.Column('wording', sa.String(length=160), server_default='', nullable=False))
    op.add_column('question', sa.Column('answer', sa.Text(), server_default='', nullable=False))
    op.add_column('question', sa.Column('closed_at', UtcTime()))
    op.create_index('question_by_wording', 'question', ['wording'])
    op.create_table('asker',
    sa.Column('question_id', big, nullable=False),
    sa.Column('talk_id', big, nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], ),
    sa.ForeignKeyConstraint(['talk_id'], ['talk.id'], ),
    sa.PrimaryKeyConstraint('question_id', 'talk_id')
    )
    op.create_table('template',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('office', sa.String(length=24), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index('template_of_office', 'template', ['office'])
    op.create_table('desk',
    sa.Column('office', sa.String(length=24), nullable=False),
    sa.Column('hours', sa.String(length=160), server_default='', nullable=False),
    sa.Column('address', sa.Text(), server_default='', nullable=False),
    sa.Column('telephone', sa.String(length=40), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('office')
    )
    op.create_table('audit',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('officer_id', big, nullable=False),
    sa.Column('office', sa.String(length=24), nullable=False),
    sa.Column('what', sa.String(length=24), nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index('audit_of_office', 'audit', ['office', 'id'])
    op.create_table('tally',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('what', sa.String(length=48), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'what', 'language')
    )


def downgrade() -> None:
    """Undo the change."""

    for table in ('tally', 'audit', 'desk', 'template', 'asker'):
        op.drop_table(table)
    op.drop_index('question_by_wording', 'question')
    for name in ('wording', 'answer', 'answered_by', 'approved_by', 'closed_at'):
        op.drop_column('question', name)
    for name in ('proposed_by', 'proposal', 'source', 'pin_until', 'avoids_too'):
        op.drop_column('case_file', name)
    for name in ('role', 'active', 'duty'):
        op.drop_column('officer', name)
