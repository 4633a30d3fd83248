"""The first revision."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "1", None, None, None


def upgrade():
    op.create_table("plugin_makes_more__things", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("plugin_good__things", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    pass
