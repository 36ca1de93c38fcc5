"""From the boxes of one question to its answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.detect.answers import Customs, answer_field, answers_of
from omr.detect.hand import Hand
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout
from omr.reading import Answer, AnswerState, Care, JudgedMark, MarkState, MarkVerdict
from omr.reasons import Reason
from tests.omr.detect.test_confidence import EMPTY, reading

ACCEPT = 0.99
# Certain enough for what looks odd, and not for a blank.
CERTAIN = 0.9985
# Certain enough for a plain mark, and not for one that looks odd.
PLAINLY = 0.996


def judged(p_marked: float, p_cancelled: float = 0.0, reasons: tuple[Reason, ...] = ()) -> JudgedMark:
    """Return a box with these probabilities."""
    p_empty = max(0.0, 1 - p_marked - p_cancelled)
    best = max(p_marked, p_cancelled, p_empty)
    state = MarkState.UNSURE
    if best >= 0.9:
        state = MarkState.MARKED if best == p_marked else MarkState.EMPTY
    features = EMPTY._replace(ink_fraction=0.2, extent_mm=4.0, tone=0.6) if p_marked > 0.5 else EMPTY
    return JudgedMark(reading(features), MarkVerdict(state, p_empty, p_marked, p_cancelled, reasons))


def answered(*marks: JudgedMark, kind: FieldKind = FieldKind.SINGLE, most: int | None = None) -> Answer:
    """Return the answer to a question with these boxes, named 1, 2, 3 ..."""
    boxes = tuple(MarkBox(str(i + 1), BoxShape.BOX, BoxMm(10.0 * i, 0, 4.5, 4.5)) for i in range(len(marks)))
    return answer_field(Field("C1", kind, boxes, most), marks, ACCEPT)


def test_one_clear_mark_is_accepted() -> None:
    """The only marked box is the answer, without a word."""
    answer = answered(judged(0.0001), judged(0.9999), judged(0.0001))

    assert (answer.chosen, answer.state, answer.reasons) == (("2",), AnswerState.ACCEPTED, ())


def test_nothing_marked_is_blank() -> None:
    """Blank stays blank."""
    answer = answered(judged(0.0001), judged(0.0001))

    assert (answer.chosen, answer.state) == ((), AnswerState.ACCEPTED)


def test_two_marks_in_a_single_question_wait() -> None:
    """The darker of two marks is never taken for the answer."""
    answer = answered(judged(0.9999), judged(0.999), judged(0.0))

    assert answer.state is AnswerState.REVIEW
    assert answer.chosen == ("1", "2")
    assert answer.reasons == (Reason.SEVERAL_MARKED,)


def test_a_cancelled_mark_beside_a_fresh_one_is_a_correction() -> None:
    """What was struck out does not count."""
    answer = answered(judged(0.001, p_cancelled=0.998), judged(0.9995), judged(0.0001))

    assert (answer.chosen, answer.state) == (("2",), AnswerState.ACCEPTED)


def test_a_cancelled_mark_alone_waits() -> None:
    """A mark that was taken back with none in its place is no blank."""
    answer = answered(judged(0.0001, p_cancelled=0.9998), judged(0.0))

    assert answer.state is AnswerState.REVIEW
    assert Reason.CANCELLED_ALONE in answer.reasons


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


SINGLE = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "123"))


def with_features(mark: JudgedMark, **features: float) -> JudgedMark:
    """Return a box with other measurements."""
    return JudgedMark(reading(EMPTY._replace(**features)), mark.verdict)


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


RINGED = with_features(judged(0.0, p_cancelled=0.9999), ring_fraction=1.0, ink_fraction=0.2, tone=0.6)
PLAIN = {"extent_mm": 4.0, "tone": 0.6, "darkness_mean": 0.12, "ink_fraction": 0.2, "line_fraction": 0.5}
WRITER = Hand(tone=0.6, extent_mm=4.0, answered=1.0)


def _chosen(beside: JudgedMark, **features: float) -> Answer:
    """Return the answer of one box marked with other measurements than this writer's marks have, beside another."""
    field = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "12"))
    return answer_field(field, (beside, with_features(judged(0.99999), **(PLAIN | features))), ACCEPT, WRITER)


