"""For which items of the agenda guests and experts are invited: one or several of them."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "invitation_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_invitation_items_invitation_id_invitations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_items")),
        sa.UniqueConstraint(
            "invitation_id", "item_key", name=op.f("uq_invitation_items_invitation_id_item_key")
        ),
    )
    op.execute(
        "INSERT INTO invitation_items (invitation_id, item_key) "
        "SELECT id, item_key FROM invitations WHERE item_key <> ''"
    )
    op.drop_column("invitations", "item_key")


def downgrade():
    op.add_column(
        "invitations", sa.Column("item_key", sa.String(80), nullable=False, server_default="")
    )
    op.drop_table("invitation_items")
