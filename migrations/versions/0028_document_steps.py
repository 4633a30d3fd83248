"""The bodies that papers pass, what each said, and the words of papers for finding them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEYS = {
    "body_id": "bodies",
    "document_id": "documents",
    "by_body_id": "bodies",
    "version_id": "document_versions",
    "decided_by_id": "people",
}
OPEN = sa.text("asked_at IS NOT NULL AND outcome IS NULL")


def upgrade():
    op.create_table(
        "document_steps",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by_body_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome <> 'returned' OR reason <> ''",
            name=op.f("ck_document_steps_returned_with_reason"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_on IS NULL)",
            name=op.f("ck_document_steps_decided_on_a_day"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_document_steps_{column}_{table}")
            )
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_steps")),
    )
    for column in KEYS:
        op.create_index(op.f(f"ix_document_steps_{column}"), "document_steps", [column])
    op.create_index(
        "uq_document_steps_open",
        "document_steps",
        ["document_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


    op.create_table(
        "document_words",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_document_words_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["document_versions.id"],
            name=op.f("fk_document_words_version_id_document_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_words")),
        sa.UniqueConstraint("version_id", name=op.f("uq_document_words_version_id")),
    )
    op.create_index(op.f("ix_document_words_body_id"), "document_words", ["body_id"])


def downgrade():
    op.drop_table("document_words")
    op.drop_table("document_steps")
