"""Facts about the one door of tallies that leave the office."""

from datetime import date
from typing import Self

import pytest

from app.exporting import Asked, current_tallies
from app.given_out import NotGivenOut
from app.office import Office
from app.outside import (
    CrossedForOutsiders,
    OtherThanGivenOut,
    TooFewForOutsiders,
    outside_counts,
    outside_parts,
    outside_table,
)
from db.engine import Engine
from db.review import decide, queue
from db.sheet_groups import Group
from omr.words import Language
from reports.outside_periods import NotForOutsiders
from tests.app.closings import close
from tests.db.fixtures import engine
from tests.db.opinions import opinions
from tests.db.values import NOW

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
    close(engine)


def test_what_a_report_counts_comes_with_what_the_reports_within_count(engine: Engine) -> None:
    """Of the last year that has ended the half-year and the third quarter, with the first quarter in the half-year."""
    with pytest.raises(NotGivenOut):
        outside_counts(engine, Language.VI, Asked(date(2024, 12, 15), date(2025, 12, 14)), _OFFICE)

    (quarter,) = outside_counts(engine, Language.VI, _Q3, _OFFICE)
    now = current_tallies(engine, Language.VI, _Q3)
    assert [(t.meaning.question, t.counts, t.valid) for t in quarter.tallies] == [
        (t.meaning.question, t.counts, t.valid) for t in now
    ]
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

    part_of, corrected = outside_parts(engine, _OFFICE, "pks-q", days)
    assert not corrected
    assert part_of(date(2026, 7, 1)) == part_of(date(2026, 9, 14))
    with pytest.raises(TooFewForOutsiders):
        outside_parts(engine, _OFFICE, "pks-s", days)


def test_sheets_that_are_others_than_those_given_out_are_not_told(engine: Engine) -> None:
    """Beside the figures of the closing they would tell whose answer came in between."""
    (waits, *_) = [item for item in queue(engine) if item.kind == "question"]
    decide(engine, waits.id, "spoiled", "Người kiểm tra", "", NOW)

    with pytest.raises(OtherThanGivenOut):
        outside_parts(engine, _OFFICE, "pks-q", (_Q3.since, _Q3.until))
    (quarter,) = outside_counts(engine, Language.VI, _Q3, _OFFICE)
    assert sum(t.waiting for t in quarter.tallies) == 2
