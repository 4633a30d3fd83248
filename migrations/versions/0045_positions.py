"""positions of institutions and sides, in the minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

# As for the other parts of approved minutes: see 0015.
OF_APPROVED = (
    "EXISTS (SELECT 1 FROM minutes WHERE minutes.id = OLD.minutes_id"
    " AND minutes.state = 'approved')"
)
NAME = "approved_minutes_stay"
ON_POSTGRESQL = """
    CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
"""


def locked(table):
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL.format(table=table, name=NAME, condition=OF_APPROVED))
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_stay()"
        )
        return
    for moment in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_stay_on_{moment.lower()} BEFORE {moment} ON {table}"
            f" WHEN {OF_APPROVED} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        )


def unlocked(table):
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {table}_stay ON {table}")
        op.execute(f"DROP FUNCTION {table}_stay()")
        return
    for moment in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_stay_on_{moment}")


def upgrade():
    op.create_table(
        "section_positions",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("camp", sa.String(length=40), nullable=True),
        sa.Column("stance", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["minutes_sections.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("section_id", "who"),
    )
    for column in ("minutes_id", "organisation_id", "person_id"):
        op.create_index(f"ix_section_positions_{column}", "section_positions", [column])
    locked("section_positions")


def downgrade():
    unlocked("section_positions")
    op.drop_table("section_positions")