@pytest.mark.parametrize(
    "struck",
    [{"line_fraction": 1.0, "ink_fraction": 0.45}, {"ink_fraction": 0.97, "darkness_mean": 0.8, "tone": 0.8}],
    ids=["struck out", "blackened"],
)
def test_a_mark_that_looks_struck_out_waits_beside_a_ring(struck: dict[str, float]) -> None:
    """Some ring what they take back, and some what they mean; a plain mark beside a ring is the answer."""
    assert _chosen(RINGED).state is AnswerState.ACCEPTED
    assert _chosen(judged(0.0), **struck).state is AnswerState.ACCEPTED
    assert _chosen(RINGED, **struck).reasons == (Reason.CORRECTION,)


def test_a_round_speck_waits_in_the_hand_of_one_who_makes_larger_marks() -> None:
    """Dirt is round and small; a short stroke is not round, and who dots makes dots as small as this one."""
    speck = {"extent_mm": 1.4, "roundness": 0.95, "ink_fraction": 0.05, "darkness_mean": 0.03}

    assert _chosen(judged(0.0), **speck).reasons == (Reason.FAINT_MARK,)
    assert _chosen(judged(0.0), **(speck | {"roundness": 0.3})).state is AnswerState.ACCEPTED
    dots = Hand(tone=0.6, extent_mm=1.5, answered=1.0)
    field = Field("C1", FieldKind.SINGLE, (MarkBox("1", BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)),))
    dot = with_features(judged(0.99999), **(PLAIN | speck))
    assert answer_field(field, (dot,), ACCEPT, dots).state is AnswerState.ACCEPTED


def test_what_was_rubbed_out_waits() -> None:
    """It is pale for this writer, and there is a smear around it."""
    smear = {"tone": 0.48, "darkness_mean": 0.15}

    assert _chosen(judged(0.0), **smear).reasons == (Reason.FAINT_MARK,)
    assert _chosen(judged(0.0), **(smear | {"darkness_mean": 0.1})).state is AnswerState.ACCEPTED


def test_a_blank_with_a_faint_stroke_waits() -> None:
    """What is too faint to count as ink is not blank either."""
    faint = answered(judged(1 - CERTAIN, reasons=(Reason.FAINT_MARK,)), judged(0.0))

    assert (faint.chosen, faint.state, faint.reasons) == ((), AnswerState.REVIEW, (Reason.FAINT_MARK,))


@pytest.mark.parametrize("reason", [None, Reason.FAINT_MARK, Reason.MARK_BESIDE_BOX])
def test_a_blank_is_to_be_twenty_times_as_certain(reason: Reason | None) -> None:
    """A doubt of a hundredth will do for a plain mark; for a blank five ten-thousandths, whatever is remarked on."""
    reasons = () if reason is None else (reason,)
    mark = answered(judged(0.998), judged(0.0))
    grain = {"smooth_peak": 0.02}
    doubtful, certain = (
        answered(with_features(judged(p, reasons=reasons), **grain), judged(0.0)) for p in (0.001, 0.0002)
    )

    assert (mark.state, mark.care) == (AnswerState.ACCEPTED, Care.PLAIN)
    assert (doubtful.state, doubtful.care) == (AnswerState.REVIEW, Care.BLANK)
    assert (certain.state, certain.care, certain.reasons) == (AnswerState.ACCEPTED, Care.BLANK, ())


