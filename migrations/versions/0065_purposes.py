"""What bodies are there for: to discuss policy, to find technical solutions, or both."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

POLICY = ("national_committee", "council", "joint_committee", "forum", "committee", "steering_committee")
SOLUTIONS = (
    "technical_committee",
    "working_group",
    "topic_group",
    "task_force",
    "virtual_group",
    "mirror_group",
    "user_group",
)

kinds = sa.table(
    "body_kinds", sa.column("id"), sa.column("code"), sa.column("purpose")
)
bodies = sa.table("bodies", sa.column("kind_id"), sa.column("purpose"))


def upgrade():
    for table in ("body_kinds", "bodies"):
        op.add_column(
            table, sa.Column("purpose", sa.String(40), nullable=False, server_default="both")
        )
    for purpose, codes in (("policy", POLICY), ("solutions", SOLUTIONS)):
        op.execute(sa.update(kinds).where(kinds.c.code.in_(codes)).values(purpose=purpose))
        of_kind = sa.select(kinds.c.id).where(kinds.c.purpose == purpose)
        op.execute(sa.update(bodies).where(bodies.c.kind_id.in_(of_kind)).values(purpose=purpose))


def downgrade():
    for table in ("bodies", "body_kinds"):
        op.drop_column(table, "purpose")
