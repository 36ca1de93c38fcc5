"""What does a report for outsiders say? The figures of closings: of the period, and of those it is compared with."""

from dataclasses import replace

from app.given_out import GivenOut, given_out
from app.period_snapshot import replaced_by
from app.periods import ReportOrder
from app.quota_lines import quota_progress
from app.reporting import field_words, period_figures, reports_so_far, stored_forms
from db.engine import Engine
from reports.period_figures import Compared, FormFigures, PeriodFigures, verdict
from reports.periods import Period, before


def report_figures(engine: Engine, wanted: ReportOrder, internal: bool) -> PeriodFigures:
    """Return what a report says: for the office as of now, for outsiders as it was closed.

    An office that hides nothing (`hide_under: 0`) tells outsiders what it knows.

    Raises
    ------
    TallyDoesNotAddUp, NoIndicatorScores
        As `period_figures`.
    NotForOutsiders, PeriodRuns, NotGivenOut
        As `outside_figures`.
    """
    if internal or not wanted.office.hide_under:
        return period_figures(engine, wanted)
    return outside_figures(engine, wanted)


def outside_figures(engine: Engine, wanted: ReportOrder) -> PeriodFigures:
    """Return what the report of a period says to outsiders, before small groups are hidden; no comment is among it.

    Raises
    ------
    NotForOutsiders, PeriodRuns, NotGivenOut
        When the period is no report of the calendar, has not ended, or was not closed.
    """
    period, windows = wanted.period, wanted.office.windows()
    given = given_out(engine, wanted.office, period, wanted.today)
    closed = given.of(period)[-1]
    instruments, nobodys, unseen = given.instruments(closed)
    surveys = stored_forms(engine)
    trend = [(other, _told(given, other)) for other in reports_so_far(period, windows)]
    earlier = [
        {form: Compared(other, told.tallies) for form, told in _told(given, other).items()} if other is not None else {}
        for other in before(period, windows)
    ]
    counts = given.counts(period)
    forms = tuple(
        replace(
            told,
            title=surveys[form].title.vi if form in surveys else form,
            fields=field_words(surveys[form]) if form in surveys else (),
            trend=tuple((p, verdict(forms[form].tallies)) for p, forms in trend if form in forms),
            before=earlier[0].get(form),
            year_ago=earlier[1].get(form),
            inside=counts[form].inside,
        )
        for form, told in _told(given, period).items()
    )
    return PeriodFigures(
        period=period,
        forms=forms,
        # How many there were is told of every group; what they answered is not.
        quotas=quota_progress(instruments, wanted),
        nobodys=nobodys,
        unseen=unseen,
        replaces=replaced_by(closed.snapshot, given.of(period)),
        revision=closed.revision,
    )


def _told(given: GivenOut, period: Period) -> dict[str, FormFigures]:
    """Return what was told last of each instrument of a report."""
    return {form: versions[-1] for form, versions in given.versions(period).items()}
