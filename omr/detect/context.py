"""What is a box judged by? Its own measurements, its siblings', and how this writer marks.

A blackened box is a choice in one hand and a struck-out mistake in another; only what stands beside it tells.
"""

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omr.reading import MarkReading

# Columns of `measurements`: the outline's score, then the fields of `MarkFeatures` in order.
_INK, _DARKNESS_PEAK, _EXTENT, _STROKE, _SOLID, _SPREAD, _MARGIN, _RING, _TONE = 1, 3, 4, 5, 6, 8, 9, 10, 13
# Shares crowd near nothing, where the difference between a dot and dust lies; their roots do not.
_ROOTED = (1, 6, 7, 9)
_OF_SIBLINGS = (_INK, _DARKNESS_PEAK, _EXTENT, _STROKE, _SOLID, _SPREAD, _MARGIN, _RING, _TONE)
# From this much ink on a box tells something of the writer's hand.
_TELLING_INK = 0.06
INPUTS = 16 + len(_OF_SIBLINGS) + 2 + 6


def measurements(readings: Sequence[MarkReading]) -> NDArray[np.float64]:
    """Return (N, 16) numbers of the boxes of a page, in order."""
    return np.array([(reading.outline_score, *reading.features.values()) for reading in readings]).reshape(-1, 16)


def inputs(measured: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (N, `INPUTS`) what the boxes of one page are judged by.

    Parameters
    ----------
    measured
        (N, 16) from `measurements`.
    fields
        (N,) ascending: which field each box belongs to.
    """
    values = measured.copy()
    values[:, _ROOTED] = np.sqrt(np.maximum(values[:, _ROOTED], 0.0))
    siblings = np.empty((len(values), len(_OF_SIBLINGS) + 2))
    for start, end in _runs(fields):
        siblings[start:end] = _siblings(values[start:end])
    return np.hstack([values, siblings, np.broadcast_to(_writer(measured, fields), (len(values), 6))])


def _runs(fields: NDArray[np.int64]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(fields)) + 1
    bounds = [0, *edges.tolist(), len(fields)]
    return list(itertools.pairwise(bounds))


def _siblings(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for every box of a field its most inked sibling, the ink of the next, and how many have any."""
    count = len(values)
    result = np.zeros((count, len(_OF_SIBLINGS) + 2))
    order = np.argsort(-values[:, _INK], kind="stable")
    for i in range(count):
        others = order[order != i]
        if len(others):
            result[i, : len(_OF_SIBLINGS)] = values[others[0]][list(_OF_SIBLINGS)]
            result[i, -2] = values[others[1], _INK] if len(others) > 1 else 0.0
            result[i, -1] = min(4, int((values[others, _INK] > 0.2).sum()))
    return result


def _writer(measured: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how the writer of a page marks: tone, stroke, ink, solidity, margin; and how many fields have marks."""
    inked = measured[measured[:, _INK] > _TELLING_INK]
    share = len(np.unique(fields[measured[:, _INK] > _TELLING_INK])) / max(1, len(np.unique(fields)))
    if not len(inked):
        return np.zeros(6)
    return np.array([*np.median(inked[:, [_TONE, _STROKE, _INK, _SOLID, _MARGIN]], axis=0), share])
