"""What did each respondent answer? One value for each sheet or response that counts, all its pages together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Select, and_, func, select

from db.convert import chosen_from_text, from_utc
from db.responses import ResponseRow
from db.tables import PageRow, SourceRow
from db.views import REPORT_ANSWERS, ReportChoiceRow

# Rows fetched at a time: memory stays flat however many sheets there are.
_FETCH = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one question. `standing` is ``final``, ``spoiled`` or ``waiting``; `chosen` is empty for blank."""

    question: str
    chosen: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where the paper of a respondent is: what leads back to the sheet, and so is not given out unasked.

    `serial` is empty where the sheet has none, and the other system's name of a response without paper; `source_page`
    is 0 there and `read_at` empty.
    """

    batch: str
    serial: str
    source: str
    source_page: int
    read_at: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """One sheet or response. `field` and `officer` are those that a response came with, empty for paper."""

    form: str
    channel: str
    day: date
    field: str
    officer: str
    said: tuple[Said, ...]
    place: SheetPlace


def respondents(engine: Engine, form: str) -> Iterator[Respondent]:
    """Yield everybody who answered a form, sheets in the order of their first page, then responses without paper."""
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=_FETCH).execute(_statement(form))
        for _, some in groupby(rows, key=lambda row: row.sheet):
            yield _respondent(form, list(some))


def _statement(form: str) -> Select[*tuple[Any, ...]]:
    view = REPORT_ANSWERS.c
    paper = view.sheet % 2 == 0
    meaning = (
        select(ReportChoiceRow.question, func.min(ReportChoiceRow.question_position).label("position"))
        .where(ReportChoiceRow.form == form)
        .group_by(ReportChoiceRow.question)
        .subquery("meaning")
    )
    return (
        select(
            *REPORT_ANSWERS.c,
            PageRow.serial,
            PageRow.page_number,
            PageRow.read_at,
            SourceRow.path,
            ResponseRow.source_key,
            ResponseRow.field,
            ResponseRow.officer,
        )
        .join(meaning, meaning.c.question == view.question)
        .outerjoin(PageRow, and_(paper, PageRow.id == view.sheet // 2))
        .outerjoin(SourceRow, SourceRow.id == PageRow.source_id)
        .outerjoin(ResponseRow, and_(~paper, ResponseRow.id == view.sheet // 2))
        .where(view.form == form)
        .order_by(view.sheet % 2, view.sheet, meaning.c.position)
    )


def _respondent(form: str, rows: list[Any]) -> Respondent:
    first = rows[0]
    return Respondent(
        form=form,
        channel=first.channel,
        day=first.day,
        field=first.field or "",
        officer=first.officer or "",
        said=tuple(Said(row.question, chosen_from_text(row.chosen), row.standing) for row in rows),
        place=SheetPlace(
            batch=first.batch,
            serial=first.serial or first.source_key or "",
            source=first.path or "",
            source_page=first.page_number or 0,
            read_at=from_utc(first.read_at).astimezone().isoformat(timespec="seconds") if first.read_at else "",
        ),
    )
