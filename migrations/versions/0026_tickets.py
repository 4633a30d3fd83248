"""tickets of saved texts

A page that never heard what became of a text names it at its next save by this ticket.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    ticket = sa.Column("ticket", sa.String(length=20), nullable=False, server_default="")
    op.add_column("section_revisions", ticket)


def downgrade():
    op.drop_column("section_revisions", "ticket")
