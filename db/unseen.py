"""Which papers of a period has nobody looked at? Pages that were not read, and sheets of which a person must choose."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select

from db.convert import evidence_from_json
from db.returned import batches_of
from db.tables import BatchRow, PageRow, ReviewItemRow, SourceRow
from db.waiting import PAGE, QUESTION, item_waits
from omr.reasons import Evidence, Reason


@dataclass(frozen=True, slots=True)
class Unseen:
    """A page that waits as a whole: where it is, and why it was not read, None for a sheet that waits otherwise.

    `page` 0 is the whole of a file.
    """

    batch: str
    path: str
    page: int
    reason: Reason | None
    evidence: Evidence = ()


def unseen_pages(engine: Engine, since: date, until: date) -> tuple[Unseen, ...]:
    """Return the pages of a period's boxes that count nowhere until a person looks, in the order of scanning."""
    statement = (
        select(
            BatchRow.name,
            SourceRow.path,
            PageRow.page_number,
            ReviewItemRow.kind,
            PageRow.reason,
            PageRow.evidence_json,
        )
        .select_from(ReviewItemRow)
        .join(PageRow, PageRow.id == ReviewItemRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .where(ReviewItemRow.kind != QUESTION, item_waits(), BatchRow.id.in_(batches_of(engine, since, until)))
        .order_by(PageRow.id)
    )
    with engine.connect() as connection:
        return tuple(
            Unseen(batch, path, page, Reason(str(reason)) if kind == PAGE else None, evidence_from_json(evidence))
            for batch, path, page, kind, reason, evidence in connection.execute(statement)
        )
