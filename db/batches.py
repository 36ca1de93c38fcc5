"""Which batches are there, and what did the office write down about them? Notes are appended; the latest holds."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.batch_tables import OpeningRow, WithdrawalRow
from db.convert import from_utc, to_utc
from db.engine import writing
from db.errors import BatchNameTaken, BatchStands, BatchUnknown, BatchWithdrawn, NameMissing, ReasonMissing
from db.settle import settle_batch
from db.tables import BatchRow, PageRow, SourceRow


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it is known to people and to the database."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the office wrote down when it opened the box. Empty texts and None stand for what nobody wrote down."""

    opened_at: datetime | None = None
    opened_by: str = ""
    witness: str = ""
    sheets_by_hand: int | None = None


NOTHING_WRITTEN = Opening()


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch to be made. Without a name it gets the day's date and the next free number.

    With `join` the files go into the batch of this name where there is one that counts.
    """

    name: str | None
    channel: str
    opening: Opening = NOTHING_WRITTEN
    join: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and by whom a batch was taken out of the tallies."""

    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch with all that is written down about it. `pages` counts those that are stored."""

    batch: Batch
    channel: str
    created_at: datetime
    opening: Opening
    withdrawal: Withdrawal | None
    files: int
    pages: int


def create_batch(engine: Engine, name: str | None, channel: str, now: datetime) -> Batch:
    """Make a batch without files.

    Raises
    ------
    BatchNameTaken
        When the name given is in use.
    """
    with writing(engine) as connection:
        return make_batch(connection, NewBatch(name, channel), now)


def make_batch(connection: Connection, new: NewBatch, now: datetime) -> Batch:
    """Make a batch, or join one, within a transaction of the caller; see `create_batch`."""
    if new.join and new.name is not None:
        return _joined(connection, replace(new, join=False), new.name, now)
    chosen = new.name or _free_name(connection, now)
    values = {"name": chosen, "channel": new.channel, "created_at": now}
    try:
        identity = connection.execute(insert(BatchRow).returning(BatchRow.id), values).scalar_one()
    except IntegrityError as error:
        raise BatchNameTaken(name=chosen) from error
    if new.opening != NOTHING_WRITTEN:
        _append_opening(connection, identity, new.opening, now)
    return Batch(identity, chosen)


def record_opening(engine: Engine, batch: Batch, opening: Opening, now: datetime) -> None:
    """Write down how the box was opened; what was written before stays, and holds no more."""
    with writing(engine) as connection:
        _append_opening(connection, batch.id, opening, now)


def find_batch(engine: Engine, name: str) -> BatchRecord:
    """Return the record of a batch.

    Raises
    ------
    BatchUnknown
        When there is none of this name.
    """
    for record in list_batches(engine):
        if record.batch.name == name:
            return record
    raise BatchUnknown(name=name)


def list_batches(engine: Engine) -> tuple[BatchRecord, ...]:
    """Return the records of all batches, oldest first."""
    pages = (
        select(SourceRow.batch_id, func.count(SourceRow.id.distinct()), func.count(PageRow.id))
        .outerjoin(PageRow, PageRow.source_id == SourceRow.id)
        .group_by(SourceRow.batch_id)
    )
    with engine.connect() as connection:
        counts = {batch: (files, stored) for batch, files, stored in connection.execute(pages)}
        openings = {
            row.batch_id: _opening(row)
            for row in connection.execute(select(*OpeningRow.__table__.c).order_by(OpeningRow.id))
        }
        withdrawals = {
            row.batch_id: Withdrawal(row.who, row.why, from_utc(row.decided_at)) if row.withdrawn else None
            for row in connection.execute(select(*WithdrawalRow.__table__.c).order_by(WithdrawalRow.id))
        }
        columns = (BatchRow.id, BatchRow.name, BatchRow.channel, BatchRow.created_at)
        return tuple(
            BatchRecord(
                Batch(identity, name),
                channel,
                from_utc(created_at),
                openings.get(identity, NOTHING_WRITTEN),
                withdrawals.get(identity),
                *counts.get(identity, (0, 0)),
            )
            for identity, name, channel, created_at in connection.execute(select(*columns).order_by(BatchRow.id))
        )


def withdraw_batch(engine: Engine, name: str, who: str, why: str, now: datetime) -> None:
    """Take a batch out of the tallies; nothing is removed. Its sheets may then be counted from another batch.

    Raises
    ------
    BatchUnknown, BatchWithdrawn, NameMissing, ReasonMissing
        When there is none of this name or it is withdrawn already, or nobody or no reason is named.
    """
    if find_batch(engine, name).withdrawal is not None:
        raise BatchWithdrawn(name=name)
    _set_withdrawn(engine, name, True, (who, why), now)


def reinstate_batch(engine: Engine, name: str, who: str, why: str, now: datetime) -> None:
    """Put a batch back that was withdrawn.

    Raises
    ------
    BatchUnknown, BatchStands, NameMissing, ReasonMissing
        When there is none of this name or it is not withdrawn, or nobody or no reason is named.
    """
    if find_batch(engine, name).withdrawal is None:
        raise BatchStands(name=name)
    _set_withdrawn(engine, name, False, (who, why), now)


def _set_withdrawn(engine: Engine, name: str, withdrawn: bool, said: tuple[str, str], now: datetime) -> None:
    who, why = (word.strip() for word in said)
    if not who:
        raise NameMissing
    if not why:
        raise ReasonMissing
    batch_id = find_batch(engine, name).batch.id
    with writing(engine) as connection:
        row = {"batch_id": batch_id, "withdrawn": withdrawn, "who": who, "why": why, "decided_at": now}
        connection.execute(insert(WithdrawalRow), row)
        connection.execute(update(BatchRow).where(BatchRow.id == batch_id).values(withdrawn=withdrawn))
        settle_batch(connection, batch_id, now)


def _joined(connection: Connection, new: NewBatch, name: str, now: datetime) -> Batch:
    """Return the batch of this name; where it is withdrawn the next one, ``name (2)`` and on."""
    wanted, number = name, 1
    while True:
        statement = select(BatchRow.id, BatchRow.withdrawn).where(BatchRow.name == wanted)
        found = connection.execute(statement).one_or_none()
        if found is None:
            return make_batch(connection, replace(new, name=wanted), now)
        if not found[1]:
            return Batch(found[0], wanted)
        number += 1
        wanted = f"{name} ({number})"


def _opening(row: Row[Any]) -> Opening:
    opened_at = from_utc(row.opened_at) if row.opened_at is not None else None
    return Opening(opened_at, row.opened_by, row.witness, row.sheets_by_hand)


def _append_opening(connection: Connection, batch_id: int, opening: Opening, now: datetime) -> None:
    row = {
        "batch_id": batch_id,
        "opened_at": to_utc(opening.opened_at),
        "opened_by": opening.opened_by.strip(),
        "witness": opening.witness.strip(),
        "sheets_by_hand": opening.sheets_by_hand,
        "recorded_at": now,
    }
    connection.execute(insert(OpeningRow), row)


def _free_name(connection: Connection, now: datetime) -> str:
    # The office's own day: the clock of this computer is set to it.
    day = now.astimezone().date().isoformat()
    taken = set(connection.scalars(select(BatchRow.name).where(BatchRow.name.startswith(day))))
    number = 1
    while f"{day}-{number}" in taken:
        number += 1
    return f"{day}-{number}"
