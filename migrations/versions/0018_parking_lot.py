"""The parking lot: issues set aside, with an owner and a day on which they come back."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OPEN = sa.text("left_at IS NULL")
PEOPLE = ("asked_by_id", "owner_id", "parked_by_id", "left_by_id")
OTHERS = {
    "issue_id": "issues",
    "meeting_id": "meetings",
    "item_id": "agenda_items",
    "to_issue_id": "issues",
}


def upgrade():
    op.create_table(
        "parkings",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parked_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("missed_for", sa.Date(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_by_id", sa.Integer(), nullable=True),
        sa.Column("way_out", sa.String(length=40), nullable=True),
        sa.Column("way_out_reason", sa.Text(), nullable=False),
        sa.Column("to_issue_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(left_at IS NULL) = (way_out IS NULL)", name=op.f("ck_parkings_one_way_out")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_parkings_{column}_{table}")
            )
            for column, table in {
                "body_id": "bodies",
                **OTHERS,
                **dict.fromkeys(PEOPLE, "people"),
            }.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parkings")),
    )
    with op.batch_alter_table("parkings", schema=None) as batch_op:
        for column in (*OTHERS, *PEOPLE, "review_on"):
            batch_op.create_index(batch_op.f(f"ix_parkings_{column}"), [column], unique=False)
        batch_op.create_index("ix_parkings_body_id_left_at", ["body_id", "left_at"], unique=False)
        batch_op.create_index(
            "uq_parkings_open",
            ["issue_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )


def downgrade():
    op.drop_table("parkings")
