"""What is drawn on? The second world's paper: pixels that know their millimetres and where ink of marks lies."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from simulate.unseen.nib import InkPatch
from simulate.unseen.pens import Rgb

# The weight of red, green and blue in a grey scan: a white lamp, and one whose green light counts most.
LAMPS: tuple[Rgb, ...] = ((0.30, 0.59, 0.11), (0.22, 0.68, 0.10), (0.33, 0.34, 0.33))
# A pixel this far covered belongs to a mark, for telling afterwards whether it can be seen.
_INKED = 0.3


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One side of a sheet.

    `pixels` is (H, W) grey or (H, W, 3) BGR uint8 and `owner` (H, W) uint8: 0, or the number of the mark whose ink
    lies there, from 1. Both are drawn on in place by whoever holds the paper.
    """

    pixels: NDArray[np.uint8]
    owner: NDArray[np.uint8]
    px_per_mm: float
    lamp: Rgb

    @property
    def in_colour(self) -> bool:
        """Tell whether there are three channels."""
        return self.pixels.ndim == 3

    def light(self, rgb: Rgb) -> NDArray[np.float32]:
        """Return the light that a colour of 0..255 throws back, 0..1, per channel."""
        if self.in_colour:
            return np.array([value / 255 for value in rgb[::-1]], np.float32)
        return np.array([sum(value * weight for value, weight in zip(rgb, self.lamp, strict=True)) / 255], np.float32)

    def ink(self, patch: InkPatch, rgb: Rgb, mark_number: int = 0) -> None:
        """Lay ink; light is taken away from what is there."""
        rows, columns, cover = self._cut(patch)
        if not cover.size:
            return
        loss = 1 - self.light(rgb)
        under = self.pixels[rows, columns]
        kept = 1 - cover[:, :, None] * loss if self.in_colour else 1 - cover * loss[0]
        self.pixels[rows, columns] = np.rint(under * kept).astype(np.uint8)
        if mark_number:
            part = self.owner[rows, columns]
            part[cover > _INKED * float(cover.max())] = mark_number

    def paint(self, patch: InkPatch, rgb: Rgb) -> None:
        """Lay an opaque colour over what is there; marks under it are gone."""
        rows, columns, cover = self._cut(patch)
        if not cover.size:
            return
        colour = 255 * self.light(rgb)
        share = cover[:, :, None] if self.in_colour else cover
        under = self.pixels[rows, columns]
        mixed = under * (1 - share) + share * (colour if self.in_colour else colour[0])
        self.pixels[rows, columns] = np.rint(mixed).astype(np.uint8)
        self.owner[rows, columns][cover > 0.5] = 0

    def shade(self, light: NDArray[np.float32], rgb: Rgb = (0.0, 0.0, 0.0)) -> None:
        """Darken the whole page: `light` is (h, w) of any size, 1 leaves as is, 0 leaves the colour alone."""
        height, width = self.pixels.shape[:2]
        full = np.clip(cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR), 0, 1)
        if self.in_colour:
            loss = [float(value) for value in 1 - self.light(rgb)]
            layers = [np.rint((1 - (1 - full) * part) * 255).astype(np.uint8) for part in loss]
            factor = cv2.merge(layers)
        else:
            factor = np.rint((1 - (1 - full) * float(1 - self.light(rgb)[0])) * 255).astype(np.uint8)
        cv2.multiply(self.pixels, factor, dst=self.pixels, scale=1 / 255)

    def _cut(self, patch: InkPatch) -> tuple[slice, slice, NDArray[np.float32]]:
        height, width = self.pixels.shape[:2]
        top, left = max(patch.top_px, 0), max(patch.left_px, 0)
        bottom = min(patch.top_px + patch.cover.shape[0], height)
        right = min(patch.left_px + patch.cover.shape[1], width)
        if bottom <= top or right <= left:
            return slice(0), slice(0), np.zeros((0, 0), np.float32)
        rows = slice(top - patch.top_px, bottom - patch.top_px)
        columns = slice(left - patch.left_px, right - patch.left_px)
        return slice(top, bottom), slice(left, right), patch.cover[rows, columns]
