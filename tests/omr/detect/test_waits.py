"""What keeps an answer waiting, however certain the networks are."""

from dataclasses import replace

import pytest

from omr.detect.answers import answer_field
from omr.detect.greys import Greys
from omr.detect.hand import Hand
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.reading import AnswerState, MarkState
from omr.reasons import Reason
from tests.omr.detect.judging import ACCEPT, PLAIN, SINGLE, WRITER, answered, chosen, judged, with_features


def test_a_blank_with_a_mark_beside_a_box_waits() -> None:
    """However certain it is that the boxes are empty; what is beside them and no mark leaves them so."""
    beside = judged(0.0, reasons=(Reason.MARK_BESIDE_BOX,))
    missed = beside._replace(verdict=beside.verdict._replace(state=MarkState.UNSURE))

    assert answered(judged(0.0), beside).state is AnswerState.ACCEPTED
    assert answered(judged(0.0), missed).reasons == (Reason.MARK_BESIDE_BOX,)


@pytest.mark.parametrize("reason", [Reason.TAIL, Reason.LONG_LINE])
def test_what_was_not_made_for_a_box_is_no_answer(reason: Reason) -> None:
    """A tail of another row's mark, a piece of a line over the page: however much it looks like a stroke."""
    assert answered(judged(0.0), judged(1.0, reasons=(reason,))).reasons == (reason,)


def test_a_round_speck_waits_in_the_hand_of_one_who_makes_larger_marks() -> None:
    """Dirt is round and small; a short stroke is not round, and who dots makes dots as small as this one."""
    speck = {"extent_mm": 1.4, "roundness": 0.95, "ink_fraction": 0.05, "darkness_mean": 0.03}

    assert chosen(judged(0.0), speck).reasons == (Reason.FAINT_MARK,)
    assert chosen(judged(0.0), (speck | {"roundness": 0.3})).state is AnswerState.ACCEPTED
    dots = Hand(tone=0.6, extent_mm=1.5, answered=1.0)
    field = Field("C1", FieldKind.SINGLE, (MarkBox("1", BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)),))
    dot = with_features(judged(0.99999), **(PLAIN | speck))
    assert answer_field(field, (dot,), ACCEPT, dots).state is AnswerState.ACCEPTED


def test_a_drop_of_ink_waits_in_the_hand_of_one_whose_marks_are_all_alike() -> None:
    """It is larger than dirt; where marks differ a dot may be one of them."""
    drop = PLAIN | {"extent_mm": 2.2, "roundness": 0.95, "ink_fraction": 0.05, "darkness_mean": 0.03}
    marks = judged(0.0), with_features(judged(0.99999), **drop), judged(0.0)

    assert answer_field(SINGLE, marks, ACCEPT, replace(WRITER, unevenness=0.0)).reasons == (Reason.FAINT_MARK,)
    assert answer_field(SINGLE, marks, ACCEPT, replace(WRITER, unevenness=0.11)).state is AnswerState.ACCEPTED


@pytest.mark.parametrize(("greys", "reason"), [(Greys.NONE, Reason.NO_GREY), (Greys.NO_PALE, Reason.WASHED_OUT)])
def test_a_blackened_box_waits_where_it_is_all_that_a_scan_has_left_of_a_pen(greys: Greys, reason: Reason) -> None:
    """It may have been taken back, and the mark that was meant is lost; a cross is as it was made."""
    hand = Hand(answered=0.2, greys=greys)
    blackened = with_features(judged(0.99999), **(PLAIN | {"solid_fraction": 0.8}))
    cross = with_features(judged(0.99999), **PLAIN)
    empty = judged(0.0), judged(0.0)

    assert reason in answer_field(SINGLE, (blackened, *empty), ACCEPT, hand).reasons
    for mark, other in ((cross, hand), (blackened, replace(hand, answered=0.9)), (blackened, Hand(answered=0.2))):
        assert answer_field(SINGLE, (mark, *empty), ACCEPT, other).state is AnswerState.ACCEPTED


def test_what_was_rubbed_out_waits() -> None:
    """It is pale for this writer, and there is a smear around it."""
    smear = {"tone": 0.48, "darkness_mean": 0.15}

    assert chosen(judged(0.0), smear).reasons == (Reason.FAINT_MARK,)
    assert chosen(judged(0.0), (smear | {"darkness_mean": 0.1})).state is AnswerState.ACCEPTED


def test_without_grey_a_blank_is_to_be_clean() -> None:
    """Of a faint pen black and white leave specks; on a sheet answered for the most part, clean boxes are blank."""
    empty = judged(0.0001), judged(0.0001)
    speck = with_features(judged(0.0001), ink_fraction=0.01, extent_mm=0.3)

    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, Hand(greys=Greys.NONE)).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (*empty, speck), ACCEPT, Hand()).state is AnswerState.ACCEPTED
    waits = answer_field(SINGLE, (*empty, speck), ACCEPT, Hand(greys=Greys.NONE))
    assert (waits.state, waits.reasons) == (AnswerState.REVIEW, (Reason.NO_GREY,))


