"""Facts about reports that lie within one another."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reports.nested import FormCount, is_told, nested, question_count, told_inside
from reports.periods import Period, find_period
from tests.reports.test_period_figures import told


def _period(name: str) -> Period:
    found = find_period(name)
    assert found is not None
    return found


_REPORTS = [_period(f"2026-{name}") for name in ("Y", "Q3", "Q1", "H1")]


def _year(**sheets: int) -> FormCount:
    return nested(_REPORTS[0], _REPORTS, lambda p: FormCount(p.name, sheets[p.name.split("-")[1]]))


def test_a_report_holds_the_largest_within_it_and_these_the_next() -> None:
    """The year the half-year and the third quarter, the half-year the first quarter."""
    year = _year(Y=50, H1=30, Q1=10, Q3=15)

    assert {inner.form for inner in year.inside} == {"2026-H1", "2026-Q3"}
    assert [[i.form for i in inner.inside] for inner in year.inside if inner.form == "2026-H1"] == [["2026-Q1"]]


def test_two_names_of_the_same_days_are_one_report() -> None:
    """An office may call its third quarter something else too."""
    again = replace(_REPORTS[1], name="2026-THU")

    assert len(nested(_REPORTS[0], [*_REPORTS, again], lambda p: FormCount(p.name, 9)).inside) == 2


def test_a_report_within_that_is_not_told_takes_nothing_away() -> None:
    """Three more in the half-year than in the quarter: of it only the number is told, the year has what both left."""
    year = _year(Y=40, H1=33, Q1=30, Q3=5)

    assert is_told(year, 5)
    assert {inner.form for inner in told_inside(year, 5)} == {"2026-Q1", "2026-Q3"}
    assert not is_told(replace(year, sheets=36), 5)
    assert is_told(replace(year, sheets=36), 0)


def test_what_was_corrected_between_two_closings_is_a_remainder_too() -> None:
    """Two fewer in the half-year than in the quarter closed before it; or as many, of which three answer otherwise."""
    assert not is_told(FormCount("f", 98, inside=(FormCount("f", 100),)), 5)

    quarter, half = told(20, 0, 0, 0, 3), told(23, 0, 0, 0, 0)
    assert not is_told(question_count([half], [FormCount("f", 23, (quarter,))]), 5)
    assert is_told(question_count([half], [FormCount("f", 23, (half,))]), 5)


_more = st.integers(0, 8)


@given(_more, _more, _more, _more)
def test_no_sum_or_difference_of_told_reports_is_of_few(q1: int, q2: int, q3: int, q4: int) -> None:
    """Whatever is added and taken away, what is left of a told report beside told ones is nothing or enough."""
    year = _year(Q1=q1, H1=q1 + q2, Q3=q3, Y=q1 + q2 + q3 + q4)

    def remainders(count: FormCount) -> list[int]:
        own = [count.sheets - sum(inner.sheets for inner in count.inside)]
        return own + [left for inner in count.inside for left in remainders(inner)]

    tops = (replace(year, inside=told_inside(year, 5)),) if is_told(year, 5) else told_inside(year, 5)
    assert all(left == 0 or left >= 5 for top in tops for left in remainders(top))
