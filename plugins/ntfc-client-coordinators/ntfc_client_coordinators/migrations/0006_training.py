"""What whoever holds a post learnt for it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("training", sa.Text(), nullable=False, server_default="")
    op.add_column("plugin_client_coordinators__officers", column)


def downgrade() -> None:
    op.drop_column("plugin_client_coordinators__officers", "training")