def test_without_grey_a_blank_is_to_be_clean() -> None:
    """Of a faint pen black and white leave specks; on a sheet answered for the most part, clean boxes are blank."""
    empty = judged(0.0001), judged(0.0001)
    speck = with_features(judged(0.0001), ink_fraction=0.01, extent_mm=0.3)

    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, Hand(one_bit=True)).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (*empty, speck), ACCEPT, Hand()).state is AnswerState.ACCEPTED
    waits = answer_field(SINGLE, (*empty, speck), ACCEPT, Hand(one_bit=True))
    assert (waits.state, waits.reasons) == (AnswerState.REVIEW, (Reason.NO_GREY,))


def test_without_grey_a_sheet_left_blank_waits() -> None:
    """A pencil may have been lost altogether; what is marked counts."""
    blank_sheet = Hand(answered=0.1, one_bit=True)
    empty = judged(0.0), judged(0.0)

    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, blank_sheet).reasons == (Reason.NO_GREY,)
    assert answer_field(SINGLE, (*empty, judged(0.9999)), ACCEPT, blank_sheet).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (*empty, judged(0.0)), ACCEPT, Hand(answered=0.1)).state is AnswerState.ACCEPTED


def test_a_blackened_box_of_one_who_blackens_boxes_may_be_a_choice() -> None:
    """Beside another mark it is taken back in any other hand; with a ring around it in any."""
    blackened = with_features(judged(0.001, 0.998), solid_fraction=0.9)
    ringed = with_features(judged(0.001, 0.998), solid_fraction=0.9, ring_fraction=0.9)
    boxes = (judged(0.9999), judged(0.0))
    blackens = Hand(blackened_fraction=0.45)

    assert answer_field(SINGLE, (blackened, *boxes), ACCEPT, blackens).care is Care.ODD
    assert answer_field(SINGLE, (blackened, *boxes), ACCEPT, Hand(blackened_fraction=0.3)).care is Care.PLAIN
    assert answer_field(SINGLE, (ringed, *boxes), ACCEPT, blackens).care is Care.PLAIN


def test_a_faint_stroke_on_clean_paper_keeps_a_blank_waiting() -> None:
    """Where all paper is as grainy it is grain."""
    stroke = with_features(judged(0.0, reasons=(Reason.FAINT_MARK,)), smooth_peak=0.06)
    boxes = (judged(0.0), stroke, judged(0.0))

    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.003)).reasons == (Reason.FAINT_MARK,)
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.02)).state is AnswerState.ACCEPTED
    # Where hardly anything is answered, half of that will do: all marks may be as faint.
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.01)).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(paper=0.01, answered=0.1)).reasons == (Reason.FAINT_MARK,)


@pytest.mark.parametrize("hand", [Hand(answered=0.3), Hand()])
def test_a_mark_on_a_sheet_left_blank_is_to_be_certain(hand: Hand) -> None:
    """It may be of a word or a line over the page; as may one too pale to count as ink anywhere."""
    mark, pale = judged(CERTAIN), with_features(judged(CERTAIN), ink_fraction=0.0)
    empty = (judged(0.0), judged(0.0))

    answer = answer_field(SINGLE, (mark, *empty), ACCEPT, hand)
    assert answer.care is (Care.BLANK if hand.answered < 1 else Care.PLAIN)
    assert answer_field(SINGLE, (pale, *empty), ACCEPT, hand).care is (Care.BLANK if hand.answered < 1 else Care.ODD)


@pytest.mark.parametrize("reason", [Reason.FAINT_MARK, Reason.FOREIGN_INK])
def test_what_may_hide_a_mark_keeps_a_blank_waiting(reason: Reason) -> None:
    """A box a little dark all over, and one with a line through it; however certain the networks are."""
    hidden = with_features(judged(0.0, reasons=(reason,)), darkness_mean=0.06)
    paler = with_features(judged(0.0, reasons=(Reason.FAINT_MARK,)), darkness_mean=0.02)

    waits = answer_field(SINGLE, (judged(0.0), hidden, judged(0.0)), ACCEPT)
    assert (waits.state, waits.reasons) == (AnswerState.REVIEW, (reason,))
    assert answer_field(SINGLE, (judged(0.0), hidden, judged(0.9999)), ACCEPT).state is AnswerState.ACCEPTED
    assert answer_field(SINGLE, (judged(0.0), paler, judged(0.0)), ACCEPT).state is AnswerState.ACCEPTED


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


