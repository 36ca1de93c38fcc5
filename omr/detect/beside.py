"""Was a box meant by a mark that missed it? Some people tick beside the box, on its outline or on its words.

In a question with no mark in any box such a mark may be the answer. What lies beside a box is often none: streaks,
creases and stamps run on or are pale, dirt is smaller, a stroke that reaches into another box belongs there. What is
left is compact, as large as a small mark, and not much paler than the writer's others.
"""

from collections.abc import Iterator, Sequence, Set

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.around import surroundings, whole_runs
from omr.detect.boxes import OUTLINE_MM, PageBoxes, tables_of
from omr.detect.hand import hand_of
from omr.detect.image import Darkness, Points
from omr.detect.labels import marked_labels
from omr.detect.marks import Page
from omr.detect.patches import INK_DARKNESS
from omr.detect.spanning import spanned
from omr.detect.traced import traced
from omr.detect.unprinted import pen_beside
from omr.reading import JudgedMark
from omr.reasons import Reason

# A mark beside a box begins this close to it, goes on at least to here, ends this near, and has at least this size. The
# nearest print, digits over boxes, is 2.1 mm away.
_BEGINS_MM, _GOES_ON_MM, _ENDS_MM, _SMALLEST_MM = 1.8, 1.8, 7.0, 1.2
# An underline keeps close to its box all along: it is as long as this, and mostly this far from the outline, where no
# trace of the print is.
_ALONG_MM, _OFF_OUTLINE_MM = 2.5, 0.6
# Of a tick over the words of a box this much of the margin around the box was inked; and of what is around it, of a
# slash between two boxes.
_IN_MARGIN, _AROUND = 0.005, 0.01
# It is as dark as this share of what the writer's pen mostly is, at a tenth of its pixels; where no other mark tells,
# as creases seldom are.
_OF_PEN, _DARK, _DARKEST = 0.6, 0.25, 90
_PX_PER_MM = 6.0


def with_marks_beside(
    page: Page, boxes: PageBoxes, places_mm: Points, darkness: Darkness, marks: Sequence[JudgedMark]
) -> tuple[JudgedMark, ...]:
    """Return the judged boxes of a page, unsure and with a remark where a mark lies beside one in an empty question.

    Parameters
    ----------
    places_mm
        (N, 2), where the boxes were found.
    darkness
        (N, P, P), the patches that the boxes were measured in, as `omr.detect.register` cuts them.
    """
    answered = np.bincount(boxes.field_numbers, [mark.verdict.p_marked > 0.5 for mark in marks]) > 0
    asked = np.flatnonzero(~answered[boxes.field_numbers]).tolist()
    if not asked:
        return tuple(marks)
    dark = max(_DARK, _OF_PEN * hand_of(marks).darkness) if answered.any() else _DARK
    beside = {i for i in asked if _has_ink_around(marks[i]) and _is_beside(page, boxes, places_mm, i, dark)}
    beside.update(traced(darkness / page.black, boxes, asked))
    if len(boxes.printed_mm):
        beside.update(pen_beside(page, boxes, places_mm, asked, dark))
        beside.update(spanned(page, boxes, places_mm, asked, dark))
    else:
        beside.update(marked_labels(page, boxes, places_mm, asked))
    beside |= set(_of_blank_tables(boxes, answered, beside))
    return tuple(mark.unsure(Reason.MARK_BESIDE_BOX) if i in beside else mark for i, mark in enumerate(marks))


def _of_blank_tables(boxes: PageBoxes, answered: NDArray[np.bool_], beside: Set[int]) -> Iterator[int]:
    """Yield a box of every row of the tables that are all blank and have pen beside some row.

    Who rings the head of a column, or draws a line down it, means the rows below.
    """
    for rows in tables_of(boxes):
        first = np.searchsorted(boxes.field_numbers, rows).tolist()
        if len(rows) > 1 and not answered[rows].any() and any(boxes.field_numbers[i] in rows for i in beside):
            yield from first


def _has_ink_around(mark: JudgedMark) -> bool:
    features = mark.reading.features
    return features.margin_ink_fraction > _IN_MARGIN or features.around_fraction > _AROUND


def _is_beside(page: Page, boxes: PageBoxes, places_mm: Points, number: int, dark: float) -> bool:
    """Tell whether a mark lies beside a box, at least this `dark`."""
    reach_mm = boxes.largest_mm / 2 + _ENDS_MM
    seen = surroundings(page.full, boxes, places_mm, number, reach_mm, _PX_PER_MM)
    ink = seen.darkness / page.black > INK_DARKNESS
    ink &= ~whole_runs(ink) & (seen.distance_mm > OUTLINE_MM)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    elsewhere = np.unique(pieces[ink & seen.other_boxes])
    for piece in np.setdiff1d(pieces[ink & (seen.distance_mm < _BEGINS_MM)], elsewhere).tolist():
        left, top, width, height, _ = stats[piece].tolist()
        its = pieces == piece
        if (
            min(left, top) > 0
            and max(left + width, top + height) < len(ink)
            and np.hypot(width, height) >= _SMALLEST_MM * _PX_PER_MM
            and (seen.distance_mm[its].max() > _GOES_ON_MM or _is_drawn_along(seen.distance_mm[its], width, height))
            and np.percentile(seen.darkness[its], _DARKEST) > dark * page.black
        ):
            return True
    return False


def _is_drawn_along(distance_mm: NDArray[np.float64], width_px: int, height_px: int) -> bool:
    """Tell whether a piece of ink is a stroke along a side of the box, clear of its outline."""
    return bool(np.hypot(width_px, height_px) >= _ALONG_MM * _PX_PER_MM and np.median(distance_mm) > _OFF_OUTLINE_MM)
