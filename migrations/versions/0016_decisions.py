"""Decisions, to whom they are addressed, what was answered, and how each text came about."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():

    op.create_table('decisions',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('term_number', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('previous', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('paper', sa.String(length=300), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('is_binding', sa.Boolean(), nullable=False),
    sa.Column('applies_to_all', sa.Boolean(), nullable=False),
    sa.Column('is_confidential', sa.Boolean(), nullable=False),
    sa.Column('briefing', sa.Text(), nullable=False),
    sa.Column('how', sa.String(length=40), nullable=True),
    sa.Column('next_step', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('came_from_id', sa.Integer(), nullable=True),
    sa.Column('forum', sa.String(length=200), nullable=False),
    sa.Column('forum_on', sa.Date(), nullable=True),
    sa.Column('drafted_by_id', sa.Integer(), nullable=True),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'adopted') = (number IS NOT NULL)", name=op.f('ck_decisions_numbered_when_adopted')),
    sa.CheckConstraint("state <> 'not_adopted' OR next_step <> ''", name=op.f('ck_decisions_next_step')),
    sa.CheckConstraint('number IS NULL OR (number = 1 AND previous IS NULL) OR (previous IS NOT NULL AND previous = number - 1)', name=op.f('ck_decisions_without_gap')),
    sa.ForeignKeyConstraint(['body_id', 'term_number', 'previous'], ['decisions.body_id', 'decisions.term_number', 'decisions.number'], name='fk_decisions_previous_decisions'),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_decisions_body_id_bodies')),
    sa.ForeignKeyConstraint(['came_from_id'], ['decisions.id'], name=op.f('fk_decisions_came_from_id_decisions')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['people.id'], name=op.f('fk_decisions_drafted_by_id_people')),
    sa.ForeignKeyConstraint(['issue_id'], ['issues.id'], name=op.f('fk_decisions_issue_id_issues')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.id'], name=op.f('fk_decisions_item_id_agenda_items')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_decisions_meeting_id_meetings')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions')),
    sa.UniqueConstraint('body_id', 'term_number', 'number', name=op.f('uq_decisions_body_id_term_number_number'))
    )
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decisions_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_came_from_id'), ['came_from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_drafted_by_id'), ['drafted_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index('ix_decisions_previous', ['body_id', 'term_number', 'previous'], unique=False)
        batch_op.create_index(batch_op.f('ix_decisions_state'), ['state'], unique=False)

    op.create_table('decision_addressees',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(length=40), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('by_link', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("answer IS NULL OR answer <> 'rejected' OR text <> ''", name=op.f('ck_decision_addressees_rejected_with_reason')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['people.id'], name=op.f('fk_decision_addressees_answered_by_id_people')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_decision_addressees_body_id_bodies')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_decision_addressees_decision_id_decisions')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_decision_addressees_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_addressees')),
    sa.UniqueConstraint('decision_id', 'organisation_id', name=op.f('uq_decision_addressees_decision_id_organisation_id'))
    )
    with op.batch_alter_table('decision_addressees', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_addressees_answered_by_id'), ['answered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_addressees_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_addressees_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('decision_events',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('about', sa.String(length=80), nullable=False),
    sa.Column('by_link', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_decision_events_body_id_bodies')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_decision_events_decision_id_decisions')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_decision_events_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_events'))
    )
    with op.batch_alter_table('decision_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_events_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_events_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_events_person_id'), ['person_id'], unique=False)

    op.create_table('decision_reservations',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_decision_reservations_body_id_bodies')),
    sa.ForeignKeyConstraint(['decision_id'], ['decisions.id'], name=op.f('fk_decision_reservations_decision_id_decisions')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_decision_reservations_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_reservations')),
    sa.UniqueConstraint('decision_id', 'organisation_id', name=op.f('uq_decision_reservations_decision_id_organisation_id'))
    )
    with op.batch_alter_table('decision_reservations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_reservations_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_reservations_organisation_id'), ['organisation_id'], unique=False)




def downgrade():

    with op.batch_alter_table('decision_reservations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_reservations_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_decision_reservations_body_id'))

    op.drop_table('decision_reservations')
    with op.batch_alter_table('decision_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_events_person_id'))
        batch_op.drop_index(batch_op.f('ix_decision_events_decision_id'))
        batch_op.drop_index(batch_op.f('ix_decision_events_body_id'))

    op.drop_table('decision_events')
    with op.batch_alter_table('decision_addressees', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_addressees_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_decision_addressees_body_id'))
        batch_op.drop_index(batch_op.f('ix_decision_addressees_answered_by_id'))

    op.drop_table('decision_addressees')
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decisions_state'))
        batch_op.drop_index('ix_decisions_previous')
        batch_op.drop_index(batch_op.f('ix_decisions_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_item_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_issue_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_drafted_by_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_came_from_id'))
        batch_op.drop_index(batch_op.f('ix_decisions_body_id'))

    op.drop_table('decisions')

