"""Blanks of forms that others printed"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('blank',
    sa.Column('layout_id', sa.Text(), nullable=False),
    sa.Column('page_number', sa.Integer(), nullable=False),
    sa.Column('png', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('page_number >= 1', name=op.f('ck_blank_page_number')),
    sa.ForeignKeyConstraint(['layout_id'], ['layout.layout_id'], name=op.f('fk_blank_layout_id_layout')),
    sa.PrimaryKeyConstraint('layout_id', 'page_number', name=op.f('pk_blank'))
    )
