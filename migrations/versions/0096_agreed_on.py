"""The day on which a body agreed to what it proposed to the body above."""

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("decisions", sa.Column("agreed_on", sa.Date(), nullable=True))


def downgrade():
    op.drop_column("decisions", "agreed_on")
