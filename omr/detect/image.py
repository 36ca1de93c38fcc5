"""What is a picture here, and how are pieces of it taken? The one place that narrows OpenCV's loose types."""

from dataclasses import dataclass
from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.geometry import BoxMm

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


def as_grey(pixels: NDArray[np.uint8]) -> GreyImage:
    """Return (H, W) grey of a grey or BGR picture; a grey one is returned as it is."""
    if pixels.ndim == 2:
        return pixels
    return cast(GreyImage, cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


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


def cut_area(picture: Picture, area: BoxMm, px_per_mm: float) -> GreyImage:
    """Return an area of the sheet upright, (H, W) uint8 of at least one pixel; beyond the picture it is white."""
    size = max(1, round(area.width_mm * px_per_mm)), max(1, round(area.height_mm * px_per_mm))
    # The map is straight over an area to a fraction of a pixel, and straight maps take a third of the time.
    middle = np.array([[area.centre.x_mm, area.centre.y_mm]])
    linear = jacobians(picture.mm_to_px, middle)[0] / px_per_mm
    origin = transform(picture.mm_to_px, middle)[0] - linear @ ((np.array(size) - 1) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    to_picture = np.hstack([linear, origin[:, None]])
    return cast(GreyImage, cv2.warpAffine(picture.grey, to_picture, size, flags=flags, borderValue=(255.0,)))


def cut_patches(
    grey: GreyImage, mm_to_px: Homography, centres_mm: Points, half_mm: float, px_per_mm: float
) -> GreyImage:
    """Cut an upright square patch around each centre.

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
    return _cut(grey, mm_to_px, centres_mm, round(half_mm * px_per_mm), px_per_mm)


def cut_colours(
    colour: ColourImage, mm_to_px: Homography, centres_mm: Points, half_mm: float, px_per_mm: float
) -> ColourImage:
    """Cut patches as `cut_patches` does, (N, P, P, 3), from a picture in colour."""
    return _cut(colour, mm_to_px, centres_mm, round(half_mm * px_per_mm), px_per_mm)


def _cut(
    picture: NDArray[np.uint8], mm_to_px: Homography, centres_mm: Points, reach: int, px_per_mm: float
) -> NDArray[np.uint8]:
    side = 2 * reach + 1
    channels = picture.shape[2:]
    if len(centres_mm) == 0:
        return np.empty((0, side, side, *channels), np.uint8)
    # The homography is linear over a patch to a thousandth of a pixel, so its local linear map is enough.
    linear = jacobians(mm_to_px, centres_mm) / px_per_mm
    corner = transform(mm_to_px, centres_mm) - linear.sum(axis=2) * reach
    maps = np.concatenate([linear, corner[:, :, None]], axis=2)
    patches = np.empty((len(centres_mm), side, side, *channels), np.uint8)
    flags, white = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, (255.0, 255.0, 255.0)
    # One by one: a single remap of them all is handed two numbers for every pixel, which takes longer to write down.
    for patch, to_picture in zip(patches, maps, strict=True):
        cv2.warpAffine(picture, to_picture, (side, side), patch, flags, cv2.BORDER_CONSTANT, white)
    return patches
