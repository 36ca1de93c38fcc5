"""Which figures stand for a period? Snapshots with their hash, each correction a revision of its own."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from db.convert import from_utc
from db.engine import writing
from db.errors import NameMissing, PeriodUnchanged, ReasonMissing
from db.period_tables import ClosedPeriodRow


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A period as it was closed. `snapshot` is the JSON text of its figures, `waiting` what it left out."""

    name: str
    revision: int
    closed_at: datetime
    who: str
    why: str
    waiting: int
    snapshot: str
    sha256: str

    @property
    def sound(self) -> bool:
        """Whether the snapshot is still what was hashed."""
        return _hash(self.snapshot) == self.sha256


def close_period(  # noqa: PLR0913, PLR0917 - what a closing is, each part named
    engine: Engine, name: str, snapshot: str, waiting: int, who: str, why: str, now: datetime, ended: bool = False
) -> ClosedPeriod:
    """Freeze the figures of a period; a second time they become the next revision, with the reason.

    The same figures are frozen again where the period has `ended` since they were: a closing made before is for the
    office alone.

    Raises
    ------
    NameMissing, ReasonMissing
        When nobody is named, or a correction has no reason.
    PeriodUnchanged
        When the figures are those of the last revision, and the period has not ended since.
    """
    if not who.strip():
        raise NameMissing
    with writing(engine) as connection:
        last = connection.execute(
            select(ClosedPeriodRow.revision, ClosedPeriodRow.sha256)
            .where(ClosedPeriodRow.name == name)
            .order_by(ClosedPeriodRow.revision.desc())
            .limit(1)
        ).one_or_none()
        if last is not None and last[1] == _hash(snapshot) and not ended:
            raise PeriodUnchanged(name=name, revision=last[0])
        if last is not None and not why.strip():
            raise ReasonMissing
        row = {
            "name": name,
            "revision": 1 if last is None else last[0] + 1,
            "closed_at": now,
            "who": who.strip(),
            "why": why.strip(),
            "waiting": waiting,
            "snapshot_json": snapshot,
            "sha256": _hash(snapshot),
        }
        connection.execute(insert(ClosedPeriodRow), row)
    return closed_periods(engine, name)[-1]


def closed_periods(engine: Engine, name: str = "") -> tuple[ClosedPeriod, ...]:
    """Return every closing, of one period or of all, in the order they were made."""
    statement = select(ClosedPeriodRow).order_by(ClosedPeriodRow.id)
    if name:
        statement = statement.where(ClosedPeriodRow.name == name)
    with engine.connect() as connection:
        return tuple(
            ClosedPeriod(
                row.name,
                row.revision,
                from_utc(row.closed_at),
                row.who,
                row.why,
                row.waiting,
                row.snapshot_json,
                row.sha256,
            )
            for row in connection.execute(statement)
        )


def _hash(snapshot: str) -> str:
    return hashlib.sha256(snapshot.encode()).hexdigest()
