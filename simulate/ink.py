"""How does a stroke become ink on the paper? Antialiased, of varying width and strength, on a small patch only."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.canvas import Canvas
from simulate.pens import Pen
from simulate.strokes import Stroke

# Strokes are drawn this many times finer and averaged down: widths then come in steps of 1/4 pixel.
_SUPERSAMPLING = 4
_GRAIN_TILE_PX = 384
# The nib of a fountain pen is held at about this angle.
_NIB_ANGLE_RAD = 0.8


@dataclass(frozen=True, slots=True)
class Grain:
    """The tooth of one sheet of paper: float32 tiles of unit spread at the working resolution.

    `fine` changes within a pixel or two; `coarse` over a third of a millimetre.
    """

    fine: NDArray[np.float32]
    coarse: NDArray[np.float32]

    def crop(self, shape: tuple[int, int], rng: np.random.Generator, coarse: bool) -> NDArray[np.float32]:
        """Return a piece of a tile, repeated where it is too small."""
        tile = self.coarse if coarse else self.fine
        top, left = (int(value) for value in rng.integers(0, _GRAIN_TILE_PX, 2))
        rows = (np.arange(shape[0]) + top) % _GRAIN_TILE_PX
        columns = (np.arange(shape[1]) + left) % _GRAIN_TILE_PX
        return np.asarray(tile[rows][:, columns])


def make_grain(px_per_mm: float, rng: np.random.Generator) -> Grain:
    """Return the tooth of a sheet."""
    noise = rng.standard_normal((2, _GRAIN_TILE_PX, _GRAIN_TILE_PX), dtype=np.float32)
    return Grain(_blurred(noise[0], 0.055 * px_per_mm), _blurred(noise[1], 0.16 * px_per_mm))


def draw_strokes(
    canvas: Canvas, strokes: tuple[Stroke, ...], pen: Pen, grain: Grain, rng: np.random.Generator, strength: float = 1.0
) -> None:
    """Draw the strokes of one mark or word onto the canvas, in place.

    Parameters
    ----------
    strength
        Multiplies the pen's opacity: below 1 for what a rubber left of it.
    """
    if not strokes:
        return
    window = canvas.window(np.vstack([stroke.points_mm for stroke in strokes]), pen.width_mm + 3 * pen.bleed_mm + 0.1)
    if window is None:
        return
    left, top = window[:2]
    # Alternate strokes lie in two layers: ink over ink is darker, as where the lines of a cross meet.
    for layer in (strokes[0::2], strokes[1::2]):
        if layer:
            coverage = _coverage(canvas, layer, pen, window)
            coverage = _textured(coverage, pen, grain, rng)
            canvas.stain(left, top, coverage * np.float32(strength), pen.colour)


def _coverage(
    canvas: Canvas, strokes: tuple[Stroke, ...], pen: Pen, window: tuple[int, int, int, int]
) -> NDArray[np.float32]:
    """Return how much ink (0..1) lies on each pixel of the window."""
    left, top, right, bottom = window
    scale = _SUPERSAMPLING
    fine = np.zeros(((bottom - top) * scale, (right - left) * scale), dtype=np.uint8)
    for stroke in strokes:
        points = (canvas.to_px(stroke.points_mm) - (left, top) + 0.5) * scale - 0.5
        widths, values = _widths_px(stroke, pen, canvas.px_per_mm * scale), _values(stroke, pen)
        corners = np.rint(points * 8).astype(np.int32).tolist()
        for i in range(len(corners) - 1):
            cv2.line(fine, corners[i], corners[i + 1], values[i], widths[i], cv2.LINE_8, 3)
    small = cv2.resize(fine, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    coverage = small.astype(np.float32) / np.float32(255)
    sigma_px = pen.bleed_mm * canvas.px_per_mm
    return _blur(coverage, sigma_px) if sigma_px > 0.3 else coverage


def _widths_px(stroke: Stroke, pen: Pen, px_per_mm: float) -> list[int]:
    width = pen.width_mm * (1 + pen.pressure_width * (stroke.pressure - 1))
    if pen.nib_ratio < 1:
        along = np.gradient(stroke.points_mm, axis=0)
        across = np.abs(np.sin(np.arctan2(along[:, 1], along[:, 0]) + _NIB_ANGLE_RAD))
        width = width * (pen.nib_ratio + (1 - pen.nib_ratio) * across)
    widths: list[int] = np.maximum(np.rint(width * px_per_mm), 1).astype(int).tolist()
    return widths


def _values(stroke: Stroke, pen: Pen) -> list[int]:
    opacity = pen.opacity * (1 + pen.pressure_opacity * (stroke.pressure - 1))
    values: list[int] = np.clip(np.rint(opacity * 255), 1, 255).astype(int).tolist()
    return values


def _textured(coverage: NDArray[np.float32], pen: Pen, grain: Grain, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return the coverage as the paper's tooth and a skipping ball leave it."""
    shape = (coverage.shape[0], coverage.shape[1])
    tooth = 1 + np.float32(pen.grain) * (np.float32(0.45) * grain.crop(shape, rng, coarse=False) - np.float32(0.1))
    if pen.skip > 0.01:
        patches = grain.crop(shape, rng, coarse=True)
        tooth *= 1 - np.float32(0.75 * pen.skip) * np.clip(patches - np.float32(0.6), 0, 1)
    return np.clip(coverage * tooth, 0, 1).astype(np.float32)


def _blur(image: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), dtype=np.float32)


def _blurred(noise: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    smooth = np.asarray(cv2.GaussianBlur(noise, (0, 0), max(sigma_px, 0.35), borderType=cv2.BORDER_REFLECT))
    return np.asarray(smooth / smooth.std(), dtype=np.float32)
