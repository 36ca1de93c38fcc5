"""Where on the paper does each pixel of the scan look? Skew, stretch, a feeder's waves and folds, at once."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.geometry import MM_PER_INCH, SizeMm
from simulate.chance import Range
from simulate.unseen.options import SensorOptions
from simulate.unseen.wearing import Crease

# The places are computed for one pixel in this many and are straight between: folds bend over 2 mm, 24 px at 300 dpi.
_GRID_PX = 8


@dataclass(frozen=True, slots=True)
class Feeding:
    """How a sheet went through a scanner. Angles in degrees, lengths in mm, `scale` as seen over true."""

    skew_deg: float
    shift_mm: tuple[float, float]
    scale: tuple[float, float]
    wave_mm: float
    wave_length_mm: float
    wave_phase: float
    sway_mm: float
    creases: tuple[Crease, ...]


def draw_feeding(options: SensorOptions, creases: tuple[Crease, ...], rng: np.random.Generator) -> Feeding:
    """Return how a sheet is fed."""
    scale = Range(1 - options.scale, 1 + options.scale)
    common = scale.draw(rng)
    return Feeding(
        skew_deg=float(np.clip(rng.normal(0, options.skew_deg / 2), -options.skew_deg, options.skew_deg)),
        shift_mm=(
            float(rng.uniform(-1, 1)) * options.shift_mm,
            float(rng.uniform(-1, 1)) * options.shift_mm,
        ),
        scale=(common, common * (1 + (scale.draw(rng) - 1) / 3)),
        wave_mm=options.feed_wave_mm.draw(rng),
        wave_length_mm=float(rng.uniform(60, 300)),
        wave_phase=float(rng.uniform(0, 2 * np.pi)),
        sway_mm=options.feed_wave_mm.draw(rng) / 3,
        creases=creases,
    )


def places(feeding: Feeding, size: SizeMm, dpi: float, px_per_mm: float) -> NDArray[np.float32]:
    """Return for each pixel of the scan where it looks on the paper, (H, W, 2) in the paper's pixels, x first."""
    scan_px_per_mm = dpi / MM_PER_INCH
    width, height = round(size.width_mm * scan_px_per_mm), round(size.height_mm * scan_px_per_mm)
    columns = np.arange(0, width + _GRID_PX, _GRID_PX, dtype=np.float64)
    rows = np.arange(0, height + _GRID_PX, _GRID_PX, dtype=np.float64)
    x, y = np.meshgrid(columns / scan_px_per_mm, rows / scan_px_per_mm)
    x, y = _on_sheet(feeding, size, x, y)
    coarse = (np.dstack([x, y]) * px_per_mm).astype(np.float32)
    # Node i of the coarse grid is pixel i * _GRID_PX: an affine enlargement, not a resize about pixel edges.
    matrix = np.array([[1 / _GRID_PX, 0, 0], [0, 1 / _GRID_PX, 0]], np.float64)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(coarse, matrix, (width, height), flags=flags), np.float32)


def _on_sheet(
    feeding: Feeding, size: SizeMm, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    turn = y * 2 * np.pi / feeding.wave_length_mm + feeding.wave_phase
    y = y + feeding.wave_mm * np.sin(turn)
    x = x + feeding.sway_mm * np.sin(0.7 * turn + 1)
    middle_x, middle_y = size.width_mm / 2, size.height_mm / 2
    x, y = (
        (x - middle_x - feeding.shift_mm[0]) / feeding.scale[0],
        (y - middle_y - feeding.shift_mm[1]) / feeding.scale[1],
    )
    cos, sin = np.cos(np.deg2rad(feeding.skew_deg)), np.sin(np.deg2rad(feeding.skew_deg))
    x, y = cos * x + sin * y + middle_x, cos * y - sin * x + middle_y
    for crease in feeding.creases:
        away = (x - crease.at_mm - crease.tilt * y) if crease.upright else (y - crease.at_mm - crease.tilt * x)
        beyond = 0.5 + 0.5 * np.tanh(away / 1.5)
        x, y = x - crease.moved_mm[0] * (beyond - 0.5), y - crease.moved_mm[1] * (beyond - 0.5)
    return x, y
