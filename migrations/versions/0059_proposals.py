"""What became of each proposal: of issues, and of ideas how to solve them."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0056"
branch_labels = None
depends_on = None

TABLES = ("issues", "issue_ideas")


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("disposition", sa.String(length=40), nullable=True))
        reason = sa.Column("disposition_reason", sa.Text(), nullable=False, server_default="")
        op.add_column(table, reason)


def downgrade():
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("disposition")
            batch.drop_column("disposition_reason")
