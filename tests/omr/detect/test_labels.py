"""Ticks and rings on the words of a choice, and words alone."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from omr.detect.boxes import page_boxes
from omr.detect.image import Picture
from omr.detect.labels import marked_labels
from omr.detect.marks import Page
from simulate.testsheet import plain_sheet

PX_PER_MM = 8.0
# The last boxes of the rows have room for words beside them.
LABELLED = (1, 3, 5, 7)
Stroke = list[tuple[float, float]]
# In millimetres from the middle of the first labelled box.
TICK: Stroke = [(8.0, -0.5), (9.5, 2.0), (13.0, -3.5)]
RING: Stroke = [(11 + 8 * float(np.cos(a)), 3.2 * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 30)]
STREAK: Stroke = [(12.0, -60.0), (12.0, 60.0)]


def _marked(
    *strokes: Stroke, words: Sequence[int] = LABELLED, asked: Sequence[int] = range(8), choices: int = 2
) -> list[int]:
    """Return which boxes have pen on their words, of eight letters each, some of them taller."""
    boxes = page_boxes(plain_sheet(rows=4, choices=choices).pages[0])
    grey = np.full((297 * 8, 210 * 8), 250, np.uint8)

    def draw(number: int, stroke: Stroke) -> None:
        places = np.round((boxes.centres_mm[number] + np.array(stroke)) * PX_PER_MM).astype(np.int32)
        cv2.polylines(grey, [places], False, 30, 3)

    for number in words:
        for letter in range(8):
            x, height = 4.5 + 2.2 * letter, 1.7 if letter % 3 else 2.5
            draw(number, [(x, 1.0), (x, 1.0 - height), (x + 1.4, 1.0 - height), (x + 1.4, 1.0)])
    for stroke in strokes:
        draw(words[0] if words else 1, stroke)
    to_px = np.diag([PX_PER_MM, PX_PER_MM, 1.0])
    picture = Picture(grey, to_px)
    return marked_labels(Page(picture, picture, None, 1.0, to_px), boxes, boxes.centres_mm, asked)


@pytest.mark.parametrize("mark", [TICK, RING], ids=["tick", "ring"])
def test_a_mark_on_the_words_is_seen(mark: Stroke) -> None:
    """It runs together with the letters and is taller than they are."""
    assert _marked(mark) == [1]


def test_words_are_no_mark() -> None:
    """Nor is a streak through them, nor one beside boxes that have no words."""
    assert _marked() == []
    assert _marked(STREAK) == []
    assert _marked(TICK, words=()) == []


def test_the_words_of_a_scale_stand_over_its_columns() -> None:
    """What lies beside its last box is a comment, or the next column of the page."""
    assert _marked(RING, words=(2, 5, 8, 11), asked=range(12), choices=3) == []


def test_only_what_is_asked_for_is_told() -> None:
    """In an answered question words may be underlined and ringed."""
    assert _marked(RING, asked=(2, 3)) == []
