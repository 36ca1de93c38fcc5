"""Which scanned pages belong to which sheet? All that is known of the pages of a batch, for those who collate them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, insert, or_, select

from db.batches import Batch
from db.decisions import decided_items
from db.engine import writing
from db.tables import LayoutRow, PageRow, PrintedSheetRow, PrintRunRow, ReviewItemRow, SourceRow
from db.waiting import INCOMPLETE, QUESTION, audited_items
from omr.reasons import Reason


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One scanned page as it stands, in its batch or in another one.

    Attributes
    ----------
    part
        1, and on for each further sheet that lay on the same page of the file.
    outcome
        ``read`` (it counts), ``rejected``, ``duplicate``, ``held`` (a person must choose) or ``withdrawn``.
    serial, form_page, form, side_count
        What the code says and the layout of that name; None where nothing was read of it.
    questions_waiting
        Questions of the page that wait for a person.
    accepted_incomplete
        A person said that its sheet counts without the sides that are missing.
    here
        Whether it is in the batch that was asked for; other pages belong to sheets of the batch.
    """

    page_id: int
    source: str
    source_page: int
    part: int
    outcome: str
    reason: Reason | None
    layout_id: str | None
    form: str | None
    side_count: int
    serial: str | None
    form_page: int | None
    copy_number: int
    questions_waiting: int
    accepted_incomplete: bool
    here: bool


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """What was printed with one layout, and what has come back of it.

    `returned` are serials whose code was ever read, in any batch and whatever became of the page; `returned_here`
    those of the batch.
    """

    layout_id: str
    form: str
    printed: int
    returned: int
    returned_here: int
    never_seen: int


def sheet_pages(engine: Engine, batch: Batch) -> tuple[SheetPage, ...]:
    """Return every page of a batch and every page of another batch with a serial of this one, in scanning order."""
    here = SourceRow.batch_id == batch.id
    serials = _serials(batch)
    statement = _pages_statement(here).where(
        or_(here, and_(PageRow.serial.in_(serials), PageRow.outcome.in_(("read", "held"))))
    )
    with engine.connect() as connection:
        return tuple(_page(tuple(row)) for row in connection.execute(statement.order_by(PageRow.id)))


def pages_scanned(engine: Engine, batch: Batch) -> int:
    """Return how many pages the files of a batch have; of a file that is not read to its end, those that are stored."""
    stored = select(func.count(PageRow.id)).where(PageRow.source_id == SourceRow.id).scalar_subquery()
    pages = func.coalesce(SourceRow.pages, stored)
    with engine.connect() as connection:
        return connection.scalar(select(func.coalesce(func.sum(pages), 0)).where(SourceRow.batch_id == batch.id)) or 0


def printed_forms(engine: Engine, batch: Batch) -> tuple[PrintedForm, ...]:
    """Return what was printed with each layout that a batch holds sheets of, and what has come back."""
    layouts = (
        select(PageRow.layout_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(SourceRow.batch_id == batch.id, PageRow.outcome != "rejected")
    )

    def those(serials: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(PrintedSheetRow.serial).filter(serials)

    seen = select(PageRow.serial).where(PageRow.serial.is_not(None))
    seen_here = seen.join(SourceRow, SourceRow.id == PageRow.source_id).where(SourceRow.batch_id == batch.id)
    back, here = PrintedSheetRow.serial.in_(seen), PrintedSheetRow.serial.in_(seen_here)
    statement = (
        select(
            LayoutRow.layout_id,
            LayoutRow.form,
            func.count(PrintedSheetRow.serial),
            those(back),
            those(here),
            those(~back),
        )
        .join(PrintRunRow, PrintRunRow.layout_id == LayoutRow.layout_id)
        .join(PrintedSheetRow, PrintedSheetRow.print_run_id == PrintRunRow.id)
        .where(LayoutRow.layout_id.in_(layouts))
        .group_by(LayoutRow.layout_id, LayoutRow.form)
        .order_by(LayoutRow.form, LayoutRow.layout_id)
    )
    with engine.connect() as connection:
        return tuple(PrintedForm(*row) for row in connection.execute(statement))


def unprinted_serials(engine: Engine, batch: Batch) -> int:
    """Return how many serials of a batch were not printed here: another office's sheets, or lost records of a run."""
    unknown = _serials(batch).where(~PageRow.serial.in_(select(PrintedSheetRow.serial)))
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(unknown.distinct().subquery())) or 0


def ask_about_incomplete(engine: Engine, page_ids: Iterable[int], now: datetime) -> None:
    """Open an item for each of these pages whose sheet lacks a side; those that have one keep it."""
    wanted = tuple(page_ids)
    if not wanted:
        return
    with writing(engine) as connection:
        asked = _asked(connection, wanted)
        items = [
            {"kind": INCOMPLETE, "page_id": page_id, "created_at": now} for page_id in wanted if page_id not in asked
        ]
        if items:
            connection.execute(insert(ReviewItemRow), items)


def _page(row: tuple[Any, ...]) -> SheetPage:
    *place, reason, layout_id, form, side_count, serial, form_page, copy_number, waiting, accepted, here = row
    page_id, source, source_page, part, outcome = place
    return SheetPage(
        page_id=page_id,
        source=source,
        source_page=source_page,
        part=part,
        outcome=outcome,
        reason=Reason(reason) if reason else None,
        layout_id=layout_id,
        form=form,
        side_count=side_count or 1,
        serial=serial,
        form_page=form_page,
        copy_number=copy_number,
        questions_waiting=waiting,
        accepted_incomplete=accepted > 0,
        here=bool(here),
    )


def _asked(connection: Connection, page_ids: tuple[int, ...]) -> set[int]:
    rows = select(ReviewItemRow.page_id).where(ReviewItemRow.kind == INCOMPLETE, ReviewItemRow.page_id.in_(page_ids))
    return set(connection.scalars(rows))


def _serials(batch: Batch) -> Select[str | None]:
    return (
        select(PageRow.serial)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(SourceRow.batch_id == batch.id, PageRow.outcome != "rejected", PageRow.serial.is_not(None))
    )


def _pages_statement(here: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    items = select(func.count(ReviewItemRow.id)).where(ReviewItemRow.page_id == PageRow.id)
    decided = decided_items()
    waiting = items.where(
        ReviewItemRow.kind == QUESTION, ~ReviewItemRow.id.in_(decided), ~ReviewItemRow.id.in_(audited_items())
    )
    accepted = items.where(ReviewItemRow.kind == INCOMPLETE, ReviewItemRow.id.in_(decided))
    return (
        select(
            PageRow.id,
            SourceRow.path,
            PageRow.page_number,
            PageRow.part,
            PageRow.outcome,
            PageRow.reason,
            PageRow.layout_id,
            LayoutRow.form,
            LayoutRow.page_count,
            PageRow.serial,
            PageRow.form_page,
            PageRow.copy_number,
            waiting.correlate(PageRow).scalar_subquery(),
            accepted.correlate(PageRow).scalar_subquery(),
            case((here, 1), else_=0),
        )
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .outerjoin(LayoutRow, LayoutRow.layout_id == PageRow.layout_id)
    )
