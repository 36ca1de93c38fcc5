"""Does what lies in a box come from elsewhere? A quick pen draws tails into the rows below.

Such a tail looks like a stroke made in the box, and in a question left blank it would be the answer. Only where it
comes from tells: most of it lies outside, it runs into a box of another question, and it is little beside the writer's
marks. So does the end of a ring around the words of the choice before, and a letter of words that run over the box.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from omr.detect.around import surroundings
from omr.detect.boxes import OUTLINE_MM, PageBoxes
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.overwritten import overwritten
from omr.detect.patches import INK_DARKNESS
from omr.detect.unprinted import pen_from_words
from omr.reading import JudgedMark
from omr.reasons import Reason

# So far around a box its stroke is followed: to the boxes of the next row of any form.
_REACH_MM, _PX_PER_MM = 17.0, 4.0
# Ink this close to the outline goes on within it.
_TOUCHES_MM = 0.8
# A tail has less ink in the box than this share of what the writer's marks mostly have, and so many times as much
# outside. Found on 400 pages of the hard grade: it holds for 0.17 % of right answers and for all four tails that had
# been taken for one.
_LITTLE, _MOSTLY_OUTSIDE = 0.7, 2.0
# The end of a ring around words lies to one side of the box that it runs into, 1.5 mm and more of 40 in a blind test;
# an arrow that begins at a mark has this much ink around the box.
_ASIDE_MM, _LEAVES = 1.0, 0.02


def with_tails(page: Page, boxes: PageBoxes, places_mm: Points, marks: Sequence[JudgedMark]) -> tuple[JudgedMark, ...]:
    """Return the judged boxes of a page, with a remark where what is in one comes from another question or from words.

    `places_mm` is (N, 2), where the boxes were found.
    """
    remarked = list(marks)
    tails = [number for number in _slight(marks) if _is_tail(page, boxes, places_mm, number)]
    from_words = pen_from_words(page, boxes, places_mm, _touched(marks))
    for number in {*tails, *from_words, *overwritten(page, boxes, places_mm, marks)}:
        remarked[number] = marks[number].remarked(Reason.TAIL)
    return tuple(remarked)


def _touched(marks: Sequence[JudgedMark]) -> list[int]:
    """Return the marked boxes whose ink runs out of them, and lies to one side or goes on around them."""
    return [
        i
        for i, mark in enumerate(marks)
        if mark.verdict.p_marked > 0.5
        and mark.reading.features.margin_ink_fraction > 0
        and (mark.reading.features.offset_mm > _ASIDE_MM or mark.reading.features.around_fraction > _LEAVES)
    ]


def _slight(marks: Sequence[JudgedMark]) -> list[int]:
    """Return the marked boxes that have little in them, for this writer, and ink around them."""
    marked = [i for i, mark in enumerate(marks) if mark.verdict.p_marked > 0.5]
    ink = {i: marks[i].reading.features.ink_fraction for i in marked}
    usual = float(np.median(list(ink.values()))) if ink else 0.0
    return [i for i in marked if ink[i] < _LITTLE * usual and marks[i].reading.features.margin_ink_fraction > 0]


def _is_tail(page: Page, boxes: PageBoxes, places_mm: Points, number: int) -> bool:
    seen = surroundings(page.small, boxes, places_mm, number, _REACH_MM, _PX_PER_MM)
    ink = seen.darkness / page.black > INK_DARKNESS
    outside = (ink & (seen.distance_mm > OUTLINE_MM)).astype(np.uint8)
    _, pieces = cv2.connectedComponents(outside, connectivity=8)
    touching = np.unique(pieces[(seen.distance_mm < _TOUCHES_MM) & (outside > 0)])
    going_on = np.isin(pieces, touching) & (outside > 0)
    within = int((ink & (seen.distance_mm < -OUTLINE_MM)).sum())
    return bool(going_on.sum() > _MOSTLY_OUTSIDE * within and (going_on & seen.other_questions).any())
