"""Outlines that a pen went over, and outlines that are printed or worn unevenly."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from omr.detect.boxes import outline_distance, page_boxes
from omr.detect.image import Darkness
from omr.detect.register import AROUND_MM, PX_PER_MM
from omr.detect.traced import traced
from omr.layout.sheet import BoxShape
from simulate.testsheet import plain_sheet

Stroke = list[tuple[float, float]]
SIDE: Stroke = [(2.2, -2.0), (2.3, 2.4)]


def _patches(shape: BoxShape, *strokes: Stroke) -> Darkness:
    """Return the boxes of a page as they are measured, with strokes of a pen over the first of them."""
    boxes = page_boxes(plain_sheet(shape=shape).pages[0])
    reach = round((boxes.largest_mm / 2 + AROUND_MM) * PX_PER_MM)
    distance_mm = outline_distance(*boxes.kind_of[0], np.arange(-reach, reach + 1) / PX_PER_MM)
    outline = np.where(np.abs(distance_mm) < 0.15, 0.4, 0.0).astype(np.float32)
    patches = np.repeat(outline[None], len(boxes.boxes), axis=0)
    for stroke in strokes:
        places = np.round(np.array(stroke) * PX_PER_MM + reach).astype(np.int32)
        cv2.polylines(patches[0], [places], False, 0.9, 2)
    return patches


def _traced(shape: BoxShape, darkness: NDArray[np.float32]) -> list[int]:
    boxes = page_boxes(plain_sheet(shape=shape).pages[0])
    return traced(darkness, boxes, range(len(boxes.boxes)))


@pytest.mark.parametrize("turns", range(4))
def test_a_stroke_along_one_side_is_seen(turns: int) -> None:
    """Whichever side it is."""
    along = np.array(SIDE) @ np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), turns)

    assert _traced(BoxShape.BOX, _patches(BoxShape.BOX, [tuple(place) for place in along])) == [0]


def test_a_traced_oval_is_seen() -> None:
    """All the way around."""
    angles = np.linspace(0, 2 * np.pi, 40)
    around = [(2.25 * float(np.cos(angle)), 1.5 * float(np.sin(angle))) for angle in angles]

    assert _traced(BoxShape.BUBBLE, _patches(BoxShape.BUBBLE, around)) == [0]


@pytest.mark.parametrize("shape", [BoxShape.BOX, BoxShape.BUBBLE])
def test_print_is_no_stroke(shape: BoxShape) -> None:
    """Nor is a streak along a side, which runs on, nor one box in four printed darker than the others."""
    assert _traced(shape, _patches(shape)) == []
    assert _traced(shape, _patches(shape, [(2.25, -9.0), (2.25, 9.0)])) == []
    uneven = _patches(shape)
    uneven[::3] *= 2.2
    assert _traced(shape, uneven) == []


def test_only_what_is_asked_for_is_told() -> None:
    """A question that is answered has its answer."""
    boxes = page_boxes(plain_sheet().pages[0])

    assert traced(_patches(BoxShape.BOX, SIDE), boxes, range(1, 40)) == []
