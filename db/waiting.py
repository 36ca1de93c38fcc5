"""When does an item wait for a person? While nobody has decided and its page is such that the answer matters."""

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from db.decisions import decided_items
from db.desk_tables import AuditSampleRow, CommentRow
from db.settle import ALIKE, TWO_PAPERS
from db.tables import BatchRow, LayoutRow, PageRow, ReviewItemRow, SourceRow

# Kinds of items. The first two are of pages that count or were not read; INCOMPLETE of a sheet that lacks a side.
# COMMENT is handwriting that somebody may type; no figure waits for it.
QUESTION, PAGE, INCOMPLETE, COMMENT = "question", "page", "incomplete", "comment"


def item_waits() -> ColumnElement[bool]:
    """Return the condition under which a figure waits for a `ReviewItemRow`; its `PageRow` must be joined."""
    kind, outcome = ReviewItemRow.kind, PageRow.outcome
    return and_(
        ~ReviewItemRow.id.in_(decided_items()),
        ~ReviewItemRow.id.in_(audited_items()),
        or_(
            and_(kind == QUESTION, outcome == "read"),
            and_(kind == PAGE, outcome == "rejected", ~_in_withdrawn_batch()),
            and_(kind.in_((TWO_PAPERS, ALIKE)), outcome == "held"),
            and_(kind == INCOMPLETE, outcome == "read", _lacks_a_side()),
        ),
    )


def item_queued() -> ColumnElement[bool]:
    """Return the condition under which a person is asked about a `ReviewItemRow`; its `PageRow` must be joined.

    Besides what figures wait for: answers drawn for an audit, and comments.
    """
    typed = select(CommentRow.item_id)
    kind, outcome = ReviewItemRow.kind, PageRow.outcome
    return or_(
        item_waits(),
        and_(~ReviewItemRow.id.in_(decided_items()), ReviewItemRow.id.in_(audited_items()), outcome == "read"),
        and_(kind == COMMENT, ~ReviewItemRow.id.in_(typed), outcome == "read"),
    )


def audited_items() -> Select[int]:
    """Return the items of answers that were accepted and drawn for an audit."""
    return select(AuditSampleRow.item_id)


def _in_withdrawn_batch() -> ColumnElement[bool]:
    withdrawn = (
        select(SourceRow.id).join(BatchRow, BatchRow.id == SourceRow.batch_id).where(BatchRow.withdrawn.is_(True))
    )
    return PageRow.source_id.in_(withdrawn)


def _lacks_a_side() -> ColumnElement[bool]:
    """Return whether the sheet of a page still lacks a side; one without a serial is not completed later."""
    other = aliased(PageRow)
    sides = (
        select(func.count(other.form_page.distinct()))
        .where(other.serial == PageRow.serial, other.copy_number == PageRow.copy_number, other.outcome == "read")
        .correlate(PageRow)
        .scalar_subquery()
    )
    wanted = (
        select(LayoutRow.page_count)
        .where(LayoutRow.layout_id == PageRow.layout_id)
        .correlate(PageRow)
        .scalar_subquery()
    )
    return case((PageRow.serial.is_(None), True), else_=sides < wanted)
