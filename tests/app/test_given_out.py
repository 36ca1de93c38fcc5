"""Facts about which closings of an office's periods are for outsiders."""

from datetime import date

import pytest

from app.given_out import NotGivenOut, PeriodRuns, all_given_out, given_out
from app.periods import asked_period
from db.engine import Engine
from reports.outside_periods import NotForOutsiders
from tests.app.closings import OFFICE, close
from tests.db.fixtures import engine
from tests.db.opinions import opinions
from tests.reports.test_period_figures import period

__all__ = ["engine"]
_LATER = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _filled(engine: Engine) -> None:
    opinions(engine)


def test_what_was_closed_is_what_is_told(engine: Engine) -> None:
    """As it was frozen: every count of every question, and the verdict by group."""
    close(engine)
    told = given_out(engine, OFFICE, period(), _LATER).versions(period())["pks-q"][-1]

    assert told.returned.valid == 10
    (verdict,) = (t for t in told.tallies if t.meaning.question == "C1")
    # Answers with no opinion and several are among those that were counted.
    assert (verdict.sheets, verdict.valid, verdict.no_opinion, verdict.several) == (10, 5, 1, 1)
    assert sum(t.sheets for t in told.by_channel) == 11


def test_a_period_is_told_once_it_has_ended_and_is_closed(engine: Engine) -> None:
    """Closed while it runs it is for the office; a month never is for anybody else."""
    with pytest.raises(PeriodRuns):
        given_out(engine, OFFICE, period(), date(2026, 9, 14))
    close(engine, on=date(2026, 9, 14))
    with pytest.raises(NotGivenOut):
        given_out(engine, OFFICE, period(), _LATER)
    close(engine, "2026-09", _LATER)
    with pytest.raises(NotForOutsiders):
        given_out(engine, OFFICE, asked_period("2026-09", OFFICE), _LATER)
    assert all_given_out(engine, OFFICE).closings == {}


def test_what_is_closed_after_a_longer_period_is_for_the_office(engine: Engine) -> None:
    """The year has been told: a quarter of it would be taken away from that."""
    close(engine, "2026-Y", date(2026, 12, 20))
    close(engine, "2026-Q3", date(2026, 12, 21))

    with pytest.raises(NotGivenOut):
        given_out(engine, OFFICE, period(), _LATER)
    assert given_out(engine, OFFICE, period("2026-Y"), _LATER).counts(period("2026-Y"))["pks-q"].sheets == 10


def test_what_lies_within_is_as_it_was_told(engine: Engine) -> None:
    """The quarter with the groups of its first closing, inside the year."""
    close(engine, "2026-Q3", date(2026, 9, 20))
    close(engine, "2026-Y", date(2026, 12, 20))
    count = given_out(engine, OFFICE, period("2026-Y"), _LATER).counts(period("2026-Y"))["pks-q"]

    (quarter,) = (inner for inner in count.inside if inner.sheets)
    assert quarter.sheets == 10
    assert {tuple(name for name, _ in t.group) for t in quarter.tallies} >= {(), ("channel",)}
