"""The kinds of body that only the library of mechanisms knows, so that any entry starts a body."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# code, name, what it is
KINDS = [
    ("appeal_body", "Appeal body", "Hears appeals against decisions."),
    ("capacity_building", "Capacity-building programme", "Builds knowledge and skills together."),
    ("client_coordination", "Client coordination", "Named officials look after named firms."),
    ("dispute_body", "Dispute body", "Settles disputes before they go to court."),
    ("integrity_body", "Integrity body", "Watches over clean dealings between both sides."),
    ("media_project", "Media project", "Tells a wide audience what is being done."),
    ("mou_framework", "Framework of memoranda", "Rests on a memorandum with each partner."),
    ("newsletter", "Newsletter", "Keeps people up to date at a fixed rhythm."),
    ("observers_scheme", "Observers' scheme", "Lets observers watch the work."),
    ("single_window", "Single Window", "One entry point for the formalities of trade."),
    ("training_exchange", "Exchange of training", "Each side teaches the other."),
    ("trusted_trader_programme", "Trusted-trader programme", "Easier ways for firms that proved themselves."),
]
FIRST_POSITION = 500  # behind what a site usually starts

kinds = sa.table(
    "body_kinds",
    *(sa.column(name, sa.String) for name in ("code", "name", "reach", "mode")),
    sa.column("about", sa.Text),
    sa.column("levels", sa.JSON),
    sa.column("position", sa.Integer),
    *(
        sa.column(name, sa.Boolean)
        for name in (
            "is_built_in",
            "is_retired",
            "may_be_top",
            "is_time_boxed",
            "is_permanent",
            "ends_with_parent",
            "mirrors",
        )
    ),
)


def upgrade() -> None:
    op.bulk_insert(
        kinds,
        [
            {
                "code": code,
                "name": name,
                "about": about,
                "levels": [],
                "position": FIRST_POSITION + 10 * number,
                "reach": "central",
                "mode": "on_site",
                "is_built_in": True,
                "is_retired": False,
                "may_be_top": True,
                "is_time_boxed": False,
                "is_permanent": False,
                "ends_with_parent": False,
                "mirrors": False,
            }
            for number, (code, name, about) in enumerate(KINDS)
        ],
    )


def downgrade() -> None:
    op.execute(sa.delete(kinds).where(kinds.c.code.in_([code for code, *_rest in KINDS])))