def test_a_stroke_from_another_question_is_no_answer() -> None:
    """However much it looks like one."""
    answer = answered(judged(0.0), judged(0.9999, reasons=(Reason.TAIL,)))

    assert (answer.state, answer.reasons) == (AnswerState.REVIEW, (Reason.TAIL,))


def test_a_mark_that_was_perhaps_taken_back_is_no_plain_answer() -> None:
    """However sure the answer would be; a ring around an empty box is a choice like any other."""
    ringed = with_features(judged(0.985, 0.015), ink_fraction=0.2, extent_mm=5.0, ring_fraction=0.9)
    ring = with_features(judged(0.9999), ring_fraction=1.0, ink_fraction=0.01, extent_mm=0.3, tone=0.2)

    assert answer_field(SINGLE, (ringed, judged(0.0), judged(0.0)), 0.97).reasons == (Reason.CORRECTION,)
    hand = Hand(tone=0.6, extent_mm=5.0)
    assert answer_field(SINGLE, (ring, judged(0.0), judged(0.0)), 0.97, hand).state is AnswerState.ACCEPTED


def test_a_ringed_mark_is_to_be_five_times_as_certain() -> None:
    """On our own sheets a ring takes a mark back; a filled box with a wide ring looks much like a large fill."""
    ringed, plain = (
        with_features(judged(PLAINLY), ink_fraction=0.4, extent_mm=5.0, ring_fraction=ring) for ring in (0.9, 0.5)
    )
    empty = (judged(0.0), judged(0.0))

    assert answer_field(SINGLE, (ringed, *empty), ACCEPT).reasons == (Reason.CORRECTION,)
    assert answer_field(SINGLE, (plain, *empty), ACCEPT).state is AnswerState.ACCEPTED


def test_on_forms_of_others_a_ringed_mark_waits() -> None:
    """Whether it was taken back or stressed nobody printed on the sheet."""
    page = PageLayout(1, (SINGLE,), (), (), ())
    marks = (
        with_features(judged(0.9999), ink_fraction=0.2, extent_mm=5.0, ring_fraction=0.9),
        judged(0.0),
        judged(0.0),
    )

    (ours,), (others,) = (answers_of(page, marks, ACCEPT, c) for c in (Customs(), Customs(corrections_wait=True)))
    assert (ours.state, others.state) == (AnswerState.ACCEPTED, AnswerState.REVIEW)
    assert others.reasons == (Reason.CORRECTION,)


@pytest.mark.parametrize("seen", [{"one_way": 0.9}, {"ring_fraction": 0.5}])
def test_on_a_blank_sheet_a_stroke_may_be_anything(seen: dict[str, float]) -> None:
    """Where the rest of the sheet is answered the same stroke is one of the writer's marks."""
    boxes = (with_features(judged(CERTAIN), ink_fraction=0.1, extent_mm=4.0, **seen), judged(0.0), judged(0.0))

    assert answer_field(SINGLE, boxes, ACCEPT, Hand(answered=0.1)).reasons == (Reason.FOREIGN_INK,)
    assert answer_field(SINGLE, boxes, ACCEPT, Hand(answered=0.9)).state is AnswerState.ACCEPTED


def test_a_doubtful_box_is_named() -> None:
    """An answer that waits says why, and if nothing special is seen, that it is not certain."""
    faint = answered(judged(0.6, reasons=(Reason.FAINT_MARK,)), judged(0.0))
    plain = answered(judged(0.6), judged(0.0))

    assert faint.reasons == (Reason.FAINT_MARK,)
    assert plain.reasons == (Reason.LOW_CONFIDENCE,)


