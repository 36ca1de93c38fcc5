"""Of which days may outsiders have figures? Of whole reports of the office's calendar alone.

Two tables of almost the same days, subtracted, are a table of the few sheets in between (differencing; Hundepool et al.
2012, chapter 5). Reports of a calendar lie one within another or apart, and what lies between them is looked after
(`reports.nested`); any other days could be chosen around a single sheet.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.periods import Period, Window, of_year

# No year is like another in nothing but leap days: one whose neighbours have none stands for all.
_ANY_YEAR = 2026


class NotForOutsiders(OmrError):
    """Days of which outsiders get no figures. Evidence: asked, name, first, last (of the nearest report)."""

    exit_code: ClassVar[int] = 127
    sentence_text = Text(
        "Số liệu cho người ngoài chỉ có theo kỳ báo cáo đã hết, không theo {asked}: lấy hai khoảng ngày trừ cho nhau "
        "là ra từng phiếu.",
        "Outsiders get figures of whole reports that have ended, not of {asked}: two spans of days, subtracted, would "
        "tell single sheets.",
    )
    advice_text = Text(
        "Kỳ gần nhất là {name}: từ {first} đến {last}. Số dùng trong đơn vị thì không giới hạn ngày.",
        "The nearest is {name}: from {first} to {last}. Figures that stay in the office may be of any days.",
    )


def outside_period(since: date | None, until: date | None, windows: Sequence[Window], ended_by: date) -> Period:
    """Return the report that begins and ends on these days and ended before a day.

    Raises
    ------
    NotForOutsiders
        When there is none; the error names the nearest.
    """
    around = [day for day in (since, until) if day is not None] or [ended_by]
    years = range(min(min(around), ended_by).year - 1, max(around).year + 2)
    listed = [p for p in _reports(windows, years) if p.last < ended_by]
    exact = next((p for p in listed if (p.first, p.last) == (since, until)), None)
    if exact is not None:
        return exact
    first, last = since or around[0], until or around[-1]
    nearest = min(listed, key=lambda p: (abs(p.first - first) + abs(p.last - last), p.last), default=None)
    raise NotForOutsiders(
        asked=f"{since or '…'} – {until or '…'}",
        name=nearest.name if nearest is not None else "–",
        first=nearest.first if nearest is not None else "–",
        last=nearest.last if nearest is not None else "–",
    )


def checked_for_outsiders(period: Period, windows: Sequence[Window]) -> None:
    """Refuse a period that is no report of the calendar: a month, a calendar quarter. One still running passes.

    Raises
    ------
    NotForOutsiders
        When it is none; the error names the nearest.
    """
    outside_period(period.first, period.last, windows, period.last + timedelta(days=1))


def reports_within(outer: Period, windows: Sequence[Window]) -> tuple[Period, ...]:
    """Return the reports of the calendar whose days lie within those of a period, itself among them where it is one."""
    years = range(outer.first.year - 1, outer.last.year + 2)
    return tuple(p for p in _reports(windows, years) if outer.first <= p.first and p.last <= outer.last)


def _reports(windows: Sequence[Window], years: range) -> list[Period]:
    """Return the reports of some years; a window that cuts one written before it is for the office alone."""
    kept: list[Window] = []
    for window in windows:
        if not any(_cuts(window, other) for other in (*kept, window)):
            kept.append(window)
    return [of_year(window, year) for window in kept for year in years]


def _cuts(window: Window, other: Window) -> bool:
    """Return whether a report and another of any year have days in common and each days of its own."""
    one = of_year(window, _ANY_YEAR)
    for year in range(_ANY_YEAR - 2, _ANY_YEAR + 3):
        two = of_year(other, year)
        common = one.first <= two.last and two.first <= one.last
        within = (one.first <= two.first and two.last <= one.last) or (two.first <= one.first and one.last <= two.last)
        if common and not within:
            return True
    return False
