"""Plugins in the browser: what lies on the shelf, the changes asked for, and how often hooks failed."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "plugin_failures",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("hook", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_failures")),
        sa.UniqueConstraint("name", "hook", "day", name=op.f("uq_plugin_failures_name_hook_day")),
    )
    op.create_table(
        "shelf_wheels",
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sum", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("package", sa.String(length=120), nullable=False),
        sa.Column("package_version", sa.String(length=60), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_wheels")),
        sa.UniqueConstraint("file", name=op.f("uq_shelf_wheels_file")),
    )
    op.create_table(
        "plugin_changes",
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("plugin", sa.String(length=30), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sum", sa.String(length=64), nullable=False),
        sa.Column("package_version", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_changes")),
    )


def downgrade():
    op.drop_table("plugin_changes")
    op.drop_table("shelf_wheels")
    op.drop_table("plugin_failures")
