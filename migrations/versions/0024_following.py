"""Reservations lifted, files that show what became of a decision, and who saw it carried out."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("decisions") as table:
        table.add_column(sa.Column("followed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("followed_by_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("followed_note", sa.Text(), nullable=False, server_default="")
        )
        table.create_foreign_key(
            op.f("fk_decisions_followed_by_id_people"), "people", ["followed_by_id"], ["id"]
        )
        table.create_index(op.f("ix_decisions_followed_by_id"), ["followed_by_id"])
    with op.batch_alter_table("decisions") as table:
        table.alter_column("followed_note", server_default=None)
    with op.batch_alter_table("decision_reservations") as table:
        table.add_column(sa.Column("lifted_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("lifted_note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("decision_reservations") as table:
        table.alter_column("lifted_note", server_default=None)
    op.create_table(
        "decision_evidence",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"]),
        sa.ForeignKeyConstraint(["addressee_id"], ["decision_addressees.id"]),
        sa.ForeignKeyConstraint(["file"], ["stored_files.name"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("body_id", "decision_id", "addressee_id", "file", "person_id"):
        op.create_index(f"ix_decision_evidence_{column}", "decision_evidence", [column])


def downgrade():
    op.drop_table("decision_evidence")
    with op.batch_alter_table("decision_reservations") as table:
        table.drop_column("lifted_note")
        table.drop_column("lifted_on")
    with op.batch_alter_table("decisions") as table:
        table.drop_index(op.f("ix_decisions_followed_by_id"))
        table.drop_constraint(op.f("fk_decisions_followed_by_id_people"), type_="foreignkey")
        table.drop_column("followed_note")
        table.drop_column("followed_by_id")
        table.drop_column("followed_on")
