"""Facts about which period is asked for and what was counted in it."""

from datetime import date
from pathlib import Path

import pytest

from app.office import Office
from app.periods import (
    PeriodUnknown,
    asked_period,
    counted,
    open_periods,
    report_order,
    split_forms,
    verdicts,
)
from app.roster import ROSTER_FILE, RosterUnreadable
from db.engine import Engine
from db.sheet_groups import Group
from omr.words import Language
from reports.periods import Period
from tests.db.fixtures import engine
from tests.db.opinions import opinions
from tests.reports.test_period_figures import told

__all__ = ["engine"]

_REFORM = Office(unit="X")
_QUARTERS = Office.model_validate(
    {
        "unit": "X",
        "calendar": [
            {"name": "Q1", "title": "Quý I", "first": "1/1", "last": "31/3", "due": "5/4"},
            {"name": "Q4", "title": "Quý IV", "first": "1/10", "last": "31/12", "due": "5/1", "published": "31/12"},
            {"name": "N", "title": "Năm", "first": "16/12", "last": "15/12", "from_last_year": True},
        ],
    }
)


def _names(periods: tuple[Period, ...]) -> list[str]:
    return [period.name for period in periods]


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 1, 1), ["2026-Q1", "2026-H1", "2026-Y"]),
        (date(2026, 6, 14), ["2026-Q1", "2026-H1", "2026-Y"]),
        (date(2026, 6, 15), ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]),
        (date(2026, 12, 31), ["2026-Q1", "2026-H1", "2026-Q3", "2026-Y"]),
    ],
)
def test_reports_of_the_year_are_open_from_their_first_day_until_they_are_closed(today: date, names: list[str]) -> None:
    """By when they end, though they are overdue; what has not begun is not open yet."""
    assert _names(open_periods(_REFORM, (), today)) == names
    assert _names(open_periods(_REFORM, {"2026-H1"}, today)) == [name for name in names if name != "2026-H1"]


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 12, 31), ["2026-Q1", "2026-N", "2026-Q4"]),
        (date(2027, 1, 1), ["2026-Q4", "2027-Q1", "2027-N"]),
        (date(2027, 1, 5), ["2026-Q4", "2027-Q1", "2027-N"]),
        (date(2027, 1, 6), ["2027-Q1", "2027-N"]),
    ],
)
def test_a_report_that_is_due_after_new_year_does_not_vanish_with_the_old_one(today: date, names: list[str]) -> None:
    """It stays open until its due day, which lies in the year after its last."""
    assert _names(open_periods(_QUARTERS, (), today)) == names
    q4 = asked_period("2026-Q4", _QUARTERS)
    assert (q4.last, q4.due, q4.published) == (date(2026, 12, 31), date(2027, 1, 5), date(2026, 12, 31))


@pytest.mark.parametrize("name", ["2026-Q2", "2026-13", "Q3", "", "năm nay", "2026-Q3 "])
def test_a_name_that_says_no_period_is_refused_with_those_that_there_are(name: str) -> None:
    """Those of the office's own calendar."""
    with pytest.raises(PeriodUnknown) as refused:
        asked_period(name, _REFORM)

    assert "Q1, H1, Q3, Y" in refused.value.advice(Language.VI)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("2026-q4", "2026-Q4"), ("2026-c3", "2026-C3"), ("2026-09", "2026-09"), ("２０２６-09", "2026-09")],
)
def test_a_period_has_one_name_however_it_is_typed(typed: str, name: str) -> None:
    """Its dossiers are found by it, and what was closed under one spelling is not open under another."""
    assert asked_period(typed, _QUARTERS).name == name


def test_an_order_has_the_officers_of_the_table(tmp_path: Path) -> None:
    """Where there is one; one that cannot be read stops the report rather than leaving everybody out."""
    period = asked_period("2026-Q3", _REFORM)
    assert report_order(tmp_path, _REFORM, period).roster == ()
    (tmp_path / ROSTER_FILE).write_text("code,field\n01,ht\n02,\n", "utf-8")
    assert [who.officer for who in report_order(tmp_path, _REFORM, period).roster] == ["01", "02"]

    (tmp_path / ROSTER_FILE).write_text("tên\nAn\n", "utf-8")
    with pytest.raises(RosterUnreadable):
        report_order(tmp_path, _REFORM, period)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return the database of an office with papers of August and September and two answers of a kiosk."""
    opinions(engine)
    return engine


@pytest.mark.parametrize(
    ("first", "last", "sheets"),
    [
        # Eight papers of 14 September, one of 14 August, kiosk answers of 1 September and 1 July.
        (date(2026, 9, 14), date(2026, 9, 14), 8),
        (date(2026, 9, 1), date(2026, 9, 13), 1),
        (date(2026, 8, 14), date(2026, 8, 14), 1),
        (date(2026, 7, 1), date(2026, 9, 14), 11),
        (date(2026, 9, 15), date(2026, 12, 31), 0),
    ],
)
def test_both_ends_of_a_period_belong_to_it(filled: Engine, first: date, last: date, sheets: int) -> None:
    """The day on which the box was opened, or the answer was given."""
    tallies = counted(filled, Period("p", "P", first, last))

    assert next((tally.sheets for tally in tallies if tally.meaning.question == "C1"), 0) == sheets


def test_tallies_are_apart_by_group_and_by_form(filled: Engine) -> None:
    """The groups come to the whole; only a sheet's verdict is told by group."""
    whole = Period("p", "P", date(2026, 1, 1), date(2026, 12, 31))
    (one,) = (tally for tally in counted(filled, whole) if tally.meaning.question == "C1")
    parts = [tally for tally in counted(filled, whole, Group.CHANNEL) if tally.meaning.question == "C1"]

    assert {tally.group for tally in parts} == {(("channel", "kiosk"),), (("channel", "paper_box"),)}
    assert sum(tally.sheets for tally in parts) == one.sheets
    assert one.group == ()
    assert list(verdicts(filled, whole, Group.CHANNEL)) == parts


def test_instruments_are_never_mixed() -> None:
    """Though their questions have the same codes; the order of questions and of forms stays."""
    first, other, second = told(1, 0, 0, 0, 0), told(2, 0, 0, 0, 0, form="pks-c"), told(3, 0, 0, 0, 0, question="C1")

    assert split_forms([first, other, second]) == {"pks-q": (first, second), "pks-c": (other,)}
    assert list(split_forms([other, first])) == ["pks-c", "pks-q"]
    assert split_forms([]) == {}


def test_last_years_overdue_reports_are_listed_where_somebody_was_asked_then() -> None:
    """An office that began this year owes none; one whose first box was within the period does."""
    today = date(2026, 2, 1)

    assert "2025-Y" not in _names(open_periods(_REFORM, (), today))
    assert "2025-Y" in _names(open_periods(_REFORM, (), today, date(2025, 11, 1)))
    assert "2025-Q3" not in _names(open_periods(_REFORM, (), today, date(2025, 11, 1)))
    assert "2025-Y" not in _names(open_periods(_REFORM, {"2025-Y"}, today, date(2025, 11, 1)))
