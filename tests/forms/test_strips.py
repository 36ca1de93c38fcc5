"""Facts about what all pieces of a page have in common."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.frame import Frame, frame_of
from forms.strips import Ground, code_in_gutter, gutter_mm
from omr.layout.sheet import BoxShape
from tests.forms.grounds import ground_of

FRAMES = tuple(frame_of(paper, large_print=large) for paper in ("A4", "A5", "A6") for large in (False, True))
frames = st.sampled_from(FRAMES)
codes = st.text("ABCW1_", min_size=1, max_size=12)


@given(frames, st.sampled_from(BoxShape), st.floats(0, 200), st.floats(0, 200))
@settings(deadline=None)
def test_a_mark_stands_around_its_middle(frame: Frame, shape: BoxShape, x_mm: float, y_mm: float) -> None:
    """In the form's shape and that shape's size, wherever it is asked for."""
    mark = ground_of(frame, shape=shape).mark("5", x_mm, y_mm)

    assert (mark.choice, mark.shape) == ("5", shape)
    assert (mark.box.centre.x_mm, mark.box.centre.y_mm) == pytest.approx((x_mm, y_mm), abs=1e-9)
    assert (mark.box.width_mm, mark.box.height_mm) == (
        frame.measures.mark_size(shape).width_mm,
        frame.measures.mark_size(shape).height_mm,
    )


@given(frames, st.lists(codes, min_size=1, max_size=6))
@settings(deadline=None)
def test_a_gutter_holds_the_widest_code_with_white_beside_it(frame: Frame, asked: list[str]) -> None:
    """No code reaches nearer than 2 mm to the wording, however long the codes are."""
    left_mm = frame.left_mm + gutter_mm(tuple(asked), frame)
    ground = Ground(frame, BoxShape.BOX, frame.measures.densities[0], left_mm, 0.0, 0.0)

    for code in asked:
        (run,) = code_in_gutter(code, ground, 10.0).runs
        assert (run.text, run.x_mm, run.baseline_mm) == (code, frame.left_mm, 10.0)
        assert run.box.right_mm <= ground.text_left_mm - 2.0 + 1e-9


@given(frames, st.lists(codes, min_size=2, max_size=6))
@settings(deadline=None)
def test_a_further_code_never_makes_a_gutter_narrower(frame: Frame, asked: list[str]) -> None:
    """It grows in steps, so that forms whose codes differ by a letter have their wording at one edge."""
    widths_mm = [gutter_mm(tuple(asked[: count + 1]), frame) for count in range(len(asked))]

    assert all(before <= after for before, after in pairwise(widths_mm))
    assert all(width_mm >= 8.0 for width_mm in widths_mm)
    assert gutter_mm(("C1",), frame) == gutter_mm(("C7",), frame)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame.paper}-{frame.measures.text_pt}")
def test_wording_begins_no_further_left_than_the_head(frame: Frame) -> None:
    """On small paper the head is set in beside the corner mark, and what is asked below it stands at the same edge."""
    assert frame.left_mm + gutter_mm(("C1",), frame) >= frame.head_left_mm
