"""Approvals with conditions, the very version that is adopted, and what was not accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ADOPTED = "state <> 'not_adopted' OR next_step <> ''"
NOT_ACCEPTED = "COALESCE(how, '') = 'not_accepted'"
VERSION = "fk_decisions_document_version_id_document_versions"


def upgrade():
    with op.batch_alter_table("decisions") as table:
        table.add_column(sa.Column("conditions", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("document_version_id", sa.Integer(), nullable=True))
        table.alter_column("paper", type_=sa.String(400), existing_type=sa.String(300))
        table.create_foreign_key(
            op.f(VERSION), "document_versions", ["document_version_id"], ["id"]
        )
        table.drop_constraint(op.f("ck_decisions_next_step"), type_="check")
        table.create_check_constraint(
            op.f("ck_decisions_next_step"), f"{ADOPTED} OR {NOT_ACCEPTED}"
        )
        table.create_check_constraint(
            op.f("ck_decisions_not_accepted_with_reason"),
            "COALESCE(how, '') <> 'not_accepted' OR reason <> ''",
        )
        table.create_index(op.f("ix_decisions_document_version_id"), ["document_version_id"])
    with op.batch_alter_table("decisions") as table:
        table.alter_column("conditions", server_default=None)


def downgrade():
    op.execute("UPDATE decisions SET next_step = reason, how = 'no_consensus' WHERE how = 'not_accepted'")
    with op.batch_alter_table("decisions") as table:
        table.drop_index(op.f("ix_decisions_document_version_id"))
        table.drop_constraint(op.f("ck_decisions_not_accepted_with_reason"), type_="check")
        table.drop_constraint(op.f("ck_decisions_next_step"), type_="check")
        table.create_check_constraint(op.f("ck_decisions_next_step"), ADOPTED)
        table.drop_constraint(op.f(VERSION), type_="foreignkey")
        table.alter_column("paper", type_=sa.String(300), existing_type=sa.String(400))
        table.drop_column("document_version_id")
        table.drop_column("conditions")
