"""What on a sheet is pen? Dark where nothing is printed and no box stands, and no streak of the scanner."""

from collections.abc import Sequence
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

# Blur, toner and what registration leaves blacken this much around print.
_SPREAD_MM = 0.35
_PX_PER_MM = 5.0
# Paper that bends moves whole lines: of print and box a millimetre along the line counts so much of one across.
_ALONG = 0.2
# A mark is as dark as it is at a tenth of its pixels.
_DARKEST = 90
# A streak of a scanner leans as the page lay in it; nobody draws so straight down for so long beside words.
_LEANING_PX, _STREAK_MM = 9, 15.0
# A rule between rows, with what is left out around it, is less than this high: lines go on beyond it.
_BRIDGED_MM = 2.6


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
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


@dataclass(frozen=True, slots=True, eq=False)
class Pen:
    """What is dark in a rectangle of the sheet and neither print nor streak.

    Attributes
    ----------
    begin_mm
        The upper left corner of the rectangle.
    darkness
        (H, W) 0 paper to 1 black.
    pieces, stats
        (H, W) the connected piece of each pixel, 0 for none; and of each piece what OpenCV tells of it. The first piece
        stands for what is no pen.
    beside_print
        (H, W) next to print.
    elsewhere
        (H, W) within boxes that are not asked for.
    """

    begin_mm: Points
    darkness: Darkness
    pieces: NDArray[np.int32]
    stats: NDArray[np.int32]
    beside_print: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]

    @property
    def lengths_mm(self) -> NDArray[np.float64]:
        """(K,) the diagonals of all pieces."""
        return np.asarray(np.hypot(*self.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].T) / _PX_PER_MM)

    @property
    def left_mm(self) -> NDArray[np.float64]:
        """(K,) where all pieces begin."""
        return np.asarray(self.begin_mm[0] + self.stats[:, cv2.CC_STAT_LEFT] / _PX_PER_MM)

    @property
    def ends_mm(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(K,) where all pieces begin and end, down the sheet."""
        top, height = self.stats[:, cv2.CC_STAT_TOP], self.stats[:, cv2.CC_STAT_HEIGHT]
        return self.begin_mm[1] + top / _PX_PER_MM, self.begin_mm[1] + (top + height) / _PX_PER_MM

    @property
    def middles_mm(self) -> Points:
        """(K, 2) the middles of all pieces."""
        left, top, width, height, _ = self.stats.T
        return np.asarray(self.begin_mm + np.stack([left + width / 2, top + height / 2], axis=1) / _PX_PER_MM)

    @property
    def whole(self) -> NDArray[np.bool_]:
        """(K,) which pieces end within what is looked at."""
        left, top, width, height, _ = self.stats.T
        high, wide = self.pieces.shape
        whole = (left > 0) & (top > 0) & (left + width < wide) & (top + height < high)
        whole[0] = False
        return np.asarray(whole)

    def within(self, areas_mm: NDArray[np.float64], by_mm: float = 0.0) -> NDArray[np.bool_]:
        """Return (K,) which pieces come into rectangles, (M, 4) left, top, right and bottom, or so close to them."""
        mask = np.zeros(self.pieces.shape, np.uint8)
        _fill(mask, areas_mm, by_mm, self.begin_mm)
        within = np.zeros(len(self.stats), bool)
        within[self.pieces[mask > 0]] = True
        within[0] = False
        return within

    def darkest(self, piece: int) -> float:
        """Return how dark a tenth of a piece is at least, 0 paper to 1 black."""
        return float(np.percentile(self.darkness[self.pieces == piece], _DARKEST))


def ground_of(boxes: PageBoxes, places_mm: Points) -> Ground:
    """Return where the boxes of a page and its print are; `places_mm` is (N, 2), where the boxes were found."""
    half_mm = np.array([kind[1:] for kind in boxes.kind_of]) / 2
    moved_mm = (places_mm - boxes.centres_mm)[_nearest(boxes)]
    return Ground(
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


def pen_in(page: Page, ground: Ground, begin_mm: Points, end_mm: Points, asked: Sequence[int]) -> Pen:
    """Look at a rectangle of the sheet; the boxes `asked` for are left out."""
    return _pen(page, ground, begin_mm, end_mm, asked)


def lines_in(page: Page, ground: Ground, begin_mm: Points, end_mm: Points, asked: Sequence[int]) -> Pen:
    """Look at a rectangle as `pen_in` does, for long lines down the sheet, which rules between rows do not cut."""
    return _pen(page, ground, begin_mm, end_mm, asked, long_lines=True)


def _pen(
    page: Page,
    ground: Ground,
    begin_mm: Points,
    end_mm: Points,
    asked: Sequence[int],
    *,
    long_lines: bool = False,
) -> Pen:
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
    # A line that is looked for may itself be as long and straight as a streak, but does not run from end to end.
    ink &= (printed == 0) & ~whole_runs(ink, _LEANING_PX, None if long_lines else round(_STREAK_MM * _PX_PER_MM))
    seen = ink.astype(np.uint8)
    if long_lines:
        seen = cv2.morphologyEx(seen, cv2.MORPH_CLOSE, np.ones((round(_BRIDGED_MM * _PX_PER_MM), 1), np.uint8))
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    return Pen(
        begin_mm, darkness, cast(NDArray[np.int32], pieces), cast(NDArray[np.int32], stats), beside_print, elsewhere > 0
    )


def _fill(mask: NDArray[np.uint8], areas_mm: NDArray[np.float64], by_mm: float, origin_mm: NDArray[np.float64]) -> None:
    """Mark rectangles, (K, 4) left, top, right and bottom, and a margin around each."""
    high, wide = mask.shape
    places = np.round((areas_mm + by_mm * np.array([-1, -1, 1, 1]) - np.tile(origin_mm, 2)) * _PX_PER_MM - 0.5).astype(
        int
    )
    near = (places[:, :2] < (wide, high)).all(axis=1) & (places[:, 2:] >= 0).all(axis=1)
    for left, top, right, bottom in np.maximum(places[near], 0).tolist():
        mask[top : bottom + 1, left : right + 1] = 1
