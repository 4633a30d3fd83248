"""Agendas, their items, what the chairs agreed to and what coordinators said."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('agenda_templates',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agenda_templates_body_id_bodies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_templates')),
    sa.UniqueConstraint('body_id', 'name', name=op.f('uq_agenda_templates_body_id_name'))
    )
    op.create_table('agendas',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remarks_close_on', sa.Date(), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by_id', sa.Integer(), nullable=True),
    sa.Column('despite', sa.JSON(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('supplements', sa.Integer(), nullable=False),
    sa.Column('current_item_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agendas_body_id_bodies')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_agendas_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['released_by_id'], ['people.id'], name=op.f('fk_agendas_released_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agendas')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_agendas_meeting_id'))
    )
    with op.batch_alter_table('agendas', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agendas_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agendas_released_by_id'), ['released_by_id'], unique=False)

    op.create_table('agenda_agreements',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('agenda_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_link', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agenda_id'], ['agendas.id'], name=op.f('fk_agenda_agreements_agenda_id_agendas')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agenda_agreements_body_id_bodies')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agenda_agreements_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_agreements'))
    )
    with op.batch_alter_table('agenda_agreements', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_agreements_agenda_id'), ['agenda_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_agreements_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_agreements_person_id'), ['person_id'], unique=False)

    op.create_table('agenda_items',
    sa.Column('agenda_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('expected_result', sa.Text(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('note_due_on', sa.Date(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('presenter', sa.String(length=200), nullable=False),
    sa.Column('is_confidential', sa.Boolean(), nullable=False),
    sa.Column('is_standing', sa.Boolean(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('origin_key', sa.String(length=120), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=True),
    sa.Column('proposed_for_id', sa.Integer(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('supplement', sa.Integer(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('state_reason', sa.Text(), nullable=False),
    sa.Column('came_from_id', sa.Integer(), nullable=True),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agenda_id'], ['agendas.id'], name=op.f('fk_agenda_items_agenda_id_agendas')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agenda_items_body_id_bodies')),
    sa.ForeignKeyConstraint(['came_from_id'], ['agenda_items.id'], name=op.f('fk_agenda_items_came_from_id_agenda_items')),
    sa.ForeignKeyConstraint(['issue_id'], ['issues.id'], name=op.f('fk_agenda_items_issue_id_issues')),
    sa.ForeignKeyConstraint(['parent_id'], ['agenda_items.id'], name=op.f('fk_agenda_items_parent_id_agenda_items')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['people.id'], name=op.f('fk_agenda_items_proposed_by_id_people')),
    sa.ForeignKeyConstraint(['proposed_for_id'], ['organisations.id'], name=op.f('fk_agenda_items_proposed_for_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_items')),
    sa.UniqueConstraint('agenda_id', 'origin_key', name=op.f('uq_agenda_items_agenda_id_origin_key'))
    )
    with op.batch_alter_table('agenda_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_items_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_items_came_from_id'), ['came_from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_items_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_items_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_items_proposed_by_id'), ['proposed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_items_proposed_for_id'), ['proposed_for_id'], unique=False)

    op.create_table('agenda_requests',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('agenda_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agenda_id'], ['agendas.id'], name=op.f('fk_agenda_requests_agenda_id_agendas')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agenda_requests_body_id_bodies')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_agenda_requests_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agenda_requests_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_requests')),
    sa.UniqueConstraint('agenda_id', 'person_id', name=op.f('uq_agenda_requests_agenda_id_person_id'))
    )
    with op.batch_alter_table('agenda_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_requests_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_requests_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_requests_person_id'), ['person_id'], unique=False)

    op.create_table('agenda_remarks',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('agenda_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_link', sa.Boolean(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agenda_id'], ['agendas.id'], name=op.f('fk_agenda_remarks_agenda_id_agendas')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_agenda_remarks_body_id_bodies')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_items.id'], name=op.f('fk_agenda_remarks_item_id_agenda_items')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agenda_remarks_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_remarks'))
    )
    with op.batch_alter_table('agenda_remarks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_remarks_agenda_id'), ['agenda_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_remarks_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_remarks_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_remarks_person_id'), ['person_id'], unique=False)



def downgrade():
    with op.batch_alter_table('agenda_remarks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_remarks_person_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_remarks_item_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_remarks_body_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_remarks_agenda_id'))

    op.drop_table('agenda_remarks')
    with op.batch_alter_table('agenda_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_requests_person_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_requests_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_requests_body_id'))

    op.drop_table('agenda_requests')
    with op.batch_alter_table('agenda_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_items_proposed_for_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_items_proposed_by_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_items_parent_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_items_issue_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_items_came_from_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_items_body_id'))

    op.drop_table('agenda_items')
    with op.batch_alter_table('agenda_agreements', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_agreements_person_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_agreements_body_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_agreements_agenda_id'))

    op.drop_table('agenda_agreements')
    with op.batch_alter_table('agendas', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agendas_released_by_id'))
        batch_op.drop_index(batch_op.f('ix_agendas_body_id'))

    op.drop_table('agendas')
    op.drop_table('agenda_templates')
