"""What became of each page? Pages are written here, and only here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.batch_tables import RereadRow
from db.convert import MARK_COLUMNS, PageValues, answer_row, page_values
from db.engine import writing
from db.errors import PageSettled, ReadElsewhere
from db.likeness import another_hand, same_hand
from db.settle import ALIKE, settle_serial, settle_unnumbered
from db.sources import FORMLESS, NEEDS_NOBODY
from db.tables import AnswerRow, MarkRow, PageRow, ReviewItemRow, SourceRow
from db.waiting import COMMENT
from omr.reading import AnswerState, PageReading
from omr.reasons import Reason


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page of a file. `page_number` counts from 1; 0 is the file as a whole.

    `part` counts the sheets that lay on the page side by side, from 1.
    """

    source_id: int
    page_number: int
    values: PageValues
    part: int = 1


# Made once: SQLAlchemy takes longer to put a statement together than SQLite takes to answer it.
_NEW_PAGE = insert(PageRow).returning(PageRow.id)
_NEW_ANSWERS = insert(AnswerRow)
_NEW_ITEMS = insert(ReviewItemRow)
_STORED_OF_MARK = ("page_id", *MARK_COLUMNS)
_FORM_UNKNOWN = select(PageRow.id, PageRow.source_id, PageRow.page_number, PageRow.part).where(
    PageRow.source_id.in_(bindparam("sources", expanding=True)),
    PageRow.page_number.in_(bindparam("numbers", expanding=True)),
    PageRow.reason.in_((Reason.UNKNOWN_LAYOUT.value, *FORMLESS)),
)
_EARLIER = (
    select(PageRow.id, PageRow.likeness)
    .where(
        PageRow.serial == bindparam("serial"),
        PageRow.form_page == bindparam("side"),
        PageRow.outcome != "rejected",
        PageRow.id != bindparam("page"),
        PageRow.same_as_id.is_(None),
    )
    .order_by(PageRow.id)
)
_ANSWER_IDS = (
    select(AnswerRow.id)
    .where(AnswerRow.page_id == bindparam("page"), AnswerRow.position.in_(bindparam("positions", expanding=True)))
    .order_by(AnswerRow.position)
)
_CHOSEN = (
    select(AnswerRow.question, AnswerRow.chosen)
    .where(AnswerRow.page_id == bindparam("page"))
    .order_by(AnswerRow.position)
)


def store_pages(engine: Engine, results: Sequence[PageResult], program_version: str, now: datetime) -> None:
    """Store what became of some pages, all or none of them.

    A page that shows the same paper as one read before is stored as a duplicate. Another paper with the same serial,
    and a paper without one that looks like another of its batch, is put before a person and counts nowhere meanwhile.
    A page that was rejected because its layout or its form was unknown gives way to its new result.

    Raises
    ------
    ReadElsewhere
        When another run has stored one of them meanwhile.
    """
    with writing(engine) as connection:
        unknown = _form_unknown(connection, results)
        for result in results:
            row = _page_row(result, program_version, now)
            page_id = unknown.get((result.source_id, result.page_number, result.part))
            if page_id is None:
                page_id = _inserted(connection, row)
            else:
                _put_in_place(connection, page_id, row, now)
            _settle_page(connection, page_id, result.values, now)


def _inserted(connection: Connection, row: dict[str, Any]) -> int:
    try:
        return int(connection.execute(_NEW_PAGE, row).scalar_one())
    except IntegrityError as error:
        # In the words of SQLite and PostgreSQL: any other constraint is a fault of ours.
        if "unique constraint" not in str(error.orig).lower():
            raise
        raise ReadElsewhere from error


def store_again(
    connection: Connection, page_id: int, outcome: PageReading, program_version: str, now: datetime
) -> None:
    """Put what was read of a page that had been rejected in its place, within a transaction of the caller.

    Raises
    ------
    PageSettled
        When it is no longer a page that was rejected.
    """
    old = connection.execute(
        select(PageRow.source_id, PageRow.page_number, PageRow.part).where(
            PageRow.id == page_id, PageRow.outcome == "rejected"
        )
    ).one_or_none()
    if old is None:
        raise PageSettled
    source_id, page_number, part = old
    result = PageResult(source_id, page_number, page_values(outcome), part)
    _put_in_place(connection, page_id, _page_row(result, program_version, now), now)
    _settle_page(connection, page_id, result.values, now)


def _form_unknown(connection: Connection, results: Sequence[PageResult]) -> dict[tuple[int, int, int], int]:
    """Return the stored pages whose form was unknown, by where they are: those that give way to a new result."""
    places = {
        "sources": {result.source_id for result in results},
        "numbers": {result.page_number for result in results},
    }
    return {(source, number, part): page for page, source, number, part in connection.execute(_FORM_UNKNOWN, places)}


