"""Cases of firms."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("plugin_client_coordinators__cases",)


def upgrade() -> None:
    op.create_table(
        "plugin_client_coordinators__cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("division", sa.String(length=120), nullable=False),
        sa.Column("caller", sa.String(length=200), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "meeting",
                "phone",
                "mail",
                "platform",
                "visit",
                "hotline",
                name="channel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.Enum(
                "question",
                "problem",
                "simpler",
                "refund",
                "assessment",
                "authorisation",
                "appeal",
                name="topic",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("manager_on", sa.Date(), nullable=True),
        sa.Column(
            "part",
            sa.Enum("informs", "prepares", "steps_back", name="part", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "in_front_office",
                "sent_to_back_office",
                "back_office_working",
                "back_office_needs_info",
                "back_office_answered",
                "reported_to_firm",
                "answered_directly",
                "redirected",
                "closed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("front_minutes", sa.Integer(), nullable=False),
        sa.Column("back_minutes", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "where",
            sa.Enum(
                "appeal",
                "dispute",
                "committee",
                "intelligence",
                name="where",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("checker_id", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("committee_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checker_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__cases_checker_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"],
            ["plugin_client_coordinators__firms.id"],
            name=op.f(
                "fk_plugin_client_coordinators__cases_firm_id_plugin_client_coordinators__firms"
            ),
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["issues.id"],
            name=op.f("fk_plugin_client_coordinators__cases_issue_id_issues"),
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"],
            ["people.id"],
            name=op.f("fk_plugin_client_coordinators__cases_opened_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_client_coordinators__cases")),
        sa.UniqueConstraint("number", name=op.f("uq_plugin_client_coordinators__cases_number")),
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_checker_id"),
        "plugin_client_coordinators__cases",
        ["checker_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_firm_id"),
        "plugin_client_coordinators__cases",
        ["firm_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_heard_at"),
        "plugin_client_coordinators__cases",
        ["heard_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_issue_id"),
        "plugin_client_coordinators__cases",
        ["issue_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_opened_by_id"),
        "plugin_client_coordinators__cases",
        ["opened_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plugin_client_coordinators__cases_received_at"),
        "plugin_client_coordinators__cases",
        ["received_at"],
        unique=False,
    )
    op.create_index(
        "ix_plugin_client_coordinators__cases_section_state",
        "plugin_client_coordinators__cases",
        ["section", "state"],
        unique=False,
    )
    op.create_index(
        "ix_plugin_client_coordinators__cases_state_due_on",
        "plugin_client_coordinators__cases",
        ["state", "due_on"],
        unique=False,
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
