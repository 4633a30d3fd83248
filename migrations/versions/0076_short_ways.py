"""The short way in which somebody who was invited takes part."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("invitations", sa.Column("short_way", sa.String(length=40), nullable=True))


def downgrade():
    op.drop_column("invitations", "short_way")
