"""To whom a letter about an empty seat went by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("absence_letters") as table:
        table.add_column(sa.Column("mailed_to", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("absence_letters") as table:
        table.alter_column("mailed_to", server_default=None)


def downgrade():
    with op.batch_alter_table("absence_letters") as table:
        table.drop_column("mailed_to")
