"""Which period is asked for, and what was counted in it? Days by name, and the tallies of each instrument."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from app.exporting import Asked, current_tallies
from app.office import Office
from app.roster import ROSTER_FILE, PrintedFor, read_roster
from db.engine import Engine
from db.sheet_groups import Group
from omr.errors import OmrError
from omr.words import Language, Text
from reports.periods import Period, find_period
from reports.tally import QuestionTally


class PeriodUnknown(OmrError):
    """No period goes by this name. Evidence: name, known."""

    exit_code: ClassVar[int] = 83
    sentence_text = Text("Không có kỳ “{name}”.", "There is no period “{name}”.")
    advice_text = Text(
        "Ghi như 2026-Q3 ({known}), tháng 2026-09, hoặc quý theo lịch 2026-C3.",
        "Write 2026-Q3 ({known}), a month 2026-09, or a calendar quarter 2026-C3.",
    )


class NothingInPeriod(OmrError):
    """Nothing was scanned or imported in a period. Evidence: name, first, last."""

    exit_code: ClassVar[int] = 84
    sentence_text = Text(
        "Kỳ {name} ({first}–{last}) chưa có phiếu nào.", "There is no sheet in {name} ({first} to {last})."
    )
    advice_text = Text(
        "Ngày tính theo ngày mở hòm: xem bằng omr batches list, ghi lại bằng omr batches record.",
        "Days are those of the box's opening: see omr batches list, mend with omr batches record.",
    )


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """Which period is reported, by whom, and as of which day."""

    period: Period
    office: Office
    roster: tuple[PrintedFor, ...]
    today: date


def report_order(home: Path, office: Office, period: Period) -> ReportOrder:
    """Return the order of a period's report as of today, with the officers of the office's table.

    Raises
    ------
    RosterUnreadable
        When the table of officers cannot be read.
    """
    path = home / ROSTER_FILE
    roster = read_roster(path) if path.is_file() else ()
    # The office's own day: the clock of this computer is set to it.
    return ReportOrder(period, office, roster, date.today())


def asked_period(name: str, office: Office) -> Period:
    """Return the period of a name.

    Raises
    ------
    PeriodUnknown
        When the calendar has none of this name.
    """
    windows = office.windows()
    period = find_period(name, windows)
    if period is None:
        raise PeriodUnknown(name=name, known=", ".join(window.name for window in windows))
    return period


def open_periods(office: Office, closed: Collection[str], today: date, since: date | None = None) -> tuple[Period, ...]:
    """Return the reports of this year that have begun and were not closed, by when they are due.

    Those of last year are among them until their due day, which may be after New Year; and after it where the office
    asked anybody then: `since` is the day of its first box, None where there is none.
    """
    windows = office.windows()
    named = [find_period(f"{today.year}-{window.name}", windows) for window in windows]
    last_year = (find_period(f"{today.year - 1}-{window.name}", windows) for window in windows)
    named += [
        period
        for period in last_year
        if period is not None and ((period.due or period.last) >= today or (since is not None and since <= period.last))
    ]
    begun = [period for period in named if period is not None and period.first <= today and period.name not in closed]
    return tuple(sorted(begun, key=lambda period: (period.last, period.name)))


def counted(engine: Engine, period: Period, by: Group | None = None) -> tuple[QuestionTally, ...]:
    """Return the tally of every question of a period, apart by one group where one is named."""
    return current_tallies(engine, Language.VI, Asked(period.first, period.last, (by,) if by else ()))


def verdicts(engine: Engine, period: Period, by: Group) -> Iterator[QuestionTally]:
    """Return the tallies of the questions that are their sheets' verdicts, apart by a group."""
    return (tally for tally in counted(engine, period, by) if tally.meaning.role == "overall")


def split_forms(tallies: Iterable[QuestionTally]) -> dict[str, tuple[QuestionTally, ...]]:
    """Return tallies by the instrument they are of."""
    found: dict[str, list[QuestionTally]] = {}
    for tally in tallies:
        found.setdefault(tally.meaning.form, []).append(tally)
    return {form: tuple(some) for form, some in found.items()}
