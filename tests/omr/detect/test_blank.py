"""Facts about blanks of forms that others printed."""

import numpy as np
import pytest

from omr.detect.blank import BLANK_PX_PER_MM, blank_pages, darkness_of_page, warped
from tests.omr.detect.otherforms import page


def test_a_blank_is_made_ready_once() -> None:
    """The same form gives the same arrays: they are worked out once a run, not once a page."""
    form, _ = page("clean", 1)

    assert blank_pages(form)[0] is blank_pages(form)[0]


def test_a_blank_covers_its_paper() -> None:
    """Its darkness has the size of the paper at a resolution of its own, whatever the picture's is."""
    form, _ = page("clean", 1)
    blank = blank_pages(form)[0]

    assert blank.darkness.shape == (round(297 * BLANK_PX_PER_MM), round(210 * BLANK_PX_PER_MM))
    assert len(blank.places_mm) == len(blank.descriptors) > 100
    assert blank.places_mm.min() >= 0
    assert blank.places_mm[:, 0].max() <= 210


@pytest.mark.parametrize("paper", [250, 160])
def test_darkness_does_not_depend_on_the_lamp(paper: int) -> None:
    """Paper is 0 and print 1 under any lamp."""
    grey = np.full((400, 300), paper, np.uint8)
    grey[100:110, 50:250] = paper // 4
    darkness = darkness_of_page(grey, 4.0)

    assert darkness[300, 150] == pytest.approx(0.0, abs=0.02)
    assert darkness[105, 150] == pytest.approx(1.0, abs=0.05)


def test_beyond_the_scan_there_is_paper() -> None:
    """What the scanner cut off is white, never black."""
    grey = np.zeros((100, 100), np.uint8)
    to_px = np.array([[4.0, 0.0, 200.0], [0.0, 4.0, 200.0], [0.0, 0.0, 1.0]])

    assert (warped(grey, to_px, 10.0, 10.0, 4.0) == 255).all()
