"""Facts about the days of which outsiders may have figures."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omr.words import Language
from reports.outside_periods import NotForOutsiders, checked_for_outsiders, outside_period, reports_within
from reports.periods import CCHC, DayOfYear, Window, find_period, of_year

_TODAY = date(2026, 12, 1)
_ENDED = [period for year in range(2022, 2027) for window in CCHC if (period := of_year(window, year)).last < _TODAY]
_DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def test_a_report_that_has_ended_is_for_outsiders() -> None:
    """By its days; the year is still running, and so is nothing that ends today."""
    assert outside_period(date(2026, 6, 15), date(2026, 9, 14), CCHC, _TODAY).name == "2026-Q3"
    with pytest.raises(NotForOutsiders):
        outside_period(date(2025, 12, 15), date(2026, 12, 14), CCHC, _TODAY)
    with pytest.raises(NotForOutsiders):
        outside_period(date(2026, 6, 15), date(2026, 9, 14), CCHC, date(2026, 9, 14))


@given(_DAYS, st.integers(0, 400))
def test_any_other_days_are_refused_and_the_nearest_report_is_named(first: date, days: int) -> None:
    """The sentence names one that will do."""
    last = first + timedelta(days=days)
    assume((first, last) not in {(p.first, p.last) for p in _ENDED})
    with pytest.raises(NotForOutsiders) as refused:
        outside_period(first, last, CCHC, _TODAY)
    nearest = find_period(dict(refused.value.evidence)["name"])
    assert nearest in _ENDED
    assert str(nearest.first) in refused.value.advice(Language.VI)


def test_all_days_there_are_make_no_report() -> None:
    """The last that has ended is named."""
    with pytest.raises(NotForOutsiders) as refused:
        outside_period(None, None, CCHC, _TODAY)
    assert dict(refused.value.evidence)["name"] == "2026-Q3"


def test_months_are_for_the_office_alone_and_a_running_report_may_be_printed() -> None:
    """A month begins in one quarter and ends in another: of both, days could be taken away."""
    for name in ("2026-09", "2026-C3"):
        period = find_period(name)
        assert period is not None
        with pytest.raises(NotForOutsiders):
            checked_for_outsiders(period, CCHC)
    running = find_period("2026-Y")
    assert running is not None
    checked_for_outsiders(running, CCHC)


def test_a_window_that_cuts_one_written_before_it_is_for_the_office_alone() -> None:
    """The calendar's quarters beside those of the reform."""
    windows = (*CCHC, Window("THU", "Mùa thu", DayOfYear(9, 1), DayOfYear(11, 30)))

    with pytest.raises(NotForOutsiders):
        outside_period(date(2026, 9, 1), date(2026, 11, 30), windows, date(2027, 1, 1))
    assert outside_period(date(2026, 9, 1), date(2026, 11, 30), windows[::-1], date(2027, 1, 1)).name == "2026-THU"


def test_reports_within_are_those_of_the_calendar() -> None:
    """Of the year all four, itself too."""
    year = find_period("2026-Y")
    assert year is not None

    assert sorted(p.name for p in reports_within(year, CCHC)) == ["2026-H1", "2026-Q1", "2026-Q3", "2026-Y"]