def test_an_unseen_box_keeps_an_answer_waiting() -> None:
    """A clear cross is no answer while a sibling was not found."""
    answer = answered(judged(0.9999), judged(0.0, reasons=(Reason.BOX_NOT_FOUND,)))

    assert answer.state is AnswerState.REVIEW
    assert Reason.BOX_NOT_FOUND in answer.reasons


def test_several_choices_may_be_taken_where_allowed() -> None:
    """Every marked box counts, up to the number the form allows."""
    marks = (judged(0.9999), judged(0.0), judged(0.9999))

    assert answered(*marks, kind=FieldKind.MULTIPLE).chosen == ("1", "3")
    assert answered(*marks, kind=FieldKind.MULTIPLE).state is AnswerState.ACCEPTED
    too_many = answered(*marks, kind=FieldKind.MULTIPLE, most=1)
    assert too_many.state is AnswerState.REVIEW
    assert Reason.TOO_MANY_CHOICES in too_many.reasons


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10), st.sampled_from(FieldKind))
def test_confidence_is_a_probability_and_doubt_has_a_reason(p: list[float], kind: FieldKind) -> None:
    """Whatever the boxes say: 0..1, accepted only when certain, one choice at most where one is allowed."""
    answer = answered(*(judged(x) for x in p), kind=kind)

    assert 0 <= answer.confidence <= 1
    if answer.state is AnswerState.ACCEPTED:
        assert answer.confidence >= ACCEPT
        assert answer.reasons == ()
        assert kind is FieldKind.MULTIPLE or len(answer.chosen) <= 1
        assert {str(i + 1) for i, x in enumerate(p) if x > 0.5} == set(answer.chosen)
    else:
        assert answer.reasons


@pytest.mark.parametrize("p", [0.5, 0.9, 0.98])
def test_near_certainty_is_not_certainty(p: float) -> None:
    """Below the threshold an answer waits."""
    assert answered(judged(p), judged(0.0)).state is AnswerState.REVIEW


def test_where_no_rule_was_printed_a_correction_waits() -> None:
    """On a form of another maker a mark that was perhaps taken back is never taken back without a person."""
    boxes = tuple(MarkBox(str(i), BoxShape.BUBBLE, BoxMm(10.0 * i, 0, 3, 3)) for i in (1, 2))
    page = PageLayout(1, (Field("C1", FieldKind.SINGLE, boxes),), (), (), ())
    marks = (judged(0.0001, 0.9998), judged(0.9999))

    (ours,), (theirs,) = (
        answers_of(page, marks, ACCEPT),
        answers_of(page, marks, ACCEPT, Customs(corrections_wait=True)),
    )
    assert (ours.chosen, ours.state) == (("2",), AnswerState.ACCEPTED)
    assert (theirs.state, theirs.reasons[0]) == (AnswerState.REVIEW, Reason.CORRECTION)


@pytest.mark.parametrize(("digits", "waits"), [((0, 0), True), ((0, 3), False), ((0, None), False), ((0,), False)])
def test_a_number_of_zeros_waits(digits: tuple[int | None, ...], waits: bool) -> None:
    """Digits were written into the first boxes; a single zero is a choice among ten."""
    box = BoxMm(0, 0, 4.5, 4.5)
    ten = tuple(MarkBox(str(i), BoxShape.BOX, box) for i in range(10))
    rating = Field("C1", FieldKind.SINGLE, ten[::-1])
    fields = (rating, *(Field(f"CB{place}", FieldKind.SINGLE, ten) for place in range(len(digits))), rating)
    marks = [judged(0.0) for field in fields for _ in field.boxes]
    for place, digit in enumerate(digits, start=1):
        if digit is not None:
            marks[10 * place + digit] = judged(0.99999)

    answers = answers_of(PageLayout(1, fields, (), (), ()), marks, ACCEPT)

    assert [answer.reasons for answer in answers[1:-1]] == [(Reason.ALL_ZEROS,) if waits else ()] * len(digits)
    assert all((answer.state is AnswerState.REVIEW) == waits for answer in answers[1:-1])
