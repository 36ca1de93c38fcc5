"""What counts of errors allow to be said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scored import ScoredQuestion
from bench.statistics import curve, expected_calibration_error, reliability, upper_bound


def question(confidence: float, right: bool, barred: bool = False) -> ScoredQuestion:
    """Return a question that the machine was so certain of."""
    chosen = ("1",) if right else ("2",)
    return ScoredQuestion(1, "C1", 5, "cross", ("1",), chosen, confidence, barred)


def test_no_error_in_n_bounds_the_rate_at_three_in_n() -> None:
    """The rule of three, exactly: 1 - 0.05 ** (1 / n)."""
    assert upper_bound(0, 1_549_703) == pytest.approx(3 / 1_549_703, rel=0.01)
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100))
    assert upper_bound(5, 5) == 1.0


@given(st.integers(0, 50), st.integers(51, 5000))
def test_a_bound_lies_above_what_was_seen(errors: int, trials: int) -> None:
    """And more errors never lower it."""
    assert errors / trials < upper_bound(errors, trials) <= 1
    assert upper_bound(errors, trials) < upper_bound(errors + 1, trials)


def test_a_machine_that_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    """Eight of ten right at 0.8; barred questions say nothing."""
    honest = [question(0.8, i < 8) for i in range(10)]

    assert expected_calibration_error(honest) == pytest.approx(0.0, abs=1e-9)
    assert expected_calibration_error([*honest, question(0.99, False, barred=True)]) == pytest.approx(0.0, abs=1e-9)
    assert expected_calibration_error([question(0.9, False)] * 4) == pytest.approx(0.9)


def test_bins_hold_every_question_that_confidence_decides() -> None:
    """From the most certain to the least."""
    questions = [question(c, True) for c in (1.0, 0.9999999, 0.9995, 0.97, 0.7, 0.3)]
    bins = reliability(questions)

    assert sum(b.questions for b in bins) == len(questions)
    assert all(first.confidence > second.confidence for first, second in pairwise(bins))


def test_a_higher_threshold_costs_review_and_saves_errors() -> None:
    """Every question is right, wrong or with a person."""
    questions = [question(0.999, True), question(0.98, False), question(0.95, True), question(1.0, True, barred=True)]
    low, high = curve(questions, (0.9, 0.99))

    assert (low.accepted, low.silent_errors, low.review_rate) == (3, 1, 0.25)
    assert (high.accepted, high.silent_errors, high.review_rate) == (1, 0, 0.75)
