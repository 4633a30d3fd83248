"""Stamps have a colour."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("plugin_good__stamps") as table:
        table.add_column(sa.Column("colour", sa.String(length=20), nullable=True))


def downgrade():
    with op.batch_alter_table("plugin_good__stamps") as table:
        table.drop_column("colour")
