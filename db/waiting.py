"""When does an item wait for a person? While nobody has decided and its page is such that the answer matters."""

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from db.decisions import decided_items
from db.settle import ALIKE, TWO_PAPERS
from db.tables import BatchRow, LayoutRow, PageRow, ReviewItemRow, SourceRow

# Kinds of items. The first two are of pages that count or were not read; INCOMPLETE of a sheet that lacks a side.
QUESTION, PAGE, INCOMPLETE = "question", "page", "incomplete"


def item_waits() -> ColumnElement[bool]:
    """Return the condition under which a `ReviewItemRow` waits; its `PageRow` must be joined."""
    kind, outcome = ReviewItemRow.kind, PageRow.outcome
    return and_(
        ~ReviewItemRow.id.in_(decided_items()),
        or_(
            and_(kind == QUESTION, outcome == "read"),
            and_(kind == PAGE, outcome == "rejected", ~_in_withdrawn_batch()),
            and_(kind.in_((TWO_PAPERS, ALIKE)), outcome == "held"),
            and_(kind == INCOMPLETE, outcome == "read", _lacks_a_side()),
        ),
    )


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
