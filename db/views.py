"""What do report tools read? The views `report_answers` and `report_tallies`, and the choices that give them meaning.

The views are made by migration 0011 and their columns described in docs/report-tool.md: other programs stand on them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Date, Engine, Integer, delete, insert, select
from sqlalchemy import Text as TextType
from sqlalchemy import column as column_
from sqlalchemy import table as table_
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base, LayoutRow
from omr.words import Language

if TYPE_CHECKING:
    from forms.definition import Answerable

_TEXTS = ("form", "question", "chosen", "standing", "batch", "channel")
# What the views are called and hold, for queries of this package.
REPORT_ANSWERS = table_(
    "report_answers",
    column_("sheet", Integer),
    *(column_(name, TextType) for name in _TEXTS),
    column_("day", Date),
)


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """One row of `report_answers`: see docs/report-tool.md."""

    sheet: int
    form: str
    question: str
    chosen: str
    standing: str
    batch: str
    channel: str
    day: date


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """Where a page of answers goes on: so many rows of this sheet were given already."""

    sheet: int = 0
    given: int = 0


class ReportChoiceRow(Base):
    """One choice of a question as reports understand it. Made anew from the stored forms whenever one is added."""

    __tablename__ = "report_choice"

    form: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str] = mapped_column(primary_key=True)
    question_position: Mapped[int]
    choice_position: Mapped[int]
    question_label: Mapped[str]
    choice_label: Mapped[str]
    score: Mapped[float | None]
    # 0 or 1: truth values have no one shape that every report tool reads.
    positive: Mapped[int]
    no_opinion: Mapped[int]
    multiple: Mapped[int]


def refresh_choices(connection: Connection) -> None:
    """Say anew what every choice of every stored form means, within a transaction of the caller.

    The latest version of a form has the last word; choices that only older versions had stay, after its own.
    """
    stored = connection.execute(
        select(LayoutRow.form, LayoutRow.survey_json).order_by(LayoutRow.created_at, LayoutRow.layout_id)
    ).all()
    latest: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for form, survey_json in stored:
        for place, asked in enumerate(_answerables(survey_json)):
            older = latest.get((form, asked.code), {})
            newer = {row["choice"]: row for row in _rows(form, place, asked)}
            latest[form, asked.code] = newer | {code: row for code, row in older.items() if code not in newer}
    connection.execute(delete(ReportChoiceRow))
    rows = [
        row | {"choice_position": place}
        for choices in latest.values()
        for place, row in enumerate(choices.values(), start=1)
    ]
    if rows:
        connection.execute(insert(ReportChoiceRow), rows)


def report_answers(engine: Engine, form: str | None, place: AnswerPlace, limit: int) -> tuple[ReportAnswer, ...]:
    """Return at most `limit` rows of `report_answers` from a place on, of one form or of all, ordered by sheet."""
    view = REPORT_ANSWERS.c
    conditions = [view.sheet >= place.sheet, *([view.form == form] if form is not None else [])]
    statement = select(*view).where(*conditions).order_by(view.sheet, view.question).offset(place.given).limit(limit)
    with engine.connect() as connection:
        return tuple(ReportAnswer(*row) for row in connection.execute(statement))


def answers_of(
    engine: Engine, form: str, questions: Sequence[str], days: tuple[date, date]
) -> Iterator[tuple[int, str, str]]:
    """Yield sheet, question and chosen of what was answered for sure on the days from one to another, by sheet."""
    view = REPORT_ANSWERS.c
    statement = (
        select(view.sheet, view.question, view.chosen)
        .where(view.form == form, view.question.in_(questions), view.day.between(*days))
        .where(view.standing == "final", view.chosen != "")
        .order_by(view.sheet, view.question)
    )
    with engine.connect() as connection:
        yield from (tuple(row) for row in connection.execute(statement))


def _answerables(survey_json: str) -> "tuple[Answerable, ...]":
    # Only who stores a form pays for the models of forms.
    from pydantic import ValidationError

    from forms.definition import Survey

    try:
        return Survey.model_validate_json(survey_json).answerables()
    except ValidationError:
        # Kept by a version that wrote forms otherwise: the answers are there, what they mean is not known here.
        return ()


def _rows(form: str, place: int, asked: "Answerable") -> Iterator[dict[str, Any]]:
    from forms.definition import MultipleQuestion

    for choice in asked.choices:
        yield {
            "form": form,
            "question": asked.code,
            "choice": choice.code,
            "question_position": place + 1,
            "question_label": asked.question.label.to(Language.VI),
            "choice_label": choice.label.to(Language.VI),
            "score": choice.score,
            "positive": int(choice.code in asked.positive),
            "no_opinion": int(choice.no_opinion),
            "multiple": int(isinstance(asked.question, MultipleQuestion)),
        }
