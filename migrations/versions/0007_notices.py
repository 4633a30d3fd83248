"""What a notice said of the meeting, so that later changes show against it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("message", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("stated", sa.JSON(), nullable=False, server_default="{}"))
        batch.drop_column("told")
    with op.batch_alter_table("notices") as batch:
        batch.alter_column("message", server_default=None)
        batch.alter_column("stated", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("told", sa.Text(), nullable=False, server_default=""))
        batch.drop_column("stated")
        batch.drop_column("message")
    with op.batch_alter_table("notices") as batch:
        batch.alter_column("told", server_default=None)
