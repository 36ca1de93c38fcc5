"""Facts about numbers that are marked digit by digit."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.digit_blocks import digits_strip
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.questions import DigitsQuestion, Label
from forms.strips import Strip
from omr.layout.sheet import BoxShape, FieldKind
from tests.forms.grounds import ground_of
from tests.forms.surveys import labels

FRAMES = tuple(
    frame_of(paper, landscape, large)
    for paper in ("A4", "A5", "A6")
    for landscape in (False, True)
    for large in (False, True)
)
frames = st.sampled_from(FRAMES)
OFFICER = Label(vi="Mã số cán bộ")


def number(digits: int, label: Label = OFFICER) -> DigitsQuestion:
    """Return a question for a number."""
    return DigitsQuestion(kind="digits", code="CB", label=label, digits=digits)


def words_of(strip: Strip) -> list[str]:
    """Return what is printed, without the digits over the columns and the code in the gutter."""
    return [run.text for run in strip.drawing.runs if run.text not in (*"0123456789", "CB")]


@given(st.integers(1, 8), labels, frames, st.sampled_from(BoxShape))
@settings(deadline=None, max_examples=60)
def test_a_digit_is_a_row_of_ten_boxes_under_their_names(
    digits: int, label: Label, frame: Frame, shape: BoxShape
) -> None:
    """From 0 to 9, each box under its digit; rows follow from the top as digits do from the left, one answer each."""
    ground = ground_of(frame, shape=shape)
    try:
        strip = digits_strip(number(digits, label), ground)
    except NoRoomOnPage:
        reject()

    heads = {run.text: run for run in strip.drawing.runs if run.text in "0123456789"}
    assert [field.question for field in strip.drawing.fields] == [f"CB{i}" for i in range(1, digits + 1)]
    for field in strip.drawing.fields:
        assert field.kind is FieldKind.SINGLE
        assert [mark.choice for mark in field.boxes] == list("0123456789")
        assert len({mark.box.y_mm for mark in field.boxes}) == 1
        for mark in field.boxes:
            head = heads[mark.choice]
            assert head.box.centre.x_mm == pytest.approx(mark.box.centre.x_mm)
            assert head.baseline_mm < mark.box.y_mm
    tops_mm = [field.boxes[0].box.y_mm for field in strip.drawing.fields]
    assert tops_mm == sorted(tops_mm)


@given(st.integers(1, 8), labels, frames)
@settings(deadline=None, max_examples=60)
def test_the_last_column_stands_under_the_last_answer(digits: int, label: Label, frame: Frame) -> None:
    """Columns are even, wide enough for a pen, and nothing stands in them, left of the wording or below the strip."""
    ground = ground_of(frame)
    try:
        strip = digits_strip(number(digits, label), ground)
    except NoRoomOnPage:
        reject()

    middles_mm = [mark.box.centre.x_mm for mark in strip.drawing.fields[0].boxes]
    steps_mm = [b - a for a, b in pairwise(middles_mm)]
    assert middles_mm[-1] == pytest.approx(ground.last_answer_mm)
    assert steps_mm == pytest.approx([steps_mm[0]] * 9)
    assert steps_mm[0] >= frame.measures.digit_pitch_mm - 1e-9
    boxes = [mark.box for field in strip.drawing.fields for mark in field.boxes]
    assert not any(a.grown(0.8).overlaps(b.grown(0.8)) for a, b in combinations(boxes, 2))
    assert not any(box.grown(1.6).overlaps(run.box) for box in boxes for run in strip.drawing.runs)
    assert all(run.x_mm >= ground.text_left_mm for run in strip.drawing.runs[1:])
    assert all(box.bottom_mm < strip.height_mm for box in boxes)
    assert all(run.baseline_mm < strip.height_mm for run in strip.drawing.runs)


def test_rows_are_named_from_first_to_last() -> None:
    """So that nobody writes a number from the right; the only row needs no name."""
    ground = ground_of(FRAMES[0])

    assert words_of(digits_strip(number(3), ground))[-3:] == ["Chữ số đầu", "Chữ số thứ 2", "Chữ số cuối"]
    assert words_of(digits_strip(number(2), ground))[-2:] == ["Chữ số đầu", "Chữ số cuối"]
    assert words_of(digits_strip(number(1), ground)) == [OFFICER.vi]


def test_boxes_stand_under_wording_that_has_no_room_beside_them() -> None:
    """On narrow paper with large print; on A4 the wording begins beside the digits."""
    wide = digits_strip(number(2), ground_of(frame_of("A4")))
    narrow = digits_strip(number(2), ground_of(frame_of("A5", large_print=True)))

    for strip, beside in ((wide, True), (narrow, False)):
        wording = next(run for run in strip.drawing.runs if run.text == OFFICER.vi)
        head = next(run for run in strip.drawing.runs if run.text == "0")
        assert (wording.baseline_mm == head.baseline_mm) is beside
        assert wording.baseline_mm <= head.baseline_mm


def test_ten_boxes_wider_than_the_page_are_refused() -> None:
    """By the code of the number, too wide."""
    with pytest.raises(NoRoomOnPage) as refused:
        digits_strip(number(2), ground_of(frame_of("A6", large_print=True)))

    said = dict(refused.value.evidence)
    assert (said["question"], said["paper"], said["direction_en"]) == ("CB", "A6", "wide")
    assert float(said["over_mm"]) > 0
