"""Boxes on the sheet."""

from hypothesis import given
from hypothesis import strategies as st

from omr.geometry import BoxMm, PointMm

sizes_mm = st.floats(0.1, 300)
boxes = st.builds(BoxMm, st.floats(-50, 300), st.floats(-50, 300), sizes_mm, sizes_mm)


@given(boxes, st.floats(0, 20))
def test_a_grown_box_contains_the_box_and_keeps_its_centre(box: BoxMm, margin_mm: float) -> None:
    """Growing adds the same on every side."""
    grown = box.grown(margin_mm)

    assert grown.grown(1e-6).contains(box)
    assert abs(grown.centre.x_mm - box.centre.x_mm) < 1e-6
    assert abs(grown.width_mm - box.width_mm - 2 * margin_mm) < 1e-6


@given(boxes, boxes)
def test_overlap_is_mutual(one: BoxMm, other: BoxMm) -> None:
    """Two boxes overlap or do not, whichever is asked."""
    assert one.overlaps(other) == other.overlaps(one)


def test_touching_boxes_do_not_overlap() -> None:
    """Boxes are half-open: a shared edge is no shared area."""
    assert not BoxMm(0, 0, 4.5, 4.5).overlaps(BoxMm(4.5, 0, 4.5, 4.5))


def test_centre_is_the_middle() -> None:
    """The centre lies half the size from the top-left corner."""
    assert BoxMm(10, 20, 4, 6).centre == PointMm(12, 23)
