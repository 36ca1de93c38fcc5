"""What did a damaged code say? Its modules, averaged one by one where they must stand, and drawn afresh.

A decoder looks for a code's structure and gives up when specks or a threshold have eaten it. Here the place is known:
the fixed patterns find it to a fraction of a module, every module is the mean of its area, the fixed patterns are
written over what was read, and the error correction of the code does the rest (it never invents a text: ISO/IEC 18004
detects what it cannot correct, and the serial has a check character of its own).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import GreyImage

# Version 2.
MODULES = 25
_FINDERS = ((0, 0), (0, 18), (18, 0))
_ALIGNMENT = (16, 16)
_DARK_MODULE = (17, 8)
_UNKNOWN, _LIGHT, _DARK = -1, 0, 1
# A redrawn module is this many pixels, with the quiet zone of four modules around.
_DRAWN_PX = 4
_QUIET_MODULES = 4
_DARK_SHARES = (0.50, 0.45, 0.55, 0.40, 0.60)


def regridded(picture: GreyImage, module_px: int, margin_px: int) -> Iterator[GreyImage]:
    """Yield clean drawings of a damaged code, the likeliest first.

    Half the modules of a code are dark, whatever it says: its mask sees to that. So the darker half of what was read
    is dark, or a little more or less, however thick the scan made them.

    Parameters
    ----------
    picture
        (S, S) uint8, the code cut out upright with a margin on all sides.
    module_px
        Size of a module in it.
    margin_px
        The margin; the code may lie this far from the middle.
    """
    size = MODULES * module_px
    template = np.kron(_weights(), np.ones((module_px, module_px), np.float32))
    response = cv2.matchTemplate(255.0 - picture.astype(np.float32), template, cv2.TM_CCORR)
    _, _, _, (x, y) = cv2.minMaxLoc(response[: 2 * margin_px + 1, : 2 * margin_px + 1])
    modules = picture[y : y + size, x : x + size].reshape(MODULES, module_px, MODULES, module_px)
    # The edge of a module is its neighbours' as much as its own.
    means = modules[:, 1:-1, :, 1:-1].mean(axis=(1, 3))
    fixed = _fixed_patterns()
    for dark_share in _DARK_SHARES:
        threshold = np.quantile(means[fixed == _UNKNOWN], dark_share)
        dark = np.where(fixed == _UNKNOWN, means <= threshold, fixed == _DARK)
        drawn = np.pad(np.where(dark, 0, 255).astype(np.uint8), _QUIET_MODULES, constant_values=255)
        yield cast(GreyImage, np.kron(drawn, np.ones((_DRAWN_PX, _DRAWN_PX), np.uint8)))


@lru_cache(maxsize=1)
def _fixed_patterns() -> NDArray[np.int8]:
    """Return the modules that are the same in every code of this version, the others unknown."""
    fixed = np.full((MODULES, MODULES), _UNKNOWN, np.int8)
    fixed[6, 8:17] = fixed[8:17, 6] = [_DARK, _LIGHT, _DARK, _LIGHT, _DARK, _LIGHT, _DARK, _LIGHT, _DARK]
    for row, column in _FINDERS:
        # The pattern with its separator of light modules, cut off at the edge of the code.
        top, left = max(0, row - 1), max(0, column - 1)
        fixed[top : row + 8, left : column + 8] = _LIGHT
        fixed[row : row + 7, column : column + 7] = _rings(7)
    row, column = _ALIGNMENT
    fixed[row : row + 5, column : column + 5] = _rings(5)
    fixed[_DARK_MODULE] = _DARK
    return fixed


def _rings(size: int) -> NDArray[np.int8]:
    """Return nested squares: a dark border, a light ring, a dark middle."""
    index = np.arange(size)
    depth = np.minimum(index, size - 1 - index)
    return np.where(np.minimum.outer(depth, depth) == 1, _LIGHT, _DARK).astype(np.int8)


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float32]:
    """Return what each module adds to the likeness of a place: all dark ones as much as all light ones."""
    fixed = _fixed_patterns()
    dark, light = fixed == _DARK, fixed == _LIGHT
    weights: NDArray[np.float32] = (dark / dark.sum() - light / light.sum()).astype(np.float32)
    return weights
