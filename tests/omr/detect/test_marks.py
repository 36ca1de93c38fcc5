"""Measuring what is in a box."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from omr.detect.page import read_page
from omr.layout.sheet import BoxShape
from omr.reading import MarkFeatures, PageReading
from tests.omr.detect.model import MODEL
from tests.omr.detect.scans import grey_print, known, printed

PX_PER_MM = 300 / 25.4
Pen = Callable[[np.ndarray, tuple[int, int]], None]


def _cross(page: np.ndarray, at: tuple[int, int]) -> None:
    for dx, dy in ((20, 20), (20, -20)):
        cv2.line(page, (at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy), 40, 5, cv2.LINE_AA)


def _fill(page: np.ndarray, at: tuple[int, int]) -> None:
    cv2.rectangle(page, (at[0] - 24, at[1] - 24), (at[0] + 24, at[1] + 24), 40, -1)


def _ring(page: np.ndarray, at: tuple[int, int]) -> None:
    cv2.circle(page, at, 44, 40, 5, cv2.LINE_AA)


def _measured(pen: Pen | None, shape: BoxShape = BoxShape.BOX) -> tuple[MarkFeatures, MarkFeatures]:
    """Return the features of a box that a pen was put to, and of an untouched one elsewhere."""
    sheet, _ = printed(shape)
    page = grey_print(shape).copy()
    boxes = [box for _, box in sheet.pages[0].boxes()]
    centre = boxes[12].box.centre
    if pen is not None:
        pen(page, (round(centre.x_mm * PX_PER_MM), round(centre.y_mm * PX_PER_MM)))
    reading = read_page(page, known(sheet), MODEL)
    assert isinstance(reading, PageReading)
    return reading.marks[12].reading.features, reading.marks[30].reading.features


@pytest.mark.parametrize("shape", list(BoxShape))
def test_an_empty_box_has_no_ink(shape: BoxShape) -> None:
    """The printed outline is no ink."""
    for features in _measured(None, shape):
        assert features.ink_fraction == 0
        assert features.ring_fraction == 0
        assert features.white_fraction == pytest.approx(1.0, abs=0.02)


def test_a_cross_leaves_four_areas_of_paper() -> None:
    """Two strokes through the middle part the inside in four."""
    cross, empty = _measured(_cross)

    assert 0.1 < cross.ink_fraction < 0.55
    assert cross.white_areas == 4
    assert cross.core_fraction > 0.3
    # Blur and the two pixels that a distance transform adds make the pen's 0.42 mm wider, never a filled area.
    assert 0.42 < cross.stroke_width_mm < 1.25
    assert empty.ink_fraction == 0


def test_a_filled_box_is_solid() -> None:
    """Nothing of the paper is left."""
    filled, _ = _measured(_fill)

    assert filled.ink_fraction > 0.95
    assert filled.solid_fraction > 0.9
    assert filled.white_areas == 0


def test_a_ring_lies_around_and_not_inside() -> None:
    """A ring is seen in every direction, and the inside stays empty."""
    ringed, _ = _measured(_ring)

    assert ringed.ring_fraction == 1.0
    assert ringed.ink_fraction == 0


@pytest.mark.parametrize("off_px", [0, 12, 20])
def test_a_line_over_the_page_passes_through(off_px: int) -> None:
    """Through the middle of the box or beside it; a slash that ends near the box does not."""

    def line(page: np.ndarray, at: tuple[int, int], reach: int = 90) -> None:
        cv2.line(page, (at[0] - reach + off_px, at[1] - reach), (at[0] + reach + off_px, at[1] + reach), 40, 5)

    passing, _ = _measured(line)
    slash, _ = _measured(lambda page, at: line(page, at, 28))

    assert passing.passing_fraction > 0
    assert passing.one_way > 0.7
    assert slash.passing_fraction == 0
