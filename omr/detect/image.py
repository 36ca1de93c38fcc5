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


def as_grey(pixels: NDArray[np.uint8]) -> GreyImage:
    """Return (H, W) grey of a grey or BGR picture; a grey one is returned as it is."""
    if pixels.ndim == 2:
        return pixels
    return cast(GreyImage, cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


def halved(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture with 2 x 2 pixels averaged into one; an odd rest at right and bottom is cut off."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    if min(height, width) == 0:
        return pixels
    # The one factor for which OpenCV averages areas with vector instructions: a thirtieth of a JPEG's decoding.
    whole = pixels[: 2 * height, : 2 * width]
    return cast(NDArray[np.uint8], cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))


def scaling(factor: float) -> Homography:
    """Return the map of pixel places when a picture is resized by a factor; pixel centres are whole numbers."""
    shift = (factor - 1) / 2
    return np.array([[factor, 0.0, shift], [0.0, factor, shift], [0.0, 0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture with the map from sheet millimetres into it."""

    grey: GreyImage
    mm_to_px: Homography


def transform(matrix: Homography, points: Points) -> Points:
    """Return points mapped by a homography."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    return mapped[:, :2] / mapped[:, 2:]


def similarity(points: Points, images: Points) -> Homography:
    """Return the turn, scale and shift that take points nearest to their images: least squares, in closed form.

    Places are taken as complex numbers, z' = a z + b (Umeyama 1991 for any dimension).
    """
    z, w = points @ (1, 1j), images @ (1, 1j)
    z_mean, w_mean = z.mean(), w.mean()
    a = np.vdot(z - z_mean, w - w_mean) / max(np.vdot(z - z_mean, z - z_mean).real, 1e-12)
    b = w_mean - a * z_mean
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag], [0.0, 0.0, 1.0]])


def median(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the median along the first axis; of a few dozen numbers `numpy.median` takes ten times as long."""
    ordered = np.sort(values, axis=0)
    middle = len(values) // 2
    return np.asarray((ordered[~middle] + ordered[middle]) / 2)


def jacobians(matrix: Homography, points: Points) -> NDArray[np.float64]:
    """Return the (N, 2, 2) local linear maps of a homography at each point: d(x', y') / d(x, y)."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    w = mapped[:, 2]
    numerator = matrix[None, :2, :2] * w[:, None, None] - mapped[:, :2, None] * matrix[None, 2:, :2]
    return numerator / (w**2)[:, None, None]
