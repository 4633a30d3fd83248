"""People of a firm come and leave: what became of each place is kept; a part asked for ends."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
TABLE = f"{P}place_changes"


def upgrade() -> None:
    change = sa.Enum("joined", "leads", "left", name="change", native_enum=False, length=40)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("change", change, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{TABLE}_by_id_people")),
        sa.ForeignKeyConstraint(
            ["firm_id"], [f"{P}firms.id"], name=op.f(f"fk_{TABLE}_firm_id_{P}firms")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f(f"fk_{TABLE}_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_firm_id"), TABLE, ["firm_id"])
    op.create_index(op.f(f"ix_{TABLE}_person_id"), TABLE, ["person_id"])
    op.add_column(f"{P}asked", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column(f"{P}asked", "ended_at")
    op.drop_table(TABLE)
