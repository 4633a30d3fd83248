"""A control is known again in the next version of a plan: whether it was ever carried out is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "plugin_client_coordinators__controls"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("first_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column(TABLE, "first_id")
