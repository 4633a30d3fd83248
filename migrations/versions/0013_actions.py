"""Actions of bodies, every step of theirs, and the new dates asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():

    op.create_table('actions',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('is_date_open', sa.Boolean(), nullable=False),
    sa.Column('is_confidential', sa.Boolean(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('origin_key', sa.String(length=80), nullable=False),
    sa.Column('origin_title', sa.String(length=300), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_by_id', sa.Integer(), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_by_id', sa.Integer(), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded', sa.Integer(), nullable=False),
    sa.Column('came_from_id', sa.Integer(), nullable=True),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('due_on IS NULL OR NOT is_date_open', name=op.f('ck_actions_one_date')),
    sa.CheckConstraint('verified_by_id IS NULL OR claimed_by_id IS NULL OR verified_by_id <> claimed_by_id', name=op.f('ck_actions_verified_by_another')),
    sa.ForeignKeyConstraint(['added_by_id'], ['people.id'], name=op.f('fk_actions_added_by_id_people')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_actions_body_id_bodies')),
    sa.ForeignKeyConstraint(['came_from_id'], ['actions.id'], name=op.f('fk_actions_came_from_id_actions')),
    sa.ForeignKeyConstraint(['claimed_by_id'], ['people.id'], name=op.f('fk_actions_claimed_by_id_people')),
    sa.ForeignKeyConstraint(['issue_id'], ['issues.id'], name=op.f('fk_actions_issue_id_issues')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.id'], name=op.f('fk_actions_item_id_agenda_items')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_actions_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['owner_id'], ['organisations.id'], name=op.f('fk_actions_owner_id_organisations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_actions_person_id_people')),
    sa.ForeignKeyConstraint(['verified_by_id'], ['people.id'], name=op.f('fk_actions_verified_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actions')),
    sa.UniqueConstraint('body_id', 'number', name=op.f('uq_actions_body_id_number'))
    )
    with op.batch_alter_table('actions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_actions_added_by_id'), ['added_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_came_from_id'), ['came_from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_claimed_by_id'), ['claimed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_actions_state_until_on', ['state', 'until_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_actions_verified_by_id'), ['verified_by_id'], unique=False)

    op.create_table('action_dates',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_granted', sa.Boolean(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_action_dates_action_id_actions')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_action_dates_answered_by_id_people')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['people.id'], name=op.f('fk_action_dates_asked_by_id_people')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_action_dates_body_id_bodies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_dates'))
    )
    with op.batch_alter_table('action_dates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_dates_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_dates_answered_by_id'), ['answered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_dates_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_dates_body_id'), ['body_id'], unique=False)
        batch_op.create_index('uq_action_dates_open', ['action_id'], unique=True, sqlite_where=sa.text('answered_at IS NULL'), postgresql_where=sa.text('answered_at IS NULL'))

    op.create_table('action_events',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('by_link', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_action_events_action_id_actions')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_action_events_body_id_bodies')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_action_events_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_events'))
    )
    with op.batch_alter_table('action_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_events_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_events_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_events_person_id'), ['person_id'], unique=False)




def downgrade():

    with op.batch_alter_table('action_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_events_person_id'))
        batch_op.drop_index(batch_op.f('ix_action_events_body_id'))
        batch_op.drop_index(batch_op.f('ix_action_events_action_id'))

    op.drop_table('action_events')
    with op.batch_alter_table('action_dates', schema=None) as batch_op:
        batch_op.drop_index('uq_action_dates_open', sqlite_where=sa.text('answered_at IS NULL'), postgresql_where=sa.text('answered_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_action_dates_body_id'))
        batch_op.drop_index(batch_op.f('ix_action_dates_asked_by_id'))
        batch_op.drop_index(batch_op.f('ix_action_dates_answered_by_id'))
        batch_op.drop_index(batch_op.f('ix_action_dates_action_id'))

    op.drop_table('action_dates')
    with op.batch_alter_table('actions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_actions_verified_by_id'))
        batch_op.drop_index('ix_actions_state_until_on')
        batch_op.drop_index(batch_op.f('ix_actions_person_id'))
        batch_op.drop_index(batch_op.f('ix_actions_owner_id'))
        batch_op.drop_index(batch_op.f('ix_actions_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_actions_item_id'))
        batch_op.drop_index(batch_op.f('ix_actions_issue_id'))
        batch_op.drop_index(batch_op.f('ix_actions_claimed_by_id'))
        batch_op.drop_index(batch_op.f('ix_actions_came_from_id'))
        batch_op.drop_index(batch_op.f('ix_actions_added_by_id'))

    op.drop_table('actions')

