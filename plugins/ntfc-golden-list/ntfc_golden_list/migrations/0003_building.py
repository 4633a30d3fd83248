"""Building a programme action by action, and the file of a firm in ten steps."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"


def upgrade() -> None:
    table = f"{P}actions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            [f"{P}programmes.id"],
            name=op.f(f"fk_{table}_programme_id_{P}programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("programme_id", "number", name=op.f(f"uq_{table}_programme_id_number")),
    )
    op.create_index(op.f(f"ix_{table}_programme_id"), table, ["programme_id"])
    table = f"{P}file_steps"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{table}_by_id_people")),
        sa.ForeignKeyConstraint(
            ["file_id"], [f"{P}files.id"], name=op.f(f"fk_{table}_file_id_{P}files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "file_id", "cycle", "step", name=op.f(f"uq_{table}_file_id_cycle_step")
        ),
    )
    op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"])


def downgrade() -> None:
    op.drop_table(f"{P}file_steps")
    op.drop_table(f"{P}actions")
