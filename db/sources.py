"""Which files were taken, into which batch, and how far was each read? Content is known by its hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, insert, or_, select, update

from db.batches import Batch, NewBatch, make_batch
from db.convert import evidence_from_json
from db.decisions import decided_items
from db.engine import writing
from db.tables import BatchRow, BlankRow, LayoutRow, PageRow, ReviewItemRow, SourceRow
from omr.reasons import Evidence, Reason

# Pages that ask nothing of anybody: they are counted and shown, and do not wait.
NEEDS_NOBODY = (Reason.BLANK_PAGE.value, Reason.SEPARATOR_PAGE.value)
# Why pages were not read that may be of a form which is adopted later.
FORMLESS = (Reason.NOT_A_SHEET.value, Reason.NO_KNOWN_FORM.value)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A file to be taken. `path` is how people know it; `sha256` its content, in hexadecimal."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file that was taken before. `pages` is None while a run that was cut off has not finished it.

    `pages_again` are those whose layout was unknown when they were read and is known now, and those that were no sheet
    of ours before a form was adopted; nobody set them aside.
    """

    id: int
    batch: Batch
    pages: int | None
    pages_done: frozenset[int]
    pages_again: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that was not read, and why. Page 0 is the file as a whole."""

    number: int
    reason: Reason
    evidence: Evidence


def find_source(engine: Engine, sha256: str) -> StoredSource | None:
    """Return the file of this content if it was taken before."""
    with engine.connect() as connection:
        return _found(connection, sha256)


def unread_pages(engine: Engine, sha256: str) -> tuple[UnreadPage, ...]:
    """Return the pages of a file that were not read and are not blank or separators, in order."""
    statement = (
        select(PageRow.page_number, PageRow.reason, PageRow.evidence_json)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .where(SourceRow.sha256 == sha256, PageRow.outcome == "rejected", PageRow.reason.not_in(NEEDS_NOBODY))
        .order_by(PageRow.page_number)
    )
    with engine.connect() as connection:
        return tuple(
            UnreadPage(number, Reason(str(reason)), evidence_from_json(evidence))
            for number, reason, evidence in connection.execute(statement)
        )


def scanned_files(engine: Engine) -> tuple[NewSource, ...]:
    """Return every file that pages were read from, in the order they were taken."""
    statement = (
        select(SourceRow.path, SourceRow.sha256, SourceRow.size_bytes)
        .where(SourceRow.id.in_(select(PageRow.source_id)))
        .order_by(SourceRow.id)
    )
    with engine.connect() as connection:
        return tuple(NewSource(*row) for row in connection.execute(statement))


def take_sources(
    engine: Engine, files: Sequence[NewSource], into: Batch | NewBatch, now: datetime
) -> tuple[Batch | None, tuple[StoredSource, ...]]:
    """Record the files of a batch before their first page is read, all or none, with the batch where it is new.

    A file that another program has taken meanwhile is returned as that one recorded it; where all were, there is no
    batch.

    Raises
    ------
    BatchNameTaken
        When the name of a new batch is in use.
    """
    with writing(engine) as connection:
        batch: Batch | None = into if isinstance(into, Batch) else None
        taken = []
        for file in files:
            stored = _found(connection, file.sha256)
            if stored is None:
                if batch is None:
                    batch = into if isinstance(into, Batch) else make_batch(connection, into, now)
                stored = StoredSource(_insert(connection, batch, file), batch, None, frozenset())
            taken.append(stored)
        return batch, tuple(taken)


def add_source(engine: Engine, batch: Batch, path: str, sha256: str, size_bytes: int) -> int:
    """Record one file of a batch; returns its identity."""
    with writing(engine) as connection:
        return _insert(connection, batch, NewSource(path, sha256, size_bytes))


def finish_source(engine: Engine, source_id: int, pages: int) -> None:
    """Record that every page of a file is stored."""
    with writing(engine) as connection:
        connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(pages=pages))


def _found(connection: Connection, sha256: str) -> StoredSource | None:
    row = connection.execute(
        select(SourceRow.id, SourceRow.pages, BatchRow.id, BatchRow.name)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .where(SourceRow.sha256 == sha256)
    ).one_or_none()
    if row is None:
        return None
    done = connection.scalars(select(PageRow.page_number).where(PageRow.source_id == row[0]))
    discarded = select(ReviewItemRow.page_id).where(ReviewItemRow.id.in_(decided_items()))
    known_now = select(LayoutRow.layout_id).where(LayoutRow.layout_id == PageRow.layout_id).exists()
    adopted_since = (
        select(LayoutRow.layout_id)
        .join(BlankRow, BlankRow.layout_id == LayoutRow.layout_id)
        .where(LayoutRow.created_at > PageRow.read_at)
        .exists()
    )
    again = connection.scalars(
        select(PageRow.page_number)
        .where(PageRow.source_id == row[0], ~PageRow.id.in_(discarded))
        .where(
            or_(
                and_(PageRow.reason == Reason.UNKNOWN_LAYOUT.value, known_now),
                and_(PageRow.reason.in_(FORMLESS), adopted_since),
            )
        )
    )
    return StoredSource(row[0], Batch(row[2], row[3]), row[1], frozenset(done), frozenset(again))


def _insert(connection: Connection, batch: Batch, file: NewSource) -> int:
    values = {
        "batch_id": batch.id,
        "path": file.path,
        "sha256": file.sha256,
        "size_bytes": file.size_bytes,
        "pages": None,
    }
    return connection.execute(insert(SourceRow).returning(SourceRow.id), values).scalar_one()
