"""Tails of marks that run into the boxes of other questions."""

import cv2
import numpy as np
import pytest

from omr.detect.boxes import page_boxes
from omr.detect.image import Picture
from omr.detect.marks import Page
from omr.detect.tails import with_tails
from omr.reading import JudgedMark
from omr.reasons import Reason
from simulate.testsheet import plain_sheet
from tests.omr.detect.judging import judged, with_features
from tests.omr.detect.test_unprinted import RING_INTO_NEXT, scanned, sheet_with_words

PX_PER_MM = 4.0
# Of a sheet of two questions with three boxes each: the first box of the second.
BELOW = 3


def _remarked(*strokes: tuple[tuple[float, float], tuple[float, float]], ink_below: float = 0.05) -> set[int]:
    """Return which boxes have the remark, when strokes are drawn in millimetres from the middle of the first box."""
    boxes = page_boxes(plain_sheet(rows=2, choices=3).pages[0])
    grey = np.full((297 * 4, 210 * 4), 250, np.uint8)
    first = boxes.centres_mm[0]
    for a, b in strokes:
        ends = [tuple(np.round((first + place) * PX_PER_MM).astype(int).tolist()) for place in (a, b)]
        cv2.line(grey, ends[0], ends[1], 40, 2)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    marks: list[JudgedMark] = [judged(0.0) for _ in boxes.boxes]
    marks[0] = with_features(judged(0.9999), ink_fraction=0.3, margin_ink_fraction=0.1)
    marks[BELOW] = with_features(judged(0.9999), ink_fraction=ink_below, margin_ink_fraction=0.1)
    remarked = with_tails(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, tuple(marks))
    return {i for i, mark in enumerate(remarked) if Reason.TAIL in mark.verdict.reasons}


def test_a_tail_of_the_mark_above_is_remarked_on() -> None:
    """The mark that it comes from is not: most of what is in its box was made there."""
    assert _remarked(((-2, -2), (2, 2)), ((0, 0), (0.5, 13.5))) == {BELOW}


def test_a_long_stroke_of_this_question_is_no_tail() -> None:
    """It may begin above the box, as ticks do, so long as it comes from no other box."""
    assert _remarked(((0, 6), (0.5, 13.5))) == set()


@pytest.mark.parametrize(("offset_mm", "remarked"), [(2.0, {3}), (0.3, set())])
def test_the_end_of_a_ring_around_words_is_remarked_on(offset_mm: float, remarked: set[int]) -> None:
    """Unless what is in the box lies in its middle: then a mark was made there, and may touch a ring."""
    boxes = sheet_with_words()
    page = scanned(boxes, ((2, RING_INTO_NEXT),))
    marks: list[JudgedMark] = [judged(0.0) for _ in boxes.boxes]
    marks[3] = with_features(judged(0.9999), ink_fraction=0.2, margin_ink_fraction=0.1, offset_mm=offset_mm)

    judged_again = with_tails(page, boxes, boxes.centres_mm, tuple(marks))

    assert {i for i, mark in enumerate(judged_again) if Reason.TAIL in mark.verdict.reasons} == remarked


@pytest.mark.parametrize("ink_below", [0.22, 0.3])
def test_a_mark_as_heavy_as_the_others_is_no_tail(ink_below: float) -> None:
    """Two marks may touch each other."""
    assert _remarked(((0, 0), (0.5, 14)), ink_below=ink_below) == set()
