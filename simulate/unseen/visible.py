"""Which marks can nobody see on the scan? A truth that does not show is nobody's error."""

import cv2
import numpy as np
from numpy.typing import NDArray

# Levels of 255 between a line and the paper beside it. Below 20 a line is found only by who looks for it.
_LEAST_CONTRAST = 18.0
# Of a black and white scan's ink, at least this share must be black more than the paper beside it is.
_LEAST_BLACK = 0.3
_BESIDE_PX = 9
_FULL = 255


def unseen_marks(scan: NDArray[np.uint8], owner: NDArray[np.uint8], count: int, *, one_bit: bool) -> frozenset[int]:
    """Return the numbers (from 1) of marks that do not show.

    Parameters
    ----------
    scan
        (H, W) grey or (H, W, 3) BGR uint8, as delivered but upright.
    owner
        (H, W) uint8: 0, or the number of the mark whose ink was seen there.
    """
    grey = np.asarray(cv2.cvtColor(scan, cv2.COLOR_BGR2GRAY), np.uint8) if scan.ndim == 3 else scan
    rows, columns = np.nonzero(owner)
    numbers = owner[rows, columns]
    hidden = set()
    for number in range(1, count + 1):
        own = numbers == number
        if not own.any() or not _shows(grey, owner, rows[own], columns[own], one_bit=one_bit):
            hidden.add(number)
    return frozenset(hidden)


def _shows(
    grey: NDArray[np.uint8],
    owner: NDArray[np.uint8],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    *,
    one_bit: bool,
) -> bool:
    top, bottom = max(int(rows.min()) - _BESIDE_PX, 0), int(rows.max()) + _BESIDE_PX
    left, right = max(int(columns.min()) - _BESIDE_PX, 0), int(columns.max()) + _BESIDE_PX
    around = grey[top:bottom, left:right]
    bare = around[owner[top:bottom, left:right] == 0]
    ink = grey[rows, columns].astype(np.float64)
    if not bare.size:
        return True
    if one_bit:
        return float(bare.mean() - ink.mean()) / _FULL > _LEAST_BLACK
    # A line's own darkness: the darker half of what was inked, as its edges are part paper.
    return float(np.median(bare)) - float(np.quantile(ink, 0.35)) >= _LEAST_CONTRAST
