"""Which greys does a scan have? Where the pale ones are lost, so may be the strokes of a faint pen."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

# In a picture of black and white only, what lies between is the blur of its edges, where it was compressed as JPEG or
# decoded at half size: for each step of an edge, across and down, up to 0.33 such pixels (0.48 at half size) at
# qualities of 30 to 92. Grey pictures of the simulator have 0.81 and more (0.57), crisp ones with white paper, drawn by
# others, from 0.40 on (0.41).
_BETWEEN_LEVELS, _STEP, _BETWEEN_PER_STEP, _BETWEEN_REDUCED = (40, 215), 60, 0.36, 0.50
_WHITE, _MOSTLY_WHITE = 250, 0.5
# A scanner that takes the background away, or is set too bright, makes paper pure white: so many pixels are at least so
# light. In a blind test scans that had lost pencil had 0.27 to 0.92, others up to 0.09; of office scans one in six has.
_PURE_WHITE, _WASHED_OUT = 254, 0.25


class Greys(StrEnum):
    """What a scan has between black and white."""

    ALL = "all"
    """Whatever was on the paper."""
    NO_PALE = "no_pale"
    """Paper is pure white, and so is what is nearly as light."""
    NONE = "none"
    """Black and white alone."""


def greys_of(pixels: NDArray[np.uint8], reduced: int = 1) -> Greys:
    """Tell which greys a picture has, by a sample of its rows; a JPEG made of black and white has none.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR uint8.
    reduced
        So many pixels of the file's picture are across one of `pixels`.
    """
    # Of colours the green one: it is the sharpest.
    grey = pixels if pixels.ndim == 2 else pixels[..., 1]
    every = max(2, len(grey) // 25)
    below = grey[1::every].astype(np.int16)
    rows = grey[::every][: len(below)].astype(np.int16)
    darkest, lightest = _BETWEEN_LEVELS
    between = np.count_nonzero((rows > darkest) & (rows < lightest))
    most = _BETWEEN_PER_STEP if reduced == 1 else _BETWEEN_REDUCED
    steps = sum(np.count_nonzero(np.abs(change) > _STEP) for change in (np.diff(rows, axis=1), rows - below))
    if (rows >= _WHITE).mean() > _MOSTLY_WHITE and between <= most * steps:
        return Greys.NONE
    return Greys.NO_PALE if (rows >= _PURE_WHITE).mean() > _WASHED_OUT else Greys.ALL
