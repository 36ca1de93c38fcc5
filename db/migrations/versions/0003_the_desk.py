"""The review desk: decisions taken back, how long they took and from which picture, who has an item before them"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# Table, name of the rule, the rule before and after.
_RULES = (
    ('decision', 'outcome', "outcome IN ('answer', 'spoiled', 'discard', 'first', 'second', 'both', 'accept')",
     "outcome IN ('answer', 'spoiled', 'discard', 'first', 'second', 'both', 'accept', 'reopen')"),
)


def upgrade() -> None:
    for table, name, before, after in _RULES:
        _change_rule(table, name, before, after)
    op.add_column('decision', sa.Column('seconds', sa.Double(), nullable=True))
    op.add_column('decision', sa.Column('image_sha256', sa.Text(), server_default='', nullable=False))
    op.create_table('lease',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('desk', sa.Text(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_lease_item_id_review_item')),
    sa.PrimaryKeyConstraint('item_id', name=op.f('pk_lease'))
    )


def _change_rule(table: str, name: str, before: str, after: str) -> None:
    """Change a CHECK. SQLite knows no other way than a new table, into which the rows and all that hangs on them go."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(f'ck_{table}_{name}'), table, type_='check')
        op.create_check_constraint(op.f(f'ck_{table}_{name}'), table, after)
        return
    schema = sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL")
    rows = op.get_bind().execute(schema, {"table": table}).all()
    (made,) = (sql for kind, sql in rows if kind == "table")
    head, rest = made.split("(", 1)
    if before not in rest:
        raise ValueError(f"the table {table} is not that of revision 0002")
    op.execute(f"CREATE TABLE new_{table} ({rest.replace(before, after)}")
    op.execute(f"INSERT INTO new_{table} SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for kind, sql in rows:
        if kind != "table":
            op.execute(sql)
