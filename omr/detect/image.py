"""What is a picture here, and how are pieces of it taken? The one place that narrows OpenCV's loose types."""

from dataclasses import dataclass
from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

GreyImage: TypeAlias = NDArray[np.uint8]
"""(H, W) uint8, 0 black to 255 white; read-only by convention."""

ColourImage: TypeAlias = NDArray[np.uint8]
"""(H, W, 3) uint8, blue, green, red; read-only by convention."""

Darkness: TypeAlias = NDArray[np.float32]
"""Any shape, float32; 0 is the page's paper, 1 its printed black. May leave 0..1 where noise does."""

Points: TypeAlias = NDArray[np.float64]
"""(N, 2) float64; columns are x and y."""

Homography: TypeAlias = NDArray[np.float64]
"""(3, 3) float64, maps (x, y, 1) to homogeneous coordinates."""

# 100 dpi: corner marks are 31 px and outlines still show, at a ninth of the pixels of 300 dpi.
SMALL_PX_PER_MM = 100 / 25.4
# The longer side of the glass or of the paper, from which the resolution is guessed.
LONG_SIDE_MM = 297.0
# cv2.remap stores sizes in 16 bits.
_REMAP_ROW_LIMIT = 32_000


def as_grey(pixels: NDArray[np.uint8]) -> GreyImage:
    """Return (H, W) grey of a grey or BGR picture; a grey one is returned as it is."""
    if pixels.ndim == 2:
        return pixels
    return cast(GreyImage, cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as scanned and a smaller copy of it for everything that needs no detail.

    Attributes
    ----------
    grey
        (H, W) uint8, the picture as scanned.
    small
        The same at about 100 dpi: each pixel the mean of `factor` x `factor`.
    factor
        A whole number: averaging by a fraction costs ten times as much.
    """

    grey: GreyImage
    small: GreyImage
    factor: int

    @property
    def to_small(self) -> Homography:
        """The map from pixels of `grey` to pixels of `small`; pixel centres are whole numbers in both."""
        shift = (1 / self.factor - 1) / 2
        return np.array([[1 / self.factor, 0.0, shift], [0.0, 1 / self.factor, shift], [0.0, 0.0, 1.0]])


def scan_of(grey: GreyImage) -> Scan:
    """Return the picture with its small copy, taking its longer side for that of A4."""
    factor = max(1, round(max(grey.shape) / LONG_SIDE_MM / SMALL_PX_PER_MM))
    return Scan(grey, shrunk(grey, factor), factor)


def shrunk(grey: GreyImage, factor: int) -> GreyImage:
    """Return the picture with `factor` x `factor` pixels averaged into one; a rest at right and bottom is cut off."""
    if factor == 1:
        return grey
    height, width = grey.shape[0] // factor, grey.shape[1] // factor
    if min(height, width) == 0:
        return grey
    whole = grey[: height * factor, : width * factor]
    if factor % 2:
        # The same means at two thirds of the cost: OpenCV's area averaging is only fast for even factors.
        means = cv2.boxFilter(whole, -1, (factor, factor))
        return np.ascontiguousarray(means[factor // 2 :: factor, factor // 2 :: factor]).astype(np.uint8, copy=False)
    return cast(GreyImage, cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture with the map from sheet millimetres into it."""

    grey: GreyImage
    mm_to_px: Homography


def transform(matrix: Homography, points: Points) -> Points:
    """Return points mapped by a homography."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    return mapped[:, :2] / mapped[:, 2:]


def jacobians(matrix: Homography, points: Points) -> NDArray[np.float64]:
    """Return the (N, 2, 2) local linear maps of a homography at each point: d(x', y') / d(x, y)."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    w = mapped[:, 2]
    numerator = matrix[None, :2, :2] * w[:, None, None] - mapped[:, :2, None] * matrix[None, 2:, :2]
    return numerator / (w**2)[:, None, None]


def cut_patches(
    grey: GreyImage, mm_to_px: Homography, centres_mm: Points, half_mm: float, px_per_mm: float
) -> GreyImage:
    """Cut an upright square patch around each centre, all in one resampling.

    Parameters
    ----------
    grey
        The picture that `mm_to_px` maps into.
    centres_mm
        (N, 2) places on the sheet.
    half_mm
        Half the side of a patch.
    px_per_mm
        Resolution of the patches, whatever that of the picture is.

    Returns
    -------
    GreyImage
        (N, P, P) uint8 with P odd; the middle pixel's centre is the patch's centre. Beyond the picture it is white.
    """
    reach = round(half_mm * px_per_mm)
    side = 2 * reach + 1
    if len(centres_mm) == 0:
        return np.empty((0, side, side), np.uint8)
    # The homography is linear over a patch to a thousandth of a pixel, so its local linear map is enough.
    steps = (np.arange(-reach, reach + 1) / px_per_mm).astype(np.float32)
    origin = transform(mm_to_px, centres_mm).astype(np.float32)
    linear = jacobians(mm_to_px, centres_mm).astype(np.float32)
    map_x, map_y = (
        origin[:, axis, None, None]
        + linear[:, axis, 0, None, None] * steps[None, None, :]
        + linear[:, axis, 1, None, None] * steps[None, :, None]
        for axis in (0, 1)
    )
    per_call = max(1, _REMAP_ROW_LIMIT // side)
    pieces = [
        cv2.remap(
            grey,
            map_x[start : start + per_call].reshape(-1, side),
            map_y[start : start + per_call].reshape(-1, side),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        )
        for start in range(0, len(centres_mm), per_call)
    ]
    return cast(GreyImage, np.concatenate(pieces).reshape(-1, side, side))
