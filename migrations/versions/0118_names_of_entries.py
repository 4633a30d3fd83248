"""Names of the entries of lists by the language in which they are read."""

import sqlalchemy as sa
from alembic import op

revision = "0118"
down_revision = "0115"
branch_labels = None
depends_on = None

TABLES = ("sides", "organisation_kinds", "chain_roles", "sectors", "body_kinds")


def upgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            empty = sa.Column("names_by_language", sa.JSON(), nullable=False, server_default="{}")
            table.add_column(empty)
        with op.batch_alter_table(name) as table:
            table.alter_column("names_by_language", server_default=None)


def downgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("names_by_language")