def test_without_grey_a_sheet_left_blank_waits() -> None:
    """A pencil may have been lost altogether; what is marked counts."""
    blank_sheet = Hand(answered=0.1, greys=Greys.NONE)
    empty = judged(0.0), judged(0.0)

    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, blank_sheet).reasons == (Reason.NO_GREY,)
    assert answer_field(SINGLE, (*empty, judged(0.9999)), ACCEPT, blank_sheet).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, Hand(answered=0.1)).state is AnswerState.ACCEPTED


def test_a_sheet_that_seems_blank_waits_where_its_paper_was_made_white_and_a_pen_left_traces() -> None:
    """The scanner has taken the pencil away with the background; a sheet without traces is blank."""
    washed = Hand(answered=0.1, paper=0.005, traces=0.02, greys=Greys.NO_PALE)
    empty = judged(0.0), judged(0.0), judged(0.0)

    assert answer_field(SINGLE, empty, ACCEPT, washed).reasons == (Reason.WASHED_OUT,)
    for other in (
        replace(washed, answered=0.8),
        replace(washed, traces=0.009),
        replace(washed, paper=0.012),
        replace(washed, greys=Greys.ALL),
    ):
        assert answer_field(SINGLE, empty, ACCEPT, other).state is AnswerState.ACCEPTED


def test_a_faint_stroke_on_clean_paper_keeps_a_blank_waiting() -> None:
    """Where all paper is as grainy it is grain."""
    stroke = with_features(judged(0.0, reasons=(Reason.FAINT_MARK,)), smooth_peak=0.06)
    boxes = (judged(0.0), stroke, judged(0.0))

    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.003)).reasons == (Reason.FAINT_MARK,)
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.02)).state is AnswerState.ACCEPTED
    # Where hardly anything is answered, half of that will do: all marks may be as faint.
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.01)).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.01, answered=0.1)).reasons == (Reason.FAINT_MARK,)


@pytest.mark.parametrize("reason", [Reason.FAINT_MARK, Reason.FOREIGN_INK])
def test_what_may_hide_a_mark_keeps_a_blank_waiting(reason: Reason) -> None:
    """A box a little dark all over, and one with a line through it; however certain the networks are."""
    hidden = with_features(judged(0.0, reasons=(reason,)), darkness_mean=0.06)
    paler = with_features(judged(0.0, reasons=(Reason.FAINT_MARK,)), darkness_mean=0.02)

    waits = answer_field(SINGLE, (judged(0.0), hidden, judged(0.0)), ACCEPT)
    assert (waits.state, waits.reasons) == (AnswerState.REVIEW, (reason,))
    assert answer_field(SINGLE, (judged(0.0), hidden, judged(0.9999)), ACCEPT).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (judged(0.0), paler, judged(0.0)), ACCEPT).state is AnswerState.ACCEPTED


def test_what_shines_through_from_the_other_side_waits() -> None:
    """It is blurred and pale beside the writer's own marks; a soft pencil is pale, and a light scan blurred."""
    hand, features = Hand(tone=0.7, sharpness=1.3), {"ink_fraction": 0.3, "extent_mm": 5.0}
    for tone, sharpness, reasons in (
        (0.4, 0.3, (Reason.FOREIGN_INK, Reason.FAINT_MARK)),
        (0.55, 0.5, (Reason.FOREIGN_INK,)),
        (0.55, 1.0, ()),
        (0.65, 0.5, ()),
    ):
        mark = with_features(judged(0.99999), tone=tone, sharpness=sharpness, **features)
        assert answer_field(SINGLE, (mark, judged(0.0)), ACCEPT, hand).reasons == reasons


@pytest.mark.parametrize("seen", [{"passing_fraction": 0.125}, {"line_fraction": 0.95}])
def test_a_line_through_a_box_is_no_answer(seen: dict[str, float]) -> None:
    """A stroke that runs on beyond the box on both sides may be part of a word, a line over the page, or a crease."""
    line = with_features(judged(0.99999), ink_fraction=0.1, extent_mm=4.0, one_way=0.9, **seen)
    cross = with_features(judged(0.9999), ink_fraction=0.2, extent_mm=5.0, one_way=0.1, **seen)

    assert answer_field(SINGLE, (line, judged(0.0), judged(0.0)), ACCEPT).reasons == (Reason.FOREIGN_INK,)
    assert answer_field(SINGLE, (cross, judged(0.0), judged(0.0)), ACCEPT).state is AnswerState.ACCEPTED
    slasher = Hand(one_way=0.9, extent_mm=3.8)
    assert answer_field(SINGLE, (line, judged(0.0), judged(0.0)), ACCEPT, slasher).state is AnswerState.ACCEPTED


def test_a_stroke_from_another_question_is_no_answer() -> None:
    """However much it looks like one."""
    answer = answered(judged(0.0), judged(0.9999, reasons=(Reason.TAIL,)))

    assert (answer.state, answer.reasons) == (AnswerState.REVIEW, (Reason.TAIL,))


def test_an_unseen_box_keeps_an_answer_waiting() -> None:
    """A clear cross is no answer while a sibling was not found."""
    answer = answered(judged(0.9999), judged(0.0, reasons=(Reason.BOX_NOT_FOUND,)))

    assert answer.state is AnswerState.REVIEW
    assert Reason.BOX_NOT_FOUND in answer.reasons
