"""Names of bodies and institutions by the language in which they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLES = ("bodies", "organisations")


def upgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            empty = sa.Column("names_by_language", sa.JSON(), nullable=False, server_default="{}")
            table.add_column(empty)
        with op.batch_alter_table(name) as table:
            table.alter_column("names_by_language", server_default=None)
    with op.batch_alter_table("organisations") as table:
        language = sa.Column("other_language", sa.String(20), nullable=False, server_default="")
        table.add_column(language)
    with op.batch_alter_table("organisations") as table:
        table.alter_column("other_language", server_default=None)
    _tell_bodies()


def _tell_bodies():
    """Write the translations that bodies have already beside their names."""
    names = sa.table(
        "body_names",
        *(sa.column(name) for name in ("id", "body_id", "kind", "name", "language")),
    )
    bodies = sa.table("bodies", sa.column("id"), sa.column("names_by_language", sa.JSON()))
    connection = op.get_bind()
    query = sa.select(names).where(names.c.kind == "translation", names.c.language != "")
    found = {}
    for row in connection.execute(query.order_by(names.c.id)):
        language = row.language.strip().replace("-", "_").lower()
        found.setdefault(row.body_id, {}).setdefault(language, row.name)
    for body_id, by_language in found.items():
        change = sa.update(bodies).where(bodies.c.id == body_id)
        connection.execute(change.values(names_by_language=by_language))


def downgrade():
    with op.batch_alter_table("organisations") as table:
        table.drop_column("other_language")
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("names_by_language")
