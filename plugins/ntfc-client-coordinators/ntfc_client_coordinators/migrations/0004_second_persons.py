"""Who stands in declares, too, and the colleague who evaluated an authorisation says so."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ASSIGNMENTS = "plugin_client_coordinators__assignments"
DUES = "plugin_client_coordinators__dues"


def upgrade() -> None:
    op.add_column(ASSIGNMENTS, sa.Column("substitute_declared_on", sa.Date(), nullable=True))
    op.add_column(ASSIGNMENTS, sa.Column("substitute_has_shares", sa.Boolean(), nullable=True))
    op.add_column(DUES, sa.Column("confirmed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column(DUES, "confirmed_on")
    op.drop_column(ASSIGNMENTS, "substitute_has_shares")
    op.drop_column(ASSIGNMENTS, "substitute_declared_on")
