"""What is one page of a file? A picture, or the reason why there is none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omr.errors import ImageTooLarge, PageError

# A0 at 300 dpi; beyond it is no scan of a sheet but a mistake or a bomb.
MOST_PIXELS = 140_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as scanned.

    `pixels` is (H, W) grey or (H, W, 3) blue-green-red uint8; `dpi` what the file claims, or None. `page_number`
    counts from 1.
    """

    page_number: int
    pixels: NDArray[np.uint8]
    dpi: float | None


@dataclass(frozen=True, slots=True)
class PageUnopened:
    """A page whose picture could not be had, and why."""

    page_number: int
    error: PageError


def check_size(width_px: int, height_px: int) -> None:
    """Refuse a picture before it is decoded when it is too large to be a sheet.

    Raises
    ------
    ImageTooLarge
        When it has more pixels than any scan of a sheet.
    """
    if width_px * height_px > MOST_PIXELS:
        raise ImageTooLarge(megapixels=width_px * height_px // 1_000_000)


def without_colour(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a BGR picture as grey where it has no colour: every channel within 2 levels on a sample of pixels."""
    if pixels.ndim == 2:
        return pixels
    sample = pixels[::23, ::23].astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    return np.ascontiguousarray(pixels[:, :, 1]) if spread.max(initial=0) <= 2 else pixels
