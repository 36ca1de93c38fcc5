"""What does a period come to? Counts, quotas and comments gathered from the database for the tables of a report."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from app.office import Office
from app.period_snapshot import replaced_by, snapshot_of
from app.periods import ReportOrder, counted, split_forms, verdicts
from app.quota_lines import quotas_of
from db.batches import list_batches
from db.comments import typed_comments
from db.engine import Engine
from db.periods import closed_periods
from db.print_runs import copies_printed
from db.returned import blank_sheets, pages_not_read, responses_received
from db.sheet_groups import Group
from db.surveys import load_surveys
from db.unseen import unseen_pages
from db.views import answers_of
from forms.definition import SingleQuestion, Survey
from omr.reasons import Reason
from reports.indicators import IndicatorScheme, RatedSheet, rated_sheet, scores_of
from reports.period_figures import (
    Compared,
    FormFigures,
    PeriodFigures,
    Returned,
    group_name,
    valid_sheets,
    verdict,
    without_blank_sheets,
)
from reports.periods import Period, Window, before, find_period
from reports.tally import QuestionTally

_GROUPS = (Group.FIELD, Group.OFFICER, Group.COUNTER, Group.CHANNEL)
_OTHER_FORMS = (Reason.NOT_A_SHEET, Reason.NO_KNOWN_FORM, Reason.UNKNOWN_LAYOUT, Reason.NO_SUCH_PAGE)


def period_figures(engine: Engine, wanted: ReportOrder) -> PeriodFigures:
    """Return everything that is known of a period now, for the office alone.

    Raises
    ------
    TallyDoesNotAddUp
        When counts contradict one another.
    NoIndicatorScores
        When a question is to score an indicator and cannot.
    """
    period, windows = wanted.period, wanted.office.windows()
    surveys = stored_forms(engine)
    blank = blank_sheets(engine, period.first, period.last)
    whole = split_forms(without_blank_sheets(counted(engine, period), blank))
    groups = {group: split_forms(verdicts(engine, period, group)) for group in _GROUPS}
    returned = _returned(engine, period, whole, blank)
    trend = tuple((other, split_forms(counted(engine, other))) for other in reports_so_far(period, windows))
    earlier = tuple(_compared(engine, other) for other in before(period, windows))
    forms = tuple(
        FormFigures(
            form=form,
            title=surveys[form].title.vi if form in surveys else form,
            returned=returned[form],
            tallies=tallies,
            by_field=_told(groups[Group.FIELD].get(form, ())),
            by_officer=_told(groups[Group.OFFICER].get(form, ())),
            by_counter=_told(groups[Group.COUNTER].get(form, ())),
            by_channel=groups[Group.CHANNEL].get(form, ()),
            trend=tuple((other, verdict(found.get(form, ()))) for other, found in trend),
            before=earlier[0].get(form),
            year_ago=earlier[1].get(form),
            fields=field_words(surveys[form]) if form in surveys else (),
        )
        for form, tallies in whole.items()
    )
    figures = PeriodFigures(
        period=period,
        forms=forms,
        quotas=quotas_of(engine, forms, wanted),
        comments=tuple(_comments(engine, period)),
        rated=_rated(engine, wanted, whole),
        nobodys=returned.get("", Returned()),
        unseen=len(unseen_pages(engine, period.first, period.last)),
    )
    return replace(figures, replaces=replaced_by(snapshot_of(figures), closed_periods(engine, period.name)))


def _returned(
    engine: Engine, period: Period, whole: dict[str, tuple[QuestionTally, ...]], blank: dict[tuple[str, str], int]
) -> dict[str, Returned]:
    """Return what went out and came back of each instrument; under no name, pages of which nobody knows whose.

    A page that names no form counts for the only instrument of the period where there is but one.
    """
    issued = copies_printed(engine, period.first, period.last)
    without_paper = responses_received(engine, period.first, period.last)
    not_read = pages_not_read(engine, period.first, period.last)
    nobodys = next(iter(whole)) if len(whole) == 1 else ""
    found: dict[str, Returned] = {}
    for form in (*whole, *([""] if not nobodys else [])):
        tallies = whole.get(form, ())
        own = [some for some in not_read if (some.form if some.form in whole else nobodys) == form]
        found[form] = Returned(
            issued=issued.get(form, 0),
            valid=valid_sheets(tallies),
            blank=max((count for (of, _), count in blank.items() if of == form), default=0),
            unreadable=sum(s.pages for s in own if not s.waiting and s.reason not in _OTHER_FORMS),
            other_forms=sum(s.pages for s in own if not s.waiting and s.reason in _OTHER_FORMS),
            unseen=sum(s.pages for s in own if s.waiting),
            without_paper=without_paper.get(form, 0),
        )
    return found


def indicator_scheme(office: Office) -> IndicatorScheme | None:
    """Return which questions score the nine indicators, None where an office has written none down."""
    written = office.indicators
    if written is None:
        return None
    return IndicatorScheme(written.form, written.questions, written.points, written.office_scores, written.names)


def _compared(engine: Engine, period: Period | None) -> dict[str, Compared]:
    """Return what was counted of each instrument in an earlier period."""
    if period is None:
        return {}
    return {form: Compared(period, tallies) for form, tallies in split_forms(counted(engine, period)).items()}


def _rated(engine: Engine, wanted: ReportOrder, whole: dict[str, tuple[QuestionTally, ...]]) -> tuple[RatedSheet, ...]:
    """Return what each sheet of the period scores by the office's indicators, in the order of scanning."""
    scheme = indicator_scheme(wanted.office)
    tallies = whole.get(scheme.form, ()) if scheme is not None else ()
    if scheme is None or not tallies:
        return ()
    asked = {question for questions in scheme.questions.values() for question in questions}
    scores = {t.meaning.question: scores_of(t.meaning, scheme) for t in tallies if t.meaning.question in asked}
    overall = verdict(tallies)
    labels = {} if overall is None else {choice.code: choice.label for choice in overall.meaning.choices}
    last = overall.meaning.question if overall is not None else ""
    rows = answers_of(engine, scheme.form, (*scores, last), (wanted.period.first, wanted.period.last))
    return tuple(
        rated_sheet(answers, labels.get(answers.get(last, ""), ""), scores, scheme)
        for _, some in groupby(rows, key=lambda row: row[0])
        if (answers := {question: chosen for _, question, chosen in some})
    )


