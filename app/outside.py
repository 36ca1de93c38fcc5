"""What leaves the office as tallies? Their one door: whole reports, with those within them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from app.exporting import Asked, Counted, ExportTable, current_tallies
from app.office import Office
from app.periods import counted, split_forms
from db.engine import Engine
from db.returned import blank_sheets
from omr.errors import OmrError
from omr.words import Language, Text
from reports.nested import FormCount, is_told, nested
from reports.outside import outside_rows
from reports.outside_periods import outside_period, reports_within
from reports.period_figures import valid_sheets, without_blank_sheets
from reports.periods import Period
from reports.tally import TALLY_COLUMNS, QuestionTally


class CrossedForOutsiders(OmrError):
    """Tallies for outsiders are by one group at most. Evidence: none."""

    exit_code: ClassVar[int] = 128
    sentence_text = Text(
        "Số liệu cho người ngoài chỉ tách theo một nhóm: bảng tách chéo đặt cạnh bảng từng nhóm là lộ ô nhỏ.",
        "Outsiders get tallies by one group: crossed ones beside those of each group give small cells away.",
    )
    advice_text = Text("Chỉ dùng --by một lần.", "Give --by once.")


def outside_counts(engine: Engine, language: Language, asked: Asked, office: Office) -> tuple[FormCount, ...]:
    """Return what outsiders may ask: each instrument of a report, with the reports within its days.

    Of an office that hides nothing (`hide_under: 0`) any days and groups.

    Raises
    ------
    NotForOutsiders
        When the days are not those of a report that has ended.
    CrossedForOutsiders
        When tallies by two groups are asked for.
    """
    if not office.hide_under:
        forms = split_forms(current_tallies(engine, language, asked))
        return tuple(FormCount(form, valid_sheets(tallies), tallies) for form, tallies in forms.items())
    if len(asked.by) > 1:
        raise CrossedForOutsiders()
    # The office's own day: the clock of this computer is set to it.
    period = outside_period(asked.since, asked.until, office.windows(), date.today())

    asked = replace(asked, since=period.first, until=period.last)
    tallies = split_forms(current_tallies(engine, language, asked))
    sheets = _sheets(engine, period)
    inside = inside_counts(
        engine,
        period,
        office,
        lambda some: current_tallies(engine, language, replace(asked, since=some.first, until=some.last)),
    )
    return tuple(FormCount(form, sheets[form], some, inside(form)) for form, some in tallies.items())


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


def outside_parts(
    engine: Engine, office: Office, form: str, days: tuple[date | None, date | None]
) -> Callable[[date], int]:
    """Return what numbers the reports within one of which outsiders may have sheets: the smallest that a day is in.

    Raises
    ------
    NotForOutsiders
        When the days are not those of a report that has ended.
    TooFewForOutsiders
        When the report has too few sheets of the form.
    """
    counts = outside_counts(engine, Language.VI, Asked(*days), office)
    count = next((count for count in counts if count.form == form), FormCount(form, 0))
    if not is_told(count, office.hide_under):
        raise TooFewForOutsiders(form=form, sheets=count.sheets)
    period = outside_period(*days, office.windows(), date.today())
    within = sorted(reports_within(period, office.windows()), key=lambda p: p.last - p.first)
    return lambda day: next((i for i, p in enumerate(within) if p.first <= day <= p.last), len(within))


def inside_counts(
    engine: Engine, period: Period, office: Office, tallies: Callable[[Period], Iterable[QuestionTally]]
) -> Callable[[str], tuple[FormCount, ...]]:
    """Return what gives for a form its counts in the reports within a period, with the tallies wanted of each."""
    reports = [p for p in reports_within(period, office.windows()) if (p.first, p.last) != (period.first, period.last)]
    sheets = {(p.first, p.last): _sheets(engine, p) for p in reports}
    told = {(p.first, p.last): split_forms(tallies(p)) for p in reports}

    def of(form: str) -> tuple[FormCount, ...]:
        def made(some: Period) -> FormCount:
            days = some.first, some.last
            return FormCount(form, sheets.get(days, {}).get(form, 0), told.get(days, {}).get(form, ()))

        return nested(period, reports, made).inside

    return of


def _sheets(engine: Engine, period: Period) -> dict[str, int]:
    """Return how many valid sheets of each instrument a period has."""
    blank = blank_sheets(engine, period.first, period.last)
    whole = split_forms(without_blank_sheets(counted(engine, period), blank))
    return {form: valid_sheets(tallies) for form, tallies in whole.items()}
