"""What was noted of a visit is only added to: accounts of each, and findings that are not replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
ACCOUNTS, FINDINGS, VISITS = f"{P}accounts", f"{P}findings", f"{P}visits"
ONE_EACH = f"uq_{FINDINGS}_visit_id_criterion_id"


def upgrade() -> None:
    op.create_table(
        ACCOUNTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("people_met", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{ACCOUNTS}_by_id_people")),
        sa.ForeignKeyConstraint(
            ["visit_id"], [f"{VISITS}.id"], name=op.f(f"fk_{ACCOUNTS}_visit_id_{VISITS}")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ACCOUNTS}")),
    )
    op.create_index(op.f(f"ix_{ACCOUNTS}_visit_id"), ACCOUNTS, ["visit_id"])
    # Who noted a visit of before is known by its findings; here stands when, and whom one met.
    words = ("visit_id", "made_on", "people_met")
    visits = sa.table(VISITS, *map(sa.column, ("id", *words[1:])))
    noted = sa.select(visits).where(visits.c.made_on.is_not(None))
    op.execute(sa.table(ACCOUNTS, *map(sa.column, words)).insert().from_select(words, noted))
    with op.batch_alter_table(FINDINGS) as table:
        table.drop_constraint(ONE_EACH, type_="unique")
        table.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    found = sa.table(FINDINGS, *map(sa.column, ("id", "visit_id", "criterion_id")))
    last = sa.select(sa.func.max(found.c.id)).group_by(found.c.visit_id, found.c.criterion_id)
    op.execute(sa.delete(found).where(found.c.id.not_in(last)))  # one of each is left
    with op.batch_alter_table(FINDINGS) as table:
        table.drop_column("at")
        table.create_unique_constraint(ONE_EACH, ["visit_id", "criterion_id"])
    op.drop_table(ACCOUNTS)
