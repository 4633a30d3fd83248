"""Partners as rows with where recognition stands; general problems that were told to the committee."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

P = "plugin_golden_list__"
PARTNERS, GENERAL, PROGRAMMES = f"{P}partners", f"{P}general", f"{P}programmes"
STAGES = ("explored", "compared", "agreed", "in_force", "ended")
OLD = sa.table(PROGRAMMES, sa.column("id"), sa.column("partners", sa.JSON()))
NEW = sa.table(PARTNERS, *map(sa.column, ("programme_id", "code", "prefix", "recognition", "note")))


def upgrade() -> None:
    op.create_table(
        PARTNERS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column(
            "recognition",
            sa.Enum(*STAGES, name="recognition", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _programme(PARTNERS),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PARTNERS}")),
        sa.UniqueConstraint("programme_id", "code", name=op.f(f"uq_{PARTNERS}_programme_id_code")),
    )
    op.create_table(
        GENERAL,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("firms", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _programme(GENERAL),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f(f"fk_{GENERAL}_issue_id_issues")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f(f"fk_{GENERAL}_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{GENERAL}")),
    )
    op.create_index(op.f(f"ix_{GENERAL}_programme_id"), GENERAL, ["programme_id"])
    bind = op.get_bind()
    rows = [
        {
            "programme_id": number,
            "code": code,
            "prefix": start,
            "recognition": "in_force",
            "note": "",
        }
        for number, partners in bind.execute(sa.select(OLD.c.id, OLD.c.partners)).all()
        for code, start in (partners or {}).items()
    ]
    if rows:
        bind.execute(NEW.insert(), rows)
    op.drop_column(PROGRAMMES, "partners")


def _programme(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["programme_id"],
        [f"{PROGRAMMES}.id"],
        name=op.f(f"fk_{table}_programme_id_{PROGRAMMES}"),
    )


def downgrade() -> None:
    empty = sa.Column("partners", sa.JSON(), nullable=False, server_default=json.dumps({}))
    op.add_column(PROGRAMMES, empty)
    bind = op.get_bind()
    held: dict[int, dict[str, str]] = {}
    query = sa.select(NEW.c.programme_id, NEW.c.code, NEW.c.prefix)
    for number, code, start in bind.execute(query.where(NEW.c.recognition == "in_force")).all():
        held.setdefault(number, {})[code] = start
    for number, partners in held.items():
        bind.execute(OLD.update().where(OLD.c.id == number).values(partners=partners))
    op.drop_table(GENERAL)
    op.drop_table(PARTNERS)
