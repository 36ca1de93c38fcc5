"""At which resolution is a page worked on? Halved to what marks need, smoothed where grainy, with a small copy."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import ColourImage, GreyImage, Homography, as_grey, halved, scaling

# The picture that marks are measured in: finer ones are halved until they are at least this fine. At 150 dpi a pen
# stroke is two pixels wide, and what 300 dpi would add costs four times the pixels and settles nothing (measured).
WORKING_PX_PER_MM = 140 / 25.4
# A still smaller copy for what needs no detail; corner marks are 30 px in it.
SMALL_PX_PER_MM = 95 / 25.4
# Scans of black and white whose greys are dots have this share of pixels unlike both neighbours in a row: thresholded
# ones have up to 0.006, dots of any kind 0.018 and more. They are blurred by so much: in a blind test of dithered scans
# 0.2 mm left 139 of some 360 answers to review, 0.12 mm 227 and 0.25 mm 136.
_DOTS, _DOTS_BLUR_MM, _DOT_ROWS = 0.015, 0.2, 25
# On paper as grainy as this, as copiers and sharpening scanners make it, grains count as ink and plain crosses waited:
# its pixels differ from those two further on by this share of its brightness. Blurred by so much, 115 of some 570 such
# answers wait instead of 178, and none is wrong; on smoother paper there is nothing to gain. No simulated office scan
# is, and of hard ones less than one in a hundred.
_GRAINY, _GRAIN_BLUR_MM, _GRAIN_ROWS, _PAPER = 0.05, 0.16, 12, 0.75
# The longer side of the glass or of the paper, from which the resolution is guessed.
LONG_SIDE_MM = 297.0


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it is worked on, and a smaller copy for everything that needs no detail.

    Attributes
    ----------
    grey
        (H, W) uint8 at 140 to 280 dpi.
    small
        The same at 95 to 190 dpi: each pixel the mean of `factor` x `factor`.
    factor
        1 or 2.
    colour
        (H, W, 3) uint8 BGR, the same picture as `grey`; None where the scan has no colour.
    halvings
        How many times the picture given was halved to make `grey`; where that was of dots or grainy, it is blurred.
    """

    grey: GreyImage
    small: GreyImage
    factor: int
    colour: ColourImage | None = None
    halvings: int = 0

    @property
    def to_small(self) -> Homography:
        """The map from pixels of `grey` to pixels of `small`."""
        return scaling(1 / self.factor)


def scan_of(pixels: NDArray[np.uint8]) -> Scan:
    """Return a page ready to be worked on, taking its longer side for that of A4.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR uint8.
    """
    halvings, dotted = halvings_of(max(pixels.shape[:2])), _is_dotted(pixels)
    for _ in range(halvings):
        pixels = halved(pixels)
    grey = as_grey(pixels)
    blur_mm = _DOTS_BLUR_MM if dotted else _GRAIN_BLUR_MM if _is_grainy(grey) else 0.0
    if blur_mm:
        grey = cast(GreyImage, cv2.GaussianBlur(grey, (0, 0), blur_mm * max(grey.shape) / LONG_SIDE_MM))
    factor = 2 if max(grey.shape) / LONG_SIDE_MM >= 2 * SMALL_PX_PER_MM else 1
    return Scan(grey, halved(grey) if factor == 2 else grey, factor, pixels if pixels.ndim == 3 else None, halvings)


def _is_dotted(pixels: NDArray[np.uint8]) -> bool:
    """Tell whether a scan of black and white renders greys as dots, by a sample of its rows."""
    rows = pixels[:: max(1, len(pixels) // _DOT_ROWS)]
    # One row tells most pictures from those of two values.
    if rows.ndim > 2 or rows.shape[1] < 3 or not np.isin(rows[0], (0, 255)).all() or not np.isin(rows, (0, 255)).all():
        return False
    changes = rows[:, 1:] != rows[:, :-1]
    return bool((changes[:, 1:] & changes[:, :-1]).mean() > _DOTS)


def _is_grainy(grey: GreyImage) -> bool:
    """Tell whether the paper of a scan is rough with noise, by a sample of its rows; print and pen do not count."""
    rows = grey[:: max(1, len(grey) // _GRAIN_ROWS)].astype(np.int16)
    left, right = rows[:, :-2], rows[:, 2:]
    paper = float(np.median(rows[:, ::4]))
    bright = np.minimum(left, right) > _PAPER * paper
    return bool(bright.any()) and float(np.abs(left - right)[bright].mean()) > _GRAINY * paper


def halvings_of(long_side_px: int) -> int:
    """Return how many times a picture may be halved and still be fine enough to measure in."""
    fineness = long_side_px / LONG_SIDE_MM / WORKING_PX_PER_MM
    return max(0, int(np.log2(fineness))) if fineness >= 1 else 0
