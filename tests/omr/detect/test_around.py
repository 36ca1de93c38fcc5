"""What lies around a box."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.around import Surroundings, surroundings, whole_runs
from omr.detect.boxes import page_boxes
from omr.detect.image import Picture, Points
from simulate.testsheet import plain_sheet

PX_PER_MM = 4.0
REACH_MM = 16.0
BOXES = page_boxes(plain_sheet(rows=2, choices=3).pages[0])


def _around_the_first_box(grey: NDArray[np.uint8]) -> Surroundings:
    picture = Picture(grey, np.diag([PX_PER_MM, PX_PER_MM, 1.0]))
    return surroundings(picture, BOXES, BOXES.centres_mm, 0, REACH_MM, PX_PER_MM)


def _at(place_mm: Points) -> tuple[int, int]:
    """Return the row and column of a place on the sheet in what lies around the first box."""
    x, y = np.rint((place_mm - BOXES.centres_mm[0] + REACH_MM) * PX_PER_MM).astype(int)
    return int(y), int(x)


def test_darkness_is_told_against_the_paper() -> None:
    """A spot of a fifth of its light is 0.8, paper 0."""
    grey = np.full((297 * 4, 210 * 4), 200, np.uint8)
    x, y = np.rint((BOXES.centres_mm[0] + 4.0) * PX_PER_MM).astype(int)
    grey[y - 2 : y + 3, x - 2 : x + 3] = 40

    seen = _around_the_first_box(grey)

    assert seen.darkness[_at(BOXES.centres_mm[0] + 4.0)] == pytest.approx(0.8, abs=0.01)
    assert seen.darkness[_at(BOXES.centres_mm[0])] == pytest.approx(0.0, abs=0.01)
    assert seen.distance_mm[_at(BOXES.centres_mm[0])] == pytest.approx(-2.25, abs=0.01)


def test_other_boxes_are_where_they_are() -> None:
    """The next box belongs to the same question, the one below to another; the own is none of them."""
    seen = _around_the_first_box(np.full((297 * 4, 210 * 4), 255, np.uint8))
    beside, below = _at(BOXES.centres_mm[1]), _at(BOXES.centres_mm[3])

    assert seen.other_boxes[beside]
    assert not seen.other_questions[beside]
    assert not seen.other_outlines[beside]
    assert seen.other_boxes[below]
    assert seen.other_questions[below]
    assert not seen.other_boxes[_at(BOXES.centres_mm[0])]
    assert seen.other_outlines[_at(BOXES.centres_mm[1] - (2.25, 0.0))]


def test_rules_and_streaks_run_from_end_to_end() -> None:
    """They may lean a little; what ends on the way, or runs aslant, is pen."""
    ink = np.zeros((81, 81), np.uint8)
    cv2.line(ink, (0, 20), (80, 21), 1, 1)
    cv2.line(ink, (0, 40), (55, 40), 1, 1)
    cv2.line(ink, (10, 80), (80, 50), 1, 1)

    runs = whole_runs(ink > 0)

    assert runs[20:22].any(axis=0).all()
    assert not runs[35:].any()


def test_a_streak_may_be_told_by_less_than_the_whole_height() -> None:
    """Where so much down a column is enough; along a row it is not, and a leaning one is wider."""
    ink = np.zeros((60, 120), np.uint8)
    cv2.line(ink, (30, 5), (35, 45), 1, 1)
    cv2.line(ink, (60, 50), (105, 50), 1, 1)

    runs = whole_runs(ink > 0, leaning_px=9, most_down_px=30)

    assert runs[10:40, 28:38].any(axis=1).all()
    assert not runs[:, 60:].any()
    assert not whole_runs(ink > 0, leaning_px=9).any()
