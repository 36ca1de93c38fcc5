"""What an answer is asked for more certainty for."""

import pytest

from omr.detect.answers import answer_field
from omr.detect.hand import Hand
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.reading import AnswerState, Care, JudgedMark
from omr.reasons import Reason
from tests.omr.detect.judging import ACCEPT, CERTAIN, PLAINLY, SINGLE, answered, judged, with_features
from tests.omr.detect.test_confidence import EMPTY, reading


def test_ink_beside_an_empty_box_is_no_plain_blank() -> None:
    """A mark that missed its box altogether is never lost as a blank."""
    answer = answered(judged(0.0), judged(1 - CERTAIN, reasons=(Reason.MARK_BESIDE_BOX,)))

    assert answer.state is AnswerState.REVIEW
    assert answer.reasons == (Reason.MARK_BESIDE_BOX,)


def test_a_faint_pen_may_have_left_another_mark() -> None:
    """Beside a mark hardly darker than paper, half as dark a spot is looked at by a person."""
    spot = EMPTY._replace(darkness_peak=0.13)
    boxes = (judged(PLAINLY), JudgedMark(reading(spot), judged(0.0).verdict))
    field = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "12"))

    faint = answer_field(field, boxes, ACCEPT, Hand(darkness=0.2))
    dark = answer_field(field, boxes, ACCEPT, Hand(darkness=0.8))
    assert (faint.state, faint.reasons) == (AnswerState.REVIEW, (Reason.FAINT_MARK,))
    assert dark.state is AnswerState.ACCEPTED


def test_a_blank_with_a_faint_stroke_waits() -> None:
    """What is too faint to count as ink is not blank either."""
    faint = answered(judged(1 - CERTAIN, reasons=(Reason.FAINT_MARK,)), judged(0.0))

    assert (faint.chosen, faint.state, faint.reasons) == ((), AnswerState.REVIEW, (Reason.FAINT_MARK,))


def test_a_blackened_box_of_one_who_blackens_boxes_may_be_a_choice() -> None:
    """Beside another mark it is taken back in any other hand; with a ring around it in any."""
    blackened = with_features(judged(0.001, 0.998), solid_fraction=0.9)
    ringed = with_features(judged(0.001, 0.998), solid_fraction=0.9, ring_fraction=0.9)
    boxes = (judged(0.9999), judged(0.0))
    blackens = Hand(blackened_fraction=0.45)

    assert answer_field(SINGLE, (blackened, *boxes), ACCEPT, blackens).care is Care.ODD
    assert answer_field(SINGLE, (blackened, *boxes), ACCEPT, Hand(blackened_fraction=0.3)).care is Care.PLAIN
    assert answer_field(SINGLE, (ringed, *boxes), ACCEPT, blackens).care is Care.PLAIN


@pytest.mark.parametrize("hand", [Hand(answered=0.3), Hand()])
def test_a_mark_on_a_sheet_left_blank_is_to_be_certain(hand: Hand) -> None:
    """It may be of a word or a line over the page; as may one too pale to count as ink anywhere."""
    mark, pale = judged(CERTAIN), with_features(judged(CERTAIN), ink_fraction=0.0)
    empty = (judged(0.0), judged(0.0))

    answer = answer_field(SINGLE, (mark, *empty), ACCEPT, hand)
    assert answer.care is (Care.BLANK if hand.answered < 1 else Care.PLAIN)
    assert answer_field(SINGLE, (pale, *empty), ACCEPT, hand).care is (Care.BLANK if hand.answered < 1 else Care.ODD)


def test_a_faint_stroke_beside_an_answer_may_be_a_second_one() -> None:
    """Unless its box is surely empty, or the stroke surely taken back."""
    marked, empty = judged(CERTAIN), judged(0.0)
    perhaps = judged(0.004, 0.06, reasons=(Reason.FAINT_MARK,))
    surely_empty = judged(0.001, 0.001, reasons=(Reason.FAINT_MARK,))
    rubbed_out = judged(0.001, 0.99, reasons=(Reason.FAINT_MARK,))

    assert answer_field(SINGLE, (marked, perhaps, empty), ACCEPT).reasons == (Reason.FAINT_MARK,)
    for other in (surely_empty, rubbed_out):
        assert answer_field(SINGLE, (marked, other, empty), ACCEPT).state is AnswerState.ACCEPTED


def test_a_mark_that_looks_odd_is_to_be_five_times_as_certain() -> None:
    """On a form of others nobody looks twice, and it waits however certain it is."""
    speck = {"ink_fraction": 0.02, "extent_mm": 0.8}
    doubtful, certain = (with_features(judged(p), **speck) for p in (PLAINLY, 0.9998))
    empty, crosses = (judged(0.0), judged(0.0)), Hand(extent_mm=4.0)

    assert answer_field(SINGLE, (doubtful, *empty), ACCEPT, crosses).state is AnswerState.REVIEW
    accepted = answer_field(SINGLE, (certain, *empty), ACCEPT, crosses)
    assert (accepted.state, accepted.care, accepted.reasons) == (AnswerState.ACCEPTED, Care.ODD, ())
    waits = answer_field(SINGLE, (certain, *empty), ACCEPT, crosses, odd_waits=True)
    assert (waits.state, waits.reasons) == (AnswerState.REVIEW, (Reason.FAINT_MARK,))


