"""Whose sheets a print run was"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ('officer', 'counter', 'field'):
        op.add_column('print_run', sa.Column(column, sa.Text(), server_default='', nullable=False))
