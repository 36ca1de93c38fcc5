"""Facts about the figures that closing freezes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from app.period_snapshot import replaced_by, snapshot_of
from db.periods import ClosedPeriod
from reports.period_figures import PeriodFigures, Replaced, Returned
from tests.app.papers import FORM, figures
from tests.reports.test_period_figures import period, told


def _closed(revision: int, snapshot: str) -> ClosedPeriod:
    return ClosedPeriod("2026-Q3", revision, datetime(2026, 9, 20, 8, tzinfo=UTC), "An", "", 0, snapshot, "")


def test_the_same_figures_are_the_samesnapshot_of() -> None:
    """Whatever a form is called and whenever it is taken; one answer more is another one."""
    more = told(11, 10, 2, 5, 3)
    others = (
        figures(replace(FORM, tallies=(more,))),
        figures(replace(FORM, returned=Returned(issued=41, valid=30, blank=3))),
        figures(replace(FORM, by_field=(more,))),
        PeriodFigures(period("2026-Q1"), (FORM,), ()),
        PeriodFigures(period(), (), ()),
    )

    assert snapshot_of(figures()) == snapshot_of(figures())
    assert len({snapshot_of(one) for one in (figures(), *others)}) == 6
    assert "\n" not in snapshot_of(figures())
    assert json.loads(snapshot_of(figures()))["forms"][0]["tallies"][0]["count"] == 10


def test_a_report_replaces_the_last_closing_with_other_figures() -> None:
    """None while it is closed for the first time, or not at all; the first of two when the second has its figures."""
    same = snapshot_of(figures())

    assert replaced_by(same, ()) is None
    assert replaced_by(same, [_closed(1, same)]) is None
    assert replaced_by(same, [_closed(1, "{}")]) == Replaced(1, date(2026, 9, 20))
    assert replaced_by(same, [_closed(1, "{}"), _closed(2, same)]) == Replaced(1, date(2026, 9, 20))
    assert replaced_by(same, [_closed(1, same), _closed(2, "{}")]) == Replaced(2, date(2026, 9, 20))
