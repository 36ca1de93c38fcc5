"""Whose pictures have been kept long enough? Files of old batches, and a record of what was removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, Subquery, func, insert, select

from db.batch_tables import OpeningRow
from db.convert import from_utc, to_utc
from db.decisions import decided_items
from db.engine import writing
from db.errors import NameMissing
from db.purge_tables import PurgedSourceRow, PurgeRow
from db.tables import BatchRow, PageRow, ReviewItemRow, SourceRow


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose pictures are still there. `waiting` items of its pages are not settled by anybody yet."""

    id: int
    path: str
    sha256: str
    batch: str
    day: date
    waiting: int


@dataclass(frozen=True, slots=True)
class Purge:
    """What is written down about a removal."""

    before: date
    who: str
    why: str
    at: datetime


def files_before(engine: Engine, day: date) -> tuple[KeptFile, ...]:
    """Return the files of batches from before a day whose pictures were not removed yet, oldest first.

    The day of a batch is that on which its box was opened; where nobody wrote it down, that on which it was made.
    """
    opened = _opened()
    waiting = _waiting()
    statement = (
        select(
            SourceRow.id,
            SourceRow.path,
            SourceRow.sha256,
            BatchRow.name,
            func.coalesce(opened.c.opened_at, BatchRow.created_at),
            func.coalesce(waiting.c.waiting, 0),
        )
        .join(BatchRow, BatchRow.id == SourceRow.batch_id)
        .outerjoin(opened, opened.c.batch_id == BatchRow.id)
        .outerjoin(waiting, waiting.c.source_id == SourceRow.id)
        .where(SourceRow.id.not_in(select(PurgedSourceRow.source_id)))
        .order_by(SourceRow.id)
    )
    with engine.connect() as connection:
        files = [
            KeptFile(number, path, sha256, batch, from_utc(at).astimezone().date(), items)
            for number, path, sha256, batch, at, items in connection.execute(statement)
        ]
    return tuple(file for file in sorted(files, key=lambda file: (file.day, file.id)) if file.day < day)


def record_purge(engine: Engine, files: Sequence[KeptFile], purge: Purge) -> None:
    """Write down that the pictures of some files are removed; of none there is nothing to write down.

    Raises
    ------
    NameMissing
        When nobody is named.
    """
    if not purge.who.strip():
        raise NameMissing
    if not files:
        return
    values = {"before": purge.before, "who": purge.who, "why": purge.why, "purged_at": to_utc(purge.at)}
    with writing(engine) as connection:
        number = connection.execute(insert(PurgeRow).returning(PurgeRow.id), values).scalar_one()
        rows = [{"source_id": file.id, "purge_id": number} for file in files]
        connection.execute(insert(PurgedSourceRow), rows)


def purged_hashes(engine: Engine) -> frozenset[str]:
    """Return the content of every file whose pictures were removed, by its hash in hexadecimal."""
    statement = select(SourceRow.sha256).join(PurgedSourceRow, PurgedSourceRow.source_id == SourceRow.id)
    with engine.connect() as connection:
        return frozenset(connection.scalars(statement))


def _opened() -> Subquery:
    """Return when the box of each batch was opened, as it was written down last."""
    last = select(func.max(OpeningRow.id)).group_by(OpeningRow.batch_id)
    return select(OpeningRow.batch_id, OpeningRow.opened_at).where(OpeningRow.id.in_(last)).subquery()


def _waiting() -> Subquery:
    """Return how many items of each file nobody has settled."""
    return (
        select(PageRow.source_id, func.count().label("waiting"))
        .join(ReviewItemRow, ReviewItemRow.page_id == PageRow.id)
        .where(ReviewItemRow.id.not_in(decided_items()))
        .group_by(PageRow.source_id)
        .subquery()
    )
