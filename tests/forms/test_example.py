"""Facts about the little pictures that show how to mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.example import CROSSED_WIDTH_MM, RINGED_WIDTH_MM, cross_in, crossed_box, ringed_then_crossed
from forms.frame import frame_of
from forms.plan import Drawing
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape

_MEASURES = frame_of("A5").measures
_START = PointMm(30.0, 50.0)


def _edges(drawing: Drawing) -> tuple[float, float]:
    boxes = [outline.box for outline in drawing.outlines]
    return min(box.x_mm for box in boxes), max(box.right_mm for box in boxes)


@pytest.mark.parametrize("shape", BoxShape)
def test_a_picture_is_as_wide_as_the_line_leaves_room_for(shape: BoxShape) -> None:
    """From its start, ring and all, to the width that was said: words beside it are not run over."""
    for draw, width_mm in ((crossed_box, CROSSED_WIDTH_MM), (ringed_then_crossed, RINGED_WIDTH_MM)):
        left_mm, right_mm = _edges(draw(_START, shape, _MEASURES))
        assert left_mm >= _START.x_mm - 1e-9
        assert right_mm == pytest.approx(_START.x_mm + width_mm)


@pytest.mark.parametrize("shape", BoxShape)
def test_the_right_mark_looks_like_the_sheets_own_and_is_no_answer(shape: BoxShape) -> None:
    """The form's shape, smaller than what is marked, and in no layout: nothing that the reader would measure."""
    drawing = crossed_box(_START, shape, _MEASURES)
    (outline,) = drawing.outlines

    assert outline.shape is shape
    real = _MEASURES.mark_size(shape)
    assert outline.box.width_mm * outline.box.height_mm < 0.75 * real.width_mm * real.height_mm
    assert not drawing.fields
    assert outline.box.y_mm < _START.y_mm - _MEASURES.text_sink_mm < outline.box.bottom_mm
    assert len(drawing.lines) == 2


def test_a_corrected_mark_is_ringed_and_the_other_one_is_not() -> None:
    """The ring goes around the first box alone and is clear of the second; both are crossed."""
    drawing = ringed_then_crossed(_START, BoxShape.BOX, _MEASURES)
    (ring,) = (outline.box for outline in drawing.outlines if outline.shape is BoxShape.BUBBLE)
    wrong, right = sorted(
        (outline.box for outline in drawing.outlines if outline.shape is BoxShape.BOX), key=lambda box: box.x_mm
    )

    assert (ring.centre.x_mm, ring.centre.y_mm) == pytest.approx((wrong.centre.x_mm, wrong.centre.y_mm))
    assert ring.width_mm > wrong.width_mm + 2
    assert not ring.overlaps(right)
    assert len(drawing.lines) == 4


@given(st.floats(2, 8), st.floats(2, 8))
def test_a_cross_lies_within_its_box_from_corner_to_corner(width_mm: float, height_mm: float) -> None:
    """Two strokes that meet in the middle, their ends short of the outline."""
    box = BoxMm(10, 20, width_mm, height_mm)
    falling, rising = cross_in(box)

    for line in (falling, rising):
        middle = (line.start.x_mm + line.end.x_mm) / 2, (line.start.y_mm + line.end.y_mm) / 2
        assert middle == pytest.approx((box.centre.x_mm, box.centre.y_mm))
        for end in (line.start, line.end):
            assert box.x_mm < end.x_mm < box.right_mm
            assert box.y_mm < end.y_mm < box.bottom_mm
    assert falling.start.y_mm < falling.end.y_mm
    assert rising.start.y_mm > rising.end.y_mm
