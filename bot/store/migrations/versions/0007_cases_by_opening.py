"""The days on which cases were opened, and the closings that wait for a second officer in the order they are shown."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

PROPOSED = sa.text('proposed_by IS NOT NULL')
SHOWN = (
    'danger', 'due_or_opened_at', 'id', 'state', 'category', 'country', 'village', 'office', 'avoids', 'avoids_too',
    'officer_id', 'handed_to', 'proposed_by',
)


def upgrade() -> None:
    """Make the change."""

    op.create_index('case_by_opening', 'case_file', ['opened_at', 'id'])
    index_proposed(SHOWN)


def downgrade() -> None:
    """Undo the change."""

    index_proposed(['id'])
    op.drop_index('case_by_opening', 'case_file')


def index_proposed(columns: Sequence[str]) -> None:
    """Make the index of proposed closings anew."""

    op.drop_index('case_proposed', 'case_file')
    op.create_index('case_proposed', 'case_file', columns, sqlite_where=PROPOSED, postgresql_where=PROPOSED)
