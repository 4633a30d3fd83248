"""What administrators set for plugins."""

import sqlalchemy as sa
from alembic import op

revision = "0115"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "plugin_settings",
        sa.Column("plugin", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_settings")),
        sa.UniqueConstraint("plugin", "name", name=op.f("uq_plugin_settings_plugin_name")),
    )


def downgrade():
    op.drop_table("plugin_settings")
