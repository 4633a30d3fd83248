"""Firms, who answers for them, and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "plugin_client_coordinators__desks",
    "plugin_client_coordinators__firms",
    "plugin_client_coordinators__officers",
    "plugin_client_coordinators__assignments",
    "plugin_client_coordinators__contacts",
    "plugin_client_coordinators__entries",
    "plugin_client_coordinators__declarations",
    "plugin_client_coordinators__handovers",
)

# What was written down of a firm is added to, and never altered, by whatever program.
STAYS = ("plugin_client_coordinators__entries", "plugin_client_coordinators__contacts")


def keep(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE OR REPLACE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'what was written down stays' USING ERRCODE = '23514'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_stay()"
        )
        return
    for moment in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_{moment}_stay BEFORE {moment.upper()} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'what was written down stays'); END"
        )


def upgrade() -> None:
    op.create_table(
        "plugin_client_coordinators__desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "label",
            sa.Enum(
                "coordinator",
                "ambassador",
                "account_manager",
                "client_manager",
                name="label",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("of_body_id", sa.Integer(), nullable=True),
        sa.Column("warn_share", sa.Integer(), nullable=True),
        sa.Column("most_firms", sa.Integer(), nullable=True),
        sa.Column("rotation_months", sa.Integer(), nullable=True),
        sa.Column("grants", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_body_id"],
            ["bodies.id"],
            name=op.f("fk_plugin_client_coordinators__desks_of_body_id_bodies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__desks")),
    )
    op.create_table(
        "plugin_client_coordinators__firms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("registration", sa.String(length=60), nullable=False),
        sa.Column("branch", sa.String(length=120), nullable=False),
        sa.Column(
            "size",
            sa.Enum("small", "medium", "large", name="level", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "volume",
            sa.Enum("small", "medium", "large", name="level", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "complexity",
            sa.Enum("small", "medium", "large", name="level", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("divisions", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column(
            "candidate",
            sa.Enum(
                "none",
                "informed",
                "preparing",
                "assessed",
                "applied",
                "certified",
                name="candidate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cadence_months", sa.Integer(), nullable=True),
        sa.Column("talk_due", sa.Date(), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_id"],
            ["plugin_client_coordinators__desks.id"],
            name=op.f(
                "fk_plugin_client_coordinators__firms_desk_id_plugin_client_coordinators__desks"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__firms")),
        sa.UniqueConstraint(
            "registration", name=op.f("uq_plugin_client_coordinators__firms_registration")
        ),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__firms_name"),
        "plugin_client_coordinators__firms",
        ["name"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__firms_talk_due"),
        "plugin_client_coordinators__firms",
        ["talk_due"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "post",
            sa.Enum(
                "manager",
                "coordinator",
                "section",
                "auditor",
                name="post",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("branch", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("conduct_on", sa.Date(), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_id"],
            ["plugin_client_coordinators__desks.id"],
            name=op.f(
                "fk_plugin_client_coordinators__officers_desk_id_plugin_client_coordinators__desks"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__officers_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__officers")),
        sa.UniqueConstraint(
            "desk_id",
            "person_id",
            "post",
            name=op.f("uq_plugin_client_coordinators__officers_desk_id_person_id_post"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__officers_person_id"),
        "plugin_client_coordinators__officers",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("is_exclusive", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "mentoring",
                "active",
                "handover",
                "ended",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("rotation_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "rotation",
                "exchange",
                "absence",
                "conflict",
                "firm_left",
                name="reason",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("has_shares", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__assignments_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__assignments_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__assignments_substitute_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__assignments")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__assignments_firm_id"),
        "plugin_client_coordinators__assignments",
        ["firm_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__assignments_person_id"),
        "plugin_client_coordinators__assignments",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__assignments_rotation_on"),
        "plugin_client_coordinators__assignments",
        ["rotation_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__assignments_state"),
        "plugin_client_coordinators__assignments",
        ["state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__assignments_substitute_id"),
        "plugin_client_coordinators__assignments",
        ["substitute_id"],
        unique=False,
    )
    op.create_index(
        "uq_plugin_client_coordinators__assignments_answering",
        "plugin_client_coordinators__assignments",
        ["firm_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('active', 'handover')"),
        postgresql_where=sa.text("state IN ('active', 'handover')"),
    )
    op.create_table(
        "plugin_client_coordinators__contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "talk",
            sa.Enum(
                "daily",
                "operational",
                "strategic",
                "outline",
                "visit",
                name="talk",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__contacts_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__contacts_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__contacts")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__contacts_by_id"),
        "plugin_client_coordinators__contacts",
        ["by_id"],
        unique=False,
    )
    op.create_index(
        "ix_plugin_client_coordinators__contacts_firm_id_on",
        "plugin_client_coordinators__contacts",
        ["firm_id", "on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__contacts_on"),
        "plugin_client_coordinators__contacts",
        ["on"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "step",
                "talk",
                "compliance",
                "signal",
                "improvement",
                "need",
                "guidance",
                "abroad",
                "hospitality",
                "manager",
                "role",
                "consulted",
                "answer",
                "facts",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__entries_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__entries_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__entries")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__entries_about"),
        "plugin_client_coordinators__entries",
        ["about"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__entries_by_id"),
        "plugin_client_coordinators__entries",
        ["by_id"],
        unique=False,
    )
    op.create_index(
        "ix_plugin_client_coordinators__entries_firm_id_id",
        "plugin_client_coordinators__entries",
        ["firm_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__entries_kind"),
        "plugin_client_coordinators__entries",
        ["kind"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__declarations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("has_shares", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["plugin_client_coordinators__assignments.id"],
            name=op.f(
                "fk_plugin_client_coordinators__declarations_assignment_id_plugin_client_coordinators__assignments"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__declarations_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__declarations")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__declarations_assignment_id"),
        "plugin_client_coordinators__declarations",
        ["assignment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__declarations_person_id"),
        "plugin_client_coordinators__declarations",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("introduced", sa.Text(), nullable=False),
        sa.Column("leaving_on", sa.Date(), nullable=True),
        sa.Column("coming_on", sa.Date(), nullable=True),
        sa.Column("manager_on", sa.Date(), nullable=True),
        sa.Column("called_off_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["plugin_client_coordinators__assignments.id"],
            name=op.f(
                "fk_plugin_client_coordinators__handovers_from_id_plugin_client_coordinators__assignments"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["plugin_client_coordinators__assignments.id"],
            name=op.f(
                "fk_plugin_client_coordinators__handovers_to_id_plugin_client_coordinators__assignments"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__handovers")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__handovers_from_id"),
        "plugin_client_coordinators__handovers",
        ["from_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__handovers_to_id"),
        "plugin_client_coordinators__handovers",
        ["to_id"],
        unique=False,
    )
    for table in STAYS:
        keep(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in STAYS:
            op.execute(f"DROP FUNCTION {table}_stay()")