def test_a_mark_in_a_box_whose_outline_is_gone_is_asked_for_more() -> None:
    """Correction fluid takes the outline away with the mark; a box filled black hides its own."""
    crossed, filled = (with_features(judged(PLAINLY), ink_fraction=0.3, solid_fraction=x) for x in (0.1, 0.8))
    wiped, hidden = (m._replace(reading=m.reading._replace(outline_score=0.12)) for m in (crossed, filled))

    assert answered(crossed, judged(0.0)).state is AnswerState.ACCEPTED
    assert answered(wiped, judged(0.0)).reasons == (Reason.BOX_NOT_FOUND,)
    assert answered(hidden, judged(0.0)).state is AnswerState.ACCEPTED


@pytest.mark.parametrize("extent_mm", [0.8, 1.9])
def test_a_speck_is_no_answer_of_one_who_crosses(extent_mm: float) -> None:
    """A dot counts in the hand of one who makes dots; where all other marks are large it may be dirt, or a crease."""
    speck = with_features(judged(PLAINLY), ink_fraction=0.02, extent_mm=extent_mm)
    boxes = (speck, judged(0.0), judged(0.0))

    assert answer_field(SINGLE, boxes, ACCEPT, Hand(extent_mm=4.0)).reasons == (Reason.FAINT_MARK,)
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(extent_mm=1.2 * extent_mm)).state is AnswerState.ACCEPTED


def test_a_long_slash_is_to_be_five_times_as_certain() -> None:
    """Rules, creases and dashes do not run along the diagonals of a box."""
    slash = {"ink_fraction": 0.1, "extent_mm": 4.0, "one_way": 0.9, "passing_fraction": 0.125, "diagonal": 0.8}
    doubtful, certain, creased = (
        with_features(judged(p), **slash, line_fraction=line)
        for p, line in ((PLAINLY, 0.0), (0.9998, 0.0), (0.9998, 0.9))
    )
    empty = (judged(0.0), judged(0.0))

    assert answer_field(SINGLE, (doubtful, *empty), ACCEPT).reasons == (Reason.FOREIGN_INK,)
    assert answer_field(SINGLE, (certain, *empty), ACCEPT).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (creased, *empty), ACCEPT).reasons == (Reason.FOREIGN_INK,)


def test_a_ringed_mark_is_to_be_five_times_as_certain() -> None:
    """On our own sheets a ring takes a mark back; a filled box with a wide ring looks much like a large fill."""
    ringed, plain = (
        with_features(judged(PLAINLY), ink_fraction=0.4, extent_mm=5.0, ring_fraction=ring) for ring in (0.9, 0.5)
    )
    empty = (judged(0.0), judged(0.0))

    assert answer_field(SINGLE, (ringed, *empty), ACCEPT).reasons == (Reason.CORRECTION,)
    assert answer_field(SINGLE, (plain, *empty), ACCEPT).state is AnswerState.ACCEPTED


@pytest.mark.parametrize("seen", [{"one_way": 0.9}, {"ring_fraction": 0.5}])
def test_on_a_blank_sheet_a_stroke_may_be_anything(seen: dict[str, float]) -> None:
    """Where the rest of the sheet is answered the same stroke is one of the writer's marks."""
    boxes = (with_features(judged(CERTAIN), ink_fraction=0.1, extent_mm=4.0, **seen), judged(0.0), judged(0.0))

    assert answer_field(SINGLE, boxes, ACCEPT, Hand(answered=0.1)).reasons == (Reason.FOREIGN_INK,)
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(answered=0.9)).state is AnswerState.ACCEPTED


@pytest.mark.parametrize(
    ("features", "care"),
    [
        ({"ink_fraction": 0.3, "ring_fraction": 0.6}, Care.ODD),
        ({"ink_fraction": 0.3, "ring_fraction": 0.9}, Care.PLAIN),
        ({"ink_fraction": 0.95, "solid_fraction": 0.9}, Care.PLAIN),
        ({"ink_fraction": 0.02}, Care.PLAIN),
    ],
    ids=["neither", "ringed", "blackened", "rubbed out"],
)
def test_what_was_taken_back_without_a_sign_may_be_a_second_mark(features: dict[str, float], care: Care) -> None:
    """A mark with a stamp or a word over it is neither ringed nor blackened."""
    beside = with_features(judged(0.001, 0.998), **features)

    assert answer_field(SINGLE, (beside, judged(PLAINLY), judged(0.0)), ACCEPT).care is care
