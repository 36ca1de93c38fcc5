"""Facts about the figures that a report for outsiders says."""

from dataclasses import replace
from datetime import date

import pytest

from app.given_out import NotGivenOut
from app.outside_figures import outside_figures, report_figures
from app.periods import ReportOrder, asked_period
from app.reporting import period_figures
from db.engine import Engine
from reports.period_figures import PeriodFigures
from tests.app.closings import OFFICE, close
from tests.db.fixtures import engine
from tests.db.opinions import opinions
from tests.db.values import FIRST, accepted, reading, scanned

__all__ = ["engine"]
_ORDER = ReportOrder(asked_period("2026-Q3", OFFICE), OFFICE, (), date(2026, 9, 21))


@pytest.fixture(autouse=True)
def _filled(engine: Engine) -> None:
    opinions(engine)


def _came_back(figures: PeriodFigures) -> int:
    return sum(form.returned.valid for form in figures.forms)


def test_outsiders_get_the_figures_of_the_closing_and_the_office_those_of_now(engine: Engine) -> None:
    """A paper with a number that was counted, scanned later, is seen in the office's own report alone."""
    close(engine)
    outside = report_figures(engine, _ORDER, internal=False)
    scanned(engine, reading(FIRST, accepted("C1", "5")), path="later.pdf")
    internal = report_figures(engine, _ORDER, internal=True)

    assert report_figures(engine, _ORDER, internal=False) == outside == outside_figures(engine, _ORDER)
    assert (outside.revision, internal.revision) == (1, 0)
    assert internal == period_figures(engine, _ORDER)
    assert (_came_back(outside), _came_back(internal)) == (10, 9)


def test_what_was_not_closed_is_told_to_nobody_else(engine: Engine) -> None:
    """But by an office that hides nothing."""
    open_office = replace(_ORDER, office=OFFICE.model_copy(update={"hide_under": 0}))

    with pytest.raises(NotGivenOut):
        report_figures(engine, _ORDER, internal=False)
    assert report_figures(engine, open_office, internal=False) == period_figures(engine, open_office)


def test_the_closing_has_the_words_of_its_forms_and_no_comments(engine: Engine) -> None:
    """Snapshots hold codes; what respondents wrote is not among them."""
    close(engine)
    (form, *_) = outside_figures(engine, _ORDER).forms

    assert form.title != form.form
    assert outside_figures(engine, _ORDER).comments == ()
