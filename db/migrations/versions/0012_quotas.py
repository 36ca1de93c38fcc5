"""Quotas for report tools"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_COLUMNS = 'period, form, scope, of, minimum, done, missing, per_week, as_of'


def upgrade() -> None:
    op.create_table('kept_quota',
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('of', sa.Text(), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Integer(), nullable=False),
    sa.Column('per_week', sa.Integer(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('period', 'form', 'scope', 'of', name=op.f('pk_kept_quota'))
    )
    quoted = _COLUMNS.replace(' of,', ' "of",')
    op.execute(f'CREATE VIEW report_quotas AS SELECT {quoted} FROM kept_quota')
