"""What has an office given out of its periods? What outsiders get is of closings, never of now.

A report of the calendar is closed once it has ended; from then on its figures are told, and of a later closing only
what differs from them by none or by enough (`reports.given_out`). Figures of now would tell whoever asks twice what
came in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from app.exporting import meanings
from app.office import Office
from app.period_snapshot import days_of, figures_of_snapshot
from db.engine import Engine
from db.periods import ClosedPeriod, closed_periods
from omr.errors import OmrError
from omr.words import Language, Text
from reports.given_out import versions_told
from reports.nested import FormCount, nested
from reports.outside_periods import checked_for_outsiders, reports_within
from reports.period_figures import FormFigures, Returned
from reports.periods import Period, Window
from reports.tally import QuestionMeaning

Days = tuple[date, date]


class PeriodRuns(OmrError):
    """Outsiders get no figures of a period that has not ended. Evidence: name, last, day (the one after)."""

    exit_code: ClassVar[int] = 131
    sentence_text = Text(
        "Kỳ {name} đến hết ngày {last} mới xong: số liệu cho người ngoài có từ ngày {day}, sau khi chốt.",
        "{name} runs to the end of {last}: outsiders get its figures from {day} on, once it is closed.",
    )
    advice_text = Text(
        "Số dùng trong đơn vị thì có ngay: omr report {name} --internal.",
        "Figures that stay in the office are there now: omr report {name} --internal.",
    )


class NotGivenOut(OmrError):
    """Outsiders get no figures of a period that was not closed for them. Evidence: name, last."""

    exit_code: ClassVar[int] = 132
    sentence_text = Text(
        "Kỳ {name} chưa có bản chốt cho người ngoài: phải chốt sau ngày cuối kỳ ({last}) và trước khi chốt kỳ dài hơn "
        "chứa nó.",
        "{name} has no closing for outsiders: one made after its last day ({last}), and before a longer period that "
        "holds it was closed.",
    )
    advice_text = Text(
        "Chốt: omr period close {name}. Số dùng trong đơn vị: omr report {name} --internal.",
        "Close it: omr period close {name}. For the office: omr report {name} --internal.",
    )


@dataclass(frozen=True, slots=True)
class GivenOut:
    """The closings of an office's reports that count outside, by their days, oldest first."""

    closings: Mapping[Days, tuple[ClosedPeriod, ...]]
    meanings: tuple[QuestionMeaning, ...]
    windows: tuple[Window, ...]
    least: int

    def of(self, period: Period) -> tuple[ClosedPeriod, ...]:
        """Return the closings of a report, none where it was not given out."""
        return self.closings.get((period.first, period.last), ())

    def versions(self, period: Period) -> dict[str, tuple[FormFigures, ...]]:
        """Return what was told of each instrument of a report after each closing, oldest first."""
        found = [{form.form: form for form in self.instruments(closed)[0]} for closed in self.of(period)]
        names = dict.fromkeys(name for forms in reversed(found) for name in forms)
        # One that a closing has no longer has no sheet in it.
        return {
            name: versions_told([forms.get(name, FormFigures(name, "", Returned(), ())) for forms in found], self.least)
            for name in names
        }

    def instruments(self, closed: ClosedPeriod) -> tuple[tuple[FormFigures, ...], Returned, int]:
        """Return what a closing has frozen: instruments, pages that are nobody's, and those nobody had looked at."""
        return figures_of_snapshot(closed.snapshot, self.meanings)

    def counts(self, period: Period) -> dict[str, FormCount]:
        """Return what was told last of each instrument of a report, with the same of the reports within its days."""
        within = reports_within(period, self.windows)
        told = {(p.first, p.last): self.versions(p) for p in (period, *within)}

        def counted(form: str, some: Period) -> FormCount:
            versions = told[some.first, some.last].get(form)
            if versions is None:
                return FormCount(form, 0)
            # Groups are told once, with the first.
            last, first = versions[-1], versions[0]
            groups = (*first.by_field, *first.by_officer, *first.by_counter, *first.by_channel)
            return FormCount(form, last.returned.valid, (*last.tallies, *groups))

        return {form: nested(period, within, partial(counted, form)) for form in told[period.first, period.last]}


def given_out(engine: Engine, office: Office, period: Period, today: date) -> GivenOut:
    """Return what an office has given out, where a report is among it.

    Raises
    ------
    NotForOutsiders
        When the period is no report of the calendar.
    PeriodRuns
        When it has not ended.
    NotGivenOut
        When it was not closed for outsiders.
    """
    checked_for_outsiders(period, office.windows())
    said = {"name": period.name, "last": f"{period.last:%d/%m/%Y}"}
    if today <= period.last:
        raise PeriodRuns(**said, day=f"{period.last + timedelta(days=1):%d/%m/%Y}")
    given = all_given_out(engine, office)
    if not given.of(period):
        raise NotGivenOut(**said)
    return given


def all_given_out(engine: Engine, office: Office) -> GivenOut:
    """Return what an office has given out of all its reports."""
    windows = office.windows()
    closings = _for_outsiders(closed_periods(engine), windows)
    return GivenOut(closings, meanings(engine, Language.VI), windows, office.hide_under)


def _for_outsiders(closed: Sequence[ClosedPeriod], windows: Sequence[Window]) -> dict[Days, tuple[ClosedPeriod, ...]]:
    """Return the closings of reports that had ended and of which no longer report was closed before."""
    found: dict[Days, tuple[ClosedPeriod, ...]] = {}
    for closing in closed:
        first, last = days = days_of(closing.snapshot)
        itself = Period("", "", first, last)
        is_report = any((p.first, p.last) == days for p in reports_within(itself, windows))
        longer = any(other[0] <= first and last <= other[1] for other in found if other != days)
        if is_report and not longer and closing.closed_at.astimezone().date() > last:
            found[days] = (*found.get(days, ()), closing)
    return found
