"""Clocks, confidence, grants, remedies, watches of official clocks and the marks two cases may share."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Json, UtcTime

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

big = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Make the change."""

    for column in (
        sa.Column('finish_at', UtcTime()),
        sa.Column('paused_at', UtcTime()),
        sa.Column('pause', sa.String(length=24), server_default='', nullable=False),
        sa.Column('closed_at', UtcTime()),
        sa.Column('details', Json, server_default='{}', nullable=False),
        sa.Column('confidence', sa.String(length=12), server_default='confidential', nullable=False),
        sa.Column('avoids', sa.String(length=24), server_default='', nullable=False),
        sa.Column('ladder', sa.Integer(), server_default='0', nullable=False),
        sa.Column('handed_to', sa.String(length=24), server_default='', nullable=False),
    ):
        op.add_column('case_file', column)
    for column in (
        sa.Column('rights', sa.String(length=8), server_default='all', nullable=False),
        sa.Column('guest', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column('until', UtcTime()),
        sa.Column('locked', sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column('follower', column)
    for column in (
        sa.Column('plan', Json, server_default='{}', nullable=False),
        sa.Column('open_until', UtcTime()),
        sa.Column('hinted_at', UtcTime()),
    ):
        op.add_column('talk', column)
    op.create_table('watch',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('case_id', big, nullable=False),
    sa.Column('clock', sa.String(length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('starts_at', UtcTime(), nullable=False),
    sa.Column('ends_at', UtcTime(), nullable=False),
    sa.Column('met_at', UtcTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index('watch_of_case', 'watch', ['case_id', 'id'])
    op.create_table('remedy',
    sa.Column('id', big, autoincrement=True, nullable=False),
    sa.Column('case_id', big, nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('amount', sa.BigInteger(), server_default='0', nullable=False),
    sa.Column('currency', sa.String(length=3), server_default='', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_index('remedy_of_case', 'remedy', ['case_id', 'id'])
    op.create_table('mark',
    sa.Column('case_id', big, nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('value', sa.String(length=96), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.PrimaryKeyConstraint('case_id', 'kind', 'value')
    )
    op.create_index('mark_by_value', 'mark', ['kind', 'value'])
    op.create_table('invite',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('talk_id', big, nullable=False),
    sa.Column('case_id', big, nullable=True),
    sa.Column('rights', sa.String(length=8), nullable=False),
    sa.Column('until', UtcTime(), nullable=True),
    sa.Column('expires_at', UtcTime(), nullable=False),
    sa.Column('guest_id', big, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.ForeignKeyConstraint(['guest_id'], ['talk.id'], ),
    sa.ForeignKeyConstraint(['talk_id'], ['talk.id'], ),
    sa.PrimaryKeyConstraint('code_hash')
    )


def downgrade() -> None:
    """Undo the change."""

    for table in ('invite', 'mark', 'remedy', 'watch'):
        op.drop_table(table)
    for name in ('plan', 'open_until', 'hinted_at'):
        op.drop_column('talk', name)
    for name in ('rights', 'guest', 'until', 'locked'):
        op.drop_column('follower', name)
    for name in ('finish_at', 'paused_at', 'pause', 'closed_at', 'details', 'confidence', 'avoids', 'handed_to', 'ladder'):
        op.drop_column('case_file', name)
