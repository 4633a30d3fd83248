"""declarations of interest at an item, in the minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0053"
branch_labels = None
depends_on = None

# As for the other parts of approved minutes (see 0015 and 0044): nothing is altered or deleted, and
# nothing is slipped in beside what is there, or in its place.
TABLE, NAME = "section_interests", "approved_minutes_stay"
APPROVED = (
    "EXISTS (SELECT 1 FROM minutes WHERE minutes.id = {row}.minutes_id"
    " AND minutes.state = 'approved')"
)
WAS, IS = APPROVED.format(row="OLD"), APPROVED.format(row="NEW")
IN_PLACE_OF = (
    f"EXISTS (SELECT 1 FROM {TABLE} AS other JOIN minutes ON minutes.id = other.minutes_id"
    " WHERE minutes.state = 'approved' AND (other.id = NEW.id"
    " OR (other.section_id = NEW.section_id AND other.who = NEW.who)))"
)
KEPT = {"insert": f"{IS} OR {IN_PLACE_OF}", "update": f"{WAS} OR {IS}", "delete": WAS}
ON_POSTGRESQL = """
    CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
"""


def locked():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for moment, condition in KEPT.items():
        trigger = f"{TABLE}_{moment}_kept"
        if on_postgresql:
            op.execute(ON_POSTGRESQL.format(trigger=trigger, name=NAME, condition=condition))
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {moment.upper()} ON {TABLE}"
                f" FOR EACH ROW EXECUTE FUNCTION {trigger}()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {moment.upper()} ON {TABLE}"
                f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
            )


def unlocked():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for moment in KEPT:
        trigger = f"{TABLE}_{moment}_kept"
        op.execute(
            f"DROP TRIGGER {trigger} ON {TABLE}" if on_postgresql else f"DROP TRIGGER {trigger}"
        )
        if on_postgresql:
            op.execute(f"DROP FUNCTION {trigger}()")


def upgrade():
    op.create_table(
        "section_interests",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stepped_out", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stepped_out OR (left_at IS NULL AND back_at IS NULL)",
            name=op.f("ck_section_interests_out_when_stepped"),
        ),
        sa.ForeignKeyConstraint(["minutes_id"], ["minutes.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["minutes_sections.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"]),
        sa.ForeignKeyConstraint(["about_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("section_id", "who"),
    )
    for column in ("minutes_id", "seat_id", "about_id", "organisation_id", "person_id"):
        op.create_index(f"ix_section_interests_{column}", "section_interests", [column])
    locked()


def downgrade():
    unlocked()
    op.drop_table("section_interests")
