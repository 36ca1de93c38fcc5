"""Facts about the made-up forms of others."""

import numpy as np
import pytest

from bench.fitpages import FIT_GRADES
from bench.otherforms import FILLERS, UNDONE, other_page
from omr.layout.serial import layout_id

_GRADE = next(iter(FIT_GRADES))
_SEEDS = range(8)


def test_the_same_seed_is_the_same_page() -> None:
    """Whatever was drawn before it; another seed is another page, of another form."""
    form, page = other_page(_GRADE, 3)
    other_form, other = other_page(_GRADE, 4)
    again_form, again = other_page(_GRADE, 3)

    assert form.layout_id == again_form.layout_id != other_form.layout_id
    assert np.array_equal(page.pixels, again.pixels)
    assert page.truth == again.truth
    assert other.truth != page.truth


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_form_has_room_for_what_is_marked(seed: int) -> None:
    """No box beyond the paper, none on another; the truth is of these boxes, and no mark of ours is printed."""
    form, page = other_page(_GRADE, seed)
    (sheet,) = form.layout.pages
    boxes = [mark.box for _, mark in sheet.boxes()]

    assert form.layout_id == layout_id(form.layout)
    assert sheet.fiducials == ()
    assert sheet.codes == ()
    assert [box.question for box in page.truth.boxes] == [field.question for field, _ in sheet.boxes()]
    for place, box in enumerate(boxes):
        assert box.x_mm > 0
        assert box.y_mm > 0
        assert box.right_mm < form.layout.page_size.width_mm
        assert box.bottom_mm < form.layout.page_size.height_mm
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])


def test_forms_differ_as_those_of_others_do() -> None:
    """In shape, size and number of what is marked."""
    forms = [other_page(_GRADE, seed)[0].layout for seed in _SEEDS]
    marks = [layout.pages[0].fields[0].boxes for layout in forms]

    assert len({boxes[0].shape for boxes in marks}) == 2
    assert len({len(boxes) for boxes in marks}) > 2
    heights = [boxes[0].box.height_mm for boxes in marks]
    assert 2.0 <= min(heights) < max(heights) - 1
    assert max(heights) <= 5.0


def test_shares_of_how_people_mark_come_to_one() -> None:
    """Else some would mark in a way that nobody chose."""
    for shares in (FILLERS, UNDONE):
        assert sum(share for _, share in shares) == pytest.approx(1.0)
        assert len({kind for kind, _ in shares}) == len(shares)
