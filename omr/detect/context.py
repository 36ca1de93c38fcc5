"""What is a box judged by? Its own measurements, its siblings', and how this writer marks.

A blackened box is a choice in one hand and a struck-out mistake in another; only what stands beside it tells.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omr.detect.image import median
from omr.reading import FEATURE_NAMES, MarkReading

_COLUMNS = ("outline_score", *FEATURE_NAMES)
# What the networks are given; the last feature is for the rules about odd marks alone.
_OWN = len(_COLUMNS) - 1


def columns(*names: str) -> tuple[int, ...]:
    """Return the columns of `measurements` with these names."""
    return tuple(_COLUMNS.index(name) for name in names)


# Shares crowd near nothing, where the difference between a dot and dust lies; their roots do not.
_ROOTED = columns("ink_fraction", "solid_fraction", "core_fraction", "margin_ink_fraction")
_OF_SIBLINGS = columns(
    "ink_fraction",
    "darkness_peak",
    "extent_mm",
    "stroke_width_mm",
    "solid_fraction",
    "core_fraction",
    "spread_fraction",
    "margin_ink_fraction",
    "ring_fraction",
    "tone",
    "white_fraction",
    "red_fraction",
    "around_fraction",
    "ring_darkness",
    "smooth_peak",
    "diagonal",
)
_OF_WRITER = columns("tone", "stroke_width_mm", "ink_fraction", "solid_fraction", "margin_ink_fraction", "red_fraction")
(_INK,) = columns("ink_fraction")
# A root of ink from which on a sibling counts as inked.
_SOME_INK = 0.2
# From this much ink on a box tells something of the writer's hand.
_TELLING_INK = 0.06
# Of the emptier half of a page's boxes: what is there without a pen.
_OF_PAPER = columns("darkness_peak", "smooth_peak", "margin_ink_fraction", "outline_score")
# Own numbers; the most inked sibling's; the next one's ink and how many have any; the writer's, and how much is filled
# in; the paper's.
INPUTS = _OWN + len(_OF_SIBLINGS) + 2 + len(_OF_WRITER) + 1 + len(_OF_PAPER)


def measurements(readings: Sequence[MarkReading]) -> NDArray[np.float64]:
    """Return (N, 1 + features) numbers of the boxes of a page, in order."""
    return np.array([(reading.outline_score, *reading.features) for reading in readings]).reshape(len(readings), -1)


def inputs(measured: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (N, `INPUTS`) what the boxes of one page are judged by.

    Parameters
    ----------
    measured
        (N, 1 + features) from `measurements`.
    fields
        (N,) ascending: which field each box belongs to.
    """
    measured = measured[:, :_OWN]
    values = measured.copy()
    values[:, _ROOTED] = np.sqrt(np.maximum(values[:, _ROOTED], 0.0))
    page = np.concatenate([_writer(measured, fields), _paper(measured)])
    return np.hstack([values, _siblings(values, fields), np.broadcast_to(page, (len(values), len(page)))])


def _siblings(values: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for every box the most inked sibling in its field, the ink of the next, and how many have any."""
    count = len(values)
    result = np.zeros((count, len(_OF_SIBLINGS) + 2))
    ink = values[:, _INK]
    # Every box against all of its field: (N, N), the others' ink out of reach.
    others = np.where((fields[:, None] == fields[None, :]) & ~np.eye(count, dtype=bool), ink[None, :], -1.0)
    first = others.argmax(axis=1)
    has_one = others[np.arange(count), first] >= 0
    result[has_one, :-2] = values[first[has_one]][:, _OF_SIBLINGS]
    others[np.arange(count), first] = -1.0
    result[:, -2] = np.maximum(others.max(axis=1, initial=-1.0), 0.0)
    inked = ink > _SOME_INK
    together = np.bincount(fields, weights=inked)[fields] - inked
    result[:, -1] = np.minimum(together, 4)
    return result


def _writer(measured: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how the writer of a page marks, the median of what is inked; and the share of fields with ink."""
    telling = measured[:, _INK] > _TELLING_INK
    if not telling.any():
        return np.zeros(len(_OF_WRITER) + 1)
    share = len(np.unique(fields[telling])) / len(np.unique(fields))
    return np.array([*median(measured[telling][:, _OF_WRITER]), share])


def _paper(measured: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how dirty a page is where nobody wrote: the mean over the emptier half of its boxes."""
    emptier = np.argsort(measured[:, _INK], kind="stable")[: (len(measured) + 1) // 2]
    mean: NDArray[np.float64] = measured[emptier][:, _OF_PAPER].mean(axis=0)
    return mean
