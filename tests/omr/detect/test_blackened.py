"""Sheets answered by blackening boxes, and boxes blackened to take a mistake back."""

from itertools import pairwise

import pytest

from omr.detect.blackened import with_blackened
from omr.reading import JudgedMark, MarkState, MarkVerdict
from omr.reasons import Reason
from tests.omr.detect.judging import judged, with_features

REMARKS = (Reason.HEAVY_MARK, Reason.CORRECTION)


def blackened(p_marked: float = 0.38, p_cancelled: float = 0.6, **features: float) -> JudgedMark:
    """Return a box filled beyond its outline, of which the networks are unsure."""
    mark = with_features(
        judged(p_marked, p_cancelled, reasons=REMARKS),
        **{"solid_fraction": 0.9, "margin_ink_fraction": 0.4, "around_fraction": 0.2, "ring_fraction": 0.9} | features,
    )
    return mark._replace(verdict=mark.verdict._replace(state=MarkState.UNSURE))


def page(*marks: JudgedMark) -> list[JudgedMark]:
    """Return one question for each mark, with an empty box beside it."""
    return [
        mark._replace(reading=mark.reading._replace(question=str(number)))
        for number, both in enumerate((mark, judged(0.0)) for mark in marks)
        for mark in both
    ]


def test_where_nothing_else_is_marked_blackened_boxes_are_answers() -> None:
    """Large fills have ink around them; it is no ring. In one column they may still be a stain."""
    mark = blackened(0.38, 0.6)
    verdict = with_blackened(page(*[mark] * 6))[0].verdict

    assert verdict.state is MarkState.MARKED
    assert verdict.p_empty == pytest.approx(mark.verdict.p_empty)
    assert verdict.p_cancelled < 0.002
    assert verdict.reasons == (Reason.HEAVY_MARK,)
    assert sum(verdict[1:4]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "other",
    [
        {"ring_fraction": 1.0, "margin_ink_fraction": 0.4},
        {"margin_ink_fraction": 0.3},
        {"around_fraction": 0.2},
        {"tone": 1.0},
    ],
    ids=["ring", "scribble", "large scribble", "darker"],
)
def test_a_box_unlike_the_others_may_have_been_taken_back(other: dict[str, float]) -> None:
    """Around it is more ink than around those that are answers, or it is darker."""
    usual = {"ring_fraction": 0.5, "margin_ink_fraction": 0.1, "around_fraction": 0.05, "tone": 0.6}
    unlike = blackened(**usual | other)
    believed = with_blackened(page(*[blackened(**usual)] * 5, unlike))

    assert believed[0].verdict.state is MarkState.MARKED
    assert believed[10].verdict == unlike.verdict


def test_blots_do_not_lie_one_to_a_question_in_different_places() -> None:
    """What looks like a blot is then a large fill."""
    mark = blackened(0.8, 0.0)
    column = with_blackened(page(*[mark] * 6))
    marks = page(*[mark] * 6)
    for number in range(0, 12, 2):
        reading = marks[number].reading._replace(choice=str(number % 3))
        marks[number] = marks[number]._replace(reading=reading)

    assert column[0].verdict.p_empty == pytest.approx(0.2)
    assert with_blackened(marks)[0].verdict.p_empty == pytest.approx(0.02 / 0.82)


def test_among_crosses_a_blackened_box_is_a_doubt() -> None:
    """Nor do a few tell how a sheet is answered."""
    cross = with_features(judged(0.9999), solid_fraction=0.1)
    for marks in (page(*[blackened()] * 4, *[cross] * 5), page(*[blackened()] * 3)):
        assert with_blackened(marks) == tuple(marks)


def test_beside_another_mark_a_blackened_box_is_a_doubt() -> None:
    """The other may be what is meant."""
    marks = page(*[blackened()] * 6)
    marks[1] = with_features(judged(0.6), ink_fraction=0.2)._replace(
        reading=marks[1].reading, verdict=MarkVerdict(MarkState.UNSURE, 0.4, 0.6, 0.0)
    )
    believed = with_blackened(marks)

    assert believed[0] == marks[0]
    assert believed[2].verdict.state is MarkState.MARKED


def test_what_the_networks_are_sure_was_taken_back_stays_a_doubt() -> None:
    """The surer they are, the more."""
    gone = [with_blackened(page(*[blackened(1 - p, p)] * 6))[0].verdict.p_cancelled for p in (0.5, 0.9, 0.99, 0.9999)]

    assert all(less < more for less, more in pairwise(gone))
    assert gone[1] < 0.01 < gone[2] < 0.5 < gone[3]


def test_a_box_that_was_not_found_stays_unsure() -> None:
    """What was measured may be another place."""
    mark = blackened()
    lost = mark._replace(verdict=mark.verdict._replace(reasons=(Reason.BOX_NOT_FOUND,)))

    assert with_blackened(page(*[mark] * 5, lost))[10].verdict.state is MarkState.UNSURE
