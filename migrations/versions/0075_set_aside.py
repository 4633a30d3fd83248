"""What a seat said, and a position, that is set aside because whoever has it stepped out."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0065"
branch_labels = None
depends_on = None

COLUMNS = {"decision_voices": "stepped_out", "section_positions": "set_aside"}

# Votes that were over before: the seats that had stepped out, and so had no answer.
LEFT = """
UPDATE decision_voices SET stepped_out = :yes
WHERE answer IS NULL AND EXISTS (
  SELECT 1 FROM decision_polls AS p
  JOIN decisions AS d ON d.id = p.decision_id
  JOIN minutes_sections AS s ON s.item_id = d.item_id AND s.taken_out_at IS NULL
  JOIN section_interests AS i ON i.section_id = s.id
  WHERE p.id = decision_voices.poll_id AND p.way = 'vote' AND p.state <> 'open'
    AND i.seat_id = decision_voices.seat_id AND i.stepped_out
)
"""


def upgrade():
    for table, column in COLUMNS.items():
        flag = sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column(table, flag)
    op.execute(sa.text(LEFT).bindparams(yes=True))


def downgrade():
    for table, column in COLUMNS.items():
        op.drop_column(table, column)
