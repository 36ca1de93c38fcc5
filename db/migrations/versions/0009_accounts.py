"""Who may work at the desk, what is checked blindly, pages mended by hand, comments"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

# The kinds of items before and after.
_BEFORE = "kind IN ('question', 'page', 'duplicate', 'alike', 'incomplete')"
_AFTER = "kind IN ('question', 'page', 'duplicate', 'alike', 'incomplete', 'comment')"
_APPENDED = ('image_access', 'audit', 'audit_sample', 'four_eyes', 'repair', 'comment')


def upgrade() -> None:
    _change_rule('review_item', 'kind', _BEFORE, _AFTER)
    op.add_column('review_item', sa.Column('topic', sa.Text(), server_default='', nullable=False))
    op.add_column('decision', sa.Column('holds', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table('account',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('officer', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_account_name')),
    sa.CheckConstraint("role IN ('viewer', 'reviewer', 'compiler', 'administrator')", name=op.f('ck_account_role')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_account'))
    )
    op.create_table('image_access',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_image_access_page_id_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_image_access'))
    )
    op.create_index(op.f('ix_image_access_page_id'), 'image_access', ['page_id'], unique=False)
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_table('audit_sample',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_sample_audit_id_audit')),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_audit_sample_item_id_review_item')),
    sa.PrimaryKeyConstraint('item_id', name=op.f('pk_audit_sample'))
    )
    op.create_index(op.f('ix_audit_sample_audit_id'), 'audit_sample', ['audit_id'], unique=False)
    op.create_table('four_eyes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('needed', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_four_eyes'))
    )
    op.create_table('repair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('repaired_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corners_json', sa.Text(), nullable=False),
    sa.Column('identity_json', sa.Text(), nullable=False),
    sa.Column('image_sha256', sa.Text(), nullable=False),
    sa.CheckConstraint('length(who) > 0', name=op.f('ck_repair_who')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_repair_page_id_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_repair'))
    )
    op.create_index(op.f('ix_repair_page_id'), 'repair', ['page_id'], unique=False)
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('typed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.CheckConstraint('length(who) > 0', name=op.f('ck_comment_who')),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_comment_item_id_review_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    op.create_index(op.f('ix_comment_item_id'), 'comment', ['item_id'], unique=False)
    for table in _APPENDED:
        _make_append_only(table)


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
        raise ValueError(f"the table {table} is not that of revision 0008")
    op.execute(f"CREATE TABLE new_{table} ({rest.replace(before, after)}")
    op.execute(f"INSERT INTO new_{table} SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for kind, sql in rows:
        if kind != "table":
            op.execute(sql)
