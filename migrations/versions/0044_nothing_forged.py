"""what is approved takes no forged row beside it; a correction names a place in the text"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0034"
branch_labels = None
depends_on = None

# 0015 keeps what is approved from being altered or deleted. These keep rows from being slipped in
# beside it, or in its place, and keep anything from being called approved without an approval of
# just that text. As there: a migration that rebuilds one of these tables, or one that is named in
# a condition, takes the triggers off before (unkept) and makes them again afterwards (kept).
STAYS, GIVEN, ISSUED = "approved_minutes_stay", "approval_is_given", "issued_papers_stay"
IN_APPROVED = (
    "EXISTS (SELECT 1 FROM minutes WHERE minutes.id = NEW.minutes_id"
    " AND minutes.state = 'approved')"
)
# SQLite's REPLACE takes the row away that is in the way, and asks no trigger about it.
IN_PLACE_OF = "EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = NEW.id)"
VERDICTS = (
    "(SELECT 1 FROM minutes_approvals AS given WHERE given.minutes_id = {minutes}"
    " AND given.erratum_id IS NULL AND given.voided_at IS NULL AND given.verdict = 'approved'"
    " AND given.fingerprint = NEW.fingerprint)"
)
OF_ERRATUM = (
    "(SELECT 1 FROM minutes_approvals AS given WHERE given.erratum_id = NEW.id"
    " AND given.voided_at IS NULL AND given.verdict = 'approved'"
    " AND given.fingerprint {compared} NEW.fingerprint)"
)
NEXT_NUMBER = (
    "(SELECT COALESCE(MAX(other.number), 0) + 1 FROM errata AS other"
    " WHERE other.minutes_id = NEW.minutes_id)"
)


def altered(*columns):
    return " OR ".join(
        f"(OLD.{name} IS NULL) <> (NEW.{name} IS NULL) OR OLD.{name} <> NEW.{name}"
        for name in columns
    )


KEPT = (
    (
        "minutes",
        "INSERT",
        STAYS,
        "EXISTS (SELECT 1 FROM minutes AS other WHERE other.id = NEW.id"
        " OR other.meeting_id = NEW.meeting_id)",
    ),
    ("minutes", "INSERT", GIVEN, "NEW.state = 'approved'"),
    ("minutes", "UPDATE", STAYS, altered("id", "meeting_id")),
    (
        "minutes",
        "UPDATE",
        GIVEN,
        "OLD.state <> 'approved' AND NEW.state = 'approved' AND NOT EXISTS"
        f" {VERDICTS.format(minutes='NEW.id')}",
    ),
    (
        "minutes_sections",
        "INSERT",
        STAYS,
        f"{IN_APPROVED} OR {IN_PLACE_OF.format(table='minutes_sections')}",
    ),
    ("minutes_sections", "UPDATE", STAYS, f"{IN_APPROVED} OR {altered('id')}"),
    (
        "minutes_versions",
        "INSERT",
        STAYS,
        f"{IN_APPROVED} OR {IN_PLACE_OF.format(table='minutes_versions')}"
        " OR EXISTS (SELECT 1 FROM minutes_versions AS other"
        " WHERE other.minutes_id = NEW.minutes_id AND other.number = NEW.number)",
    ),
    (
        "minutes_versions",
        "INSERT",
        GIVEN,
        f"NEW.kind = 'approved' AND NOT EXISTS {VERDICTS.format(minutes='NEW.minutes_id')}",
    ),
    (
        "minutes_approvals",
        "INSERT",
        STAYS,
        f"(NEW.erratum_id IS NULL AND {IN_APPROVED}) OR (NEW.erratum_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM errata WHERE errata.id = NEW.erratum_id"
        " AND errata.minutes_id = NEW.minutes_id AND errata.state = 'open'))"
        f" OR {IN_PLACE_OF.format(table='minutes_approvals')}",
    ),
    (
        "minutes_approvals",
        "UPDATE",
        STAYS,
        "OLD.voided_at IS NOT NULL OR "
        + altered(
            *("id", "body_id", "minutes_id", "erratum_id", "place", "title", "person_id"),
            *("stands_in", "verdict", "way", "fingerprint", "reason", "at"),
        ),
    ),
    ("errata", "INSERT", STAYS, IN_PLACE_OF.format(table="errata")),
    (
        "errata",
        "INSERT",
        GIVEN,
        f"NEW.state <> 'open' OR NEW.number IS NOT NULL OR NOT {IN_APPROVED}",
    ),
    (
        "errata",
        "UPDATE",
        STAYS,
        "OLD.state <> 'open' OR "
        + altered(
            *("id", "body_id", "minutes_id", "section_id", "place", "title", "is_confidential"),
            *("reads", "should_read", "reason", "proposed_at", "proposed_by_id"),
        ),
    ),
    (
        "errata",
        "UPDATE",
        GIVEN,
        f"OLD.state = 'open' AND ((NEW.state = 'approved' AND (NEW.number IS NULL OR NEW.number <> {NEXT_NUMBER}"
        f" OR NEW.ended_at IS NULL OR NOT EXISTS {OF_ERRATUM.format(compared='=')}"
        f" OR EXISTS {OF_ERRATUM.format(compared='<>')}))"
        " OR (NEW.state <> 'approved' AND NEW.number IS NOT NULL))",
    ),
    (
        "issued_papers",
        "INSERT",
        ISSUED,
        f"{IN_PLACE_OF.format(table='issued_papers')} OR EXISTS (SELECT 1 FROM issued_papers"
        " AS other WHERE other.minutes_id = NEW.minutes_id AND other.content = NEW.content)"
        " OR (NEW.is_approved AND NOT EXISTS (SELECT 1 FROM minutes"
        " WHERE minutes.id = NEW.minutes_id AND minutes.state = 'approved'"
        " AND minutes.fingerprint = NEW.fingerprint))",
    ),
    ("issued_papers", "UPDATE", ISSUED, "OLD.id IS NOT NULL"),
    ("issued_papers", "DELETE", ISSUED, "OLD.id IS NOT NULL"),
)
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


def called(table, moment, name):
    return f"{table}_{moment.lower()}_{'given' if name == GIVEN else 'kept'}"


def kept():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, moment, name, condition in KEPT:
        trigger = called(table, moment, name)
        if on_postgresql:
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


def unkept():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, moment, name, _condition in KEPT:
        trigger = called(table, moment, name)
        op.execute(f"DROP TRIGGER {trigger} ON {table}" if on_postgresql else f"DROP TRIGGER {trigger}")
        if on_postgresql:
            op.execute(f"DROP FUNCTION {trigger}()")


def upgrade():
    op.add_column(
        "errata", sa.Column("place", sa.String(length=40), nullable=False, server_default="")
    )
    op.create_index(
        "uq_minutes_versions_approved",
        "minutes_versions",
        ["minutes_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'approved'"),
        postgresql_where=sa.text("kind = 'approved'"),
    )
    kept()


def downgrade():
    unkept()
    op.drop_index("uq_minutes_versions_approved", table_name="minutes_versions")
    op.drop_column("errata", "place")
