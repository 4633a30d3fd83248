"""Versions of road maps."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():

    op.create_table('road_maps',
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('entries', sa.JSON(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kept_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_road_maps_body_id_bodies')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['people.id'], name=op.f('fk_road_maps_kept_by_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_road_maps')),
    sa.UniqueConstraint('body_id', 'number', name=op.f('uq_road_maps_body_id_number'))
    )
    with op.batch_alter_table('road_maps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_road_maps_kept_by_id'), ['kept_by_id'], unique=False)




def downgrade():

    with op.batch_alter_table('road_maps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_road_maps_kept_by_id'))

    op.drop_table('road_maps')

