"""Facts about what of a period's figures leaves the office."""

from hypothesis import given
from hypothesis import strategies as st

from reports.period_figures import Compared, FormFigures, PeriodFigures, Returned
from reports.tally import QuestionTally
from reports.told_figures import told_figures
from tests.reports.test_period_figures import period, tallies, told


@given(st.lists(st.tuples(st.integers(0, 12), tallies), max_size=5), st.integers(0, 12))
def test_no_instrument_is_lost_where_few_are_told(forms: list[tuple[int, QuestionTally]], least: int) -> None:
    """Each is told or among the few, and what waits is counted of both: few sheets are no reason to be final."""
    made = tuple(FormFigures(f"f{i}", "", Returned(valid=valid), (tally,)) for i, (valid, tally) in enumerate(forms))
    figures = PeriodFigures(period(), made, ())

    outside = told_figures(figures, least)

    assert sorted(form.form for form in (*outside.forms, *outside.few)) == [form.form for form in made]
    assert all(form.returned.valid >= least for form in outside.forms)
    assert all(form.returned.valid < least for form in outside.few)
    assert outside.waiting == figures.waiting == sum(tally.waiting for _, tally in forms)


def test_a_report_of_few_is_not_in_the_trend_and_neither_is_one_just_beyond_it() -> None:
    """Nine in the first quarter, ten in the half-year: the half-year is left out; so is an earlier one of three."""
    nine, ten = told(9, 0, 0, 0, 0), told(9, 0, 0, 1, 0)
    quarter, half, third = (period(f"2026-{name}") for name in ("Q1", "H1", "Q3"))
    trend = ((quarter, nine), (half, ten), (third, told(3, 0, 0, 0, 0)))
    before = Compared(half, (told(3, 0, 0, 0, 0),))
    form = FormFigures("pks-q", "", Returned(valid=10), (ten,), trend=trend, before=before)

    (outside,) = told_figures(PeriodFigures(third, (form,), ()), 5).forms

    assert (outside.trend, outside.before) == (((quarter, nine),), None)
    assert told_figures(PeriodFigures(third, (form,), ()), 0).forms == (form,)
