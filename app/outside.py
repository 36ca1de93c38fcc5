"""What leaves the office as tallies? Their one door: whole reports as they were closed, with those within them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from app.exporting import Asked, Counted, ExportTable, current_tallies
from app.given_out import GivenOut, given_out
from app.office import Office
from app.periods import counted, split_forms
from db.engine import Engine
from db.returned import blank_sheets
from db.sheet_groups import Group
from omr.errors import OmrError
from omr.words import Language, Text
from reports.nested import FormCount, changed, is_told, outcomes
from reports.outside import outside_rows
from reports.outside_periods import outside_period, reports_within
from reports.period_figures import FormFigures, valid_sheets, without_blank_sheets
from reports.periods import Period
from reports.tally import TALLY_COLUMNS, QuestionTally

# What closing freezes apart by group: the verdicts.
_BY: dict[Group, Callable[[FormFigures], tuple[QuestionTally, ...]]] = {
    Group.FIELD: lambda form: form.by_field,
    Group.OFFICER: lambda form: form.by_officer,
    Group.COUNTER: lambda form: form.by_counter,
    Group.CHANNEL: lambda form: form.by_channel,
}


class CrossedForOutsiders(OmrError):
    """Tallies for outsiders are by one group at most, of those that reports have. Evidence: none."""

    exit_code: ClassVar[int] = 128
    sentence_text = Text(
        "Số liệu cho người ngoài chỉ tách theo một nhóm như báo cáo: bảng tách chéo đặt cạnh bảng từng nhóm là lộ ô "
        "nhỏ.",
        "Outsiders get tallies by one group, as reports have them: crossed ones beside those of each group give small "
        "cells away.",
    )
    advice_text = Text(
        "Chỉ dùng --by một lần: field, officer, counter hoặc channel.",
        "Give --by once: field, officer, counter or channel.",
    )


def outside_counts(engine: Engine, language: Language, asked: Asked, office: Office) -> tuple[FormCount, ...]:
    """Return what outsiders may ask: each instrument of a report, with the reports within its days.

    Of an office that hides nothing (`hide_under: 0`) any days and groups.

    Raises
    ------
    NotForOutsiders, NotGivenOut
        When the days are not those of a report that has ended, or it was not closed.
    CrossedForOutsiders
        When tallies by two groups are asked for, or by one that reports do not have.
    """
    if not office.hide_under:
        forms = split_forms(current_tallies(engine, language, asked))
        return tuple(FormCount(form, valid_sheets(tallies), tallies) for form, tallies in forms.items())
    if len(asked.by) > 1 or not set(asked.by) <= set(_BY):
        raise CrossedForOutsiders()
    period, given = _given(engine, asked.since, asked.until, office)
    counts = given.counts(period)
    told = {form: versions[-1] for form, versions in given.versions(period).items()}
    return tuple(
        replace(count, tallies=_BY[asked.by[0]](told[form]) if asked.by else told[form].tallies)
        for form, count in counts.items()
    )


def _given(engine: Engine, since: date | None, until: date | None, office: Office) -> tuple[Period, GivenOut]:
    # The office's own day: the clock of this computer is set to it.
    period = outside_period(since, until, office.windows(), date.today())
    return period, given_out(engine, office, period, date.today())


def outside_table(engine: Engine, language: Language, asked: Asked, office: Office) -> ExportTable:
    """Return the tallies that outsiders may have as a table; raises what `outside_counts` does."""
    counts = outside_counts(engine, language, asked, office)
    rows = (row for count in counts for row in outside_rows(count, office.hide_under))
    return ExportTable(TALLY_COLUMNS, Counted(rows), sum(t.waiting for count in counts for t in count.tallies))


class TooFewForOutsiders(OmrError):
    """So few sheets, or so few besides those of a report within, that outsiders get none. Evidence: form, sheets."""

    exit_code: ClassVar[int] = 129
    sentence_text = Text(
        "Kỳ này mẫu {form} có {sheets} phiếu, hoặc hơn kỳ nằm trong nó quá ít phiếu: không đưa từng phiếu ra ngoài.",
        "{form} has {sheets} sheet(s) in this report, or too few more than one within it: outsiders get none of them.",
    )
    advice_text = Text("Chọn kỳ dài hơn, hoặc chỉ nêu số phiếu.", "Choose a longer report, or tell the number alone.")


class OtherThanGivenOut(OmrError):
    """Answers are no longer those that were given out: outsiders get no sheets of them. Evidence: form, name."""

    exit_code: ClassVar[int] = 133
    sentence_text = Text(
        "Mẫu {form} trong kỳ {name} nay khác số đã đưa ra: không đưa từng phiếu ra ngoài.",
        "The answers to {form} in {name} are no longer those that were given out: outsiders get no sheets of them.",
    )
    advice_text = Text(
        "Chốt lại: omr period close {name} --why “LÝ DO”. Nếu chỉ khác vài phiếu thì chỉ nêu tổng số.",
        "Close it again: omr period close {name} --why “REASON”. Where only few sheets differ, tell totals alone.",
    )


def outside_parts(
    engine: Engine, office: Office, form: str, days: tuple[date | None, date | None]
) -> tuple[Callable[[date], int], bool]:
    """Return what numbers the reports within one of which outsiders may have sheets, and whether it was corrected.

    A day has the number of the smallest report that it is in. Sheets of a corrected report say nothing of respondents
    themselves: beside those of before they would be few.

    Raises
    ------
    NotForOutsiders, NotGivenOut
        When the days are not those of a report that has ended, or it was not closed.
    TooFewForOutsiders
        When the report has too few sheets of the form.
    OtherThanGivenOut
        When the answers are others now.
    """
    period, given = _given(engine, *days, office)
    count = given.counts(period).get(form, FormCount(form, 0))
    if not is_told(count, office.hide_under):
        raise TooFewForOutsiders(form=form, sheets=count.sheets)
    versions = given.versions(period)[form]
    if not _alike(versions[-1].tallies, _tallies_now(engine, period, form)):
        raise OtherThanGivenOut(form=form, name=period.name)
    within = sorted(reports_within(period, office.windows()), key=lambda p: p.last - p.first)
    corrected = not _alike(versions[0].tallies, versions[-1].tallies)
    return lambda day: next((i for i, p in enumerate(within) if p.first <= day <= p.last), len(within)), corrected


def _tallies_now(engine: Engine, period: Period, form: str) -> tuple[QuestionTally, ...]:
    blank = blank_sheets(engine, period.first, period.last)
    return split_forms(without_blank_sheets(counted(engine, period), blank)).get(form, ())


def _alike(some: tuple[QuestionTally, ...], others: tuple[QuestionTally, ...]) -> bool:
    """Return whether the same questions were answered alike."""
    one, other = ({t.meaning.question: outcomes([t]) for t in tallies} for tallies in (some, others))
    return one.keys() == other.keys() and not any(changed(found, other[question]) for question, found in one.items())
