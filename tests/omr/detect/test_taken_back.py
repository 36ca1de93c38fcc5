"""What may have been taken back waits."""

from dataclasses import replace

import pytest

from omr.detect.answers import answer_field
from omr.detect.hand import Hand
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.reading import AnswerState
from omr.reasons import Reason
from tests.omr.detect.judging import ACCEPT, PLAIN, SINGLE, WRITER, answered, chosen, judged, with_features

RINGED = with_features(judged(0.0, p_cancelled=0.9999), ring_fraction=1.0, ink_fraction=0.2, tone=0.6)


def test_a_cancelled_mark_alone_waits() -> None:
    """A mark that was taken back with none in its place is no blank."""
    answer = answered(judged(0.0001, p_cancelled=0.9998), judged(0.0))

    assert answer.state is AnswerState.REVIEW
    assert Reason.CANCELLED_ALONE in answer.reasons


@pytest.mark.parametrize(
    "struck",
    [{"line_fraction": 1.0, "ink_fraction": 0.45}, {"ink_fraction": 0.97, "darkness_mean": 0.8, "tone": 0.8}],
    ids=["struck out", "blackened"],
)
def test_a_mark_that_looks_struck_out_waits_beside_a_ring(struck: dict[str, float]) -> None:
    """Some ring what they take back, and some what they mean; a plain mark beside a ring is the answer."""
    assert chosen(RINGED).state is AnswerState.ACCEPTED
    assert chosen(judged(0.0), struck).state is AnswerState.ACCEPTED
    assert chosen(RINGED, struck).reasons == (Reason.CORRECTION,)


def test_a_mark_that_was_perhaps_taken_back_is_no_plain_answer() -> None:
    """However sure the answer would be; a ring around an empty box is a choice like any other."""
    ringed = with_features(judged(0.985, 0.015), ink_fraction=0.2, extent_mm=5.0, ring_fraction=0.9)
    ring = with_features(judged(0.9999), ring_fraction=1.0, ink_fraction=0.01, extent_mm=0.3, tone=0.2)

    assert answer_field(SINGLE, (ringed, judged(0.0), judged(0.0)), 0.97).reasons == (Reason.CORRECTION,)
    hand = Hand(tone=0.6, extent_mm=5.0)
    assert answer_field(SINGLE, (ring, judged(0.0), judged(0.0)), 0.97, hand).state is AnswerState.ACCEPTED


@pytest.mark.parametrize(("boxes", "tone", "waits"), [(3, 0.6, True), (2, 0.6, False), (3, 0.3, False)])
def test_a_line_along_the_boxes_of_a_question_strikes_it_out(boxes: int, tone: float, waits: bool) -> None:
    """A dash of this writer goes through one or two, and a crease is paler than the pen."""
    crossed = with_features(judged(0.0), ink_fraction=0.1, line_fraction=1.0, one_way=0.95, tone=tone)
    mark = with_features(judged(0.9999), **PLAIN)
    field = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "12345"))

    answer = answer_field(field, (mark, *[crossed] * boxes, *[judged(0.0)] * (4 - boxes)), ACCEPT, WRITER)
    assert (Reason.LONG_LINE in answer.reasons) == waits


CROSSER = replace(WRITER, margin_fraction=0.02, stroke_width_mm=0.8, unevenness=0.05)
CROSSED_OUT = {"margin_ink_fraction": 0.15, "stroke_width_mm": 0.9}


def test_a_mark_with_more_strokes_than_the_others_may_be_crossed_out() -> None:
    """They run far out of its box and run together; in a hand that makes all marks alike."""
    assert chosen(judged(0.0), CROSSED_OUT, CROSSER).reasons == (Reason.CROSSED_OUT,)
    for other in ({"margin_ink_fraction": 0.1}, {"stroke_width_mm": 0.82}):
        assert chosen(judged(0.0), CROSSED_OUT | other, CROSSER).state is AnswerState.ACCEPTED
    assert chosen(judged(0.0), CROSSED_OUT, replace(CROSSER, unevenness=0.2)).state is AnswerState.ACCEPTED
    assert chosen(judged(0.0), CROSSED_OUT).state is AnswerState.ACCEPTED


def test_who_answers_by_blackening_takes_nothing_back_by_it() -> None:
    """A tick beside a blackened box is a second mark, and the answer in another hand."""
    filler = replace(WRITER, blackened_fraction=0.9)
    gone = with_features(judged(0.0, p_cancelled=0.9999), solid_fraction=0.9, ink_fraction=1.0, tone=0.6)

    assert Reason.SEVERAL_MARKED in chosen(gone, hand=filler).reasons
    assert chosen(gone).state is AnswerState.ACCEPTED
    assert chosen(gone, {"solid_fraction": 0.9}, filler).reasons == ()
