"""From the boxes of one question to its answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.detect.answers import Customs, answers_of
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout
from omr.reading import AnswerState, Care
from omr.reasons import Reason
from tests.omr.detect.judging import ACCEPT, SINGLE, answered, judged, with_features


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


def test_a_doubtful_box_is_named() -> None:
    """An answer that waits says why, and if nothing special is seen, that it is not certain."""
    faint = answered(judged(0.6, reasons=(Reason.FAINT_MARK,)), judged(0.0))
    plain = answered(judged(0.6), judged(0.0))

    assert faint.reasons == (Reason.FAINT_MARK,)
    assert plain.reasons == (Reason.LOW_CONFIDENCE,)


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
