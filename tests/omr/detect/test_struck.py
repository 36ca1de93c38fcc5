"""Lines that strike out rows of a page."""

import cv2
import numpy as np
import pytest

from omr.detect.boxes import page_boxes
from omr.detect.image import Picture
from omr.detect.marks import Page
from omr.detect.struck import struck_out
from simulate.testsheet import plain_sheet

PX_PER_MM = 4.0
PLACES_MM = page_boxes(plain_sheet(rows=8, choices=5).pages[0]).centres_mm
FIRST_MM, LAST_MM = PLACES_MM[0], PLACES_MM[-1]
Line = tuple[tuple[float, float], tuple[float, float]]


def _struck(*lines: Line) -> list[tuple[float, float]]:
    """Return the rows struck out by lines drawn in millimetres of the sheet."""
    grey = np.full((297 * 4, 210 * 4), 250, np.uint8)
    for start, end in lines:
        ends = [tuple(np.round(np.array(place) * PX_PER_MM).astype(int).tolist()) for place in (start, end)]
        cv2.line(grey, ends[0], ends[1], 40, 2)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    return list(struck_out(Page(picture, picture, None, 1.0, to_px), PLACES_MM))


@pytest.mark.parametrize("turned", [False, True])
def test_a_line_over_the_table_strikes_out_all_rows(turned: bool) -> None:
    """From corner to corner, whichever way."""
    left, right = (LAST_MM[0], FIRST_MM[0]) if turned else (FIRST_MM[0], LAST_MM[0])
    rows = _struck(((left, FIRST_MM[1] - 3), (right, LAST_MM[1] + 3)))

    assert min(top for top, _ in rows) == pytest.approx(FIRST_MM[1] - 3, abs=1.5)
    assert max(bottom for _, bottom in rows) == pytest.approx(LAST_MM[1] + 3, abs=1.5)


def test_a_line_that_ends_half_way_strikes_out_half() -> None:
    """What lies beyond its end stands."""
    middle_mm = (FIRST_MM + LAST_MM) / 2
    rows = _struck(((float(FIRST_MM[0]), float(FIRST_MM[1])), (float(middle_mm[0]) + 20, float(middle_mm[1]))))

    assert max(bottom for _, bottom in rows) < middle_mm[1] + 1.5


@pytest.mark.parametrize("slope", [0.0, 0.1, 10.0, np.inf])
def test_rules_streaks_and_creases_strike_nothing_out(slope: float) -> None:
    """They run along the page, or nearly so."""
    x, y = ((FIRST_MM + LAST_MM) / 2).tolist()
    angle = np.arctan(slope)
    dx, dy = 40 * float(np.cos(angle)), 40 * float(np.sin(angle))

    assert _struck(((x - dx, y - dy), (x + dx, y + dy))) == []


def test_marks_and_ticks_strike_nothing_out() -> None:
    """However many there are in a line: each ends near its box."""
    crosses: list[Line] = []
    for row in range(8):
        x, y = PLACES_MM[5 * row + row % 5].tolist()
        crosses += [((x - 3, y - 3), (x + 3, y + 3)), ((x - 3, y + 3), (x + 3, y - 3))]

    assert _struck(*crosses) == []
