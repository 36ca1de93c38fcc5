"""Is there pen beside the boxes of a question, where nothing is printed? On its words, under them, around them.

Some people tick, ring or underline *Cá nhân* and leave its box alone, others mark between two boxes or beside the last
one. Where a sheet is known to have words and lines (`PageLayout.printed`), what is dark between and around them is pen,
or one of the things that are none: a streak, a crease, dirt, the end of a mark in a box of another question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.pen import Ground, Pen, ground_of, pen_in

# What is looked at: from so far left of a box, where ticks were made up to 5.5 mm from one in a blind test, and so far
# above and below its line, half the way to the next one, to so far beyond its words, where some write what *Khác* is
# and leave its box alone; and around all this, to see where a stroke comes from.
_BESIDE_MM, _ABOVE_MM, _BEYOND_MM, _AROUND_MM = 6.0, 3.4, 8.0, 9.0
# Over the first row of a table, with no box so close above it, are the heads of its columns: rings reach so far up.
_FIRST_ROW_MM, _HEAD_MM = 14.0, 10.0
# Words of one choice have no wider gaps than this, and begin no further from their box.
_GAP_MM = 4.0
# Dirt is smaller than the first; of a mark that words hide in part less may be seen. On 240 hard pages the second
# leaves one question more to review than 1.2 mm would, and of 175 marks on words it finds 54 more.
_SMALLEST_MM, _CUT_OFF_MM = 1.2, 0.8
# Beside boxes without words it is larger: there is room for a whole mark. On 220 hard pages one question in 900 fewer
# waits than with 1.2 mm.
_WHOLE_MARK_MM = 2.0
# Where print is not quite where it should be, the edge of a letter sticks out: shorter than letters are high, and
# nearly all of it beside the place of print.
_LETTER_MM, _EDGE = 3.0, 0.8
# A stroke this close to a box goes on within it. Over or under words it is far that reaches their middle, or so far.
_TOUCHES_MM, _OVER_WORDS_MM = 0.8, 1.5


@dataclass(frozen=True, slots=True)
class _Zone:
    """What belongs to one box; its words end within, where it has any, else the box does."""

    number: int
    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    words_end_mm: float
    has_words: bool

    @property
    def area_mm(self) -> NDArray[np.float64]:
        """(1, 4) left, top, right and bottom."""
        return np.array([[self.left_mm, self.top_mm, self.right_mm, self.bottom_mm]])


def pen_beside(page: Page, boxes: PageBoxes, places_mm: Points, asked: Sequence[int], dark: float) -> list[int]:
    """Return which of the boxes `asked` for have pen beside them or on their words.

    Parameters
    ----------
    places_mm
        (N, 2), where the boxes were found.
    dark
        How dark pen is at least, 0 paper to 1 the page's printed black.
    """
    if not len(boxes.printed_mm):
        return []
    ground = ground_of(boxes, places_mm)
    by_field: dict[int, list[int]] = {}
    for number in asked:
        by_field.setdefault(int(ground.fields[number]), []).append(number)
    return [number for members in by_field.values() for number in _of_field(page, ground, members, dark)]


def _of_field(page: Page, ground: Ground, members: Sequence[int], dark: float) -> Iterator[int]:
    zones = [_zone(ground, number) for number in members]
    begin_mm = np.array([min(z.left_mm for z in zones), min(z.top_mm for z in zones)]) - _AROUND_MM
    end_mm = np.array([max(z.right_mm for z in zones), max(z.bottom_mm for z in zones)]) + _AROUND_MM
    pen = pen_in(page, ground, begin_mm, end_mm, members)
    lengths_mm = pen.lengths_mm
    perhaps = pen.whole
    perhaps[pen.pieces[pen.elsewhere]] = False
    for zone in zones:
        large = lengths_mm >= (_CUT_OFF_MM if zone.has_words else _WHOLE_MARK_MM)
        near = np.flatnonzero(perhaps & large & pen.within(zone.area_mm)).tolist()
        if any(_is_pen(pen, piece, lengths_mm[piece], dark * page.black) for piece in near):
            yield zone.number


def _is_pen(pen: Pen, piece: int, length_mm: float, dark: float) -> bool:
    """Tell whether a piece of ink is as dark and large as a mark, and neither thinner than any pen nor print."""
    its = pen.pieces == piece
    along_print = float(pen.beside_print[its].mean())
    large = length_mm >= (_SMALLEST_MM if along_print == 0 else _CUT_OFF_MM)
    edge_of_letter = along_print > _EDGE and length_mm < _LETTER_MM
    streak = pen.stats[piece, cv2.CC_STAT_WIDTH] == 1
    return bool(large and not edge_of_letter and not streak and pen.darkest(piece) > dark)


def pen_from_words(page: Page, boxes: PageBoxes, places_mm: Points, marked: Sequence[int]) -> list[int]:
    """Return which of the `marked` boxes hold the end of a stroke drawn around the words of the choice before.

    `places_mm` is as for `pen_beside`.
    """
    if not marked:
        return []
    ground = ground_of(boxes, places_mm)
    return [number for number in marked if _comes_from_words(page, ground, number)]


def _comes_from_words(page: Page, ground: Ground, number: int) -> bool:
    """Tell whether a stroke that touches a box reaches far over or under the words before it."""
    before = _before(ground, number)
    if before is None:
        return False
    words = _zone(ground, before)
    if not words.has_words:
        return False
    _, top_mm, right_mm, bottom_mm = ground.boxes_mm[number]
    begin_mm = np.array([words.left_mm, top_mm - _AROUND_MM])
    end_mm = np.array([right_mm, bottom_mm]) + _AROUND_MM
    pen = pen_in(page, ground, begin_mm, end_mm, range(len(ground.fields)))
    touching = pen.within(ground.boxes_mm[[number]], _TOUCHES_MM)
    middle_mm = (ground.boxes_mm[before, 2] + words.words_end_mm) / 2
    far_mm = max(middle_mm, words.words_end_mm - _OVER_WORDS_MM)
    return bool((pen.whole & touching & (pen.left_mm < far_mm)).any())


def _before(ground: Ground, number: int) -> int | None:
    """Return the box whose words end before a box of its question, in one line; None where there is none."""
    dx_mm, dy_mm = (ground.boxes_mm - ground.boxes_mm[number])[:, :2].T
    same = (ground.fields == ground.fields[number]) & (np.abs(dy_mm) < _ABOVE_MM) & (dx_mm < 0)
    left = np.flatnonzero(same)
    return int(left[np.argmax(dx_mm[left])]) if len(left) else None


def _zone(ground: Ground, number: int) -> _Zone:
    """Return what belongs to a box: the paper around it, and its words, if any follow it."""
    left_mm, top_mm, right_mm, bottom_mm = ground.boxes_mm[number].tolist()
    begin_mm, above_mm, _, _ = ground.boxes_mm.T
    follows = (np.abs(above_mm - top_mm) < _ABOVE_MM) & (begin_mm > right_mm)
    next_mm = float(np.min(begin_mm[follows], initial=np.inf))
    left, top, right, bottom = ground.printed_mm.T
    words = (top < bottom_mm) & (bottom > top_mm) & (left > (left_mm + right_mm) / 2) & (left < next_mm)
    words_end_mm = right_mm
    for word in np.flatnonzero(words)[np.argsort(left[words])].tolist():
        if left[word] > words_end_mm + _GAP_MM:
            break
        words_end_mm = max(words_end_mm, float(right[word]))
    has_words = words_end_mm > right_mm
    middle_mm = (top_mm + bottom_mm) / 2
    over = (begin_mm < right_mm) & (ground.boxes_mm[:, 2] > left_mm) & (above_mm < top_mm)
    is_first = not has_words and not (over & (above_mm > top_mm - _FIRST_ROW_MM)).any()
    return _Zone(
        number,
        left_mm - _BESIDE_MM,
        middle_mm - (_HEAD_MM if is_first else _ABOVE_MM),
        min(words_end_mm + (_BEYOND_MM if has_words else _BESIDE_MM), next_mm),
        middle_mm + _ABOVE_MM,
        words_end_mm,
        has_words,
    )
