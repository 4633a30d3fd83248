"""For which items that are gone somebody came: whoever puts one back asks them anew."""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("invitation_items") as table:
        table.add_column(sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.execute("DELETE FROM invitation_items WHERE gone_at IS NOT NULL")
    with op.batch_alter_table("invitation_items") as table:
        table.drop_column("gone_at")
