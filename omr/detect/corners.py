"""Why was a corner mark not found, or found in the wrong place? Folded, torn, covered, cut off, of another sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import dist
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.frame import Edge
from omr.detect.image import GreyImage, Picture, Points, jacobians, transform
from omr.detect.patches import cut_patches
from omr.layout.fiducials import TAG_CELLS, Corner, Fiducial

# The way out of a picture or a sheet over each edge.
_OUTWARD = {Edge.LEFT: (-1.0, 0.0), Edge.TOP: (0.0, -1.0), Edge.RIGHT: (1.0, 0.0), Edge.BOTTOM: (0.0, 1.0)}

# A mark is found by the white around its border: one cell of it must be in the picture.
_MARK_QUIET_MM = 1.0
# Where a mark is compared with what it should look like, it may lie this far off: a fold takes 2 mm.
_MARK_SEARCH_MM = 3.0
_MARK_PX_PER_MM = 4.0
# A mark is gone in part from this share of its black on that is light, and covered from this share of the white
# around it on that is inked. On 870 marks that were found 99 % had none and 4 %; of those lost a torn one 17 %, stamped
# ones 4 to 18 %, one beside a streak 3 %.
_MARK_GONE, _MARK_COVERED = 0.08, 0.035
# Levels (of 255) between paper and print, below which there is no print: the faintest of 870 marks found had 80.
_LEAST_CONTRAST = 40.0
# The white around a mark that is looked at, in pixels of the patch: from a quarter to one millimetre beside it.
_RIM_PX, _AROUND_PX = 2, 4

# The marks of one sheet are as far apart as they should be, all by the same scale. On 280 simulated pages scales were
# 0.8 % apart at most; marks of two sheets differ by this much from 8 mm on.
_ONE_SHEET_SPREAD = 0.03


@dataclass(frozen=True, slots=True)
class LostMarks:
    """The corner marks that were not found, by why.

    `beyond` are the edges of the upright sheet that lie outside the picture with a mark; `hidden` are the corners whose
    mark is gone in part or covered, though its place is in the picture. `unexplained` counts the others.
    """

    beyond: tuple[Edge, ...]
    hidden: tuple[Corner, ...]
    unexplained: int


def lost_marks(small: Picture, marks: tuple[Fiducial, ...], found: tuple[int, ...]) -> LostMarks:
    """Tell why marks of the layout were not found.

    Parameters
    ----------
    small
        The page at 95 to 190 dpi.
    marks
        Those of the layout.
    found
        The corners of those that were found.
    """
    lost = [mark for mark in marks if mark.corner not in found]
    if len(found) < 2:
        # Where the others should be is then known from the code alone: not well enough.
        return LostMarks((), (), len(lost))
    beyond = {mark.corner: _edges_beyond(small, mark) for mark in lost}
    hidden = [mark.corner for mark in lost if not beyond[mark.corner] and _is_hidden(small, mark, len(found) > 2)]
    edges = {edge for corner in beyond for edge in beyond[corner]}
    cut_off = sum(1 for corner in beyond if beyond[corner])
    return LostMarks(tuple(edge for edge in Edge if edge in edges), tuple(hidden), len(lost) - len(hidden) - cut_off)


def marks_of_two_sheets(marks: Sequence[Fiducial], corners_px: Sequence[Points]) -> bool:
    """Tell whether corner marks that were found belong to two sheets: they are too far apart one way, or too near.

    Parameters
    ----------
    marks, corners_px
        The layout's marks that were found, and the (4, 2) corners of each in the scan.
    """
    places = [(mark.box.centre, corners.mean(axis=0).tolist()) for mark, corners in zip(marks, corners_px, strict=True)]
    scales = [dist(px, other_px) / dist(mm, other_mm) for (mm, px), (other_mm, other_px) in combinations(places, 2)]
    return bool(scales) and max(scales) > (1 + _ONE_SHEET_SPREAD) * min(scales)


def _edges_beyond(small: Picture, mark: Fiducial) -> tuple[Edge, ...]:
    """Return the edges of the sheet over which a mark, with the white it needs, leaves the picture."""
    corners = mark.box.grown(_MARK_QUIET_MM)
    places_mm = np.array([(x, y) for x in (corners.x_mm, corners.right_mm) for y in (corners.y_mm, corners.bottom_mm)])
    places = transform(small.mm_to_px, places_mm)
    height, width = small.grey.shape
    (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0)
    outside = {Edge.LEFT: left < 0, Edge.TOP: top < 0, Edge.RIGHT: right > width - 1, Edge.BOTTOM: bottom > height - 1}
    to_sheet = np.linalg.inv(jacobians(small.mm_to_px, places_mm[:1])[0])
    return tuple(_nearest_edge(to_sheet @ _OUTWARD[edge]) for edge in Edge if outside[edge])


def _nearest_edge(direction: NDArray[np.float64]) -> Edge:
    return max(Edge, key=lambda edge: float(direction @ _OUTWARD[edge]))


def _is_hidden(small: Picture, mark: Fiducial, well_placed: bool) -> bool:
    """Tell whether part of a mark is gone or, where its place is well known, ink lies around it."""
    centre = np.array([(mark.box.centre.x_mm, mark.box.centre.y_mm)])
    half_mm = mark.box.width_mm / 2 + _MARK_SEARCH_MM
    patch = cut_patches(small.grey, small.mm_to_px, centre, half_mm, _MARK_PX_PER_MM)[0]
    printed, is_black = _printed(mark.corner, mark.box.width_mm)
    likeness = cv2.matchTemplate(patch, printed, cv2.TM_CCOEFF_NORMED)
    top, left = np.unravel_index(int(likeness.argmax()), likeness.shape)
    seen = patch[top : top + len(printed), left : left + len(printed)]
    paper, ink = float(np.quantile(patch, 0.9)), float(np.quantile(seen[is_black], 0.25))
    if paper - ink < _LEAST_CONTRAST or (seen[is_black] > (paper + ink) / 2).mean() > _MARK_GONE:
        return True
    reach = _AROUND_PX - _RIM_PX
    around = patch[max(top - reach, 0) : top + len(printed) + reach, max(left - reach, 0) : left + len(printed) + reach]
    rim = np.ones(around.shape, bool)
    rim[_AROUND_PX - 1 : 1 - _AROUND_PX, _AROUND_PX - 1 : 1 - _AROUND_PX] = False
    return well_placed and bool((around[rim] < paper - 0.35 * (paper - ink)).mean() > _MARK_COVERED)


@lru_cache(maxsize=8)
def _printed(corner: Corner, side_mm: float) -> tuple[GreyImage, NDArray[np.bool_]]:
    """Return a corner mark as printed, with a rim of white, and where it is black for certain."""
    cells = np.array([[0 if cell == "1" else 255 for cell in row] for row in TAG_CELLS[corner]], np.uint8)
    side = round(side_mm * _MARK_PX_PER_MM)
    whole = cv2.resize(cells, (side, side), interpolation=cv2.INTER_AREA)
    printed = np.pad(cast(GreyImage, whole), _RIM_PX, constant_values=255)
    return printed, np.asarray(cv2.dilate(printed, np.ones((3, 3), np.uint8))) == 0
