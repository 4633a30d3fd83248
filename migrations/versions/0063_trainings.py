"""Sessions on skills that bodies hold for both their sides."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("skills", sa.String(300), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("led_by", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_trainings_body_id_bodies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
        sa.UniqueConstraint(
            "body_id", "held_on", "title", name=op.f("uq_trainings_body_id_held_on_title")
        ),
    )
    op.create_table(
        "training_guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_training_guests_training_id_trainings")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_training_guests_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_guests")),
        sa.UniqueConstraint(
            "training_id",
            "organisation_id",
            name=op.f("uq_training_guests_training_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_training_guests_organisation_id"), "training_guests", ["organisation_id"]
    )


def downgrade():
    op.drop_table("training_guests")
    op.drop_table("trainings")
