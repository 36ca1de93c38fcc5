"""What was scanned, and what became of each page? Batches, files and pages are written here, and only here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.convert import alignment_to_json, answer_row, evidence_to_json, findings_to_json, mark_row
from db.engine import writing
from db.errors import BatchNameTaken
from db.tables import AnswerRow, BatchRow, MarkRow, PageRow, ReviewItemRow, SourceRow
from omr.reading import AnswerState, PageOutcome, PageReading, PageRejected
from omr.reasons import Reason

# A blank page asks nothing of anybody; it is counted and shown, and does not wait.
_NEEDS_NOBODY = frozenset({Reason.BLANK_PAGE})


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it is known to people and to the database."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file that was taken before. `pages` is None while a run that was cut off has not finished it."""

    id: int
    batch: Batch
    pages: int | None
    pages_done: frozenset[int]


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page of a file. `page_number` counts from 1; 0 is the file as a whole."""

    source_id: int
    page_number: int
    outcome: PageOutcome


def create_batch(engine: Engine, name: str | None, channel: str, now: datetime) -> Batch:
    """Open a batch. Without a name it gets the day's date and the next free number.

    Raises
    ------
    BatchNameTaken
        When the name given is in use.
    """
    with writing(engine) as connection:
        chosen = name or _free_name(connection, now)
        try:
            identity = connection.execute(
                insert(BatchRow).returning(BatchRow.id), {"name": chosen, "channel": channel, "created_at": now}
            ).scalar_one()
        except IntegrityError as error:
            raise BatchNameTaken(name=chosen) from error
    return Batch(identity, chosen)


def find_source(engine: Engine, sha256: str) -> StoredSource | None:
    """Return the file of this content if it was taken before."""
    with engine.connect() as connection:
        row = connection.execute(
            select(SourceRow.id, SourceRow.pages, BatchRow.id, BatchRow.name)
            .join(BatchRow, BatchRow.id == SourceRow.batch_id)
            .where(SourceRow.sha256 == sha256)
        ).one_or_none()
        if row is None:
            return None
        done = connection.scalars(select(PageRow.page_number).where(PageRow.source_id == row[0]))
        return StoredSource(row[0], Batch(row[2], row[3]), row[1], frozenset(done))


def add_source(engine: Engine, batch: Batch, path: str, sha256: str, size_bytes: int) -> int:
    """Record a file of a batch before its first page is read; returns its identity."""
    values = {"batch_id": batch.id, "path": path, "sha256": sha256, "size_bytes": size_bytes, "pages": None}
    with writing(engine) as connection:
        return connection.execute(insert(SourceRow).returning(SourceRow.id), values).scalar_one()


def finish_source(engine: Engine, source_id: int, pages: int) -> None:
    """Record that every page of a file is stored."""
    with writing(engine) as connection:
        connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(pages=pages))


def store_pages(engine: Engine, results: Sequence[PageResult], program_version: str, now: datetime) -> None:
    """Store what became of some pages, all or none of them.

    The second page with the same serial and page number is stored as a duplicate: never counted, and put before a
    person when it does not say the same as the first.
    """
    with writing(engine) as connection:
        for result in results:
            _store_page(connection, result, program_version, now)


def _free_name(connection: Connection, now: datetime) -> str:
    day = now.date().isoformat()
    taken = set(connection.scalars(select(BatchRow.name).where(BatchRow.name.startswith(day))))
    number = 1
    while f"{day}-{number}" in taken:
        number += 1
    return f"{day}-{number}"


def _store_page(connection: Connection, result: PageResult, program_version: str, now: datetime) -> None:
    first_id = _counted_page(connection, result.outcome)
    page_id = connection.execute(
        insert(PageRow).returning(PageRow.id),
        _page_row(result, first_id is not None, program_version, now),
    ).scalar_one()
    items: list[dict[str, Any]] = []
    if isinstance(result.outcome, PageRejected):
        if result.outcome.reason not in _NEEDS_NOBODY:
            items.append({"kind": "page", "answer_id": None})
    else:
        answer_ids = _store_reading(connection, page_id, result.outcome)
        if first_id is None:
            items += [
                {"kind": "question", "answer_id": answer_id}
                for answer_id, answer in zip(answer_ids, result.outcome.answers, strict=True)
                if answer.state is AnswerState.REVIEW
            ]
        elif _says_otherwise(connection, first_id, page_id):
            items.append({"kind": "duplicate", "answer_id": None})
    if items:
        connection.execute(insert(ReviewItemRow), [item | {"page_id": page_id, "created_at": now} for item in items])


def _counted_page(connection: Connection, outcome: PageOutcome) -> int | None:
    """Return the page already counted that has the same serial and page number."""
    if isinstance(outcome, PageRejected) or outcome.code.serial is None:
        return None
    return connection.scalar(
        select(PageRow.id).where(
            PageRow.serial == outcome.code.serial,
            PageRow.form_page == outcome.code.page_number,
            PageRow.outcome == "read",
        )
    )


def _page_row(result: PageResult, duplicate: bool, program_version: str, now: datetime) -> dict[str, Any]:
    outcome = result.outcome
    row: dict[str, Any] = {
        "source_id": result.source_id,
        "page_number": result.page_number,
        "layout_id": outcome.code.layout_id if outcome.code else None,
        "serial": outcome.code.serial if outcome.code else None,
        "form_page": outcome.code.page_number if outcome.code else None,
        "program_version": program_version,
        "read_at": now,
    }
    if isinstance(outcome, PageRejected):
        return row | {
            "outcome": "rejected",
            "reason": outcome.reason.value,
            "evidence_json": evidence_to_json(outcome.evidence),
            "findings_json": "[]",
        }
    return row | {
        "outcome": "duplicate" if duplicate else "read",
        "reason": None,
        "evidence_json": "{}",
        "alignment_json": alignment_to_json(outcome.alignment),
        "findings_json": findings_to_json(outcome.findings),
        "model_version": outcome.model_version,
    }


def _store_reading(connection: Connection, page_id: int, reading: PageReading) -> Sequence[int]:
    """Store the marks and answers of a page; returns the identities of its answers in order."""
    if reading.marks:
        # Core's bulk insert: a page of 100 marks costs 0.4 ms, as objects of the ORM it would cost 3.
        connection.execute(insert(MarkRow), [mark_row(page_id, i, mark) for i, mark in enumerate(reading.marks)])
    if not reading.answers:
        return ()
    return connection.scalars(
        insert(AnswerRow).returning(AnswerRow.id, sort_by_parameter_order=True),
        [answer_row(page_id, i, answer) for i, answer in enumerate(reading.answers)],
    ).all()


def _says_otherwise(connection: Connection, first_id: int, second_id: int) -> bool:
    """Tell whether two pages were read differently in any question."""

    def answers(page_id: int) -> list[tuple[str, str, str]]:
        columns = (AnswerRow.question, AnswerRow.chosen, AnswerRow.state)
        rows = connection.execute(select(*columns).where(AnswerRow.page_id == page_id).order_by(AnswerRow.position))
        return [(question, chosen, state) for question, chosen, state in rows]

    return answers(first_id) != answers(second_id)
