"""Pen on, under and around the words of a choice, where it is known what is printed."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from omr.detect.boxes import PageBoxes, page_boxes
from omr.detect.image import Picture
from omr.detect.marks import Page
from omr.detect.unprinted import pen_beside, pen_from_words
from omr.geometry import BoxMm
from simulate.testsheet import plain_sheet

PX_PER_MM = 8.0
DARK = 0.25
Stroke = list[tuple[float, float]]
# Of eight letters beside a box, in millimetres from its middle, and what they are drawn with.
LETTERS = tuple((4.5 + 2.2 * i, -0.7 if i % 3 else -1.5) for i in range(8))
BASELINE_MM, LETTER_MM, STROKE_MM = 1.0, 1.4, 0.4
# In millimetres from the middle of a box.
TICK: Stroke = [(8.0, -0.5), (9.5, 2.0), (13.0, -3.5)]
RING: Stroke = [(13 + 10 * float(np.cos(a)), 3.2 * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 30)]
RING_INTO_NEXT: Stroke = [(36 + 33 * float(np.cos(a)), 3.2 * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 60)]
UNDERLINE: Stroke = [(5.0, 2.0), (18.0, 1.9)]
LEFT_OF_IT: Stroke = [(-6.5, -1.0), (-5.5, 1.0), (-4.0, -2.0)]
STREAK: Stroke = [(12.0, -60.0), (13.0, 60.0)]
FROM_ABOVE: Stroke = [(1.0, -14.0), (0.5, -10.0), (9.0, -2.0)]
SPECK: Stroke = [(14.0, 2.6), (14.3, 2.6)]


def sheet_with_words(printed: bool = True) -> PageBoxes:
    """Return four questions of two boxes, all of which have words."""
    page = plain_sheet(rows=4, choices=2).pages[0]
    # Room for words between the two: the sheet is redrawn wider.
    fields = tuple(
        replace(f, boxes=tuple(replace(b, box=replace(b.box, x_mm=30.0 + 70 * i)) for i, b in enumerate(f.boxes)))
        for f in page.fields
    )
    letters = tuple(
        BoxMm(
            box.box.centre.x_mm + x - STROKE_MM / 2,
            box.box.centre.y_mm + top - STROKE_MM / 2,
            LETTER_MM + STROKE_MM,
            BASELINE_MM - top + STROKE_MM,
        )
        for field in fields
        for box in field.boxes
        for x, top in LETTERS
    )
    return page_boxes(replace(page, fields=fields, printed=letters if printed else ()))


def scanned(boxes: PageBoxes, strokes: Sequence[tuple[int, Stroke]], moved_mm: float = 0.0) -> Page:
    """Return a scan of the words and of strokes drawn by the boxes named, the sheet shifted on it."""
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)

    def draw(number: int, stroke: Stroke, level: int) -> None:
        places = np.round((boxes.centres_mm[number] + np.array(stroke) + np.array([0, moved_mm])) * PX_PER_MM).astype(
            np.int32
        )
        cv2.polylines(grey, [places], False, level, round(STROKE_MM * PX_PER_MM))

    for number in range(len(boxes.boxes)):
        for x, top in LETTERS:
            corners = [(x, BASELINE_MM), (x, top), (x + LETTER_MM, top), (x + LETTER_MM, BASELINE_MM)]
            draw(number, corners, 20)
    for number, stroke in strokes:
        draw(number, stroke, 40)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    return Page(picture, picture, None, 1.0, to_px)


def _beside(*strokes: tuple[int, Stroke], moved_mm: float = 0.0, asked: Sequence[int] = range(8)) -> list[int]:
    boxes = sheet_with_words()
    return pen_beside(scanned(boxes, strokes, moved_mm), boxes, boxes.centres_mm + np.array([0, moved_mm]), asked, DARK)


@pytest.mark.parametrize("moved_mm", [0.0, 1.0])
@pytest.mark.parametrize(
    "mark", [TICK, RING, UNDERLINE, LEFT_OF_IT], ids=["tick", "ring", "underline", "left of the box"]
)
def test_pen_by_the_words_of_a_choice_is_seen(mark: Stroke, moved_mm: float) -> None:
    """Wherever the sheet was found: words move with their boxes."""
    assert _beside((2, mark), moved_mm=moved_mm) == [2]


@pytest.mark.parametrize("stroke", [STREAK, SPECK], ids=["streak", "speck"])
def test_what_is_no_pen(stroke: Stroke) -> None:
    """What runs on over the page, leaning a little, or is smaller than any mark."""
    assert _beside((2, stroke)) == []


def test_print_alone_is_no_pen() -> None:
    """Nor print that is found a third of a millimetre from where it should be."""
    boxes = sheet_with_words()
    for shift_mm in (0.0, 0.3):
        assert pen_beside(scanned(boxes, ()), boxes, boxes.centres_mm + np.array([0, shift_mm]), range(8), DARK) == []


def test_a_tail_from_an_answered_question_is_no_mark_of_the_next() -> None:
    """It begins in a box of the row above, which is not asked for."""
    assert _beside((2, FROM_ABOVE), asked=range(2, 8)) == []


def test_in_an_answered_question_words_may_be_underlined() -> None:
    """Only the boxes asked for are told."""
    assert _beside((2, UNDERLINE), asked=(4, 5)) == []


def test_without_knowing_what_is_printed_nothing_is_told() -> None:
    """As of sheets that others laid out."""
    boxes = sheet_with_words(printed=False)

    assert pen_beside(scanned(boxes, ((2, TICK),)), boxes, boxes.centres_mm, range(8), DARK) == []
    assert pen_from_words(scanned(boxes, ((2, TICK),)), boxes, boxes.centres_mm, range(8)) == []


def test_a_ring_around_words_that_ends_in_the_next_box_is_no_mark_in_it() -> None:
    """A tick in that box may reach for the last of them."""
    boxes = sheet_with_words()
    tick: Stroke = [(-8.0, -1.5), (0.0, 1.5), (3.0, -3.0)]

    for stroke, by, told in ((RING_INTO_NEXT, 2, [3]), (tick, 3, [])):
        assert pen_from_words(scanned(boxes, ((by, stroke),)), boxes, boxes.centres_mm, (3,)) == told


@pytest.mark.parametrize(
    "x_mm", [-5.0, 5.5, 9.0, 12.5], ids=["left", "right of the first", "between", "left of the last"]
)
def test_a_mark_between_the_boxes_of_a_scale_is_seen(x_mm: float) -> None:
    """They have no words beside them, and are further apart than a mark is large."""
    page = plain_sheet(rows=2, choices=2).pages[0]
    fields = tuple(
        replace(f, boxes=tuple(replace(b, box=replace(b.box, x_mm=60.0 + 18 * i)) for i, b in enumerate(f.boxes)))
        for f in page.fields
    )
    # What is printed is elsewhere on the page.
    boxes = page_boxes(replace(page, fields=fields, printed=(BoxMm(20.0, 20.0, 30.0, 4.0),)))
    cross = [[(x_mm - 1.5, -1.5), (x_mm + 1.5, 1.5)], [(x_mm - 1.5, 1.5), (x_mm + 1.5, -1.5)]]
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)
    for stroke in cross:
        places = np.round((boxes.centres_mm[0] + np.array(stroke)) * PX_PER_MM).astype(np.int32)
        cv2.polylines(grey, [places], False, 40, round(STROKE_MM * PX_PER_MM))
    picture = Picture(grey, to_px)

    found = pen_beside(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, range(4), DARK)
    assert found
    assert set(found) <= {0, 1}
