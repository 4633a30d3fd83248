"""What a link is about is kept so that each reader has it in the own language."""

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0098"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("links") as table:
        table.alter_column("about", type_=sa.Text(), existing_type=sa.String(300))


def downgrade():
    # What stands there in parts may be longer than the column is to be, and the code before this
    # revision would show the parts.
    links = sa.table("links", sa.column("about", sa.Text()))
    in_parts = links.c.about.startswith("\x02", autoescape=True)
    op.execute(sa.update(links).where(in_parts).values(about=""))
    with op.batch_alter_table("links") as table:
        table.alter_column("about", type_=sa.String(300), existing_type=sa.Text())
