"""The kinds of body that every site starts with.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STRATEGIC, TACTICAL, OPERATIONAL = ["strategic"], ["tactical"], ["operational"]
WORK = ["tactical", "operational"]

# code, name, what it is for, levels, and what differs from an ordinary kind
KINDS = (
    ("national_committee", "National committee", "The committee of TFA Article 23.2: directs and coordinates trade facilitation in the country.", STRATEGIC, {}),
    ("council", "Council", "A standing consultation of heads of agencies and leaders of business.", STRATEGIC, {}),
    ("joint_committee", "Joint committee", "Both sides in equal numbers around one table.", STRATEGIC, {}),
    ("forum", "Forum", "A wide, open gathering that hears many voices.", STRATEGIC, {}),
    ("advisory_group", "Advisory group", "Advises the head of an agency or a committee.", STRATEGIC, {}),
    ("committee", "Committee", "A committee of its own, such as a customs consultative committee.", ["strategic", "tactical"], {}),
    ("steering_committee", "Steering committee", "Prepares and follows up what the national committee decides.", TACTICAL, {}),
    ("technical_committee", "Technical committee", "Works on the technical matters of several measures.", TACTICAL, {}),
    ("sub_committee", "Sub-committee", "Part of a committee for one field; lasts as long as its term.", TACTICAL, {"may_be_top": False, "ends_with_parent": True}),
    ("working_group", "Working group", "Analyses problems and proposes solutions.", WORK, {}),
    ("topic_group", "Topic group", "One topic, a defined period, terms of reference of its own.", WORK, {"may_be_top": False, "is_time_boxed": True}),
    ("task_force", "Task force", "A few people for one task, until it is done.", OPERATIONAL, {"is_time_boxed": True}),
    ("pillar", "Pillar", "A permanent part of a forum, such as legal, IT or enforcement.", TACTICAL, {"may_be_top": False, "is_permanent": True}),
    ("regional_body", "Regional body", "The committee of a province, a zone or a region of customs.", TACTICAL, {"reach": "regional"}),
    ("local_body", "Local body", "The committee at one port, airport or border crossing.", OPERATIONAL, {"reach": "local", "may_be_top": False}),
    ("virtual_group", "Virtual group", "Online only, led by a moderator, working by papers and remarks.", WORK, {"mode": "online"}),
    ("mirror_group", "Mirror group", "One side works apart, opposite a group of the other side, until both merge.", WORK, {"mirrors": True}),
    ("user_group", "User group", "Users of a system, such as the Single Window, and those who run it.", OPERATIONAL, {}),
    ("secretariat_group", "Secretariat", "The people who keep the work of a committee together.", OPERATIONAL, {}),
    ("other", "Other body", "Whatever fits none of the other kinds.", [], {}),
)

PLAIN = {
    "may_be_top": True,
    "is_time_boxed": False,
    "is_permanent": False,
    "ends_with_parent": False,
    "mirrors": False,
    "reach": "central",
    "mode": "on_site",
}

kinds = sa.table(
    "body_kinds",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("about", sa.Text),
    sa.column("levels", sa.JSON),
    sa.column("position", sa.Integer),
    sa.column("is_built_in", sa.Boolean),
    sa.column("is_retired", sa.Boolean),
    sa.column("reach", sa.String),
    sa.column("mode", sa.String),
    *(sa.column(name, sa.Boolean) for name, value in PLAIN.items() if isinstance(value, bool)),
)


def upgrade() -> None:
    rows = [
        {"code": code, "name": name, "about": about, "levels": levels, "position": 10 * position}
        | {"is_built_in": True, "is_retired": False}
        | PLAIN
        | different
        for position, (code, name, about, levels, different) in enumerate(KINDS, start=1)
    ]
    op.bulk_insert(kinds, rows)


def downgrade() -> None:
    op.execute(sa.delete(kinds).where(kinds.c.is_built_in))
