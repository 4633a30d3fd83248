"""What customs notes of a firm: guidance, incidents, hearings, its risk."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
TABLE = f"{P}log"
KINDS = ("guidance", "incident", "hearing", "risk")
RISKS = ("low", "medium", "high")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="entry", native_enum=False, length=40)
    risk = sa.Enum(*RISKS, name="risk", native_enum=False, length=40)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("risk", risk, nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], [f"{P}files.id"], name=op.f(f"fk_{TABLE}_file_id_{P}files")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{TABLE}_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_file_id"), TABLE, ["file_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
