"""Asking the seats about a text, in writing or by an open vote."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "decision_polls",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("takes_silence", sa.Boolean(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "way <> 'written' OR closes_on IS NOT NULL",
            name=op.f("ck_decision_polls_written_closes"),
        ),
        sa.CheckConstraint(
            "NOT takes_silence OR way = 'written'",
            name=op.f("ck_decision_polls_silence_in_writing"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (closed_at IS NULL)", name=op.f("ck_decision_polls_closed_once")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"]),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("body_id", "decision_id", "opened_by_id", "state"):
        op.create_index(f"ix_decision_polls_{column}", "decision_polls", [column])
    op.create_index(
        "uq_decision_polls_open",
        "decision_polls",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "decision_voices",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("camp", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("is_silence", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_link", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR answer <> 'reserved' OR text <> ''",
            name=op.f("ck_decision_voices_said_with_reason"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["poll_id"], ["decision_polls.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("poll_id", "seat_id", name=op.f("uq_decision_voices_poll_id_seat_id")),
    )
    for column in ("body_id", "seat_id", "organisation_id", "person_id"):
        op.create_index(f"ix_decision_voices_{column}", "decision_voices", [column])


def downgrade():
    op.drop_table("decision_voices")
    op.drop_table("decision_polls")
