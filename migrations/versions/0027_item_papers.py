"""Papers at the items of an agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KEYS = {
    "body_id": "bodies",
    "item_id": "agenda_items",
    "document_id": "documents",
    "added_by_id": "people",
}


def upgrade():
    op.create_table(
        "agenda_item_papers",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_agenda_item_papers_{column}_{table}")
            )
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item_papers")),
        sa.UniqueConstraint(
            "item_id", "document_id", name=op.f("uq_agenda_item_papers_item_id_document_id")
        ),
    )
    for column in ("body_id", "document_id", "added_by_id"):
        op.create_index(
            op.f(f"ix_agenda_item_papers_{column}"), "agenda_item_papers", [column], unique=False
        )


def downgrade():
    op.drop_table("agenda_item_papers")
