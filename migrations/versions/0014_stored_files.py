"""Stored files are rows, which what refers to a file points at; links know how they went."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# What refers to a file. The tables are not built anew: triggers made by hand stand on one.
REFERRING = {"bodies": "act_file", "appointments": "instrument_file"}


def upgrade() -> None:
    op.create_table(
        "stored_files",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("media", sa.String(length=80), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stored_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["stored_by_id"], ["people.id"], name=op.f("fk_stored_files_stored_by_id_people")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stored_files")),
    )
    op.create_index(op.f("ix_stored_files_stored_by_id"), "stored_files", ["stored_by_id"])
    found = " UNION ".join(
        f"SELECT {column} AS name FROM {table} WHERE {column} <> ''"
        for table, column in REFERRING.items()
    )
    op.execute(f"INSERT INTO stored_files (name, media) SELECT name, '' FROM ({found}) AS found")
    for table, column in REFERRING.items():
        key = f"fk_{table}_{column}_stored_files"
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO before")
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(64) "
            f"CONSTRAINT {key} REFERENCES stored_files (name)"
        )
        op.execute(f"UPDATE {table} SET {column} = NULLIF(before, '')")
        op.drop_column(table, "before")
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.add_column(
        "links", sa.Column("channel", sa.String(length=40), nullable=False, server_default="shown")
    )
    op.execute("UPDATE links SET channel = 'mail' WHERE sent_at IS NOT NULL")


def downgrade() -> None:
    op.drop_column("links", "channel")
    for table, column in REFERRING.items():
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO before")
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(64) NOT NULL DEFAULT ''")
        op.execute(f"UPDATE {table} SET {column} = COALESCE(before, '')")
        op.drop_column(table, "before")
    op.drop_table("stored_files")
