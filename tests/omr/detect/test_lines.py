"""Lines that strike out a part of a page, and marks that are none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.detect.boxes import page_boxes
from omr.detect.image import Picture
from omr.detect.lines import with_long_lines
from omr.detect.marks import Page
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.reading import JudgedMark
from omr.reasons import Reason
from simulate.testsheet import plain_sheet
from tests.omr.detect.judging import judged, with_features

PX_PER_MM = 4.0
STRAIGHT = {"ink_fraction": 0.15, "margin_ink_fraction": 0.05, "one_way": 0.9, "darkness_peak": 0.8}
CROSSED = {"ink_fraction": 0.3, "margin_ink_fraction": 0.1, "passing_fraction": 0.25, "darkness_peak": 0.8}

Stroke = list[tuple[float, float]]


def _is_long(*strokes: Stroke, level: float = 40, p_marked: float = 0.9999, **features: float) -> bool:
    """Tell whether the first box has the remark, when strokes are drawn in millimetres from its middle."""
    boxes = page_boxes(plain_sheet(rows=2, choices=3).pages[0])
    grey = np.full((297 * 4, 210 * 4), 250, np.uint8)
    for stroke in strokes:
        places = np.round((boxes.centres_mm[0] + np.array(stroke)) * PX_PER_MM).astype(np.int32)
        cv2.polylines(grey, [places], False, int(level), 2)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    marks: list[JudgedMark] = [judged(0.0) for _ in boxes.boxes]
    marks[0] = with_features(judged(p_marked), **features)
    remarked = with_long_lines(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, tuple(marks))
    assert not any(Reason.LONG_LINE in mark.verdict.reasons for mark in remarked[1:])
    return Reason.LONG_LINE in remarked[0].verdict.reasons


@pytest.mark.parametrize("degrees", range(0, 360, 17))
def test_a_line_that_ends_in_a_box_is_long_whichever_way_it_goes(degrees: int) -> None:
    """The end of a large cross over some rows."""
    far = 20 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])

    assert _is_long([(0.5, -0.5), tuple(far)], **STRAIGHT)


def test_a_line_that_passes_off_the_middle_is_long() -> None:
    """It leaves the box on both sides."""
    assert _is_long([(-15, -8.5), (15, 11.5)], **STRAIGHT)


def test_a_long_line_may_be_bent() -> None:
    """Nobody draws with a ruler."""
    bend = [(x, 2 + x - x * x / 60) for x in np.arange(-2.0, 16.0)]

    assert _is_long(bend, **STRAIGHT)


def test_the_middle_of_a_large_cross_is_no_cross() -> None:
    """Where both its lines meet in a box, that is no choice."""
    large = [[(-20.0, -15.0), (20.0, 15.0)], [(-20.0, 15.0), (20.0, -15.0)]]

    assert _is_long(*large, **CROSSED)
    assert _is_long(*[[(x + 1.2, y + 0.8) for x, y in line] for line in large], **CROSSED)


def test_a_faint_line_is_a_line() -> None:
    """A hard pencil leaves hardly more than what counts as ink."""
    faint = {**STRAIGHT, "darkness_peak": 0.16}

    assert _is_long([(0, 0), (15, 12)], level=225, **faint)


@pytest.mark.parametrize(
    ("strokes", "features"),
    [
        ([[(-4.0, -4.0), (4.0, 4.0)]], STRAIGHT),
        ([[(-1.0, 0.0), (0.0, 1.5), (6.0, -6.0)]], STRAIGHT),
        ([[(-4.0, -4.0), (4.0, 4.0)], [(-4.0, 4.0), (4.0, -4.0)]], CROSSED),
        ([[(-2.0, -2.0), (2.0, 2.0)], [(5.0, 5.0), (20.0, 20.0)]], STRAIGHT),
    ],
    ids=["slash", "tick", "cross", "a line further on"],
)
def test_marks_end_near_their_boxes(strokes: list[Stroke], features: dict[str, float]) -> None:
    """What is drawn twice as large as a box, and what only points to a line elsewhere, are marks."""
    assert not _is_long(*strokes, **features)


def test_empty_boxes_are_not_asked() -> None:
    """A line over a row left blank makes no answer there, so it needs no word."""
    assert not _is_long([(-15, -8.5), (15, 11.5)], p_marked=0.2, **STRAIGHT)


def test_the_next_row_of_print_is_no_line() -> None:
    """A stroke that points at the rule between two rows, or runs along it for a bit, ends there."""
    rule = [(-30.0, 4.5), (30.0, 4.5)]

    assert not _is_long([(-2.0, -2.0), (3.0, 4.5)], rule, **STRAIGHT)


def test_a_large_box_is_looked_at_to_its_edges() -> None:
    """Of a box of 40 mm a stroke in its corner is as far from the middle as the next row is from others."""
    box = MarkBox("1", BoxShape.BOX, BoxMm(60.0, 60.0, 40.0, 40.0))
    field = Field("C1", FieldKind.SINGLE, (box,))
    boxes = page_boxes(replace(plain_sheet(rows=1, choices=2).pages[0], fields=(field,)))
    grey = np.full((297 * 4, 210 * 4), 250, np.uint8)
    cv2.line(grey, (380, 380), (399, 399), 40, 2)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)

    marks = (with_features(judged(0.9999), **STRAIGHT),)
    remarked = with_long_lines(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, marks)

    assert remarked == marks


def test_a_line_over_rows_is_remarked_on_in_all_of_them() -> None:
    """Those that it passes between the boxes of, too; what lies beyond its ends stands."""
    boxes = page_boxes(plain_sheet(rows=8, choices=5).pages[0])
    first, last = boxes.centres_mm[5], boxes.centres_mm[34]
    grey = np.full((297 * 4, 210 * 4), 250, np.uint8)
    beyond = (last - first) * 5 / np.hypot(*(last - first))
    ends = [tuple(np.round(place * PX_PER_MM).astype(int).tolist()) for place in (first - beyond, last + beyond)]
    cv2.line(grey, ends[0], ends[1], 40, 2)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    marks = [with_features(judged(0.9999), **(STRAIGHT | CROSSED if i in {5, 34} else {})) for i in range(40)]

    remarked = with_long_lines(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, marks)
    rows = {i // 5 for i, mark in enumerate(remarked) if Reason.LONG_LINE in mark.verdict.reasons}
    assert rows == set(range(1, 7))
