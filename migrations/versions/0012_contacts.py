"""Contacts of bodies and of institutions have a history: from when to when, one of today."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OWNERS = {"body_contacts": "body_id", "contacts": "organisation_id"}
TODAY = sa.text("ended_on IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("body_contacts") as batch:
        batch.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    for table, owner in OWNERS.items():
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
            batch.drop_constraint(op.f(f"uq_{table}_{owner}_person_id"), type_="unique")
            batch.create_check_constraint(
                op.f(f"ck_{table}_ended_on_after_starts_on"), "ended_on >= starts_on"
            )
        op.create_index(op.f(f"ix_{table}_{owner}"), table, [owner])
        op.create_index(
            f"uq_{table}_today",
            table,
            [owner, "person_id"],
            unique=True,
            sqlite_where=TODAY,
            postgresql_where=TODAY,
        )


def downgrade() -> None:
    for table, owner in OWNERS.items():
        rows = sa.table(table, sa.column("ended_on"))
        op.execute(sa.delete(rows).where(rows.c.ended_on.is_not(None)))
        op.drop_index(f"uq_{table}_today", table)
        op.drop_index(op.f(f"ix_{table}_{owner}"), table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(
                op.f(f"ck_{table}_ended_on_after_starts_on"), type_="check"
            )
            batch.create_unique_constraint(op.f(f"uq_{table}_{owner}_person_id"), [owner, "person_id"])
            batch.drop_column("starts_on")
    with op.batch_alter_table("body_contacts") as batch:
        batch.drop_column("ended_on")
