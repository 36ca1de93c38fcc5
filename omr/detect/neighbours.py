"""What do its neighbours say of where a box is? A fold or a feeder moves whole lines of a page together."""

import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Points

# A neighbour speaks when its outline was found at least this well.
TRUSTED_SCORE = 0.55


def from_neighbours(shifts_mm: Points, scores: NDArray[np.float64], near: NDArray[np.float64]) -> Points:
    """Return the (N, 2) shifts that the neighbours of each box have: their weighted median.

    A box whose neighbours say nothing keeps its own shift.
    """
    weights = near * (scores > TRUSTED_SCORE)[None, :] * scores[None, :]
    total = weights.sum(axis=1)
    expected = shifts_mm.copy()
    for axis in (0, 1):
        order = np.argsort(shifts_mm[:, axis])
        cumulative = np.cumsum(weights[:, order], axis=1)
        middle = np.argmax(cumulative >= 0.5 * total[:, None], axis=1)
        expected[:, axis] = np.where(total > 1e-3, shifts_mm[order[middle], axis], shifts_mm[:, axis])
    return expected


def spread_of_neighbours(
    shifts_mm: Points, expected_mm: Points, scores: NDArray[np.float64], near: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (N,) how far the neighbours of each box lie from what they say together: a weighted mean."""
    away_mm = lengths(shifts_mm[None, :, :] - expected_mm[:, None, :])
    weights = near * (scores > TRUSTED_SCORE)[None, :]
    spread: NDArray[np.float64] = (weights * away_mm).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return spread


def lengths(vectors: Points) -> NDArray[np.float64]:
    """Return how long vectors, (..., 2), are."""
    # A third of the time of `numpy.hypot`, which cares for numbers that no page has.
    return np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2)
