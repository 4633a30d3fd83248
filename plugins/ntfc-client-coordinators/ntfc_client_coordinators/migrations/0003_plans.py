"""Plans, audits, and what runs out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "plugin_client_coordinators__audits",
    "plugin_client_coordinators__dues",
    "plugin_client_coordinators__plans",
    "plugin_client_coordinators__risks",
    "plugin_client_coordinators__controls",
)


def upgrade() -> None:
    op.create_table(
        "plugin_client_coordinators__audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "partial",
                "initial",
                "accounting",
                "joint",
                name="audit",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scope", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=120), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("auditor_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auditor_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__audits_auditor_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__audits_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__audits")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__audits_auditor_id"),
        "plugin_client_coordinators__audits",
        ["auditor_id"],
        unique=False,
    )
    op.create_index(
        "ix_plugin_client_coordinators__audits_firm_id_planned_on",
        "plugin_client_coordinators__audits",
        ["firm_id", "planned_on"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__dues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("authorisation", "security", name="paper", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.String(length=60), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("evaluated_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evaluated_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__dues_evaluated_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__dues_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__dues")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__dues_evaluated_by_id"),
        "plugin_client_coordinators__dues",
        ["evaluated_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__dues_firm_id"),
        "plugin_client_coordinators__dues",
        ["firm_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__dues_until"),
        "plugin_client_coordinators__dues",
        ["until"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "handed_in",
                "decided",
                "replaced",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "cycle",
            sa.Enum(
                "know",
                "analyse",
                "file",
                "vary",
                "again",
                "prepare",
                "audit",
                "results",
                "programme",
                "plan",
                name="cycle",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__plans_decided_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__plans_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__plans_written_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__plans")),
        sa.UniqueConstraint(
            "firm_id", "number", name=op.f("uq_plugin_client_coordinators__plans_firm_id_number")
        ),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__plans_decided_by_id"),
        "plugin_client_coordinators__plans",
        ["decided_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__plans_written_by_id"),
        "plugin_client_coordinators__plans",
        ["written_by_id"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__risks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "area",
            sa.Enum(
                "activity",
                "goods",
                "procedure",
                "organisation",
                name="area",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column(
            "level",
            sa.Enum("small", "medium", "large", name="level", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column(
            "remaining",
            sa.Enum("small", "medium", "large", name="level", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("is_covered", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plugin_client_coordinators__plans.id"],
            name=op.f(
                "fk_plugin_client_coordinators__risks_plan_id_plugin_client_coordinators__plans"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__risks")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__risks_plan_id"),
        "plugin_client_coordinators__risks",
        ["plan_id"],
        unique=False,
    )
    op.create_table(
        "plugin_client_coordinators__controls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "physical",
                "declarations",
                "afterwards",
                "systems",
                name="control",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("how_often", sa.String(length=120), nullable=False),
        sa.Column("by_whom", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plugin_client_coordinators__plans.id"],
            name=op.f(
                "fk_plugin_client_coordinators__controls_plan_id_plugin_client_coordinators__plans"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["risk_id"],
            ["plugin_client_coordinators__risks.id"],
            name=op.f(
                "fk_plugin_client_coordinators__controls_risk_id_plugin_client_coordinators__risks"
            ),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__controls")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__controls_plan_id"),
        "plugin_client_coordinators__controls",
        ["plan_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
