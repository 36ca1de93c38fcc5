"""Which rows does an export hold? Database queries joined with the reports that give them their columns."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from db.accesses import image_accesses
from db.comments import typed_comments
from db.engine import Engine
from db.exports import final_answers, stored_marks, stored_pages
from db.responses import response_answers
from db.sheet_groups import Group
from db.surveys import load_surveys
from db.tallies import Selection, count_answers
from db.trail import deeds
from db.wording import role_questions
from forms.definition import MultipleQuestion, Survey
from omr.words import Language
from reports.answers import ANSWER_COLUMNS, answer_rows
from reports.marks import MARK_COLUMNS, mark_rows
from reports.pages import PAGE_COLUMNS, page_rows
from reports.tables import Cell
from reports.tally import TALLY_COLUMNS, ChoiceMeaning, QuestionMeaning, QuestionTally, tally, tally_rows
from reports.trail import (
    ACCESS_COLUMNS,
    COMMENT_COLUMNS,
    DEED_COLUMNS,
    access_rows,
    comment_rows,
    deed_rows,
)


class Counted:
    """Rows that count themselves as they are written."""

    def __init__(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        self._rows = rows
        self.written = 0

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for row in self._rows:
            self.written += 1
            yield row


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table ready to be written. `waiting` is how many questions its figures leave out."""

    columns: tuple[str, ...]
    rows: Counted
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers a tally counts: from one day to another, and by what apart; all where nothing is said.

    Two groups are crossed; more are not taken.
    """

    since: date | None = None
    until: date | None = None
    by: tuple[Group, ...] = ()


def table_of(what: str, engine: Engine, language: Language, asked: Asked = Asked()) -> ExportTable:
    """Return a table by its name, as `omr export` takes it. `asked` is for tallies alone."""
    listed = _LISTED.get(what)
    if listed is not None:
        columns, rows = listed
        return ExportTable(columns, Counted(rows(engine, language)))
    tallies = current_tallies(engine, language, asked)
    return ExportTable(TALLY_COLUMNS, Counted(tally_rows(tallies)), sum(t.waiting for t in tallies))


# What is told row by row, by its name: its columns, and where its rows come from.
_LISTED: dict[str, tuple[tuple[str, ...], Callable[[Engine, Language], Iterable[tuple[Cell, ...]]]]] = {
    "answers": (ANSWER_COLUMNS, lambda engine, _: answer_rows(chain(final_answers(engine), response_answers(engine)))),
    "pages": (PAGE_COLUMNS, lambda engine, language: page_rows(stored_pages(engine), language)),
    "marks": (MARK_COLUMNS, lambda engine, _: mark_rows(stored_marks(engine))),
    "comments": (COMMENT_COLUMNS, lambda engine, _: comment_rows(typed_comments(engine))),
    "decisions": (DEED_COLUMNS, lambda engine, _: deed_rows(deeds(engine))),
    "accesses": (ACCESS_COLUMNS, lambda engine, _: access_rows(image_accesses(engine))),
}


def current_tallies(engine: Engine, language: Language, asked: Asked = Asked()) -> tuple[QuestionTally, ...]:
    """Return the tally of what counts in the database."""
    selection = Selection(asked.since, asked.until, asked.by, role_questions(engine, asked.by))
    return tally(count_answers(engine, selection), meanings(engine, language), [group.value for group in asked.by])


@lru_cache(maxsize=64)
def _survey(survey_json: str) -> Survey:
    """Return a stored form: a report asks for the same few a dozen times, and each takes 2 ms to check."""
    return Survey.model_validate_json(survey_json)


def meanings(engine: Engine, language: Language) -> tuple[QuestionMeaning, ...]:
    """Return what every question means that was ever printed.

    The latest version of a form has the last word; choices that only older versions had stay, after its own.
    """
    latest: dict[tuple[str, str], QuestionMeaning] = {}
    for stored in load_surveys(engine):
        survey = _survey(stored.survey_json)
        for meaning in _meanings(survey, language):
            older = latest.pop((meaning.form, meaning.question), None)
            latest[meaning.form, meaning.question] = meaning if older is None else _with_choices_of(meaning, older)
    return tuple(latest.values())


def _with_choices_of(meaning: QuestionMeaning, older: QuestionMeaning) -> QuestionMeaning:
    codes = {choice.code for choice in meaning.choices}
    return replace(
        meaning, choices=meaning.choices + tuple(choice for choice in older.choices if choice.code not in codes)
    )


def survey_meanings(survey: Survey, language: Language) -> tuple[QuestionMeaning, ...]:
    """Return what every question of one form means."""
    return tuple(_meanings(survey, language))


def _meanings(survey: Survey, language: Language) -> Iterator[QuestionMeaning]:
    for asked in survey.answerables():
        yield QuestionMeaning(
            form=survey.id,
            question=asked.code,
            label=asked.question.label.to(language),
            choices=tuple(
                ChoiceMeaning(
                    choice.code,
                    choice.label.to(language),
                    choice.score,
                    choice.code in asked.positive,
                    choice.no_opinion,
                )
                for choice in asked.choices
            ),
            multiple=isinstance(asked.question, MultipleQuestion),
            factor=getattr(asked.question, "factor", None) or "",
            role=getattr(asked.question, "role", None) or "",
        )
