"""When those who release an agenda were asked to agree to it."""

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("agendas", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column("agendas", "asked_at")
