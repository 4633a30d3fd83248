"""Two who change one risk at the same moment are told so."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RISKS = "plugin_client_coordinators__risks"


def upgrade() -> None:
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    op.add_column(RISKS, version)


def downgrade() -> None:
    op.drop_column(RISKS, "version")
