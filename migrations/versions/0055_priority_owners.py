"""Who answers for a priority, on each side of the table."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "priority_owners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("camp", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["priority_id"],
            ["priorities.id"],
            name=op.f("fk_priority_owners_priority_id_priorities"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_priority_owners_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_owners")),
        sa.UniqueConstraint("priority_id", "camp", name=op.f("uq_priority_owners_priority_id_camp")),
    )
    op.create_index(
        op.f("ix_priority_owners_organisation_id"), "priority_owners", ["organisation_id"]
    )


def downgrade():
    op.drop_table("priority_owners")
