"""The record of a batch, papers with the same serial, pages read again"""

import json

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

_COUNTED = "outcome = 'read' AND serial IS NOT NULL"

# Table, name of the rule, the rule before and after.
_RULES = (
    ('page', 'outcome', "outcome IN ('read', 'rejected', 'duplicate')",
     "outcome IN ('read', 'rejected', 'duplicate', 'held', 'withdrawn')"),
    ('review_item', 'kind', "kind IN ('question', 'page', 'duplicate')",
     "kind IN ('question', 'page', 'duplicate', 'alike', 'incomplete')"),
    ('decision', 'outcome', "outcome IN ('answer', 'spoiled', 'discard')",
     "outcome IN ('answer', 'spoiled', 'discard', 'first', 'second', 'both', 'accept')"),
)


def upgrade() -> None:
    for table, name, before, after in _RULES:
        _change_rule(table, name, before, after)

    op.create_table('opening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_by', sa.Text(), nullable=False),
    sa.Column('witness', sa.Text(), nullable=False),
    sa.Column('sheets_by_hand', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('sheets_by_hand >= 0', name=op.f('ck_opening_sheets_by_hand')),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_opening_batch_id_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opening'))
    )
    op.create_index(op.f('ix_opening_batch_id'), 'opening', ['batch_id'], unique=False)

    op.create_table('withdrawal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(who) > 0', name=op.f('ck_withdrawal_who')),
    sa.CheckConstraint('length(why) > 0', name=op.f('ck_withdrawal_why')),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_withdrawal_batch_id_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawal'))
    )
    op.create_index(op.f('ix_withdrawal_batch_id'), 'withdrawal', ['batch_id'], unique=False)

    op.create_table('reread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('evidence_json', sa.Text(), nullable=False),
    sa.Column('program_version', sa.Text(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_reread_page_id_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reread'))
    )
    op.create_index(op.f('ix_reread_page_id'), 'reread', ['page_id'], unique=False)

    op.add_column('batch', sa.Column('withdrawn', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('layout', sa.Column('page_count', sa.Integer(), server_default='1', nullable=False))
    op.add_column('page', sa.Column('copy_number', sa.Integer(), server_default='1', nullable=False))
    op.add_column('page', sa.Column('likeness', sa.Text(), server_default='', nullable=False))
    _add_reference('page', 'same_as_id')
    _add_reference('review_item', 'other_page_id')
    op.drop_index('uq_page_counted_once', 'page')
    op.create_index('uq_page_counted_once', 'page', ['serial', 'form_page', 'copy_number'], unique=True, sqlite_where=sa.text(_COUNTED), postgresql_where=sa.text(_COUNTED))
    _count_pages_of_layouts()
    _hold_what_differs()
    for table in ("opening", "withdrawal", "reread"):
        _make_append_only(table)


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
        raise ValueError(f"the table {table} is not that of revision 0001")
    op.execute(f"CREATE TABLE new_{table} ({rest.replace(before, after)}")
    op.execute(f"INSERT INTO new_{table} SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for kind, sql in rows:
        if kind != "table":
            op.execute(sql)


def _add_reference(table: str, column: str) -> None:
    """Add a column that names a page."""
    name = op.f(f'fk_{table}_{column}_page')
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES page (id)")
    else:
        op.add_column(table, sa.Column(column, sa.Integer(), sa.ForeignKey('page.id', name=name), nullable=True))
    op.create_index(op.f(f'ix_{table}_{column}'), table, [column], unique=False)


def _count_pages_of_layouts() -> None:
    layout = sa.table('layout', sa.column('layout_id'), sa.column('layout_json'), sa.column('page_count'))
    for identity, text in op.get_bind().execute(sa.select(layout.c.layout_id, layout.c.layout_json)).all():
        count = len(json.loads(text)["pages"])
        op.execute(layout.update().where(layout.c.layout_id == identity).values(page_count=count))


def _hold_what_differs() -> None:
    """Tell for each duplicate which page it was held against; where nobody has decided yet, neither counts any more."""
    first = "SELECT f.id FROM page f WHERE f.serial = page.serial AND f.form_page = page.form_page AND f.outcome = 'read'"
    item = "SELECT 1 FROM review_item i WHERE i.kind = 'duplicate' AND i.page_id = page.id"
    op.execute(f"UPDATE page SET same_as_id = ({first}) WHERE outcome = 'duplicate' AND NOT EXISTS ({item})")
    against = (
        "SELECT f.id FROM page f JOIN page s ON f.serial = s.serial AND f.form_page = s.form_page "
        "WHERE f.outcome = 'read' AND s.id = review_item.page_id"
    )
    op.execute(f"UPDATE review_item SET other_page_id = ({against}) WHERE kind = 'duplicate'")
    # 'discard' said of the second page what 'first' says now, and is read so.
    waiting = (
        "SELECT {page} FROM review_item i WHERE i.kind = 'duplicate' "
        "AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.item_id = i.id)"
    )
    op.execute(f"UPDATE page SET outcome = 'held' WHERE id IN ({waiting.format(page='i.page_id')})")
    op.execute(f"UPDATE page SET outcome = 'held' WHERE id IN ({waiting.format(page='i.other_page_id')})")


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
