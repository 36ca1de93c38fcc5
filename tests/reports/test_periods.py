"""Facts about the days that reports cover."""

from datetime import date

import pytest

from reports.periods import before, current_periods, find_period


@pytest.mark.parametrize(
    ("name", "first", "last", "due"),
    [
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 20)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 20)),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 20)),
        ("2026-Y", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 20)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), None),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), None),
        ("2026-C4", date(2026, 10, 1), date(2026, 12, 31), None),
    ],
)
def test_windows_of_administrative_reform_months_and_quarters(
    name: str, first: date, last: date, due: date | None
) -> None:
    """The half-year and the year begin where the first quarter does."""
    period = find_period(name)
    assert period is not None
    assert (period.first, period.last, period.due) == (first, last, due)


@pytest.mark.parametrize("name", ["2026", "2026-Q2", "2026-13", "Q3", "", "2026-00"])
def test_what_is_no_period(name: str) -> None:
    """There is no report of the second quarter."""
    assert find_period(name) is None


def test_today_lies_in_several() -> None:
    """The shortest first."""
    assert [p.name for p in current_periods(date(2026, 3, 14))] == ["2026-Q1", "2026-H1", "2026-Y"]
    assert [p.name for p in current_periods(date(2025, 12, 20))] == ["2026-Q1", "2026-H1", "2026-Y"]
    assert [p.name for p in current_periods(date(2026, 12, 14))] == ["2026-Y"]


def test_what_a_period_is_compared_with() -> None:
    """The one that ended last before it began, and the same a year earlier."""
    period = find_period("2026-Q3")
    assert period is not None
    last, earlier = before(period)
    assert last is not None
    assert earlier is not None
    assert (last.name, earlier.name) == ("2026-H1", "2025-Q3")
    month = find_period("2026-09")
    assert month is not None
    assert before(month) == (None, None)
