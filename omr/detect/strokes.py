"""What kind of strokes is the ink in a patch made of? Each function tells one thing of every patch."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import ColourImage, Darkness
from omr.detect.patches import INK_DARKNESS
from omr.detect.register import PX_PER_MM
from omr.detect.zones import Zones

_SOLID_MM = 0.6
# Red ink reflects this much more red light than blue and green, in levels; blue and black pens less than none.
_RED_LEVELS = 40


def darkest_fiftieth(inside: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the darkness that a fiftieth of the inside exceeds."""
    rank = inside.shape[1] - max(1, inside.shape[1] // 50)
    return np.partition(inside, rank, axis=1)[:, rank]


def standing_out(darkness: Darkness, deep: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how far the darkest fiftieth of the inside, averaged over three pixels, lies above its median."""
    stacked = np.ascontiguousarray(darkness.reshape(-1, darkness.shape[2]))
    # Patches touch one another in the stack; the inside keeps away from the seams.
    smooth = np.asarray(cv2.blur(stacked, (3, 3)), np.float32).reshape(darkness.shape)[:, deep]
    # Two ranks by partition take five times as long as all of them.
    ordered = np.sort(smooth, axis=1)
    count = ordered.shape[1]
    peaks: NDArray[np.float32] = ordered[:, count - max(1, count // 50)] - ordered[:, count // 2]
    return peaks


def red_share(colours: ColourImage, ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return which share of the ink of every patch is red."""
    blue, green, red = (colours[..., channel].astype(np.int16) for channel in range(3))
    reddish = (red - np.maximum(blue, green) > _RED_LEVELS) & ink
    share: NDArray[np.float64] = reddish.sum(axis=(1, 2)) / np.maximum(ink.sum(axis=(1, 2)), 1)
    return share


def solid_ink(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is left of ink after an opening: areas at least `_SOLID_MM` wide in every direction."""
    side = round(_SOLID_MM * PX_PER_MM) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    stacked = ink.reshape(-1, ink.shape[2]).astype(np.uint8)
    # Patches touch one another in the stack; what an opening carries over a seam lies in margins that nobody reads.
    opened: NDArray[np.bool_] = cv2.morphologyEx(stacked, cv2.MORPH_OPEN, kernel).reshape(ink.shape) > 0
    return opened


def widths_and_pieces(ink: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the stroke width in millimetres and the number of pieces of ink of every patch.

    Strokes of a pen come out some half a millimetre wider than they are: no pixel of ink is less than one from paper.
    """
    components = np.zeros(len(ink), np.int64)
    pixels = ink.sum(axis=(1, 2))
    inked = np.flatnonzero(pixels)
    widths_mm = np.zeros(len(ink))
    if not len(inked):
        return widths_mm, components
    ink = ink[inked]
    stacked = np.ascontiguousarray(ink.reshape(-1, ink.shape[2]).astype(np.uint8))
    distance = cv2.distanceTransform(stacked, cv2.DIST_L2, 3).reshape(ink.shape)
    # Across a stroke of width w the mean distance to its edge is w / 4.
    widths_mm[inked] = 4 * distance.sum(axis=(1, 2)) / pixels[inked] / PX_PER_MM
    # With labels of 16 bits OpenCV does this in a third of the time; no picture holds more pieces than a fourth of it.
    labels = cv2.CV_16U if stacked.size < 4 * np.iinfo(np.uint16).max else cv2.CV_32S
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=8, ltype=labels)
    # Pieces of fewer than 4 pixels are noise. The mask leaves seams empty, so none spans two patches.
    real = statistics[1:, cv2.CC_STAT_AREA] >= 4
    owners = (centroids[1:][real][:, 1] // ink.shape[1]).astype(np.int64)
    components[inked] = np.bincount(owners, minlength=len(ink))
    return widths_mm, components


def tones_of(inside: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean darkness of what is ink, 0 where nothing is."""
    ink = inside > INK_DARKNESS
    tones: NDArray[np.float32] = (inside * ink).sum(axis=1) / np.maximum(ink.sum(axis=1), 1)
    return tones


def pieces_of_paper(ink: NDArray[np.bool_], inside: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the share of the largest piece of paper left inside, and how many pieces are at least a twentieth.

    A cross leaves four triangles; a scribble leaves crumbs.
    """
    # A box without ink is one piece of paper.
    inked = np.flatnonzero(ink.any(axis=(1, 2)))
    largest, pieces = np.ones(len(ink)), np.ones(len(ink), np.int64)
    if not len(inked):
        return largest, pieces
    stacked = np.ascontiguousarray((inside & ~ink[inked]).reshape(-1, ink.shape[2]).astype(np.uint8))
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=4)
    shares = statistics[1:, cv2.CC_STAT_AREA] / inside.sum()
    owners = inked[(centroids[1:, 1] // ink.shape[1]).astype(np.int64)]
    largest[inked] = 0.0
    np.maximum.at(largest, owners, shares)
    pieces[inked] = np.bincount(owners[shares >= 1 / 20], minlength=len(ink))[inked]
    return largest, pieces


def extents_mm(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the diagonal of the rectangle around the ink of every patch, in millimetres."""
    sides = []
    for axis in (1, 2):
        seen = np.asarray(ink.any(axis=axis))
        first, last = seen.argmax(axis=1), seen.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
        sides.append(np.where(seen.any(axis=1), last - first + 1, 0))
    return np.hypot(sides[0], sides[1]) / PX_PER_MM


def offsets_mm(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how far the middle of the ink lies from the middle of every patch, in millimetres."""
    count, x, y, *_ = _moments(ink).T
    offsets: NDArray[np.float64] = np.hypot(x, y) / np.maximum(count, 1) / PX_PER_MM
    return offsets


def roundnesses(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the spread of every patch's ink across its main direction as a share of that along it."""
    moments = _moments(ink)
    count, x, y, xx, yy, xy = moments.T / np.maximum(moments[:, 0], 1)
    a, b, c = xx - x * x, yy - y * y, xy - x * y
    root = np.hypot(a - b, 2 * c)
    along, across = np.maximum(a + b + root, 1e-6), np.maximum(a + b - root, 0.0)
    roundness: NDArray[np.float64] = np.where(count > 0, np.sqrt(across / along), 0.0)
    return roundness


def _moments(ink: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return (N, 6) of every patch's ink: pixels, and sums of x, y, xx, yy, xy about the middle."""
    moments: NDArray[np.float32] = ink.reshape(len(ink), -1).astype(np.float32) @ _powers(ink.shape[1])
    return moments


@lru_cache(maxsize=16)
def _powers(side: int) -> NDArray[np.float32]:
    axis = np.arange(side, dtype=np.float32) - side // 2
    x, y = np.broadcast_to(axis[None, :], (side, side)).ravel(), np.broadcast_to(axis[:, None], (side, side)).ravel()
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)


def edge_directions(darkness: Darkness, inside: NDArray[np.bool_]) -> tuple[NDArray[np.float32], ...]:
    """Return of every patch how far its edges run one way, how far along the diagonals, and the steepest of them.

    Edges of twice and four times their angle: opposite ways add up, or ways at right angles (Bigün and Granlund 1987).
    """
    gx = (darkness[:, 1:-1, 2:] - darkness[:, 1:-1, :-2])[:, inside[1:-1, 1:-1]]
    gy = (darkness[:, 2:, 1:-1] - darkness[:, :-2, 1:-1])[:, inside[1:-1, 1:-1]]
    square, twice_re, twice_im = gx * gx + gy * gy, gx * gx - gy * gy, 2 * gx * gy
    total = np.maximum(square.sum(axis=1), 1e-6)
    one_way = np.hypot(twice_re.sum(axis=1), twice_im.sum(axis=1)) / total
    four_times = (twice_re * twice_re - twice_im * twice_im) / np.maximum(square, 1e-9)
    return one_way, -four_times.sum(axis=1) / total, np.sqrt(square.max(axis=1))


def line_fractions(ink: NDArray[np.bool_], zones: Zones) -> NDArray[np.float64]:
    """Return how full the most inked row or column is, over the box and its margin, outline left out."""
    looked_at = ink & zones.off_outline
    fullest = [
        (looked_at.sum(axis=axis) / np.maximum(zones.off_outline.sum(axis=axis - 1), 1))[:, zones.through].max(axis=1)
        for axis in (1, 2)
    ]
    highest: NDArray[np.float64] = np.maximum(fullest[0], fullest[1])
    return highest
