"""What is drawn on? A page of pixels that knows its millimetres, grey or in colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omr.geometry import MM_PER_INCH

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Rgb = tuple[float, float, float]
WHITE = 255


@dataclass(frozen=True, slots=True)
class Canvas:
    """The paper at the working resolution.

    `pixels` is uint8, (H, W) grey or (H, W, 3) BGR, and is drawn on in place by whoever holds the canvas; it shows
    the whole of a paper of `size_mm`. `grey_weights` says how much the scanner's lamp sees of red, green and blue
    where the page is grey.
    """

    pixels: Pixels
    size_mm: tuple[float, float]
    grey_weights: Rgb

    @property
    def in_colour(self) -> bool:
        """Tell whether the page has three channels."""
        return self.pixels.ndim == 3

    @property
    def scale_px_per_mm(self) -> tuple[float, float]:
        """Pixels per millimetre across and down; they differ a little, as a page is rendered to whole pixels."""
        height_px, width_px = self.pixels.shape[:2]
        return width_px / self.size_mm[0], height_px / self.size_mm[1]

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre, for widths and sizes."""
        return self.scale_px_per_mm[0]

    def reflectance(self, colour: Rgb) -> NDArray[np.float32]:
        """Return how much light (0..1) a colour of 0..255 throws back, per channel as stored: shape (1,) or (3,)."""
        red, green, blue = (value / 255 for value in colour)
        if self.in_colour:
            return np.array([blue, green, red], dtype=np.float32)
        weights = self.grey_weights
        return np.array([red * weights[0] + green * weights[1] + blue * weights[2]], dtype=np.float32)

    def to_px(self, points_mm: Floats) -> Floats:
        """Return pixel coordinates of points in mm: an integer is the centre of a pixel."""
        return points_mm * self.scale_px_per_mm - 0.5

    def window(self, points_mm: Floats, margin_mm: float) -> tuple[int, int, int, int] | None:
        """Return (left, top, right, bottom) in pixels around points, half-open, cut to the page; None if off it."""
        low = np.floor(self.to_px(points_mm.min(axis=0) - margin_mm)).astype(int)
        high = np.ceil(self.to_px(points_mm.max(axis=0) + margin_mm)).astype(int) + 1
        height_px, width_px = self.pixels.shape[:2]
        left, top = max(int(low[0]), 0), max(int(low[1]), 0)
        right, bottom = min(int(high[0]), width_px), min(int(high[1]), height_px)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def stain(self, left_px: int, top_px: int, coverage: NDArray[np.float32], colour: Rgb) -> None:
        """Lay ink over a patch: light is taken away in proportion to `coverage` (h, w), 0 bare and 1 full."""
        height_px, width_px = coverage.shape
        patch = self.pixels[top_px : top_px + height_px, left_px : left_px + width_px]
        loss = 1 - self.reflectance(colour)
        light = 1 - coverage[:, :, None] * loss if self.in_colour else 1 - coverage * loss[0]
        patch[:] = np.rint(patch * light).astype(np.uint8)

    def cover(self, left_px: int, top_px: int, coverage: NDArray[np.float32], colour: Rgb) -> None:
        """Lay an opaque colour over a patch, mixed in proportion to `coverage` (h, w): paint, not ink."""
        height_px, width_px = coverage.shape
        patch = self.pixels[top_px : top_px + height_px, left_px : left_px + width_px]
        paint = 255 * self.reflectance(colour)
        share = coverage[:, :, None] if self.in_colour else coverage
        patch[:] = np.rint(patch * (1 - share) + share * (paint if self.in_colour else paint[0])).astype(np.uint8)


def dpi_to_px_per_mm(dpi: float) -> float:
    """Return pixels per millimetre."""
    return dpi / MM_PER_INCH
