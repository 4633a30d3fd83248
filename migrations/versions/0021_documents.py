"""Papers of a body, their versions, who is named to read them, and who did."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

PEOPLE = {
    "documents": ("added_by_id", "withdrawn_by_id"),
    "document_readers": ("person_id", "named_by_id"),
    "document_versions": ("added_by_id",),
    "document_readings": ("person_id",),
}


def keys(table, **more):
    targets = {**more, **dict.fromkeys(PEOPLE[table], "people.id")}
    return [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
        )
        for column, target in targets.items()
    ]


def primary(table):
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def indexes(table, *columns):
    for column in (*columns, *PEOPLE[table]):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def upgrade():
    op.create_table(
        "documents",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("access", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR withdrawn_reason <> ''",
            name=op.f("ck_documents_withdrawn_with_reason"),
        ),
        *keys("documents", body_id="bodies.id"),
        primary("documents"),
        sa.UniqueConstraint("body_id", "number", name=op.f("uq_documents_body_id_number")),
    )
    indexes("documents", "access", "state")
    op.create_table(
        "document_readers",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_on_paper", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *keys("document_readers", body_id="bodies.id", document_id="documents.id"),
        primary("document_readers"),
        sa.UniqueConstraint(
            "document_id", "person_id", name=op.f("uq_document_readers_document_id_person_id")
        ),
    )
    indexes("document_readers", "body_id")
    op.create_table(
        "document_versions",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("written", sa.JSON(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(file IS NULL) <> (written IS NULL) OR erased_at IS NOT NULL",
            name=op.f("ck_document_versions_one_content"),
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR erased_reason <> ''",
            name=op.f("ck_document_versions_erased_with_reason"),
        ),
        *keys(
            "document_versions",
            body_id="bodies.id",
            document_id="documents.id",
            file="stored_files.name",
        ),
        primary("document_versions"),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_versions_document_id_number")
        ),
    )
    indexes("document_versions", "body_id", "file")
    op.create_table(
        "document_readings",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *keys(
            "document_readings",
            body_id="bodies.id",
            document_id="documents.id",
            version_id="document_versions.id",
        ),
        primary("document_readings"),
    )
    indexes("document_readings", "body_id", "document_id", "version_id")


def downgrade():
    for table in ("document_readings", "document_versions", "document_readers", "documents"):
        op.drop_table(table)
