"""What strategic bodies see coming."""

import sqlalchemy as sa
from alembic import op

from ntfc.db import UtcDateTime

revision = "0057"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "horizon_topics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("watcher_id", sa.Integer(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_horizon_topics_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["watcher_id"],
            ["organisations.id"],
            name=op.f("fk_horizon_topics_watcher_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_horizon_topics")),
    )
    op.create_index(op.f("ix_horizon_topics_body_id"), "horizon_topics", ["body_id"])
    op.create_index(op.f("ix_horizon_topics_watcher_id"), "horizon_topics", ["watcher_id"])


def downgrade():
    op.drop_table("horizon_topics")
