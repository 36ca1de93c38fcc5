"""Where does each point of the paper end up in the scan? Skew, shift, scale, feeder and folds, as one map."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.canvas import Canvas, Floats, Pixels
from simulate.folds import Fold

# The map is worked out every so many millimetres and read off linearly between: folds turn over within 1.2 mm or more.
_GRID_MM = 0.8
# Rows are mapped in bands of this many grid steps, so that the maps stay in the processor's cache.
_BAND_STEPS = 24


@dataclass(frozen=True, slots=True)
class Feed:
    """How the paper runs through the feeder. `wobble` holds (amplitude_mm, period_mm, phase) of each wave.

    Down the page the paper slips by the sum of `wobble_y`, and sways sideways by that of `wobble_x`.
    """

    wobble_x: tuple[tuple[float, float, float], ...]
    wobble_y: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Warp:
    """The geometry of a scan before it is turned: the paper's middle is turned by `skew_deg` (clockwise) and moved.

    `scale_x` and `scale_y` are lengths in the scan over lengths on the sheet. Sizes are those of the paper and of
    the scanned area, which share their middle.
    """

    size_mm: tuple[float, float]
    skew_deg: float
    shift_mm: tuple[float, float]
    scale_x: float
    scale_y: float
    feed: Feed
    folds: tuple[Fold, ...]

    def sheet_from_scan(self, x_mm: Floats, y_mm: Floats) -> tuple[Floats, Floats]:
        """Return the places on the sheet that are seen at places of the scan, both in mm from their top-left corner."""
        slip_x, slip_y = _wave(self.feed.wobble_x, y_mm), _wave(self.feed.wobble_y, y_mm)
        middle_x, middle_y = self.size_mm[0] / 2, self.size_mm[1] / 2
        dx = x_mm + slip_x - middle_x - self.shift_mm[0]
        dy = y_mm + slip_y - middle_y - self.shift_mm[1]
        angle = np.deg2rad(self.skew_deg)
        cos, sin = np.cos(angle), np.sin(angle)
        sheet_x = (cos * dx + sin * dy) / self.scale_x + middle_x
        sheet_y = (-sin * dx + cos * dy) / self.scale_y + middle_y
        move_x, move_y = np.zeros_like(sheet_x), np.zeros_like(sheet_y)
        for fold in self.folds:
            displacement = fold.displacement_mm(sheet_x, sheet_y)
            move_x = move_x + displacement * fold.normal[0]
            move_y = move_y + displacement * fold.normal[1]
        return sheet_x + move_x, sheet_y + move_y

    def scan_from_sheet(self, points_mm: Floats) -> Floats:
        """Return where places on the sheet (n, 2) are seen in the scan, in mm; found by iteration, to a micrometre."""
        guess = points_mm.astype(np.float64)
        for _ in range(25):
            x_mm, y_mm = self.sheet_from_scan(guess[:, 0], guess[:, 1])
            guess = guess + _turned(points_mm - np.column_stack([x_mm, y_mm]), self.skew_deg)
        return guess


def warp(canvas: Canvas, geometry: Warp, px_per_mm: float, outside: tuple[int, ...]) -> Pixels:
    """Return the scanned area at a resolution, in one resampling of the paper.

    Parameters
    ----------
    outside
        What is seen beyond the paper, one level per channel.
    """
    width_px, height_px = (round(side * px_per_mm) for side in geometry.size_mm)
    step = max(round(_GRID_MM * px_per_mm), 2)
    columns, rows = -(-width_px // step) + 2, -(-height_px // step) + 2
    # Grid point i lies in the middle of its cell of `step` pixels; one spare cell on each side.
    x_px = (np.arange(columns) - 0.5) * step - 0.5
    y_px = (np.arange(rows) - 0.5) * step - 0.5
    grid_x, grid_y = np.meshgrid((x_px + 0.5) / px_per_mm, (y_px + 0.5) / px_per_mm)
    sheet_x, sheet_y = geometry.sheet_from_scan(grid_x, grid_y)
    scale_x, scale_y = canvas.scale_px_per_mm
    map_x = (sheet_x * scale_x - 0.5).astype(np.float32)
    map_y = (sheet_y * scale_y - 0.5).astype(np.float32)
    page = canvas.pixels
    scan = np.empty((height_px, width_px, *page.shape[2:]), dtype=np.uint8)
    for first in range(0, rows - 2, _BAND_STEPS):
        top = first * step
        bottom = min(top + _BAND_STEPS * step, height_px)
        band = slice(first, min(first + _BAND_STEPS + 2, rows))
        fine = [_refined(each[band], step)[: bottom - top, :width_px] for each in (map_x, map_y)]
        scan[top:bottom] = cv2.remap(
            page, fine[0], fine[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=outside
        )
    return scan


def _refined(grid: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Return the grid at pixel spacing, from the first inner cell on."""
    fine = cv2.resize(grid, (grid.shape[1] * step, grid.shape[0] * step), interpolation=cv2.INTER_LINEAR)
    return np.asarray(fine, dtype=np.float32)[step:-step, step:]


def _wave(waves: tuple[tuple[float, float, float], ...], at_mm: Floats) -> Floats:
    total = np.zeros_like(at_mm)
    for amplitude_mm, period_mm, phase in waves:
        total = total + amplitude_mm * np.sin(2 * np.pi * at_mm / period_mm + phase)
    return total


def _turned(vectors: Floats, angle_deg: float) -> Floats:
    angle = np.deg2rad(angle_deg)
    cos, sin = np.cos(angle), np.sin(angle)
    return np.column_stack([cos * vectors[:, 0] - sin * vectors[:, 1], sin * vectors[:, 0] + cos * vectors[:, 1]])
