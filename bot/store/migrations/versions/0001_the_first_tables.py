"""The first tables."""

import sqlalchemy as sa
from alembic import op

from bot.store.columns import UtcTime



revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""

    op.create_table('blob',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('mime', sa.String(length=96), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256')
    )
    op.create_table('case_year',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('year')
    )
    op.create_table('deed',
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('job',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('queue', sa.String(length=8), nullable=False),
    sa.Column('lane', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('due_at', UtcTime(), nullable=False),
    sa.Column('state', sa.Integer(), server_default='0', nullable=False),
    sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('lease_until', UtcTime(), nullable=True),
    sa.Column('token', sa.String(length=32), nullable=True),
    sa.Column('worker', sa.String(length=64), nullable=True),
    sa.Column('error', sa.Text(), server_default='', nullable=False),
    sa.Column('done_at', UtcTime(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('queue', 'key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('job_open', ['queue', 'id'], unique=False, sqlite_where=sa.text('state = 0'), postgresql_where=sa.text('state = 0'))
        batch_op.create_index('job_open_lane', ['queue', 'lane', 'id'], unique=False, sqlite_where=sa.text('state = 0'), postgresql_where=sa.text('state = 0'))

    op.create_table('officer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('login', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=96), nullable=False),
    sa.Column('office', sa.String(length=24), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('password_hash', sa.String(length=128), nullable=False),
    sa.Column('failed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('locked_until', UtcTime(), nullable=True),
    sa.Column('chat', sa.String(length=96), nullable=True),
    sa.Column('pending', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('chat'),
    sa.UniqueConstraint('login'),
    sqlite_autoincrement=True
    )
    op.create_table('pace',
    sa.Column('key', sa.String(length=96), nullable=False),
    sa.Column('free_at', UtcTime(), nullable=False),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('question',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    op.create_table('talk',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('channel', sa.String(length=16), nullable=False),
    sa.Column('address', sa.String(length=96), nullable=False),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.Column('quiet_until', UtcTime(), nullable=True),
    sa.Column('heard_at', UtcTime(), nullable=True),
    sa.Column('blocked', sa.Boolean(), server_default='0', nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('channel', 'address'),
    sqlite_autoincrement=True
    )
    op.create_table('case_file',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('opened_by', sa.String(length=96), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('category', sa.String(length=24), nullable=False),
    sa.Column('danger', sa.Boolean(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.Column('story', sa.Text(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('village', sa.String(length=13), nullable=False),
    sa.Column('office', sa.String(length=24), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('consent', sa.String(length=12), nullable=False),
    sa.Column('opened_at', UtcTime(), nullable=False),
    sa.Column('due_at', UtcTime(), nullable=True),
    sa.Column('rung', sa.Integer(), server_default='0', nullable=False),
    sa.Column('pin_hash', sa.String(length=128), nullable=False),
    sa.Column('pin_tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('number'),
    sa.UniqueConstraint('opened_by'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('case_file', schema=None) as batch_op:
        batch_op.create_index('case_by_office', ['office', 'state'], unique=False)
        batch_op.create_index('case_by_village', ['village', 'state'], unique=False)

    op.create_table('message',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('talk_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('direction', sa.String(length=3), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('status', sa.String(length=16), server_default='', nullable=False),
    sa.Column('reference', sa.String(length=64), nullable=True),
    sa.Column('reason', sa.String(length=32), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['talk_id'], ['talk.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('message_of_talk', ['talk_id', 'id'], unique=False)
        batch_op.create_index('message_reference', ['reference'], unique=False)

    op.create_table('pairing',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('expires_at', UtcTime(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('code_hash')
    )
    op.create_table('session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('csrf', sa.String(length=64), nullable=False),
    sa.Column('expires_at', UtcTime(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('token_hash')
    )
    op.create_table('evidence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('mime', sa.String(length=96), server_default='', nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index('evidence_of_case', ['case_id', 'id'], unique=False)

    op.create_table('follower',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('talk_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.ForeignKeyConstraint(['talk_id'], ['talk.id'], ),
    sa.PrimaryKeyConstraint('case_id', 'talk_id')
    )
    with op.batch_alter_table('follower', schema=None) as batch_op:
        batch_op.create_index('follower_by_talk', ['talk_id'], unique=False)

    op.create_table('journal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', UtcTime(), nullable=False),
    sa.Column('act', sa.String(length=24), nullable=False),
    sa.Column('actor', sa.String(length=16), nullable=False),
    sa.Column('officer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], ),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index('journal_of_case', ['case_id', 'id'], unique=False)




def downgrade() -> None:
    """Take the change back."""

    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.drop_index('journal_of_case')

    op.drop_table('journal')
    with op.batch_alter_table('follower', schema=None) as batch_op:
        batch_op.drop_index('follower_by_talk')

    op.drop_table('follower')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index('evidence_of_case')

    op.drop_table('evidence')
    op.drop_table('session')
    op.drop_table('pairing')
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index('message_reference')
        batch_op.drop_index('message_of_talk')

    op.drop_table('message')
    with op.batch_alter_table('case_file', schema=None) as batch_op:
        batch_op.drop_index('case_by_village')
        batch_op.drop_index('case_by_office')

    op.drop_table('case_file')
    op.drop_table('talk')
    op.drop_table('question')
    op.drop_table('pace')
    op.drop_table('officer')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('job_open_lane', sqlite_where=sa.text('state = 0'), postgresql_where=sa.text('state = 0'))
        batch_op.drop_index('job_open', sqlite_where=sa.text('state = 0'), postgresql_where=sa.text('state = 0'))

    op.drop_table('job')
    op.drop_table('deed')
    op.drop_table('case_year')
    op.drop_table('blob')

