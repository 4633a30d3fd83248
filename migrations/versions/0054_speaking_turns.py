"""Who asks to speak in a meeting, who has the floor, and who has spoken."""

import sqlalchemy as sa
from alembic import op

from ntfc.db import UtcDateTime

revision = "0054"
down_revision = "0049"
branch_labels = None
depends_on = None

POINTS_AT = {
    "body_id": "bodies",
    "agenda_id": "agendas",
    "item_id": "agenda_items",
    "seat_id": "seats",
    "invitation_id": "invitations",
    "organisation_id": "organisations",
    "side_id": "sides",
}
ALWAYS = {"body_id", "agenda_id"}


def upgrade():
    op.create_table(
        "speaking_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name not in ALWAYS) for name in POINTS_AT),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_speaking_turns_{name}_{table}")
            )
            for name, table in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaking_turns")),
    )
    for name in POINTS_AT:
        op.create_index(op.f(f"ix_speaking_turns_{name}"), "speaking_turns", [name])


def downgrade():
    op.drop_table("speaking_turns")