def _settle_page(connection: Connection, page_id: int, values: PageValues, now: datetime) -> None:
    """Open the items of a page that is stored, and settle what it is worth."""
    columns = values.columns
    if columns["outcome"] == "rejected":
        asked = select(ReviewItemRow.id).where(ReviewItemRow.page_id == page_id, ReviewItemRow.kind == "page")
        if columns["reason"] not in NEEDS_NOBODY and connection.scalar(asked) is None:
            _open_items(connection, page_id, [{"kind": "page"}], now)
        return
    _store_boxes(connection, page_id, values)
    unsure = [position for position, answer in enumerate(values.answers) if answer.state is AnswerState.REVIEW]
    questions = [{"kind": "question", "answer_id": answer_id} for answer_id in _answer_ids(connection, page_id, unsure)]
    _open_items(connection, page_id, questions, now)
    _open_items(connection, page_id, [{"kind": COMMENT, "topic": area} for area in values.written], now)
    serial = columns["serial"]
    if serial is None:
        _compare_unnumbered(connection, page_id, columns, now)
    else:
        _compare_numbered(connection, page_id, columns)
        settle_serial(connection, str(serial), now)


def _put_in_place(connection: Connection, page_id: int, row: dict[str, Any], now: datetime) -> None:
    """Give a page another result, and keep aside what had been said of it."""
    columns = (PageRow.reason, PageRow.evidence_json, PageRow.program_version, PageRow.read_at)
    old = connection.execute(select(*columns).where(PageRow.id == page_id)).one()
    kept = {**old._mapping, "page_id": page_id, "replaced_at": now}
    connection.execute(insert(RereadRow), kept)
    connection.execute(update(PageRow).where(PageRow.id == page_id).values(**row))


def _open_items(connection: Connection, page_id: int, items: Sequence[dict[str, Any]], now: datetime) -> None:
    common = {"page_id": page_id, "answer_id": None, "other_page_id": None, "created_at": now, "topic": ""}
    if items:
        connection.execute(_NEW_ITEMS, [common | item for item in items])


def _compare_numbered(connection: Connection, page_id: int, columns: Mapping[str, Any]) -> None:
    """Note which earlier page of the same serial and side shows the same paper."""
    side = {"serial": columns["serial"], "side": columns["form_page"], "page": page_id}
    earlier = connection.execute(_EARLIER, side).all()
    # Of most pages there is none, and what was chosen need not be asked for.
    chosen = _chosen(connection, page_id) if earlier else []
    for first_id, first_likeness in earlier:
        if _chosen(connection, first_id) == chosen and not another_hand(first_likeness, columns["likeness"]):
            connection.execute(update(PageRow).where(PageRow.id == page_id).values(same_as_id=first_id))
            return


def _compare_unnumbered(connection: Connection, page_id: int, columns: Mapping[str, Any], now: datetime) -> None:
    """Ask a person about a page without a serial that looks like one of its batch, and settle it."""
    batch_id = (
        select(SourceRow.batch_id).join(PageRow, PageRow.source_id == SourceRow.id).where(PageRow.id == page_id)
    ).scalar_subquery()
    others = connection.execute(
        select(PageRow.id, PageRow.likeness)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(SourceRow.batch_id == batch_id, PageRow.serial.is_(None), PageRow.outcome != "rejected")
        .where(
            PageRow.layout_id == columns["layout_id"], PageRow.form_page == columns["form_page"], PageRow.id != page_id
        )
        .order_by(PageRow.id)
    )
    for other_id, other_likeness in others:
        if same_hand(other_likeness, columns["likeness"]):
            _open_items(connection, page_id, [{"kind": ALIKE, "other_page_id": other_id}], now)
            break
    settle_unnumbered(connection, [page_id])


def _page_row(result: PageResult, program_version: str, now: datetime) -> dict[str, Any]:
    return {
        "source_id": result.source_id,
        "page_number": result.page_number,
        "part": result.part,
        "program_version": program_version,
        "read_at": now,
        **result.values.columns,
    }


def _store_boxes(connection: Connection, page_id: int, values: PageValues) -> None:
    """Store the marks and answers of a page."""
    if values.marks:
        rows = [(page_id, *mark) for mark in values.marks]
        statement, by_place = _mark_insert(connection.dialect)
        # Handed to the driver as they are: looking each value over for its type takes longer than storing it.
        connection.exec_driver_sql(
            statement, rows if by_place else [dict(zip(_STORED_OF_MARK, row, strict=True)) for row in rows]
        )
    if values.answers:
        connection.execute(_NEW_ANSWERS, [answer_row(page_id, i, answer) for i, answer in enumerate(values.answers)])


def _answer_ids(connection: Connection, page_id: int, positions: Sequence[int]) -> Sequence[int]:
    """Return the identities of some answers of a page, in the order of their positions.

    Asked for afterwards, and only of what waits: to return them as they are stored, SQLite is handed one row at a time.
    """
    return connection.scalars(_ANSWER_IDS, {"page": page_id, "positions": positions}).all() if positions else ()


@lru_cache(maxsize=4)
def _mark_insert(dialect: Dialect) -> tuple[str, bool]:
    """Return the statement that stores marks, and whether its values go by place, in the order of `_STORED_OF_MARK`."""
    compiled = insert(MarkRow).compile(dialect=dialect, column_keys=list(_STORED_OF_MARK))
    if compiled.positiontup is not None and tuple(compiled.positiontup) != _STORED_OF_MARK:
        raise LookupError(f"columns of marks in another order: {compiled.positiontup}")
    return str(compiled), compiled.positional


def _chosen(connection: Connection, page_id: int) -> list[tuple[str, str]]:
    """Return what was read for each question, sure or not."""
    return [(question, chosen) for question, chosen in connection.execute(_CHOSEN, {"page": page_id})]
