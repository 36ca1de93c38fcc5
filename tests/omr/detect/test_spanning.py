"""Strokes beside the boxes of several rows."""

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from omr.detect.boxes import PageBoxes, page_boxes
from omr.detect.image import Picture
from omr.detect.marks import Page
from omr.detect.spanning import spanned
from omr.geometry import BoxMm
from simulate.testsheet import plain_sheet

PX_PER_MM = 8.0
ROWS, CHOICES = 6, 5
Stroke = list[tuple[float, float]]


def _table() -> PageBoxes:
    """Return a table with a rule between its rows, all across."""
    page = plain_sheet(rows=ROWS, choices=CHOICES).pages[0]
    middles_mm = [field.boxes[0].box.centre.y_mm for field in page.fields]
    rules = tuple(BoxMm(15.0, (a + b) / 2, 180.0, 0.2) for a, b in pairwise(middles_mm))
    return page_boxes(replace(page, printed=rules))


BOXES = _table()
PITCH_MM = float(BOXES.centres_mm[CHOICES, 1] - BOXES.centres_mm[0, 1])


def _spanned(stroke: Stroke, level: int = 40, asked: tuple[int, ...] = (1, 2, 3, 4, 5)) -> set[int]:
    """Return the rows passed by a stroke, in millimetres from the middle of the first box of the second column."""
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)
    for printed in BOXES.printed_mm:
        left, top, right, bottom = np.round(printed * PX_PER_MM).astype(int).tolist()
        grey[top : bottom + 1, left:right] = 120
    places = np.round((BOXES.centres_mm[1] + np.array(stroke)) * PX_PER_MM).astype(np.int32)
    cv2.polylines(grey, [places], False, level, 3)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    page = Page(picture, picture, None, 1.0, to_px)
    numbers = [row * CHOICES + column for row in asked for column in range(CHOICES)]
    return {number // CHOICES for number in spanned(page, BOXES, BOXES.centres_mm, numbers, 0.25)}


def test_a_line_drawn_down_beside_a_column_means_the_rows_it_passes() -> None:
    """Rules between the rows do not cut it."""
    assert _spanned([(4.0, -1.0), (4.3, 5 * PITCH_MM + 1.0)]) == {1, 2, 3, 4, 5}
    assert _spanned([(4.0, 1.0), (4.3, 3 * PITCH_MM + 1.0)]) == {1, 2, 3}


def test_so_does_a_bracket() -> None:
    """Around three rows, of which the middle one is marked."""
    down_mm = 4 * PITCH_MM + 2.0
    bracket = [(-4.0, 2 * PITCH_MM - 2.0), (-5.0, 2 * PITCH_MM - 1.0), (-5.0, down_mm - 1.0), (-4.0, down_mm)]

    assert _spanned(bracket, asked=(1, 2, 4, 5)) == {2, 4}


@pytest.mark.parametrize(
    "stroke",
    [
        [(4.0, -60.0), (4.5, 200.0)],
        [(4.0, PITCH_MM - 3.0), (6.0, PITCH_MM + 3.0)],
        [(-40.0, 2 * PITCH_MM), (80.0, 2 * PITCH_MM + 1.0)],
    ],
    ids=["a streak", "a tail in one row", "a line along a row"],
)
def test_what_passes_no_rows(stroke: Stroke) -> None:
    """What runs on over the page, beside one row, or across."""
    assert _spanned(stroke) == set()


def test_what_is_paler_than_pen_passes_none() -> None:
    """A crease, or the other side of the paper."""
    assert _spanned([(4.0, -1.0), (4.3, 5 * PITCH_MM + 1.0)], level=205) == set()


def test_rows_answered_are_left_alone() -> None:
    """Only blanks may be meant by the line."""
    assert _spanned([(4.0, -1.0), (4.3, 5 * PITCH_MM + 1.0)], asked=(3,)) == {3}
    assert _spanned([(4.0, -1.0), (4.3, 5 * PITCH_MM + 1.0)], asked=()) == set()
