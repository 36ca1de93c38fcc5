"""Facts about the one door of tallies that leave the office."""

from datetime import date
from typing import Self

import pytest

from app.exporting import Asked, current_tallies
from app.office import Office
from app.outside import CrossedForOutsiders, TooFewForOutsiders, outside_counts, outside_parts, outside_table
from db.engine import Engine
from db.sheet_groups import Group
from omr.words import Language
from reports.outside_periods import NotForOutsiders
from tests.db.fixtures import engine
from tests.db.opinions import opinions

__all__ = ["engine"]
_OFFICE = Office(unit="UBND")
_Q3 = Asked(date(2026, 6, 15), date(2026, 9, 14))


class InDecember(date):
    """A calendar on which the year's last report still runs."""

    @classmethod
    def today(cls) -> Self:
        """Return a day of December."""
        return cls(2026, 12, 1)


@pytest.fixture(autouse=True)
def _december(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    opinions(engine)
    monkeypatch.setattr("app.outside.date", InDecember)


def test_what_a_report_counts_comes_with_what_the_reports_within_count(engine: Engine) -> None:
    """Of the last year that has ended the half-year and the third quarter, with the first quarter in the half-year."""
    year = Asked(date(2024, 12, 15), date(2025, 12, 14))
    assert outside_counts(engine, Language.VI, year, _OFFICE) == ()

    (quarter,) = outside_counts(engine, Language.VI, _Q3, _OFFICE)
    assert quarter.tallies == current_tallies(engine, Language.VI, _Q3)
    # Two of the eleven say nothing.
    assert (quarter.sheets, quarter.inside) == (10, ())


def test_an_office_that_hides_nothing_has_no_door(engine: Engine) -> None:
    """Any days, by any groups."""
    crossed = Asked(by=(Group.FIELD, Group.CHANNEL))
    table = outside_table(engine, Language.VI, crossed, Office(unit="UBND", hide_under=0))

    assert len([*table.rows]) > 0
    with pytest.raises(NotForOutsiders):
        outside_counts(engine, Language.VI, Asked(), _OFFICE)
    with pytest.raises(CrossedForOutsiders):
        outside_counts(engine, Language.VI, crossed, _OFFICE)


def test_sheet_by_sheet_outsiders_have_reports_of_enough(engine: Engine) -> None:
    """A day is in the smallest report that holds it."""
    days = (_Q3.since, _Q3.until)

    part_of = outside_parts(engine, _OFFICE, "pks-q", days)
    assert part_of(date(2026, 7, 1)) == part_of(date(2026, 9, 14))
    with pytest.raises(TooFewForOutsiders):
        outside_parts(engine, _OFFICE, "pks-s", days)
