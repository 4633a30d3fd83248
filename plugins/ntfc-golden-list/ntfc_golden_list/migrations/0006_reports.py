"""What reports are made of: region of a firm, days that a step took, totals of uses by month; indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
TOTALS = f"{P}use_totals"
INDEXES = (
    ("files", "programme_id_state", ["programme_id", "state"]),
    ("files", "programme_id_due_on_id", ["programme_id", "due_on", "id"]),
    ("moves", "to_on", ["to", "on"]),
    ("uses", "benefit_id_month", ["benefit_id", "month"]),
)


def upgrade() -> None:
    region = sa.Column("region", sa.String(length=80), nullable=False, server_default="")
    op.add_column(f"{P}firms", region)
    op.add_column(f"{P}moves", sa.Column("days", sa.Integer(), nullable=True))
    _count_days()
    op.create_table(
        TOTALS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benefit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Numeric(18, 1), nullable=False),
        sa.Column("money", sa.Numeric(18, 2), nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_id"],
            [f"{P}benefits.id"],
            name=op.f(f"fk_{TOTALS}_benefit_id_{P}benefits"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TOTALS}")),
        sa.UniqueConstraint("benefit_id", "month", name=op.f(f"uq_{TOTALS}_benefit_id_month")),
    )
    op.execute(
        f"INSERT INTO {TOTALS} (benefit_id, month, times, minutes, money)"  # noqa: S608  -- our own names
        " SELECT benefit_id, month, SUM(times),"
        " COALESCE(SUM(times * (minutes_without - minutes_with)), 0),"
        f" COALESCE(SUM(money_saved), 0) FROM {P}uses GROUP BY benefit_id, month"
    )
    for table, name, columns in INDEXES:
        op.create_index(op.f(f"ix_{P}{table}_{name}"), f"{P}{table}", columns)


def _count_days() -> None:
    """Say of each step how many days the file had stood where it left from."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "CAST(julianday({0}) AS INTEGER)" if is_sqlite else "{0}"
    before = (
        f"(SELECT {day.format('p.' + chr(34) + 'on' + chr(34))} FROM {P}moves AS p"  # noqa: S608  -- our own names
        f" WHERE p.file_id = {P}moves.file_id AND p.number = {P}moves.number - 1)"
    )
    here = day.format(f'{P}moves."on"')
    op.execute(f"UPDATE {P}moves SET days = {here} - {before}")  # noqa: S608  -- our own names


def downgrade() -> None:
    for table, name, _columns in reversed(INDEXES):
        op.drop_index(op.f(f"ix_{P}{table}_{name}"), f"{P}{table}")
    op.drop_table(TOTALS)
    op.drop_column(f"{P}moves", "days")
    op.drop_column(f"{P}firms", "region")
