"""Is there pen beside the boxes of a question, where nothing is printed? On its words, under them, around them.

Some people tick, ring or underline *Cá nhân* and leave its box alone. Where a sheet is known to have words and lines
(`PageLayout.printed`), what is dark between and around them is pen, or one of the things that are none: a streak, a
crease, dirt, the end of a mark in a box of another question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.around import whole_runs
from omr.detect.boxes import OUTLINE_MM, PageBoxes
from omr.detect.image import Darkness, Points
from omr.detect.marks import Page
from omr.detect.patches import INK_DARKNESS, cut_area, darkness_of
from omr.geometry import BoxMm

# What is looked at: from so far left of a box, where ticks were made up to 5.5 mm from one in a blind test, and so far
# above and below its line, half the way to the next one, to so far beyond its words; and around all this, to see where
# a stroke comes from.
_BESIDE_MM, _ABOVE_MM, _BEYOND_MM, _AROUND_MM = 6.0, 3.4, 2.5, 9.0
# Words of one choice have no wider gaps than this, and begin no further from their box.
_GAP_MM = 4.0
# Blur, toner and what registration leaves blacken this much around print.
_SPREAD_MM = 0.35
# Dirt is smaller than the first; of a mark that words hide in part less may be seen. On 240 hard pages the second
# leaves one question more to review than 1.2 mm would, and of 175 marks on words it finds 54 more.
_SMALLEST_MM, _CUT_OFF_MM = 1.2, 0.8
# Where print is not quite where it should be, the edge of a letter sticks out: shorter than letters are high, and
# nearly all of it beside the place of print.
_LETTER_MM, _EDGE = 3.0, 0.8
# A stroke this close to a box goes on within it. Over or under words it is far that reaches their middle, or so far.
_TOUCHES_MM, _OVER_WORDS_MM = 0.8, 1.5
# A mark is this dark at a tenth of its pixels.
_DARKEST = 90
_PX_PER_MM = 5.0
# Paper that bends moves whole lines: of print and box a millimetre along the line counts so much of one across.
_ALONG = 0.2
# A streak of a scanner leans as the page lay in it; nobody draws so straight down for so long beside words.
_LEANING_PX, _STREAK_MM = 9, 15.0


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """Where boxes and print were found: print moved with the box nearest to it, over the page before along it.

    Attributes
    ----------
    fields
        (N,) the place of each box's question on the page.
    boxes_mm, printed_mm
        (N, 4) and (M, 4), left, top, right and bottom.
    """

    fields: NDArray[np.int64]
    boxes_mm: NDArray[np.float64]
    printed_mm: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Zone:
    """What belongs to one box; its words end within."""

    number: int
    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float
    words_end_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class _Pen:
    """What is dark in a rectangle of the sheet and neither print nor streak.

    Attributes
    ----------
    darkness
        (H, W) 0 paper to 1 black.
    pieces, stats
        (H, W) the connected piece of each pixel, 0 for none; and of each piece what OpenCV tells of it.
    beside_print
        (H, W) next to print.
    elsewhere
        (H, W) within boxes that are not asked for.
    """

    darkness: Darkness
    pieces: NDArray[np.int32]
    stats: NDArray[np.int32]
    beside_print: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]


def pen_beside(page: Page, boxes: PageBoxes, places_mm: Points, asked: Sequence[int], dark: float) -> list[int]:
    """Return which of the boxes `asked` for have pen beside them or on their words.

    Parameters
    ----------
    places_mm
        (N, 2), where the boxes were found.
    dark
        How dark pen is at least, 0 paper to 1 the page's printed black.
    """
    ground = _ground(boxes, places_mm)
    by_field: dict[int, list[int]] = {}
    for number in asked:
        by_field.setdefault(int(ground.fields[number]), []).append(number)
    return [number for members in by_field.values() for number in _of_field(page, ground, members, dark)]


def _of_field(page: Page, ground: _Ground, members: Sequence[int], dark: float) -> Iterator[int]:
    zones = [zone for number in members if (zone := _zone(ground, number)) is not None]
    if not zones:
        return
    begin_mm = np.array([min(z.left_mm for z in zones), min(z.top_mm for z in zones)]) - _AROUND_MM
    end_mm = np.array([max(z.right_mm for z in zones), max(z.bottom_mm for z in zones)]) + _AROUND_MM
    pen = _pen(page, ground, begin_mm, end_mm, members)
    length_mm = np.hypot(*pen.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].T) / _PX_PER_MM
    perhaps = _are_whole(pen) & (length_mm >= _CUT_OFF_MM)
    perhaps[np.unique(pen.pieces[pen.elsewhere])] = False
    for zone in zones:
        near = np.unique(pen.pieces[_pixels(zone, begin_mm)])
        if any(_is_pen(pen, piece, length_mm[piece], dark * page.black) for piece in near[perhaps[near]].tolist()):
            yield zone.number


def _is_pen(pen: _Pen, piece: int, length_mm: float, dark: float) -> bool:
    """Tell whether a piece of ink is as dark and large as a mark, and neither thinner than any pen nor print."""
    its = pen.pieces == piece
    along_print = float(pen.beside_print[its].mean())
    large = length_mm >= (_SMALLEST_MM if along_print == 0 else _CUT_OFF_MM)
    edge_of_letter = along_print > _EDGE and length_mm < _LETTER_MM
    streak = pen.stats[piece, cv2.CC_STAT_WIDTH] == 1
    return bool(large and not edge_of_letter and not streak and np.percentile(pen.darkness[its], _DARKEST) > dark)


def pen_from_words(page: Page, boxes: PageBoxes, places_mm: Points, marked: Sequence[int]) -> list[int]:
    """Return which of the `marked` boxes hold the end of a stroke drawn around the words of the choice before.

    `places_mm` is as for `pen_beside`.
    """
    if not marked:
        return []
    ground = _ground(boxes, places_mm)
    return [number for number in marked if _comes_from_words(page, ground, number)]


def _comes_from_words(page: Page, ground: _Ground, number: int) -> bool:
    """Tell whether a stroke that touches a box reaches far over or under the words before it."""
    before = _before(ground, number)
    words = None if before is None else _zone(ground, before)
    if before is None or words is None:
        return False
    _, top_mm, right_mm, bottom_mm = ground.boxes_mm[number]
    begin_mm = np.array([words.left_mm, top_mm - _AROUND_MM])
    end_mm = np.array([right_mm, bottom_mm]) + _AROUND_MM
    pen = _pen(page, ground, begin_mm, end_mm, range(len(ground.fields)))
    near = np.zeros(pen.pieces.shape, np.uint8)
    _fill(near, ground.boxes_mm[[number]], _TOUCHES_MM, begin_mm)
    touching = np.unique(pen.pieces[near > 0])
    middle_mm = (ground.boxes_mm[before, 2] + words.words_end_mm) / 2
    far_mm = max(middle_mm, words.words_end_mm - _OVER_WORDS_MM)
    reaches_far = pen.stats[:, cv2.CC_STAT_LEFT] < (far_mm - begin_mm[0]) * _PX_PER_MM
    return bool((_are_whole(pen) & reaches_far)[touching].any())


def _ground(boxes: PageBoxes, places_mm: Points) -> _Ground:
    half_mm = np.array([kind[1:] for kind in boxes.kind_of]) / 2
    moved_mm = (places_mm - boxes.centres_mm)[_nearest(boxes)]
    return _Ground(
        boxes.field_numbers,
        np.hstack([places_mm - half_mm, places_mm + half_mm]),
        boxes.printed_mm + np.tile(moved_mm, 2),
    )


@lru_cache(maxsize=64)
def _nearest(boxes: PageBoxes) -> NDArray[np.int64]:
    """Return (M,) the box nearest to each place of print; worked out once for a layout."""
    middles_mm = (boxes.printed_mm[:, :2] + boxes.printed_mm[:, 2:]) / 2
    across_mm, down_mm = np.abs(middles_mm[:, None] - boxes.centres_mm[None]).transpose(2, 0, 1)
    return np.asarray((down_mm + _ALONG * across_mm).argmin(axis=1))


def _before(ground: _Ground, number: int) -> int | None:
    """Return the box whose words end before a box of its question, in one line; None where there is none."""
    dx_mm, dy_mm = (ground.boxes_mm - ground.boxes_mm[number])[:, :2].T
    same = (ground.fields == ground.fields[number]) & (np.abs(dy_mm) < _ABOVE_MM) & (dx_mm < 0)
    left = np.flatnonzero(same)
    return int(left[np.argmax(dx_mm[left])]) if len(left) else None


def _zone(ground: _Ground, number: int) -> _Zone | None:
    """Return what belongs to a box: the paper around it, and its words, which follow it; None where none do."""
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
    if words_end_mm == right_mm:
        return None
    middle_mm = (top_mm + bottom_mm) / 2
    return _Zone(
        number,
        left_mm - _BESIDE_MM,
        middle_mm - _ABOVE_MM,
        min(words_end_mm + _BEYOND_MM, next_mm),
        middle_mm + _ABOVE_MM,
        words_end_mm,
    )


def _pen(page: Page, ground: _Ground, begin_mm: Points, end_mm: Points, asked: Sequence[int]) -> _Pen:
    """Look at a rectangle of the sheet; the boxes `asked` for are left out."""
    area = BoxMm(*begin_mm.tolist(), *(end_mm - begin_mm).tolist())
    darkness = darkness_of(cut_area(page.full, area, _PX_PER_MM)[None])[0]
    own = np.zeros(len(ground.fields), bool)
    own[list(asked)] = True
    printed, elsewhere = np.zeros(darkness.shape, np.uint8), np.zeros(darkness.shape, np.uint8)
    _fill(printed, ground.printed_mm, _SPREAD_MM, begin_mm)
    _fill(elsewhere, ground.boxes_mm[~own], OUTLINE_MM, begin_mm)
    beside_print = cv2.dilate(printed, np.ones((3, 3), np.uint8)) > 0
    _fill(printed, ground.boxes_mm[own], OUTLINE_MM, begin_mm)
    ink = darkness > INK_DARKNESS * page.black
    ink &= (printed == 0) & ~whole_runs(ink, _LEANING_PX, round(_STREAK_MM * _PX_PER_MM))
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    return _Pen(darkness, cast(NDArray[np.int32], pieces), cast(NDArray[np.int32], stats), beside_print, elsewhere > 0)


def _are_whole(pen: _Pen) -> NDArray[np.bool_]:
    """Return (K,) which pieces end within what is looked at; the first stands for what is no pen, and is not."""
    left, top, width, height, _ = pen.stats.T
    whole = (left > 0) & (top > 0) & (left + width < pen.pieces.shape[1]) & (top + height < pen.pieces.shape[0])
    whole[0] = False
    return np.asarray(whole)


def _fill(mask: NDArray[np.uint8], areas_mm: NDArray[np.float64], by_mm: float, origin_mm: NDArray[np.float64]) -> None:
    """Mark rectangles, (K, 4) left, top, right and bottom, and a margin around each."""
    high, wide = mask.shape
    places = np.round((areas_mm + by_mm * np.array([-1, -1, 1, 1]) - np.tile(origin_mm, 2)) * _PX_PER_MM - 0.5).astype(
        int
    )
    for left, top, right, bottom in places.tolist():
        if left < wide and top < high and right >= 0 and bottom >= 0:
            mask[max(top, 0) : bottom + 1, max(left, 0) : right + 1] = 1


def _pixels(zone: _Zone, origin_mm: NDArray[np.float64]) -> tuple[slice, slice]:
    corners_mm = np.array([[zone.left_mm, zone.top_mm], [zone.right_mm, zone.bottom_mm]])
    (left, top), (right, bottom) = np.round((corners_mm - origin_mm) * _PX_PER_MM - 0.5).astype(int).tolist()
    return slice(top, bottom + 1), slice(left, right + 1)
