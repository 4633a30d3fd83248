"""The office at which a firm is helped; controls that ended."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"


def upgrade() -> None:
    office = sa.Column("office", sa.String(length=120), nullable=False, server_default="")
    op.add_column(f"{P}files", office)
    op.add_column(f"{P}controls", sa.Column("ended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    # An older program knows no control that ended.
    op.execute(f"DELETE FROM {P}controls WHERE ended_on IS NOT NULL")  # noqa: S608  -- our own names
    op.drop_column(f"{P}controls", "ended_on")
    op.drop_column(f"{P}files", "office")
