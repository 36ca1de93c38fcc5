"""Is there anything in the picture but the sheet? Dark borders and other paper."""

from collections.abc import Iterator
from enum import StrEnum

import numpy as np

from omr.detect.image import GreyImage, Picture, Points, jacobians, transform
from omr.geometry import SizeMm


class Edge(StrEnum):
    """A side of a sheet or of a picture."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"


# A border is seen this far within the picture, and where it is this wide it is worth a word.
_BORDER_MM = 1.2
# Darker than this share of the paper, over this share of a side.
_BORDER_DARKNESS, _BORDER_LENGTH = 0.45, 0.6
# Its width is measured at so many places along the side.
_BORDER_PLACES = 33

# Room beyond the sheet in which other paper is looked for, without what is next to the sheet or the picture's edge.
_ROOM_MM, _ROOM_MARGIN_MM = 14.0, 4.0
# Print has steps of this many levels (of 255) at this share of its pixels: a few lines of text with boxes have 1 to 4 %
# of them, an empty lid or glass none.
_STEP_LEVELS, _STEP_SHARE = 60, 0.004


def dark_border(small: Picture) -> tuple[Edge, float] | None:
    """Return the side of the picture with the widest dark border and its width in mm, or None where there is none."""
    px_per_mm = _px_per_mm(small)
    level = _BORDER_DARKNESS * _paper(small.grey)
    depth = round(_BORDER_MM * px_per_mm)
    if depth * 4 >= min(small.grey.shape):
        return None
    widest: tuple[Edge, float] | None = None
    for edge, from_edge in _from_edges(small.grey):
        if (from_edge[depth, ::8] < level).mean() < _BORDER_LENGTH:
            continue
        lines = from_edge[: len(from_edge) // 2, :: max(1, from_edge.shape[1] // _BORDER_PLACES)]
        light = lines >= level
        width_mm = float(np.median(np.where(light.any(axis=0), light.argmax(axis=0), len(lines)))) / px_per_mm
        if width_mm >= (widest[1] if widest else _BORDER_MM):
            widest = (edge, width_mm)
    return widest


def other_paper(small: Picture, page_size: SizeMm) -> bool:
    """Tell whether there is print in the picture beyond the sheet: another sheet under it, over it or beside it."""
    px_per_mm = _px_per_mm(small)
    sheet = transform(small.mm_to_px, _corners_mm(page_size))
    (left, top), (right, bottom) = sheet.min(axis=0), sheet.max(axis=0)
    height, width = small.grey.shape
    room, margin = _ROOM_MM * px_per_mm, round(_ROOM_MARGIN_MM * px_per_mm)
    inner = small.grey[margin : height - margin, margin : width - margin]
    # What is beyond each side of the sheet, where that is enough to look at.
    beyond = (
        (left > room, inner[:, : max(0, int(left) - 2 * margin)]),
        (top > room, inner[: max(0, int(top) - 2 * margin)]),
        (width - right > room, inner[:, int(right) :]),
        (height - bottom > room, inner[int(bottom) :]),
    )
    return any(_has_print(area) for wide, area in beyond if wide)


def _px_per_mm(small: Picture) -> float:
    jacobian = jacobians(small.mm_to_px, np.zeros((1, 2)))[0]
    return float(np.sqrt(abs(np.linalg.det(jacobian))))


def _corners_mm(size: SizeMm) -> Points:
    return np.array([(0.0, 0.0), (size.width_mm, 0.0), (size.width_mm, size.height_mm), (0.0, size.height_mm)])


def _paper(grey: GreyImage) -> float:
    """Return the level of the paper: the median of some thousand pixels."""
    return float(np.median(grey[:: max(1, grey.shape[0] // 50), :: max(1, grey.shape[1] // 50)]))


def _from_edges(grey: GreyImage) -> Iterator[tuple[Edge, GreyImage]]:
    """Yield the picture as seen from each of its edges: rows lead inwards from it."""
    yield Edge.LEFT, grey.T
    yield Edge.TOP, grey
    yield Edge.RIGHT, grey.T[::-1]
    yield Edge.BOTTOM, grey[::-1]


def _has_print(area: GreyImage) -> bool:
    """Tell whether an area has the steps from light to dark of print and writing."""
    if min(area.shape) < 4:
        return False
    rows = area[::3].astype(np.int16)
    steps = np.abs(rows[:, 2:] - rows[:, :-2]) > _STEP_LEVELS
    return bool(steps.mean() > _STEP_SHARE)
