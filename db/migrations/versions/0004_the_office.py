"""Answers that came without paper"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('layout_id', sa.Text(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('source_key', sa.Text(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('officer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_response_batch_id_batch')),
    sa.ForeignKeyConstraint(['layout_id'], ['layout.layout_id'], name=op.f('fk_response_layout_id_layout')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response')),
    sa.UniqueConstraint('batch_id', 'form', 'source_key', name=op.f('uq_response_batch_id_form_source_key'))
    )
    op.create_index(op.f('ix_response_batch_id'), 'response', ['batch_id'], unique=False)
    op.create_table('response_answer',
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_response_answer_response_id_response')),
    sa.PrimaryKeyConstraint('response_id', 'question', name=op.f('pk_response_answer'))
    )
