"""Which answers came without paper, from a kiosk, a telephone or the web? Stored beside those read from sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, ForeignKey, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from db.batches import Batch, NewBatch
from db.convert import chosen_to_text
from db.engine import writing
from db.sources import NewSource, find_source, finish_source, take_sources
from db.tables import Base


class ResponseRow(Base):
    """What one respondent answered without paper. `source_key` is the other system's name for it."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("form", "source_key"),)

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
    """Return the names by which other systems call responses that are stored."""
    statement = select(ResponseRow.source_key).where(ResponseRow.form == form, ResponseRow.source_key.is_not(None))
    with engine.connect() as connection:
        return frozenset(key for key in connection.scalars(statement) if key is not None)


def taken_before(engine: Engine, sha256: str) -> Batch | None:
    """Return the batch that a file of responses was taken into, None where it is new."""
    source = find_source(engine, sha256)
    return source.batch if source is not None else None


def store_responses(
    engine: Engine, asked: ResponseForm, file: NewSource, into: NewBatch, responses: Sequence[Response], now: datetime
) -> Batch:
    """Store the responses of a file as a batch of their own, all or none; returns the batch.

    Raises
    ------
    BatchNameTaken
        When the name asked for belongs to another batch.
    """
    batch, (source,) = take_sources(engine, [file], into, now)
    with writing(engine) as connection:
        for response in responses:
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
            connection.execute(insert(ResponseAnswerRow), rows)
    finish_source(engine, source.id, 0)
    return batch
