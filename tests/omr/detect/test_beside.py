"""Marks that missed their boxes, and what lies beside boxes and is none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.detect.beside import with_marks_beside
from omr.detect.boxes import page_boxes
from omr.detect.image import Picture
from omr.detect.marks import Page
from omr.detect.patches import cut_patches, darkness_of
from omr.detect.register import AROUND_MM
from omr.detect.register import PX_PER_MM as REFINED_PX_PER_MM
from omr.geometry import BoxMm
from omr.reading import JudgedMark, MarkState
from omr.reasons import Reason
from simulate.testsheet import plain_sheet
from tests.omr.detect.judging import judged, with_features

PX_PER_MM = 8.0
Stroke = list[tuple[float, float]]
# In millimetres from the middle of a box of 4.5 mm.
TICK: Stroke = [(3.0, -0.5), (3.8, 1.0), (5.5, -2.0)]


def _remarked(*strokes: Stroke, level: int = 40, width: int = 3, answered: bool = False) -> set[int]:
    """Return which boxes of two rows of three are unsure, when strokes are drawn beside the first box."""
    boxes = page_boxes(plain_sheet(rows=2, choices=3).pages[0])
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)
    for stroke in strokes:
        places = np.round((boxes.centres_mm[0] + np.array(stroke)) * PX_PER_MM).astype(np.int32)
        cv2.polylines(grey, [places], False, level, width)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    marks: list[JudgedMark] = [judged(0.0) for _ in boxes.boxes]
    marks[0] = with_features(judged(0.0), margin_ink_fraction=0.02)
    # The second row is answered, so that the pen is known.
    marks[4] = with_features(judged(0.9999), ink_fraction=0.2, darkness_peak=0.8)
    if answered:
        marks[1] = marks[4]
    page = Page(picture, picture, None, 1.0, to_px)
    patches = cut_patches(grey, to_px, boxes.centres_mm, boxes.largest_mm / 2 + AROUND_MM, REFINED_PX_PER_MM)
    remarked = with_marks_beside(page, boxes, boxes.centres_mm, darkness_of(patches), tuple(marks))
    unsure = {i for i, mark in enumerate(remarked) if mark.verdict.state is MarkState.UNSURE}
    assert unsure == {i for i, mark in enumerate(remarked) if Reason.MARK_BESIDE_BOX in mark.verdict.reasons}
    return unsure


@pytest.mark.parametrize("turns", range(4))
def test_a_tick_beside_a_box_is_remarked_on(turns: int) -> None:
    """On whichever side it is."""
    turned = np.array(TICK) @ np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), turns)

    assert _remarked([tuple(place) for place in turned]) == {0}


def test_a_stroke_on_the_outline_is_remarked_on() -> None:
    """The outline's mask does not hide it."""
    assert _remarked([(-2.0, 2.25), (2.1, 2.2)]) == {0}


@pytest.mark.parametrize("turns", range(4))
def test_a_short_line_along_a_side_is_remarked_on(turns: int) -> None:
    """An underline keeps closer to its box than a tick beside it reaches."""
    turned = np.array([(-1.9, 3.4), (2.0, 3.3)]) @ np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), turns)

    assert _remarked([tuple(place) for place in turned]) == {0}


def test_in_an_answered_question_it_says_nothing() -> None:
    """The answer is in a box."""
    assert _remarked(TICK, answered=True) == set()


@pytest.mark.parametrize(
    "strokes",
    [
        [[(3.0, -40.0), (3.1, 40.0)]],
        [[(-30.0, 2.9), (60.0, 3.1)]],
        [[(-9.0, -12.0), (16.0, 13.0)]],
        [[(2.9, 0.0), (3.3, 0.1)]],
        [[(3.0, 2.0), (3.0, 4.0), (0.5, 13.5)]],
    ],
    ids=["streak", "rule", "long line", "speck", "mark of the row below"],
)
def test_what_is_no_mark_beside_a_box(strokes: list[Stroke]) -> None:
    """It runs on, is small, or comes from another box."""
    assert _remarked(*strokes) == set()


def test_a_pale_ghost_beside_a_box_is_no_mark() -> None:
    """The pen of this writer is three times as dark."""
    assert _remarked(TICK, level=190) == set()


@pytest.mark.parametrize(
    ("answered_rows", "waiting_rows"), [((), {0, 1, 2, 3}), ((2,), {0})], ids=["blank", "filled in"]
)
def test_a_ring_around_the_head_of_a_column_means_all_rows(
    answered_rows: tuple[int, ...], waiting_rows: set[int]
) -> None:
    """Where none of them has a mark; elsewhere it is beside the first row alone."""
    page = plain_sheet(rows=4, choices=3).pages[0]
    boxes = page_boxes(replace(page, printed=(BoxMm(20.0, 20.0, 30.0, 4.0),)))
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)
    around = boxes.centres_mm[1] + [(4 * np.cos(a), 2 * np.sin(a) - 7.0) for a in np.linspace(0, 2 * np.pi, 30)]
    cv2.polylines(grey, [np.round(around * PX_PER_MM).astype(np.int32)], True, 40, 3)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    mark = with_features(judged(0.9999), ink_fraction=0.2, darkness_peak=0.8)
    marks: list[JudgedMark] = [mark if i // 3 in answered_rows else judged(0.0) for i in range(12)]
    patches = cut_patches(grey, to_px, boxes.centres_mm, boxes.largest_mm / 2 + AROUND_MM, REFINED_PX_PER_MM)

    remarked = with_marks_beside(
        Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, darkness_of(patches), marks
    )
    assert {i // 3 for i, m in enumerate(remarked) if m.verdict.state is MarkState.UNSURE} == waiting_rows
