"""Facts about finding places to mark on a blank."""

import numpy as np
import pytest

from bench.otherforms import other_page
from omr.detect.outlines import find_outlines


@pytest.mark.parametrize("number", range(0, 40, 3))
def test_every_place_to_mark_is_found(number: int) -> None:
    """Boxes, circles and ovals of 2 mm and more are found where they are, with their shape, numbers inside or not."""
    form, _ = other_page("clean", number)
    found = find_outlines(form.pictures[0], form.layout.page_size)

    for _, mark in form.layout.pages[0].boxes():
        near = [
            o
            for o in found
            if np.hypot(o.box.centre.x_mm - mark.box.centre.x_mm, o.box.centre.y_mm - mark.box.centre.y_mm) < 0.3
        ]
        assert len(near) == 1, mark
        assert near[0].shape is mark.shape
        assert near[0].box.width_mm == pytest.approx(mark.box.width_mm, abs=0.4)
        assert near[0].box.height_mm == pytest.approx(mark.box.height_mm, abs=0.4)


def test_words_are_no_places_to_mark() -> None:
    """Round letters stand beside others; few of them are taken for circles."""
    form, _ = other_page("clean", 1)
    boxes = len(list(form.layout.pages[0].boxes()))

    assert len(find_outlines(form.pictures[0], form.layout.page_size)) <= boxes + 2
