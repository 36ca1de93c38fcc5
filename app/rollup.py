"""How does a ward's file for the province come about, and how are many of them put together?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.exporting import Asked, current_tallies
from db.engine import Engine
from db.sheet_groups import Group
from db.surveys import load_surveys
from forms.definition import DigitsQuestion, Survey
from forms.questions import codes_of
from omr.words import Language
from reports.rollup import Rollup, UnitCounts, added_up
from reports.rollup_file import RollupUnreadable, read_rollup


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """Whose counts, and of which days, both included."""

    unit: str
    since: date
    until: date


def unit_rollup(engine: Engine, of: UnitPeriod) -> Rollup:
    """Return what a unit counted in a period, for each question and channel.

    Questions that name an officer are left out: a province compares wards, not their people.
    """
    asked = Asked(of.since, of.until, (Group.CHANNEL,))
    personal = _officer_questions(engine)
    # In Vietnamese whatever the language of this run: the wording says if two wards asked the same.
    tallies = tuple(
        tally
        for tally in current_tallies(engine, Language.VI, asked)
        if (tally.meaning.form, tally.meaning.question) not in personal
    )
    return Rollup((UnitCounts(of.unit, of.since, of.until, tallies),))


def consolidated(paths: Iterable[Path]) -> Rollup:
    """Return the roll-up of many files, each checked by itself first.

    Raises
    ------
    RollupUnreadable
        When a file is none, was changed, or does not add up.
    FormsDiffer, PeriodsOverlap
        When they cannot be added up.
    """
    return added_up([_read(path) for path in paths])


def _read(path: Path) -> Rollup:
    try:
        return read_rollup(path.read_bytes(), path)
    except OSError as error:
        raise RollupUnreadable(path=path, problem=error.strerror or type(error).__name__) from error


def _officer_questions(engine: Engine) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for stored in load_surveys(engine):
        survey = Survey.model_validate_json(stored.survey_json)
        for question in survey.questions():
            if getattr(question, "role", None) == "officer":
                codes = codes_of(question) if isinstance(question, DigitsQuestion) else (question.code,)
                found |= {(stored.form, code) for code in codes}
    return frozenset(found)
