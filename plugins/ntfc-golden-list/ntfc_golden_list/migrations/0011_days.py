"""Until when a firm may appeal stands apart from what is due; what is due knows when a certificate ends."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
FILES = f"{P}files"
GOING_ON = (
    f"SELECT MIN(c.until) FROM {P}certificates AS c"  # noqa: S608  -- our own names
    f" WHERE c.file_id = {FILES}.id AND c.ended_on IS NULL AND c.until IS NOT NULL"
)


def upgrade() -> None:
    op.add_column(FILES, sa.Column("appeal_until", sa.Date(), nullable=True))
    op.execute(
        f"UPDATE {FILES} SET appeal_until = due_on, due_on = NULL"  # noqa: S608  -- our own names
        " WHERE state IN ('rejected', 'suspended', 'removed')"
    )
    op.execute(
        f"UPDATE {FILES} SET due_on = ({GOING_ON})"  # noqa: S608  -- our own names
        f" WHERE ({GOING_ON}) < COALESCE(due_on, '9999-12-31')"
    )


def downgrade() -> None:
    op.execute(
        f"UPDATE {FILES} SET due_on = appeal_until"  # noqa: S608  -- our own names
        " WHERE state IN ('rejected', 'suspended', 'removed')"
    )
    op.drop_column(FILES, "appeal_until")
