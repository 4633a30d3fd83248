"""When an item begins for which a guest comes, as the guest knows it."""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("invitation_items", sa.Column("starts_in", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("invitation_items", "starts_in")
