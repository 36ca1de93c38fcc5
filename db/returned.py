"""Which papers came back and say nothing? Sheets left blank altogether, and pages that were not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, and_, exists, func, or_, select, tuple_

from db.decisions import latest_decisions
from db.responses import ResponseAnswerRow, ResponseRow
from db.tables import AnswerRow, BatchRow, LayoutRow, PageRow, ReviewItemRow, SourceRow
from db.tallies import batch_facts
from omr.reasons import Reason

_T = TypeVar("_T")
# Values bound in one statement; SQLite takes 32,766.
_AT_A_TIME = 5_000
# Backs of sheets and leaves between batches are no papers of anybody.
_NO_PAPER = (Reason.BLANK_PAGE, Reason.SEPARATOR_PAGE)


@dataclass(frozen=True, slots=True)
class NotRead:
    """So many pages of a form (empty where it is not known) were not read for a reason.

    `waiting` says that no person has looked at them yet; the others were put aside.
    """

    form: str
    reason: Reason
    waiting: bool
    pages: int


def blank_sheets(engine: Engine, since: date, until: date) -> dict[tuple[str, str], int]:
    """Return by form and question how many papers and responses of a period answer nothing at all, for sure.

    A paper of two sides is blank when both are.
    """
    batches = batches_of(engine, since, until)
    counts: Counter[tuple[str, str]] = Counter()
    for some in _parts(blank_pages(engine, batches)):
        statement = (
            select(LayoutRow.form, AnswerRow.question, func.count())
            .join(PageRow, PageRow.id == AnswerRow.page_id)
            .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
            .where(AnswerRow.page_id.in_(some))
            .group_by(LayoutRow.form, AnswerRow.question)
        )
        counts.update(_counted(engine, statement))
    said = exists().where(ResponseAnswerRow.response_id == ResponseRow.id, ResponseAnswerRow.chosen != "")
    other = ResponseAnswerRow.__table__.alias("every")
    statement = (
        select(ResponseRow.form, other.c.question, func.count())
        .join(other, other.c.response_id == ResponseRow.id)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(~said, BatchRow.withdrawn.is_(False), _response_of(batches, since, until))
        .group_by(ResponseRow.form, other.c.question)
    )
    counts.update(_counted(engine, statement))
    return dict(counts)


def responses_received(engine: Engine, since: date, until: date) -> dict[str, int]:
    """Return by form how many responses without paper a period has, blank ones too."""
    statement = (
        select(ResponseRow.form, func.count())
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(BatchRow.withdrawn.is_(False), _response_of(batches_of(engine, since, until), since, until))
        .group_by(ResponseRow.form)
    )
    with engine.connect() as connection:
        return {str(form): count for form, count in connection.execute(statement)}


def _response_of(batches: list[int], since: date, until: date) -> ColumnElement[bool]:
    """Return whether a response is of a period: by its own day, else by its batch's."""
    undated = and_(ResponseRow.received_on.is_(None), ResponseRow.batch_id.in_(batches))
    return or_(ResponseRow.received_on.between(since, until), undated)


def pages_not_read(engine: Engine, since: date, until: date) -> tuple[NotRead, ...]:
    """Return the pages of a period's boxes that were not read, by form and reason; blank backs are none."""
    latest = latest_decisions()
    waiting = latest.c.outcome.is_(None)
    statement = (
        select(func.coalesce(LayoutRow.form, ""), PageRow.reason, waiting, func.count())
        .select_from(PageRow)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
        .outerjoin(ReviewItemRow, and_(ReviewItemRow.page_id == PageRow.id, ReviewItemRow.kind == "page"))
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(PageRow.outcome == "rejected", PageRow.reason.not_in(_NO_PAPER), BatchRow.withdrawn.is_(False))
        .where(SourceRow.batch_id.in_(batches_of(engine, since, until)))
        .group_by(LayoutRow.form, PageRow.reason, waiting)
        .order_by(LayoutRow.form, PageRow.reason, waiting)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    return tuple(NotRead(form, Reason(str(reason)), bool(waits), pages) for form, reason, waits, pages in rows)


def batches_of(engine: Engine, since: date, until: date) -> list[int]:
    """Return the batches whose box was opened on the days from one to another."""
    return [batch for batch, facts in batch_facts(engine).items() if since <= facts.day <= until]


def blank_pages(engine: Engine, batches: Sequence[int]) -> list[int]:
    """Return the pages of papers that say nothing on any side."""
    with engine.connect() as connection:
        silent = connection.execute(
            select(PageRow.id, PageRow.serial, PageRow.copy_number, LayoutRow.page_count)
            .join(SourceRow, SourceRow.id == PageRow.source_id)
            .join(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
            .where(PageRow.outcome == "read", SourceRow.batch_id.in_(batches), ~_accepted_mark(), ~_more_than_blank())
            .order_by(PageRow.id)
        ).all()
        sides: Counter[tuple[str | None, int]] = Counter(
            (serial, copy) for _, serial, copy, sides in silent if serial is not None and sides > 1
        )
        read: dict[tuple[str | None, int], int] = {}
        for some in _parts(list(sides)):
            paper = (PageRow.serial, PageRow.copy_number)
            rows = connection.execute(
                select(*paper, func.count()).where(PageRow.outcome == "read", tuple_(*paper).in_(some)).group_by(*paper)
            )
            read |= {(serial, copy): count for serial, copy, count in rows}
    return [
        page
        for page, serial, copy, _ in silent
        if (serial, copy) not in read or read[serial, copy] == sides[serial, copy]
    ]


def _accepted_mark() -> ColumnElement[bool]:
    """Return whether the machine accepted an answer of a page: found at once for nearly all of them."""
    return exists().where(AnswerRow.page_id == PageRow.id, AnswerRow.state == "accepted", AnswerRow.chosen != "")


def _more_than_blank() -> ColumnElement[bool]:
    """Return whether a question of a page waits, could not be told, or was answered as a person saw it."""
    latest = latest_decisions()
    unclear = or_(latest.c.outcome.is_(None), latest.c.outcome != "answer", latest.c.chosen != "")
    return (
        select(AnswerRow.id)
        .join(ReviewItemRow, ReviewItemRow.answer_id == AnswerRow.id)
        .outerjoin(latest, latest.c.item_id == ReviewItemRow.id)
        .where(AnswerRow.page_id == PageRow.id, unclear)
        .where(or_(AnswerRow.state == "review", latest.c.outcome.is_not(None)))
        .exists()
    )


def _counted(engine: Engine, statement: Select[*tuple[Any, ...]]) -> dict[tuple[str, str], int]:
    with engine.connect() as connection:
        return {(form, question): count for form, question, count in connection.execute(statement)}


def _parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _AT_A_TIME):
        yield values[start : start + _AT_A_TIME]
