"""Where in a patch is a printed outline? A template that answers to one is laid on it at every shift."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import BoxKind, PageBoxes, outline_distance
from omr.detect.image import Darkness, Points
from omr.layout.sheet import BoxShape

# Pen is darker than the printed outline. Darkness is clipped here so that a stroke counts no more than an outline.
_CLIP_DARKNESS = 0.55
# Beside the outline, within and without, this much paper is compared with it.
FLANK_MM = 0.7


def outline_responses(darkness: Darkness, boxes: PageBoxes, px_per_mm: float, reach_mm: float) -> NDArray[np.float32]:
    """Return how much like an outline each patch looks at each shift: (N, S, S), the middle no shift."""
    reach_px = round(reach_mm * px_per_mm)
    side = 2 * reach_px + 1
    flat = np.minimum(darkness, _CLIP_DARKNESS).reshape(len(darkness), -1)
    responses = np.empty((len(darkness), side * side), np.float32)
    for kind, members in boxes.kinds:
        # All shifts of all boxes in one matrix product: a third of the time of a correlation, and of any shape.
        templates = _shifted_templates(kind, px_per_mm, reach_px, darkness.shape[1])
        responses[members] = boxes.of_kind(flat, members) @ templates
    return responses.reshape(-1, side, side)


@lru_cache(maxsize=16)
def _shifted_templates(kind: BoxKind, px_per_mm: float, reach_px: int, patch_side: int) -> NDArray[np.float32]:
    """Return (patch_side ** 2, S ** 2): the template at every shift, rows of shifts first."""
    template = outline_template(*kind, px_per_mm)
    # With room on all sides, so that a template that leaves the patch is cut off by it.
    room = np.pad(template, patch_side)
    first = patch_side + template.shape[0] // 2 - patch_side // 2
    shifts = range(-reach_px, reach_px + 1)
    columns = [
        room[first - dy : first - dy + patch_side, first - dx : first - dx + patch_side].ravel()
        for dy in shifts
        for dx in shifts
    ]
    return np.stack(columns, axis=1)


@lru_cache(maxsize=32)
def outline_template(shape: BoxShape, width_mm: float, height_mm: float, px_per_mm: float) -> Darkness:
    """Return a template that answers to an outline: positive on the line, negative beside it, zero in all, odd sides.

    Its response to a full outline is that outline's contrast with the paper on both sides of it.
    """
    fine = 8
    reach = int(np.ceil((max(width_mm, height_mm) / 2 + FLANK_MM) * px_per_mm))
    axis = ((np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5) / px_per_mm
    distance = outline_distance(shape, width_mm, height_mm, axis)
    # The printed line is 0.18 mm; scanning and resampling make it about a pixel and a half wide.
    half_line_mm = max(0.12, 0.6 / px_per_mm)
    shrink = (2 * reach + 1, fine, 2 * reach + 1, fine)
    line = (np.abs(distance) <= half_line_mm).reshape(shrink).mean(axis=(1, 3))
    beside = (
        ((np.abs(distance) > 1.6 * half_line_mm) & (np.abs(distance) <= FLANK_MM)).reshape(shrink).mean(axis=(1, 3))
    )
    template: Darkness = (line / line.sum() - beside / beside.sum()).astype(np.float32)
    return template


def highest(
    responses: NDArray[np.float32], px_per_mm: float, about_mm: Points | None = None, reach_mm: float = np.inf
) -> tuple[Points, NDArray[np.float64]]:
    """Return the (N, 2) shifts of the highest responses, and their heights.

    Where `about_mm` is given, (N, K, 2), only shifts within `reach_mm` of one of those are looked at.
    """
    side = responses.shape[1]
    middle = side // 2
    looked_at = responses
    if about_mm is not None:
        steps_mm = (np.arange(side) - middle) / px_per_mm
        near_x = np.abs(steps_mm - about_mm[:, :, :1]) <= reach_mm
        near_y = np.abs(steps_mm - about_mm[:, :, 1:]) <= reach_mm
        looked_at = np.where((near_y[:, :, :, None] & near_x[:, :, None, :]).any(axis=1), responses, -np.inf)
    rows, columns = np.divmod(looked_at.reshape(len(responses), -1).argmax(axis=1), side)
    index = np.arange(len(responses))
    heights = responses[index, rows, columns].astype(np.float64)
    dx = _vertex(responses, index, rows, columns, (0, 1))
    dy = _vertex(responses, index, rows, columns, (1, 0))
    shifts_px = np.stack([columns - middle + dx, rows - middle + dy], axis=1)
    return shifts_px / px_per_mm, heights


def _vertex(
    responses: NDArray[np.float32],
    index: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    step: tuple[int, int],
) -> NDArray[np.float64]:
    """Return where between pixels a parabola through three responses is highest, along one axis, -0.5..0.5."""
    last = responses.shape[1] - 1
    inside = (rows >= step[0]) & (rows + step[0] <= last) & (columns >= step[1]) & (columns + step[1] <= last)
    r, c = np.clip(rows, step[0], last - step[0]), np.clip(columns, step[1], last - step[1])
    before = responses[index, r - step[0], c - step[1]].astype(np.float64)
    middle = responses[index, r, c].astype(np.float64)
    after = responses[index, r + step[0], c + step[1]].astype(np.float64)
    bend = before - 2 * middle + after
    offset = np.where(bend < 0, 0.5 * (before - after) / np.where(bend < 0, bend, -1.0), 0.0)
    return np.where(inside, np.clip(offset, -0.5, 0.5), 0.0)
