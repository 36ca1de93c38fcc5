"""How does a pen leave ink along a path? Short thick lines drawn fine, then worn by paper and pressure."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.unseen.curves import Path
from simulate.unseen.pens import Pen

Cover = NDArray[np.float32]
"""(h, w), 0 bare paper .. 1 all the light taken that this pen takes."""

_SUPERSAMPLING = 3
_STEP_MM = 0.12
# Fractional bits of the coordinates that OpenCV draws with.
_BITS = 3


@dataclass(frozen=True, slots=True)
class InkPatch:
    """Ink on a part of the page: its top-left pixel and how much of each pixel is covered."""

    left_px: int
    top_px: int
    cover: Cover


def lay_ink(paths_mm: tuple[Path, ...], pen: Pen, px_per_mm: float, rng: np.random.Generator) -> InkPatch:
    """Return the ink that a pen leaves; `paths_mm` are (n, 2) in mm from the page's top-left corner."""
    points = np.vstack(paths_mm)
    margin_mm = pen.width_mm + 3 * pen.bleed_mm + 0.4
    left, top = np.floor((points.min(axis=0) - margin_mm) * px_per_mm).astype(int).tolist()
    right, bottom = np.ceil((points.max(axis=0) + margin_mm) * px_per_mm).astype(int).tolist()
    cover = np.zeros((bottom - top, right - left), np.float32)
    for path in paths_mm:
        stroke = _stroke(path * px_per_mm - (left, top), cover.shape, pen, px_per_mm, rng)
        # A second line over the first darkens it: light has to get through both.
        cover = 1 - (1 - cover) * (1 - stroke)
    return InkPatch(left, top, _worn(cover, pen, px_per_mm, rng))


def _stroke(path_px: Path, shape: tuple[int, ...], pen: Pen, px_per_mm: float, rng: np.random.Generator) -> Cover:
    points = _resampled(path_px, _STEP_MM * px_per_mm)
    count = len(points)
    points = points + _wander(count, rng, 0.03 * px_per_mm)
    press = np.clip(1 - pen.pressure * (0.5 + 0.5 * _wander(count, rng, 0.6)[:, 0]), 0.15, 1.0)
    # A stroke is put down hard and trails off where the hand flies away.
    tail = max(int(count * rng.uniform(0.05, 0.3)), 1)
    press[-tail:] *= np.linspace(1, 1 - 0.7 * pen.pressure, tail)
    press[_wander(count, rng, 1.0)[:, 1] > 2.2 - 2.4 * pen.skip] *= 0.25
    fine = np.zeros((shape[0] * _SUPERSAMPLING, shape[1] * _SUPERSAMPLING), np.uint8)
    places = np.rint(points * _SUPERSAMPLING * (1 << _BITS)).astype(int)
    width_px = pen.width_mm * px_per_mm * _SUPERSAMPLING
    for i in range(count - 1):
        # OpenCV draws lines about a pixel wider than asked.
        thick = max(round(width_px * (0.65 + 0.35 * press[i]) - 1.3), 1)
        start, end = tuple(places[i].tolist()), tuple(places[i + 1].tolist())
        cv2.line(fine, start, end, (255.0 * press[i],), thick, cv2.LINE_8, _BITS)
    small = cv2.resize(fine, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return (np.asarray(small, np.float32) / 255).astype(np.float32)


def _resampled(points: Path, step: float) -> Path:
    lengths = np.hypot(*np.diff(points, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.linspace(0, at[-1], max(int(at[-1] / step), 2) + 1)
    return np.column_stack([np.interp(wanted, at, points[:, axis]) for axis in range(2)])


def _wander(count: int, rng: np.random.Generator, size: float) -> NDArray[np.float64]:
    """Return (count, 2) of smooth noise with this standard deviation at its knots."""
    knots = rng.normal(0, size, (max(count // 9, 2) + 1, 2))
    at, wanted = np.linspace(0, 1, len(knots)), np.linspace(0, 1, count)
    return np.column_stack([np.interp(wanted, at, knots[:, axis]) for axis in range(2)])


def _worn(cover: Cover, pen: Pen, px_per_mm: float, rng: np.random.Generator) -> Cover:
    """Return the ink after paper: felt creeps along fibres, pencil catches only what stands up."""
    grain = rng.standard_normal(cover.shape, np.float32)
    if pen.bleed_mm * px_per_mm > 0.3:
        sigma = pen.bleed_mm * px_per_mm
        fibres = np.asarray(cv2.GaussianBlur(grain, (0, 0), max(sigma * 0.8, 0.8)), np.float32)
        fibres = fibres / (float(fibres.std()) + 1e-6)
        soft = cv2.GaussianBlur(cover, (0, 0), sigma)
        cover = np.clip((np.asarray(soft) - 0.45 + 0.10 * fibres) * 2.2 + 0.5, 0, 1).astype(np.float32)
    tooth = cv2.GaussianBlur(grain, (0, 0), 0.07 * px_per_mm)
    tooth = np.asarray(tooth, np.float32) / (float(tooth.std()) + 1e-6)
    gaps = np.clip(0.5 + 0.55 * tooth, 0, 1)
    worn = pen.dark * cover * (1 - pen.tooth * gaps * (1 - 0.4 * cover))
    return np.asarray(worn, np.float32)
