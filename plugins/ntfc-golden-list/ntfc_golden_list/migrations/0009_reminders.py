"""How many days ahead people are reminded, and of what they were."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
TABLE = f"{P}reminders"


def upgrade() -> None:
    occasions = ("review", "certificate", "improvement", "late")
    occasion = sa.Enum(*occasions, name="occasion", native_enum=False, length=40)
    op.add_column(f"{P}programmes", sa.Column("remind_days", sa.Integer(), nullable=True))
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("occasion", occasion, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], [f"{P}files.id"], name=op.f(f"fk_{TABLE}_file_id_{P}files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "file_id", "occasion", "due_on", name=op.f(f"uq_{TABLE}_file_id_occasion_due_on")
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_column(f"{P}programmes", "remind_days")
