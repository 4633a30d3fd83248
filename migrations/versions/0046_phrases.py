"""Phrases for the record that bodies and the site keep of their own."""

import sqlalchemy as sa
from alembic import op

from ntfc.db import UtcDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "minutes_phrases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_minutes_phrases_body_id_bodies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_phrases")),
    )
    op.create_index(op.f("ix_minutes_phrases_body_id"), "minutes_phrases", ["body_id"])


def downgrade():
    op.drop_table("minutes_phrases")
