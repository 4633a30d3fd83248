"""Programmes, firms, files, and what is found of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "plugin_golden_list__firms",
    "plugin_golden_list__firm_people",
    "plugin_golden_list__programmes",
    "plugin_golden_list__sites",
    "plugin_golden_list__benefits",
    "plugin_golden_list__editions",
    "plugin_golden_list__kinds",
    "plugin_golden_list__officers",
    "plugin_golden_list__parts",
    "plugin_golden_list__criteria",
    "plugin_golden_list__files",
    "plugin_golden_list__answers",
    "plugin_golden_list__asked",
    "plugin_golden_list__certificates",
    "plugin_golden_list__checks",
    "plugin_golden_list__controls",
    "plugin_golden_list__moves",
    "plugin_golden_list__notices",
    "plugin_golden_list__uses",
    "plugin_golden_list__visits",
    "plugin_golden_list__findings",
    "plugin_golden_list__papers",
    "plugin_golden_list__visit_sites",
)


def upgrade() -> None:
    op.create_table(
        "plugin_golden_list__firms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("registration", sa.String(length=60), nullable=False),
        sa.Column(
            "size",
            sa.Enum("small", "medium", "large", name="size", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sector", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_plugin_golden_list__firms_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__firms")),
        sa.UniqueConstraint("registration", name=op.f("uq_plugin_golden_list__firms_registration")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__firms_name"),
        "plugin_golden_list__firms",
        ["name"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__firm_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_golden_list__firms.id"],
            name=op.f("fk_plugin_golden_list__firm_people_firm_id_plugin_golden_list__firms"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__firm_people_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__firm_people")),
        sa.UniqueConstraint(
            "firm_id",
            "person_id",
            name=op.f("uq_plugin_golden_list__firm_people_firm_id_person_id"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__firm_people_firm_id"),
        "plugin_golden_list__firm_people",
        ["firm_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__firm_people_person_id"),
        "plugin_golden_list__firm_people",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("legal_basis", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("of_body_id", sa.Integer(), nullable=True),
        sa.Column("nominates", sa.Boolean(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("building", "pilot", "full", name="stage", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("pilot_on", sa.Date(), nullable=True),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column(
            "register",
            sa.Enum("full", "counts", "none", name="register", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=True),
        sa.Column("review_opens_days", sa.Integer(), nullable=True),
        sa.Column("waiting_months", sa.Integer(), nullable=True),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("appeal_days", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_body_id"],
            ["bodies.id"],
            name=op.f("fk_plugin_golden_list__programmes_of_body_id_bodies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__programmes")),
        sa.UniqueConstraint(
            "country", "key", name=op.f("uq_plugin_golden_list__programmes_country_key")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__programmes_of_body_id"),
        "plugin_golden_list__programmes",
        ["of_body_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_golden_list__firms.id"],
            name=op.f("fk_plugin_golden_list__sites_firm_id_plugin_golden_list__firms"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__sites")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__sites_firm_id"),
        "plugin_golden_list__sites",
        ["firm_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__benefits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "lead_time",
                "data",
                "relations",
                "results",
                name="group",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "measure",
            sa.Enum(
                "few_documents",
                "few_inspections",
                "rapid_release",
                "deferred_payment",
                "guarantees",
                "single_declaration",
                "at_premises",
                name="measure",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f(
                "fk_plugin_golden_list__benefits_programme_id_plugin_golden_list__programmes"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__benefits")),
        sa.UniqueConstraint(
            "programme_id", "code", name=op.f("uq_plugin_golden_list__benefits_programme_id_code")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__benefits_programme_id"),
        "plugin_golden_list__benefits",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("requirements", sa.JSON(), nullable=False),
        sa.Column("suspension", sa.JSON(), nullable=False),
        sa.Column("removal", sa.JSON(), nullable=False),
        sa.Column("appeal", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f(
                "fk_plugin_golden_list__editions_programme_id_plugin_golden_list__programmes"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__editions")),
        sa.UniqueConstraint(
            "programme_id",
            "number",
            name=op.f("uq_plugin_golden_list__editions_programme_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__editions_programme_id"),
        "plugin_golden_list__editions",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("needs", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f("fk_plugin_golden_list__kinds_programme_id_plugin_golden_list__programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__kinds")),
        sa.UniqueConstraint(
            "programme_id", "code", name=op.f("uq_plugin_golden_list__kinds_programme_id_code")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__kinds_programme_id"),
        "plugin_golden_list__kinds",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "post",
            sa.Enum(
                "head",
                "desk",
                "coordinator",
                "vetting",
                "validator",
                "decider",
                "central",
                "appeal",
                "firm",
                name="post",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("conduct_on", sa.Date(), nullable=True),
        sa.Column("is_third_party", sa.Boolean(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("overseer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["overseer_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__officers_overseer_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__officers_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f(
                "fk_plugin_golden_list__officers_programme_id_plugin_golden_list__programmes"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__officers")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__officers_person_id"),
        "plugin_golden_list__officers",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__officers_programme_id"),
        "plugin_golden_list__officers",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f("fk_plugin_golden_list__parts_programme_id_plugin_golden_list__programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__parts")),
        sa.UniqueConstraint(
            "programme_id", "code", name=op.f("uq_plugin_golden_list__parts_programme_id_code")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__parts_programme_id"),
        "plugin_golden_list__parts",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column(
            "weight",
            sa.Enum(
                "fundamental", "important", "desirable", name="weight", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("text_small", sa.JSON(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["plugin_golden_list__editions.id"],
            name=op.f("fk_plugin_golden_list__criteria_edition_id_plugin_golden_list__editions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__criteria")),
        sa.UniqueConstraint(
            "edition_id", "code", name=op.f("uq_plugin_golden_list__criteria_edition_id_code")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__criteria_edition_id"),
        "plugin_golden_list__criteria",
        ["edition_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("kind_id", sa.Integer(), nullable=True),
        sa.Column("coordinator_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "interest",
                "candidate",
                "self_assessment",
                "application",
                "returned",
                "vetting",
                "validation_planned",
                "validation",
                "improvement",
                "decision",
                "certified",
                "monitoring",
                "class_change",
                "revalidation",
                "suspended",
                "removed",
                "rejected",
                "appeal",
                "surrendered",
                "withdrawn",
                "dropped",
                "lapsed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("round_from", sa.Date(), nullable=True),
        sa.Column(
            "appealed_from",
            sa.Enum(
                "interest",
                "candidate",
                "self_assessment",
                "application",
                "returned",
                "vetting",
                "validation_planned",
                "validation",
                "improvement",
                "decision",
                "certified",
                "monitoring",
                "class_change",
                "revalidation",
                "suspended",
                "removed",
                "rejected",
                "appeal",
                "surrendered",
                "withdrawn",
                "dropped",
                "lapsed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("was_nominated", sa.Boolean(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("was_taken_over", sa.Boolean(), nullable=False),
        sa.Column("was_certified", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__files_coordinator_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["plugin_golden_list__editions.id"],
            name=op.f("fk_plugin_golden_list__files_edition_id_plugin_golden_list__editions"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_golden_list__firms.id"],
            name=op.f("fk_plugin_golden_list__files_firm_id_plugin_golden_list__firms"),
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"],
            ["plugin_golden_list__kinds.id"],
            name=op.f("fk_plugin_golden_list__files_kind_id_plugin_golden_list__kinds"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["plugin_golden_list__programmes.id"],
            name=op.f("fk_plugin_golden_list__files_programme_id_plugin_golden_list__programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__files")),
        sa.UniqueConstraint(
            "programme_id",
            "firm_id",
            name=op.f("uq_plugin_golden_list__files_programme_id_firm_id"),
        ),
        sa.UniqueConstraint(
            "programme_id", "number", name=op.f("uq_plugin_golden_list__files_programme_id_number")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__files_due_on"),
        "plugin_golden_list__files",
        ["due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__files_firm_id"),
        "plugin_golden_list__files",
        ["firm_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__files_programme_id"),
        "plugin_golden_list__files",
        ["programme_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__files_state"),
        "plugin_golden_list__files",
        ["state"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("yes", "no", "planned", name="answer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_plugin_golden_list__answers_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["plugin_golden_list__criteria.id"],
            name=op.f("fk_plugin_golden_list__answers_criterion_id_plugin_golden_list__criteria"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__answers_file_id_plugin_golden_list__files"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__answers")),
        sa.UniqueConstraint(
            "file_id",
            "criterion_id",
            name=op.f("uq_plugin_golden_list__answers_file_id_criterion_id"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__answers_file_id"),
        "plugin_golden_list__answers",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__asked_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_plugin_golden_list__asked_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__asked")),
        sa.UniqueConstraint(
            "file_id",
            "area",
            "person_id",
            name=op.f("uq_plugin_golden_list__asked_file_id_area_person_id"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__asked_file_id"),
        "plugin_golden_list__asked",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("was_taken_over", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__certificates_decided_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["plugin_golden_list__editions.id"],
            name=op.f(
                "fk_plugin_golden_list__certificates_edition_id_plugin_golden_list__editions"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__certificates_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"],
            ["plugin_golden_list__kinds.id"],
            name=op.f("fk_plugin_golden_list__certificates_kind_id_plugin_golden_list__kinds"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_plugin_golden_list__certificates_code")),
        sa.UniqueConstraint("number", name=op.f("uq_plugin_golden_list__certificates_number")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__certificates_file_id"),
        "plugin_golden_list__certificates",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("is_clear", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__checks_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__checks_reviewer_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__checks_second_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__checks")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__checks_file_id"),
        "plugin_golden_list__checks",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__controls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("how_often", sa.String(length=120), nullable=False),
        sa.Column("by_whom", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__controls_file_id_plugin_golden_list__files"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__controls")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__controls_file_id"),
        "plugin_golden_list__controls",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "start",
            sa.Enum(
                "interest",
                "candidate",
                "self_assessment",
                "application",
                "returned",
                "vetting",
                "validation_planned",
                "validation",
                "improvement",
                "decision",
                "certified",
                "monitoring",
                "class_change",
                "revalidation",
                "suspended",
                "removed",
                "rejected",
                "appeal",
                "surrendered",
                "withdrawn",
                "dropped",
                "lapsed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to",
            sa.Enum(
                "interest",
                "candidate",
                "self_assessment",
                "application",
                "returned",
                "vetting",
                "validation_planned",
                "validation",
                "improvement",
                "decision",
                "certified",
                "monitoring",
                "class_change",
                "revalidation",
                "suspended",
                "removed",
                "rejected",
                "appeal",
                "surrendered",
                "withdrawn",
                "dropped",
                "lapsed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_plugin_golden_list__moves_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__moves_file_id_plugin_golden_list__files"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__moves")),
        sa.UniqueConstraint(
            "file_id", "number", name=op.f("uq_plugin_golden_list__moves_file_id_number")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__moves_file_id"),
        "plugin_golden_list__moves",
        ["file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__moves_to"), "plugin_golden_list__moves", ["to"], unique=False
    )
    op.create_table(
        "plugin_golden_list__notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("change", "suspicion", name="notice", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_plugin_golden_list__notices_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__notices_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__notices_seen_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__notices")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__notices_file_id"),
        "plugin_golden_list__notices",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("benefit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("minutes_without", sa.Numeric(precision=9, scale=1), nullable=True),
        sa.Column("minutes_with", sa.Numeric(precision=9, scale=1), nullable=True),
        sa.Column("money_saved", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_id"],
            ["plugin_golden_list__benefits.id"],
            name=op.f("fk_plugin_golden_list__uses_benefit_id_plugin_golden_list__benefits"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__uses_file_id_plugin_golden_list__files"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__uses")),
        sa.UniqueConstraint(
            "file_id",
            "benefit_id",
            "month",
            "source",
            name=op.f("uq_plugin_golden_list__uses_file_id_benefit_id_month_source"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__uses_benefit_id"),
        "plugin_golden_list__uses",
        ["benefit_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__uses_file_id"),
        "plugin_golden_list__uses",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("validator_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("on_premises", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("sample_reason", sa.Text(), nullable=False),
        sa.Column("people_met", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__visits_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["validator_id"],
            ["people.id"],
            name=op.f("fk_plugin_golden_list__visits_validator_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__visits")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__visits_file_id"),
        "plugin_golden_list__visits",
        ["file_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "met",
                "planned",
                "not_met",
                "inaccurate",
                name="result",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_plugin_golden_list__findings_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["plugin_golden_list__criteria.id"],
            name=op.f("fk_plugin_golden_list__findings_criterion_id_plugin_golden_list__criteria"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["plugin_golden_list__visits.id"],
            name=op.f("fk_plugin_golden_list__findings_visit_id_plugin_golden_list__visits"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__findings")),
        sa.UniqueConstraint(
            "visit_id",
            "criterion_id",
            name=op.f("uq_plugin_golden_list__findings_visit_id_criterion_id"),
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__findings_visit_id"),
        "plugin_golden_list__findings",
        ["visit_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("stored", sa.String(length=64), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_plugin_golden_list__papers_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["plugin_golden_list__criteria.id"],
            name=op.f("fk_plugin_golden_list__papers_criterion_id_plugin_golden_list__criteria"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["plugin_golden_list__files.id"],
            name=op.f("fk_plugin_golden_list__papers_file_id_plugin_golden_list__files"),
        ),
        sa.ForeignKeyConstraint(
            ["stored"],
            ["stored_files.name"],
            name=op.f("fk_plugin_golden_list__papers_stored_stored_files"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["plugin_golden_list__visits.id"],
            name=op.f("fk_plugin_golden_list__papers_visit_id_plugin_golden_list__visits"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__papers")),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__papers_file_id"),
        "plugin_golden_list__papers",
        ["file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_golden_list__papers_visit_id"),
        "plugin_golden_list__papers",
        ["visit_id"],
        unique=False,
    )
    op.create_table(
        "plugin_golden_list__visit_sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["plugin_golden_list__sites.id"],
            name=op.f("fk_plugin_golden_list__visit_sites_site_id_plugin_golden_list__sites"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["plugin_golden_list__visits.id"],
            name=op.f("fk_plugin_golden_list__visit_sites_visit_id_plugin_golden_list__visits"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_golden_list__visit_sites")),
        sa.UniqueConstraint(
            "visit_id", "site_id", name=op.f("uq_plugin_golden_list__visit_sites_visit_id_site_id")
        ),
    )
    op.create_index(
        op.f("ix_plugin_golden_list__visit_sites_visit_id"),
        "plugin_golden_list__visit_sites",
        ["visit_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
