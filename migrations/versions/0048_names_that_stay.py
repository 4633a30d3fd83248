"""the name of who approved stays; answers and readings back are locked; no forged file of a draft"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0058"
branch_labels = None
depends_on = None

# What 0015 and 0044 keep, with what they left open. A migration that rebuilds one of these tables
# takes the triggers off before and makes them again afterwards: on SQLite (remade) does it.
STAYS, ISSUED = "approved_minutes_stay", "issued_papers_stay"
IN_PLACE_OF = "EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = NEW.id)"
SECTION_OF = (
    "EXISTS (SELECT 1 FROM minutes_sections JOIN minutes ON minutes.id = minutes_sections.minutes_id"
    " WHERE minutes_sections.id = {row}.section_id AND minutes.state = 'approved')"
)
BESIDE = (
    "EXISTS (SELECT 1 FROM {table} AS other JOIN minutes_sections ON minutes_sections.id ="
    " other.section_id JOIN minutes ON minutes.id = minutes_sections.minutes_id"
    " WHERE minutes.state = 'approved' AND {alike})"
)
ALIKE = {
    "section_answers": (
        "(other.id = NEW.id OR (other.section_id = NEW.section_id AND other.key = NEW.key))"
    ),
    "section_read_backs": "other.id = NEW.id",
}


def altered(*columns):
    return " OR ".join(
        f"(OLD.{name} IS NULL) <> (NEW.{name} IS NULL) OR OLD.{name} <> NEW.{name}"
        for name in columns
    )


OF_APPROVALS = (
    *("id", "body_id", "minutes_id", "erratum_id", "place", "title", "person_id"),
    *("stands_in", "verdict", "way", "fingerprint", "reason", "at"),
)
WITHOUT_APPROVAL = (
    "NEW.is_approved AND NOT EXISTS (SELECT 1 FROM minutes WHERE minutes.id = NEW.minutes_id"
    " AND minutes.state = 'approved' AND minutes.fingerprint = NEW.fingerprint)"
)
# Of a draft, too, the text that the file shows is kept: a file of a text that never was is none.
WITHOUT_TEXT = (
    "NOT NEW.is_approved AND NOT EXISTS (SELECT 1 FROM minutes_versions AS shown"
    " WHERE shown.minutes_id = NEW.minutes_id AND shown.fingerprint = NEW.fingerprint)"
)
NOTED_ALREADY = (
    f"{IN_PLACE_OF.format(table='issued_papers')} OR EXISTS (SELECT 1 FROM issued_papers"
    " AS other WHERE other.minutes_id = NEW.minutes_id AND other.content = NEW.content)"
)
BEFORE = {
    ("minutes_approvals", "UPDATE", STAYS): "OLD.voided_at IS NOT NULL OR " + altered(*OF_APPROVALS),
    ("issued_papers", "INSERT", ISSUED): f"{NOTED_ALREADY} OR ({WITHOUT_APPROVAL})",
}
KEPT = {
    # Before the text is final the name can be taken off, and never be another one.
    ("minutes_approvals", "UPDATE", STAYS): BEFORE["minutes_approvals", "UPDATE", STAYS]
    + " OR (NEW.name <> OLD.name AND NEW.name <> '')",
    ("issued_papers", "INSERT", ISSUED): (
        f"{NOTED_ALREADY} OR ({WITHOUT_APPROVAL}) OR ({WITHOUT_TEXT})"
    ),
} | {
    (table, moment, STAYS): condition
    for table, alike in ALIKE.items()
    for moment, condition in (
        ("INSERT", f"{SECTION_OF.format(row='NEW')} OR {BESIDE.format(table=table, alike=alike)}"),
        ("UPDATE", f"{SECTION_OF.format(row='OLD')} OR {SECTION_OF.format(row='NEW')}"),
        ("DELETE", SECTION_OF.format(row="OLD")),
    )
}
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


def on_postgresql():
    return op.get_bind().dialect.name == "postgresql"


def called(table, moment):
    return f"{table}_{moment.lower()}_kept"


def kept(conditions):
    for (table, moment, name), condition in conditions.items():
        trigger = called(table, moment)
        if on_postgresql():
            op.execute(ON_POSTGRESQL.format(trigger=trigger, name=name, condition=condition))
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {moment} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {trigger}()"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {moment} ON {table}"
                f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )


def unkept(conditions):
    for table, moment, _name in conditions:
        trigger = called(table, moment)
        op.execute(
            f"DROP TRIGGER {trigger} ON {table}" if on_postgresql() else f"DROP TRIGGER {trigger}"
        )
        if on_postgresql():
            op.execute(f"DROP FUNCTION {trigger}()")


def taken_off(table):
    """Take the triggers of a table off for a while; return how SQLite makes them again."""
    if on_postgresql():
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return []
    found = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :of")
    triggers = op.get_bind().execute(found, {"of": table}).all()
    for trigger, _sql in triggers:
        op.execute(f"DROP TRIGGER {trigger}")
    return [sql for _trigger, sql in triggers]


def remade(table, triggers):
    if on_postgresql():
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for sql in triggers:
        op.execute(sql)


def upgrade():
    unkept(BEFORE)
    triggers = taken_off("minutes_approvals")
    op.add_column(
        "minutes_approvals",
        sa.Column("name", sa.String(length=200), nullable=False, server_default=""),
    )
    op.execute(
        "UPDATE minutes_approvals SET name ="
        " (SELECT people.name FROM people WHERE people.id = minutes_approvals.person_id)"
        " WHERE voided_at IS NULL AND verdict = 'approved'"
    )
    remade("minutes_approvals", triggers)
    kept(KEPT)


def downgrade():
    unkept(KEPT)
    triggers = taken_off("minutes_approvals")
    op.drop_column("minutes_approvals", "name")
    remade("minutes_approvals", triggers)
    kept(BEFORE)
