"""Was a choice marked on its words? Some people tick or ring *Cá nhân* and leave its box alone.

Print is even: no letter of a page's labels is much taller than the others. What is, is pen, alone or run together with
the letters it crosses. This is for sheets whose layout does not say where words stand (else `omr.detect.unprinted`),
only that they follow their boxes is known.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.patches import INK_DARKNESS, cut_patches, darkness_of

# Words begin this far from their box, go on at most so far, and are at least so long; what is tall there is looked at
# within this height.
_BEGIN_MM, _END_MM, _LEAST_MM, _REACH_MM = 0.8, 45.0, 8.0, 7.5
# Of a line of words, this much above and below the middle of its box.
_LINE_MM = 2.6
# Boxes whose middles differ by less than this stand in one line.
_SAME_LINE_MM = 3.0
# So many boxes in one line, at distances that differ by less than this, are a scale: its words stand over its columns.
_SCALE, _EVENLY_MM = 3, 0.5
# Pen is so much taller than the lower quarter of a page's labels, which is print. Of labels without pen 98 in 100 are
# less than 1.3 times as tall on office pages; of ticks and rings on words 90 in 100 are 1.6 times and more.
_TALLER, _TALLER_MM = 1.4, 0.2
# Words have this many letters at least. Letters are at least this tall, and what reaches from end to end of what is
# looked at is a crease, a rule or a streak.
_LETTERS, _LETTER_MM, _WHOLE = 2, 1.2, 0.95
_PX_PER_MM = 6.0


def marked_labels(page: Page, boxes: PageBoxes, places_mm: Points, asked: Sequence[int]) -> list[int]:
    """Return which of the boxes `asked` for have pen on the words beside them.

    `places_mm` is (N, 2), where the boxes were found.
    """
    ends_mm = _ends_mm(boxes, places_mm)
    labelled = np.flatnonzero(ends_mm > 0).tolist()
    if not set(labelled) & set(asked):
        return []
    heights_mm = {number: _heights_mm(page, boxes, places_mm[number], number, ends_mm[number]) for number in labelled}
    tallest_mm = [max(heights) for heights in heights_mm.values() if len(heights) >= _LETTERS]
    if not tallest_mm:
        return []
    pen_mm = _TALLER * float(np.percentile(tallest_mm, 25)) + _TALLER_MM
    return [number for number in asked if _has_pen(heights_mm.get(number, ()), pen_mm)]


def _has_pen(heights_mm: Sequence[float], pen_mm: float) -> bool:
    """Tell whether there is pen on words: a streak or the edge of the paper alone is none."""
    return max(heights_mm, default=0.0) > pen_mm and sum(height <= pen_mm for height in heights_mm) >= _LETTERS


def _ends_mm(boxes: PageBoxes, places_mm: Points) -> NDArray[np.float64]:
    """Return (N,) how far to the right of each box there is room for its words; 0 where there is too little."""
    x, y = places_mm.T
    halves = np.array([width_mm / 2 for _, width_mm, _ in boxes.kind_of])
    follows = (np.abs(y[:, None] - y[None, :]) < _SAME_LINE_MM) & (x[None, :] > x[:, None])
    nearest = np.where(follows, (x - halves)[None, :], np.inf).min(axis=1)
    room_mm = np.minimum(nearest - _BEGIN_MM - x - halves, _END_MM)
    return np.where((room_mm - _BEGIN_MM >= _LEAST_MM) & ~_of_scales(boxes), room_mm, 0.0)


def _of_scales(boxes: PageBoxes) -> NDArray[np.bool_]:
    """Return (N,) whether each box is one of a scale."""
    counts = np.bincount(boxes.field_numbers)
    steps_mm = [np.diff(of_field, axis=0) for of_field in np.split(boxes.centres_mm, np.cumsum(counts)[:-1])]
    scales = [
        len(steps) + 1 >= _SCALE and max(np.ptp(steps, axis=0).max(), np.abs(steps[:, 1]).max()) < _EVENLY_MM
        for steps in steps_mm
    ]
    return np.array(scales)[boxes.field_numbers]


def _heights_mm(page: Page, boxes: PageBoxes, place_mm: NDArray[np.float64], number: int, end_mm: float) -> list[float]:
    """Return the heights of the letters, and of what is taller, in the line of words beside a box."""
    half_mm = boxes.kind_of[number][1] / 2
    begin_mm, end_mm = half_mm + _BEGIN_MM, half_mm + end_mm
    middle = place_mm + np.array([(begin_mm + end_mm) / 2, 0.0])
    reach_mm = max((end_mm - begin_mm) / 2, _REACH_MM)
    patch = cut_patches(page.full.grey, page.full.mm_to_px, middle[None], reach_mm, _PX_PER_MM)
    centre, wide, high = patch.shape[1] // 2, round((end_mm - begin_mm) / 2 * _PX_PER_MM), round(_REACH_MM * _PX_PER_MM)
    seen = darkness_of(patch)[0, centre - high : centre + high + 1, centre - wide : centre + wide + 1]
    ink = (seen > INK_DARKNESS * page.black).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    top, width, height = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    line_px = _LINE_MM * _PX_PER_MM
    in_line = (top <= high + line_px) & (top + height >= high - line_px)
    ends = (height < _WHOLE * len(ink)) & (width < _WHOLE * ink.shape[1])
    return [value for value in (height[in_line & ends] / _PX_PER_MM).tolist() if value > _LETTER_MM]
