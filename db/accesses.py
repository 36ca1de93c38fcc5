"""Who was shown which picture, and when?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from db.convert import from_utc
from db.desk_tables import AccessRow
from db.engine import writing
from db.tables import BatchRow, PageRow, SourceRow

# Rows fetched at a time: memory stays flat however long the log is.
_FETCH = 2_000


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody was shown a picture: of the row of a question, or of the whole page where `question` is empty."""

    who: str
    seen_at: datetime
    batch: str
    source: str
    source_page: int
    question: str


def record_access(engine: Engine, who: str, page_id: int, question: str, now: datetime) -> None:
    """Write down that somebody is shown a picture."""
    with writing(engine) as connection:
        connection.execute(insert(AccessRow), {"who": who, "page_id": page_id, "question": question, "seen_at": now})


def image_accesses(engine: Engine) -> Iterator[Access]:
    """Yield everything that was shown to anybody, in order."""
    statement = (
        select(AccessRow.who, AccessRow.seen_at, BatchRow.name, SourceRow.path, PageRow.page_number, AccessRow.question)
        .join(PageRow, PageRow.id == AccessRow.page_id)
        .join(SourceRow, SourceRow.id == PageRow.source_id)
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .order_by(AccessRow.id)
    )
    with (
        engine.connect() as connection,
        connection.execution_options(yield_per=_FETCH).execute(statement) as result,
    ):
        for who, at, batch, source, page, question in result:
            yield Access(who, from_utc(at), batch, source, page, question)
