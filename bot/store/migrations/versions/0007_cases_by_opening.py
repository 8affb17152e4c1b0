"""The days on which cases were opened, so that a search in a time long ago begins there."""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""

    op.create_index('case_by_opening', 'case_file', ['opened_at', 'id'])


def downgrade() -> None:
    """Undo the change."""

    op.drop_index('case_by_opening', 'case_file')
