"""What is one page of a file? A picture, or the reason why there is none."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.scan import halvings_of
from omr.errors import ImageTooLarge, PageDamaged, PageError

# A0 at 300 dpi; beyond it is no scan of a sheet but a mistake or a bomb.
MOST_PIXELS = 140_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as scanned.

    `pixels` is (H, W) grey or (H, W, 3) blue-green-red uint8; `dpi` what the file claims of its picture, or None.
    `page_number` counts from 1. `reduced` is how many pixels of the file's picture one of `pixels` is across.
    """

    page_number: int
    pixels: NDArray[np.uint8]
    dpi: float | None
    reduced: int = 1


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


def decoded_jpeg(data: bytes, long_side_px: int, colour: bool) -> tuple[NDArray[np.uint8], int]:
    """Decode a JPEG, at half or a quarter of its size where that is all that reading needs.

    A JPEG holds its picture as frequencies: half the size is half of them and not a picture made smaller afterwards,
    which saves a third of the time and loses nothing that the reader looks at.

    Returns
    -------
    tuple
        The pixels, (H, W) grey or (H, W, 3) BGR; and by what they are reduced.

    Raises
    ------
    PageDamaged
        When the JPEG is cut off; half a page is never given.
    """
    reduced = 2 ** min(2, halvings_of(long_side_px))
    # Viewers of PDF ignore the orientation that a camera wrote into its JPEG, and corner marks need none.
    flags = _FLAGS[colour, reduced] | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if pixels is None:
        raise PageDamaged
    return without_colour(cast(NDArray[np.uint8], pixels)), reduced


_FLAGS = {
    (False, 1): cv2.IMREAD_GRAYSCALE,
    (False, 2): cv2.IMREAD_REDUCED_GRAYSCALE_2,
    (False, 4): cv2.IMREAD_REDUCED_GRAYSCALE_4,
    (True, 1): cv2.IMREAD_COLOR,
    (True, 2): cv2.IMREAD_REDUCED_COLOR_2,
    (True, 4): cv2.IMREAD_REDUCED_COLOR_4,
}


def without_colour(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a BGR picture as grey where it has no colour: every channel within 2 levels on a sample of pixels."""
    if pixels.ndim == 2:
        return pixels
    sample = pixels[::23, ::23].astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    return np.ascontiguousarray(pixels[:, :, 1]) if spread.max(initial=0) <= 2 else pixels
