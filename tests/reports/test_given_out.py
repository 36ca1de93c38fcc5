"""Facts about what is told of an instrument that was given out before."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.given_out import versions_told
from reports.nested import changed, outcomes
from reports.period_figures import FormFigures, Returned
from reports.tally import QuestionTally
from tests.reports.test_period_figures import told

_LEAST = 5


def _closing(
    *counts: int, other: tuple[int, ...] = (20, 0, 0, 0, 0), fields: Sequence[QuestionTally] = ()
) -> FormFigures:
    tallies = (told(*counts), told(*other, question="C1"))
    return FormFigures("pks-q", "", Returned(valid=tallies[0].sheets), tallies, by_field=tuple(fields))


def test_the_first_closing_is_told_as_it_is() -> None:
    """With its groups."""
    first = _closing(10, 10, 0, 0, 0, fields=[told(10, 10, 0, 0, 0, group=("field", "1"))])

    assert versions_told([first], _LEAST) == (first,)


def test_an_instrument_with_a_few_sheets_more_stays_as_it_was() -> None:
    """Or a few less; with five more its questions are told anew, and groups no more."""
    fields = [told(10, 10, 0, 0, 0, group=("field", "1"))]
    first = _closing(10, 10, 0, 0, 0, fields=fields)
    more = _closing(10, 10, 0, 0, 2, other=(22, 0, 0, 0, 0), fields=fields)
    enough = _closing(10, 10, 0, 0, 5, other=(25, 0, 0, 0, 0), fields=fields)

    assert versions_told([first, more], _LEAST)[-1] == replace(first, held=2)
    assert versions_told([more, first], _LEAST)[-1] == replace(more, held=2)
    anew = versions_told([first, more, enough], _LEAST)[-1]
    assert (anew.tallies, anew.by_field, anew.held, anew.regrouped) == (enough.tallies, (), 0, True)


def test_a_question_that_a_few_answer_otherwise_stays_as_it_was() -> None:
    """And its groups with it, whatever was decided about these; another is told anew."""
    fields = [told(10, 10, 0, 0, 0, group=("field", "1"))]
    first = _closing(10, 10, 0, 0, 0, fields=fields)
    later = _closing(9, 10, 0, 1, 0, other=(14, 6, 0, 0, 0), fields=[told(9, 10, 0, 1, 0, group=("field", "2"))])

    now = versions_told([first, later], _LEAST)[-1]

    assert now.tallies == (first.tallies[0], later.tallies[1])
    assert (now.by_field, now.held, now.regrouped) == (first.by_field, 1, False)


def test_whoever_goes_back_almost_to_the_first_is_held_at_the_second() -> None:
    """Six come, and two of them stay: beside the first report the third would tell these two."""
    first = _closing(10, 10, 0, 0, 0)
    second, third = (_closing(10, 10 + n, 0, 0, 0, other=(20 + n, 0, 0, 0, 0)) for n in (12, 2))

    assert versions_told([first, second, third], _LEAST)[-1].tallies == second.tallies
    assert versions_told([first, second, first], _LEAST)[-1].tallies == first.tallies


def test_of_few_only_the_number_was_told() -> None:
    """So that nothing can be taken away, and the next closing is as a first."""
    few = _closing(1, 2, 0, 0, 0, other=(3, 0, 0, 0, 0))
    enough = _closing(3, 3, 0, 0, 0, other=(6, 0, 0, 0, 0))

    assert versions_told([few, enough], _LEAST) == (enough,)


@pytest.mark.parametrize(("one", "other", "sheets"), [((3, 1), (3, 1), 0), ((3, 1), (0, 4), 3), ((3, 1), (9, 0), 6)])
def test_of_sheets_that_answer_otherwise_the_least_number_is_known(
    one: tuple[int, ...], other: tuple[int, ...], sheets: int
) -> None:
    """Those that came, or those that went: whichever are more."""
    assert changed(outcomes([told(*one, 0, 0, 0)]), outcomes([told(*other, 0, 0, 0)])) == sheets


def test_of_several_choices_one_sheet_changes_many() -> None:
    """One who crosses four boxes more is one."""
    several = replace(told(4, 4, 0, 4, 4).meaning, multiple=True)
    before = replace(told(4, 4, 0, 4, 4), meaning=several, sheets=9, valid=9)
    after = replace(before, counts=(5, 5, 0, 5, 5))

    assert changed(outcomes([before]), outcomes([after])) == 1


_counts = st.tuples(*[st.integers(0, 9)] * 5)


@given(st.lists(_counts, min_size=1, max_size=6))
def test_no_two_reports_differ_by_a_few(closings: list[tuple[int, ...]]) -> None:
    """Whatever is added, taken out and decided between closings."""
    versions = versions_told([_closing(*counts) for counts in closings], _LEAST)
    known = [form.tallies[0] for form in versions if form.returned.valid >= _LEAST]

    for one in known:
        for other in known:
            assert not 0 < changed(outcomes([one]), outcomes([other])) < _LEAST
