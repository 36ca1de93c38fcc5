"""What is a picture here, and how are pieces of it taken? The one place that narrows OpenCV's loose types."""

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

# cv2.remap stores sizes in 16 bits.
_REMAP_ROW_LIMIT = 32_000


def as_grey(pixels: NDArray[np.uint8]) -> GreyImage:
    """Return (H, W) grey of a grey or BGR picture; a grey one is returned as it is."""
    if pixels.ndim == 2:
        return pixels
    return cast(GreyImage, cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


def shrunk(grey: GreyImage, factor: float) -> GreyImage:
    """Return the picture at ``1 / factor`` of its size, each pixel the mean of those it covers."""
    height, width = grey.shape
    size = (max(1, round(width / factor)), max(1, round(height / factor)))
    return cast(GreyImage, cv2.resize(grey, size, interpolation=cv2.INTER_AREA))


def shrink_matrix(grey: GreyImage, small: GreyImage) -> Homography:
    """Return the map from pixel centres of a picture to pixel centres of its shrunk copy."""
    scale_y, scale_x = small.shape[0] / grey.shape[0], small.shape[1] / grey.shape[1]
    return np.array([[scale_x, 0.0, scale_x / 2 - 0.5], [0.0, scale_y, scale_y / 2 - 0.5], [0.0, 0.0, 1.0]])


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