def _comments(engine: Engine, period: Period) -> Iterator[tuple[str, str, str, str]]:
    """Yield what was typed of the comments of the period's batches."""
    days = {record.batch.name: record.opening.opened_at or record.created_at for record in list_batches(engine)}
    for comment in typed_comments(engine):
        if comment.text and period.first <= days[comment.batch].astimezone().date() <= period.last:
            yield comment.batch, comment.question, comment.subject, comment.text


def stored_forms(engine: Engine) -> dict[str, Survey]:
    """Return each form as its latest version has it; not those that others printed."""
    return {
        stored.form: Survey.model_validate_json(stored.survey_json)
        for stored in load_surveys(engine)
        if stored.survey_json not in ("", "{}")
    }


def field_words(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Return what a form calls the fields that it lists, by code, in printed order; none where it lists none."""
    question = survey.with_role("field")
    return (
        tuple((choice.code, choice.label.vi) for choice in question.choices)
        if isinstance(question, SingleQuestion)
        else ()
    )


def _told(tallies: tuple[QuestionTally, ...]) -> tuple[QuestionTally, ...]:
    """Return tallies by group, none where no sheet names one."""
    return tallies if any(group_name(tally) for tally in tallies) else ()


def reports_so_far(period: Period, windows: tuple[Window, ...]) -> Iterator[Period]:
    """Yield the reports of the same year up to this one, by their last days."""
    year = period.name.split("-")[0]
    named = (find_period(f"{year}-{window.name}", windows) for window in windows)
    for other in sorted((p for p in named if p is not None), key=lambda p: (p.last, p.first)):
        if other.last <= period.last:
            yield other
