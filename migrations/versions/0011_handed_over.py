"""What bodies left open when they ended: rows of their own; priorities may wait for a term."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BODIES = sa.table(
    "bodies",
    sa.column("id", sa.Integer),
    sa.column("heir_id", sa.Integer),
    sa.column("ended_on", sa.Date),
    sa.column("handed_over", sa.JSON),
)


def upgrade() -> None:
    made = op.create_table(
        "handed_over",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("heir_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("for_circle", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_id"], ["bodies.id"], name=op.f("fk_handed_over_body_id_bodies")
        ),
        sa.ForeignKeyConstraint(
            ["heir_id"], ["bodies.id"], name=op.f("fk_handed_over_heir_id_bodies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_over")),
    )
    for column in ("body_id", "heir_id", "key"):
        op.create_index(op.f(f"ix_handed_over_{column}"), "handed_over", [column])
    op.bulk_insert(made, [*_rows()])
    op.drop_column("bodies", "handed_over")
    with op.batch_alter_table("priorities") as batch:
        batch.alter_column("term_id", existing_type=sa.Integer(), nullable=True)


def _rows():
    """Give each line of the old lists; an issue was perhaps one that only the circle read."""
    for body in op.get_bind().execute(sa.select(BODIES).where(BODIES.c.ended_on.is_not(None))):
        for line in body.handed_over:
            yield {
                "body_id": body.id,
                "heir_id": body.heir_id,
                "kind": line["what"],
                "title": line["title"],
                "key": "",
                "for_circle": line["what"] not in ("Priority", "Step of the set-up"),
                "due_on": None,
                "on": body.ended_on,
            }


def downgrade() -> None:
    with op.batch_alter_table("priorities") as batch:
        batch.alter_column("term_id", existing_type=sa.Integer(), nullable=False)
    op.add_column(
        "bodies", sa.Column("handed_over", sa.JSON(), nullable=False, server_default="[]")
    )
    lines = sa.table("handed_over", *map(sa.column, ("body_id", "title", "kind")))
    kept: dict[int, list[dict[str, str]]] = {}
    for line in op.get_bind().execute(sa.select(lines)):
        kept.setdefault(line.body_id, []).append({"title": line.title, "what": line.kind})
    for number, told in kept.items():
        op.execute(
            sa.update(BODIES).where(BODIES.c.id == number).values(handed_over=told)
        )
    op.drop_table("handed_over")
