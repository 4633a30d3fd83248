"""Who comes to meetings in public to listen."""

import sqlalchemy as sa
from alembic import op

from ntfc.db import UtcDateTime

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "public_observers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("institution", sa.String(200), nullable=False),
        sa.Column("registered_at", UtcDateTime(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_public_observers_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_public_observers_meeting_id_meetings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_observers")),
        sa.UniqueConstraint(
            "meeting_id",
            "name",
            "institution",
            name=op.f("uq_public_observers_meeting_id_name_institution"),
        ),
    )
    op.create_index(op.f("ix_public_observers_body_id"), "public_observers", ["body_id"])


def downgrade():
    op.drop_table("public_observers")
