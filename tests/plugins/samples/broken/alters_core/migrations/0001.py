"""The first revision."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "1", None, None, None


def upgrade():
    op.create_table("plugin_alters_core__things", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("people", sa.Column("shoe_size", sa.String(3)))


def downgrade():
    pass
