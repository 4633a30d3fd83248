"""The database itself keeps history as it is; a partner tells two apart who change it at one time."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
PARTNERS = f"{P}partners"
# What was written there is added to, and never altered, by whatever program.
STAYS = tuple(f"{P}{name}" for name in ("moves", "place_changes", "accounts", "findings"))
STAY = f"{P}stay"
MOMENTS = ("update", "delete")


def _is_on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    op.add_column(PARTNERS, version)
    if _is_on_postgresql():
        op.execute(
            f"CREATE FUNCTION {STAY}() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'what was written down stays' USING ERRCODE = '23514'; END $$"
        )
    for table in STAYS:
        _keep(table)


def _keep(table: str) -> None:
    for moment in MOMENTS:
        before = f"CREATE TRIGGER {table}_{moment}_stay BEFORE {moment.upper()} ON {table}"
        if _is_on_postgresql():
            op.execute(f"{before} FOR EACH ROW EXECUTE FUNCTION {STAY}()")
        else:
            op.execute(f"{before} BEGIN SELECT RAISE(ABORT, 'what was written down stays'); END")


def downgrade() -> None:
    for table in STAYS:
        for moment in MOMENTS:
            on = f" ON {table}" if _is_on_postgresql() else ""
            op.execute(f"DROP TRIGGER {table}_{moment}_stay{on}")
    if _is_on_postgresql():
        op.execute(f"DROP FUNCTION {STAY}()")
    op.drop_column(PARTNERS, "version")
