"""Which answers came without paper, from a kiosk, a telephone or the web? Stored beside those read from sheets."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine, ForeignKey, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from db.batches import Batch, NewBatch, make_batch
from db.convert import chosen_from_text, chosen_to_text
from db.engine import writing
from db.exports import FinalAnswer
from db.sources import NewSource, find_source
from db.tables import Base, BatchRow, SourceRow
from omr.reading import AnswerState

# Rows fetched at a time: memory stays flat however many responses there are.
_FETCH = 2_000


class ResponseRow(Base):
    """What one respondent answered without paper. `source_key` is the other system's name for it."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("batch_id", "form", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    layout_id: Mapped[str] = mapped_column(ForeignKey("layout.layout_id"))
    form: Mapped[str]
    source_key: Mapped[str | None]
    received_on: Mapped[date | None]
    field: Mapped[str]
    officer: Mapped[str]


class ResponseAnswerRow(Base):
    """One question of a response; `chosen` is empty where nothing was answered."""

    __tablename__ = "response_answer"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    chosen: Mapped[str]


@dataclass(frozen=True, slots=True)
class Response:
    """What one respondent answered: every question of the form with the choices, none for blank."""

    answers: tuple[tuple[str, tuple[str, ...]], ...]
    source_key: str = ""
    received_on: date | None = None
    field: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class ResponseForm:
    """The form that responses answer, by its name and its latest layout."""

    form: str
    layout_id: str


def known_keys(engine: Engine, form: str) -> frozenset[str]:
    """Return the names by which other systems call responses that count; those of withdrawn batches do not."""
    with engine.connect() as connection:
        return _known(connection, form)


def taken_before(engine: Engine, sha256: str) -> Batch | None:
    """Return the batch that a file of responses was taken into, None where it is new."""
    source = find_source(engine, sha256)
    return source.batch if source is not None else None


def store_responses(
    engine: Engine, asked: ResponseForm, file: NewSource, into: NewBatch, responses: Sequence[Response], now: datetime
) -> Batch:
    """Store the responses of a file as a batch of their own, all or none; returns the batch.

    Those that another program has stored meanwhile are left out.

    Raises
    ------
    BatchNameTaken
        When the name asked for belongs to another batch.
    """
    with writing(engine) as connection:
        batch = make_batch(connection, into, now)
        known = _known(connection, asked.form)
        values = {"batch_id": batch.id, "path": file.path, "sha256": file.sha256, "size_bytes": file.size_bytes}
        # No page will come of it: with their count known the file is done.
        connection.execute(insert(SourceRow), values | {"pages": 0})
        for response in responses:
            if response.source_key in known:
                continue
            _insert(connection, batch, asked, response)
        return batch


def add_response(engine: Engine, asked: ResponseForm, into: NewBatch, response: Response, now: datetime) -> bool:
    """Store one response in the batch of this name, which is made where there is none; False where it was known.

    A page that is sent twice has the same name (`Response.source_key`) and counts once.
    """
    with writing(engine) as connection:
        batch = make_batch(connection, replace(into, join=True), now)
        if connection.scalar(select(SourceRow.id).where(SourceRow.batch_id == batch.id)) is None:
            name = f"web:{batch.name}"
            values = {"batch_id": batch.id, "path": name, "sha256": hashlib.sha256(name.encode()).hexdigest()}
            connection.execute(insert(SourceRow), values | {"size_bytes": 0, "pages": 0})
        if response.source_key in _known(connection, asked.form):
            return False
        _insert(connection, batch, asked, response)
        return True


def response_answers(engine: Engine) -> Iterator[FinalAnswer]:
    """Yield every answer of every response that counts, in the order they came in; they have no page and no doubt."""
    statement = (
        select(
            BatchRow.name,
            SourceRow.path,
            ResponseRow.source_key,
            ResponseRow.form,
            ResponseRow.layout_id,
            ResponseAnswerRow.question,
            ResponseAnswerRow.chosen,
        )
        .join(ResponseRow, ResponseRow.id == ResponseAnswerRow.response_id)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .join(SourceRow, SourceRow.batch_id == BatchRow.id)
        .where(BatchRow.withdrawn.is_(False))
        .order_by(ResponseRow.id, ResponseAnswerRow.position)
    )
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=_FETCH).execute(statement)
        for batch, source, key, form, layout, question, chosen in rows:
            yield FinalAnswer(
                batch=batch,
                source=source,
                source_page=0,
                serial=key or "",
                form=form,
                layout_id=layout,
                question=question,
                chosen=chosen_from_text(chosen),
                state=AnswerState.ACCEPTED,
                spoiled=False,
                confidence=1.0,
                decided_by="",
            )


def _insert(connection: Connection, batch: Batch, asked: ResponseForm, response: Response) -> None:
    identity = connection.execute(
        insert(ResponseRow).returning(ResponseRow.id),
        {
            "batch_id": batch.id,
            "layout_id": asked.layout_id,
            "form": asked.form,
            "source_key": response.source_key or None,
            "received_on": response.received_on,
            "field": response.field,
            "officer": response.officer,
        },
    ).scalar_one()
    rows = [
        {"response_id": identity, "position": i, "question": question, "chosen": chosen_to_text(chosen)}
        for i, (question, chosen) in enumerate(response.answers)
    ]
    if rows:
        connection.execute(insert(ResponseAnswerRow), rows)


def _known(connection: Connection, form: str) -> frozenset[str]:
    statement = (
        select(ResponseRow.source_key)
        .join(BatchRow, BatchRow.id == ResponseRow.batch_id)
        .where(ResponseRow.form == form, ResponseRow.source_key.is_not(None), BatchRow.withdrawn.is_(False))
    )
    return frozenset(key for key in connection.scalars(statement) if key is not None)
