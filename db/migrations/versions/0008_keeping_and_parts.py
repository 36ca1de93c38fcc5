"""Files that were purged, and several sheets on one page"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

_ONCE = "source_id, page_number"


def upgrade() -> None:
    op.create_table('purge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('before', sa.Date(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('purged_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(who) > 0', name=op.f('ck_purge_who')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purge'))
    )
    op.create_table('purged_source',
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('purge_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['purge_id'], ['purge.id'], name=op.f('fk_purged_source_purge_id_purge')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_purged_source_source_id_source')),
    sa.PrimaryKeyConstraint('source_id', name=op.f('pk_purged_source'))
    )
    op.create_index(op.f('ix_purged_source_purge_id'), 'purged_source', ['purge_id'], unique=False)
    for table in ("purge", "purged_source"):
        _make_append_only(table)
    op.add_column('page', sa.Column('part', sa.Integer(), server_default='1', nullable=False))
    _tell_parts_apart()


def _tell_parts_apart() -> None:
    """Let one page of a file hold several sheets. SQLite knows no other way than a new table."""
    name = op.f('uq_page_source_id_page_number')
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, 'page', type_='unique')
        op.create_unique_constraint(op.f('uq_page_source_id_page_number_part'), 'page', ['source_id', 'page_number', 'part'])
        return
    schema = sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'page' AND sql IS NOT NULL")
    rows = op.get_bind().execute(schema).all()
    (made,) = (sql for kind, sql in rows if kind == "table")
    head, rest = made.split("(", 1)
    before = f"CONSTRAINT {name} UNIQUE ({_ONCE})"
    if before not in rest:
        raise ValueError("the table page is not that of revision 0007")
    after = f"CONSTRAINT {name}_part UNIQUE ({_ONCE}, part)"
    op.execute(f"CREATE TABLE new_page ({rest.replace(before, after)}")
    op.execute("INSERT INTO new_page SELECT * FROM page")
    op.execute("DROP TABLE page")
    op.execute("ALTER TABLE new_page RENAME TO page")
    for kind, sql in rows:
        if kind != "table":
            op.execute(sql)


def _make_append_only(table: str) -> None:
    """Have the database itself refuse to change or remove rows."""
    message = f"rows of {table} are never changed"
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
