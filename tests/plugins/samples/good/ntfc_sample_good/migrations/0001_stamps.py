"""Stamps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "plugin_good__stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_plugin_good__stamps_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_good__stamps")),
    )


def downgrade():
    op.drop_table("plugin_good__stamps")
