"""Which places on a blank are there to be marked? Outlines of boxes, ovals and circles, found by their shape.

A guess for a person to correct: whatever paper is enclosed by print, of the size and shape of a mark box, alone on its
paper as letters are not, and not the only one of its size.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.blank import BLANK_PX_PER_MM, darkness_of_page, mm_to_px_of, warped
from omr.detect.image import GreyImage
from omr.geometry import BoxMm, SizeMm
from omr.layout.sheet import BoxShape

# Sides of a place to mark: the smallest circles in use are 2 mm, the longest ovals 8.
_SHORTEST_MM, _LONGEST_MM = 1.6, 9.0
_MOST_ASPECT = 3.2
_PRINT_DARKNESS = 0.35
# An ellipse fills 0.785 of the rectangle around it, an oval with straight sides up to 0.93, a box all but its corners.
_ELLIPSE_FILLS, _BOX_FILLS = (0.72, 0.94), 0.94
_SOLID = 0.93
# Around a place to mark there is paper for so far; beside a letter there is another. A side may touch a table's line.
_ALONE_MM, _MOST_AROUND = 0.55, 0.35
# Places to mark come in groups: so many of one size.
_SAME_SIZE, _FEWEST_ALIKE = 0.15, 2


@dataclass(frozen=True, slots=True)
class FoundOutline:
    """A place that may be one to mark; `box` is the middle of its printed line."""

    shape: BoxShape
    box: BoxMm


def find_outlines(grey: GreyImage, size: SizeMm) -> tuple[FoundOutline, ...]:
    """Return the places to mark on a blank page, in reading order.

    Parameters
    ----------
    grey
        (H, W) uint8, covering the whole paper.
    size
        Of the paper.
    """
    to_px = mm_to_px_of(grey, size.width_mm, size.height_mm)
    darkness = darkness_of_page(warped(grey, to_px, size.width_mm, size.height_mm, BLANK_PX_PER_MM), BLANK_PX_PER_MM)
    ink = (darkness > _PRINT_DARKNESS).astype(np.uint8)
    contours, hierarchy = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if hierarchy is None:
        return ()
    holes = [c for c, links in zip(contours, hierarchy[0], strict=True) if links[3] >= 0]
    found = [outline for hole in holes if (outline := _outline(np.asarray(hole), ink)) is not None]
    alike = [a for a in found if sum(_same_size(a, b) for b in found) >= _FEWEST_ALIKE]
    return tuple(sorted(_outermost(alike), key=lambda o: (round(o.box.centre.y_mm / 2), o.box.x_mm)))


def _outline(hole: NDArray[np.int32], ink: NDArray[np.uint8]) -> FoundOutline | None:
    x, y, width, height = cv2.boundingRect(hole)
    # A contour of a hole runs along the ink around it; half a line further out is the middle of the line.
    width_mm, height_mm = (width - 1) / BLANK_PX_PER_MM, (height - 1) / BLANK_PX_PER_MM
    short, long = min(width_mm, height_mm), max(width_mm, height_mm)
    if short < _SHORTEST_MM or long > _LONGEST_MM or long > _MOST_ASPECT * short:
        return None
    area, hull = cv2.contourArea(hole), cv2.contourArea(cv2.convexHull(hole))
    fills = area / max((width - 1) * (height - 1), 1)
    if area < _SOLID * hull or fills < _ELLIPSE_FILLS[0]:
        return None
    line_px = _line_px(ink, x, y, width, height)
    if not _is_alone(ink, (x, y, width, height), line_px):
        return None
    half_line = max(line_px - 1, 0) / 2
    box = BoxMm(
        (x - half_line + 0.5) / BLANK_PX_PER_MM,
        (y - half_line + 0.5) / BLANK_PX_PER_MM,
        (width - 1 + 2 * half_line) / BLANK_PX_PER_MM,
        (height - 1 + 2 * half_line) / BLANK_PX_PER_MM,
    )
    return FoundOutline(BoxShape.BOX if fills >= _BOX_FILLS else BoxShape.BUBBLE, box)


def _line_px(ink: NDArray[np.uint8], x: int, y: int, width: int, height: int) -> float:
    """Return how thick the outline is: the median of what is met going out at the middle of the four sides."""
    middle_x, middle_y = x + width // 2, y + height // 2
    most = round(1.2 * BLANK_PX_PER_MM)
    ways = (
        ink[middle_y, x : max(x - most, 0) : -1],
        ink[middle_y, x + width - 1 : x + width - 1 + most],
        ink[y : max(y - most, 0) : -1, middle_x],
        ink[y + height - 1 : y + height - 1 + most, middle_x],
    )
    return float(np.median([(np.argmin(way) if not way.all() else len(way)) for way in ways if len(way)]))


def _is_alone(ink: NDArray[np.uint8], hole: tuple[int, int, int, int], line_px: float) -> bool:
    x, y, width, height = hole
    inner = round(line_px) + 2
    outer = inner + round(_ALONE_MM * BLANK_PX_PER_MM)
    if min(x, y) < outer or x + width + outer > ink.shape[1] or y + height + outer > ink.shape[0]:
        return False
    around = ink[y - outer : y + height + outer, x - outer : x + width + outer].astype(np.float32)
    ring = np.ones_like(around)
    ring[outer - inner : -(outer - inner), outer - inner : -(outer - inner)] = 0
    return float((around * ring).sum() / ring.sum()) <= _MOST_AROUND


def _same_size(a: FoundOutline, b: FoundOutline) -> bool:
    return abs(a.box.width_mm - b.box.width_mm) <= _SAME_SIZE * a.box.width_mm and (
        abs(a.box.height_mm - b.box.height_mm) <= _SAME_SIZE * a.box.height_mm
    )


def _outermost(found: list[FoundOutline]) -> list[FoundOutline]:
    """Return outlines that lie in no other: a ring printed with a double line is one place."""
    return [a for a in found if not any(b is not a and b.box.grown(0.01).contains(a.box) for b in found)]
