"""From which day an action that was sent back is reminded of anew."""

import sqlalchemy as sa
from alembic import op

revision = "0097"
down_revision = "0105"
branch_labels = None
depends_on = None

# What was sent back after its last reminder begins its round today.
SENT_BACK = """
UPDATE actions SET reminded = 0, reminded_from = CURRENT_DATE
WHERE state = 'open' AND reminded > 0 AND EXISTS (
  SELECT 1 FROM action_events AS back
  WHERE back.action_id = actions.id AND back.kind = 'sent_back' AND back.id > (
    SELECT MAX(told.id) FROM action_events AS told
    WHERE told.action_id = actions.id
      AND told.kind IN ('reminded', 'coordinator_told', 'chair_told')
  )
)
"""


def upgrade():
    op.add_column("actions", sa.Column("reminded_from", sa.Date(), nullable=True))
    op.execute(SENT_BACK)


def downgrade():
    op.drop_column("actions", "reminded_from")
