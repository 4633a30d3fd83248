"""Readings of rules, lessons and wishes for benefits; when recognition may be agreed early."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"


def upgrade() -> None:
    exempt = sa.Enum("regional", "early_bilateral", name="exempt", native_enum=False, length=40)
    op.add_column(f"{P}programmes", sa.Column("exempt", exempt, nullable=True))
    _table(
        "readings",
        ["by_id"],
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    _table(
        "lessons",
        ["by_id"],
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    told = ("accepted", "later", "refused")
    disposition = sa.Enum(*told, name="disposition", native_enum=False, length=40)
    _table(
        "proposals",
        ["by_id", "answered_by_id"],
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disposition", disposition, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def _table(name: str, people: list[str], *columns: sa.Column[object]) -> None:
    """Make a table of things of a programme, each with people who wrote it."""
    table = f"{P}{name}"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        *columns,
        *(sa.Column(person, sa.Integer(), nullable=True) for person in people),
        *(
            sa.ForeignKeyConstraint(
                [person], ["people.id"], name=op.f(f"fk_{table}_{person}_people")
            )
            for person in people
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            [f"{P}programmes.id"],
            name=op.f(f"fk_{table}_programme_id_{P}programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_programme_id"), table, ["programme_id"])


def downgrade() -> None:
    for name in ("proposals", "lessons", "readings"):
        op.drop_table(f"{P}{name}")
    op.drop_column(f"{P}programmes", "exempt")
