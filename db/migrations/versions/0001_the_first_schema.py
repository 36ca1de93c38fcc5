"""The first schema"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch')),
    sa.UniqueConstraint('name', name=op.f('uq_batch_name'))
    )
    op.create_table('layout',
    sa.Column('layout_id', sa.Text(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('survey_json', sa.Text(), nullable=False),
    sa.Column('layout_json', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('layout_id', name=op.f('pk_layout'))
    )
    op.create_index(op.f('ix_layout_form'), 'layout', ['form'], unique=False)

    op.create_table('print_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('layout_id', sa.Text(), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('photocopy', sa.Boolean(), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('copies >= 0', name=op.f('ck_print_run_copies')),
    sa.ForeignKeyConstraint(['layout_id'], ['layout.layout_id'], name=op.f('fk_print_run_layout_id_layout')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_run'))
    )
    op.create_index(op.f('ix_print_run_layout_id'), 'print_run', ['layout_id'], unique=False)

    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('size_bytes', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_source_batch_id_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('sha256', name=op.f('uq_source_sha256'))
    )
    op.create_index(op.f('ix_source_batch_id'), 'source', ['batch_id'], unique=False)

    op.create_table('page',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('page_number', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('evidence_json', sa.Text(), nullable=False),
    sa.Column('layout_id', sa.Text(), nullable=True),
    sa.Column('serial', sa.Text(), nullable=True),
    sa.Column('form_page', sa.Integer(), nullable=True),
    sa.Column('alignment_json', sa.Text(), nullable=True),
    sa.Column('findings_json', sa.Text(), nullable=False),
    sa.Column('model_version', sa.Text(), nullable=True),
    sa.Column('program_version', sa.Text(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(outcome = 'rejected') = (reason IS NOT NULL)", name=op.f('ck_page_rejected_has_reason')),
    sa.CheckConstraint("outcome IN ('read', 'rejected', 'duplicate')", name=op.f('ck_page_outcome')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_page_source_id_source')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page')),
    sa.UniqueConstraint('source_id', 'page_number', name=op.f('uq_page_source_id_page_number'))
    )
    op.create_index(op.f('ix_page_layout_id'), 'page', ['layout_id'], unique=False)
    op.create_index(op.f('ix_page_serial'), 'page', ['serial'], unique=False)
    op.create_index('uq_page_counted_once', 'page', ['serial', 'form_page'], unique=True, sqlite_where=sa.text("outcome = 'read' AND serial IS NOT NULL"), postgresql_where=sa.text("outcome = 'read' AND serial IS NOT NULL"))

    op.create_table('printed_sheet',
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('print_run_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['print_run_id'], ['print_run.id'], name=op.f('fk_printed_sheet_print_run_id_print_run')),
    sa.PrimaryKeyConstraint('serial', name=op.f('pk_printed_sheet'))
    )
    op.create_index(op.f('ix_printed_sheet_print_run_id'), 'printed_sheet', ['print_run_id'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('reasons', sa.Text(), nullable=False),
    sa.CheckConstraint("state IN ('accepted', 'review')", name=op.f('ck_answer_state')),
    sa.CheckConstraint('confidence >= 0 AND confidence <= 1', name=op.f('ck_answer_confidence')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_answer_page_id_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('page_id', 'question', name=op.f('uq_answer_page_id_question'))
    )
    op.create_index(op.f('ix_answer_question'), 'answer', ['question'], unique=False)

    op.create_table('mark',
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('p_empty', sa.Double(), nullable=False),
    sa.Column('p_marked', sa.Double(), nullable=False),
    sa.Column('p_cancelled', sa.Double(), nullable=False),
    sa.Column('x_px', sa.Double(), nullable=False),
    sa.Column('y_px', sa.Double(), nullable=False),
    sa.Column('shift_x_mm', sa.Double(), nullable=False),
    sa.Column('shift_y_mm', sa.Double(), nullable=False),
    sa.Column('outline_score', sa.Double(), nullable=False),
    sa.Column('features_json', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_mark_page_id_page')),
    sa.PrimaryKeyConstraint('page_id', 'position', name=op.f('pk_mark'))
    )
    op.create_table('review_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'question') = (answer_id IS NOT NULL)", name=op.f('ck_review_item_question_has_answer')),
    sa.CheckConstraint("kind IN ('question', 'page', 'duplicate')", name=op.f('ck_review_item_kind')),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_review_item_answer_id_answer')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_review_item_page_id_page')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_item')),
    sa.UniqueConstraint('page_id', 'answer_id', name=op.f('uq_review_item_page_id_answer_id'))
    )
    op.create_index(op.f('ix_review_item_answer_id'), 'review_item', ['answer_id'], unique=False)
    op.create_index(op.f('ix_review_item_page_id'), 'review_item', ['page_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.CheckConstraint("outcome IN ('answer', 'spoiled', 'discard')", name=op.f('ck_decision_outcome')),
    sa.CheckConstraint('length(who) > 0', name=op.f('ck_decision_who')),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_decision_item_id_review_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_item_id'), 'decision', ['item_id'], unique=False)
    for table in ("mark", "answer", "decision"):
        _make_append_only(table)


def _make_append_only(table: str) -> None:
    """Have the database itself refuse to change or remove rows: readings and decisions stand as they were made."""
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
