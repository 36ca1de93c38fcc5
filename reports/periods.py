"""Which days does a report cover, and when is it due? Windows by name, usually those of administrative reform.

A window begins and ends on days of its own, not with the calendar's quarters, and some run over others: the half-year
and the year are counted anew from the sheets, never added up from quarters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of a report's calendar; `year` is relative to the report's: -1 for the one before."""

    month: int
    day: int
    year: int = 0

    def of(self, year: int) -> date:
        """Return the day for the report of a year."""
        return date(year + self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Window:
    """A report that comes every year: its name, the days it covers, when it is due and when it is published."""

    name: str
    title: str
    first: DayOfYear
    last: DayOfYear
    due: DayOfYear | None = None
    published: DayOfYear | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One report's days, both ends included. `due` and `published` are None where the calendar has none."""

    name: str
    title: str
    first: date
    last: date
    due: date | None = None
    published: date | None = None


# Guidance 581/BNV-CCHC: four reports a year, due by the 20th of the last month; the half-year and the year run over the
# quarters. Days of publication are an office's own (here those of Quảng Thái's rule).
CCHC = (
    Window("Q1", "Quý I", DayOfYear(12, 15, -1), DayOfYear(3, 14), DayOfYear(3, 20), DayOfYear(3, 25)),
    Window("H1", "6 tháng đầu năm", DayOfYear(12, 15, -1), DayOfYear(6, 14), DayOfYear(6, 20), DayOfYear(6, 25)),
    Window("Q3", "Quý III", DayOfYear(6, 15), DayOfYear(9, 14), DayOfYear(9, 20), DayOfYear(9, 25)),
    Window("Y", "Năm", DayOfYear(12, 15, -1), DayOfYear(12, 14), DayOfYear(12, 20)),
)

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_NAMED = re.compile(r"(\d{4})-([A-Za-z][A-Za-z0-9]*)")
_QUARTERS = {"C1": (1, 3), "C2": (4, 6), "C3": (7, 9), "C4": (10, 12)}


def find_period(name: str, windows: Sequence[Window] = CCHC) -> Period | None:
    """Return the period of a name: ``2026-Q3`` of the calendar of reports, ``2026-09`` a month, ``2026-C3`` a quarter.

    None where the name says none.
    """
    month = _MONTH.fullmatch(name)
    if month is not None and 1 <= int(month[2]) <= 12:
        year, number = int(month[1]), int(month[2])
        return Period(f"{year}-{number:02}", f"Tháng {number}/{year}", date(year, number, 1), _end_of(year, number))
    named = _NAMED.fullmatch(name)
    if named is None:
        return None
    year, word = int(named[1]), named[2].upper()
    for window in windows:
        if window.name.upper() == word:
            return of_year(window, year)
    if word in _QUARTERS:
        first, last = _QUARTERS[word]
        return Period(f"{year}-{word}", f"Quý {word[1]}/{year} (theo lịch)", date(year, first, 1), _end_of(year, last))
    return None


def current_periods(today: date, windows: Sequence[Window] = CCHC) -> tuple[Period, ...]:
    """Return the periods that today lies in, the shortest first."""
    around = [of_year(window, year) for window in windows for year in (today.year, today.year + 1)]
    running = [period for period in around if period.first <= today <= period.last]
    return tuple(sorted(running, key=lambda period: (period.last - period.first, period.name)))


def before(period: Period, windows: Sequence[Window] = CCHC) -> tuple[Period | None, Period | None]:
    """Return the period before a period of the calendar, and the same one a year earlier; None where there is none.

    Before a quarter comes the report whose days end last before it begins; before a cumulative one the same a year
    earlier is all there is to compare with.
    """
    named = _NAMED.fullmatch(period.name)
    if named is None:
        return None, None
    earlier = find_period(f"{int(named[1]) - 1}-{named[2]}", windows)
    ended = [
        other
        for window in windows
        for year in range(period.first.year - 1, period.last.year + 1)
        if (other := of_year(window, year)).last < period.first
    ]
    last = max(ended, key=lambda other: (other.last, other.first), default=None)
    return last, earlier


def of_year(window: Window, year: int) -> Period:
    """Return the report that a window is in a year."""
    return Period(
        name=f"{year}-{window.name}",
        title=f"{window.title}/{year}" if window.name.startswith("Q") else f"{window.title} {year}",
        first=window.first.of(year),
        last=window.last.of(year),
        due=window.due.of(year) if window.due else None,
        published=window.published.of(year) if window.published else None,
    )


def _end_of(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
