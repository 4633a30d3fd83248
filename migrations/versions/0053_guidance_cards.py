"""What bodies hand to those who speak for the public side, in words of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "guidance_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_guidance_cards_body_id_bodies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_cards")),
        sa.UniqueConstraint("body_id", name=op.f("uq_guidance_cards_body_id")),
    )


def downgrade():
    op.drop_table("guidance_cards")
