"""Which boxes look odd by their numbers? They are looked at once more, however sure the first networks are of them.

The networks know what they were fitted on. What is rare there, and is known to mislead, is named here: pens near the
edge of what can be seen, lines that pass through a box, marks unlike the writer's others.
"""

import numpy as np
from numpy.typing import NDArray

from omr.detect.context import columns
from omr.detect.image import median

# A blank may hold a mark where a box has a stroke darker than this, and by as much than what the page's empty boxes
# have; or a ring around it, by as much than its siblings. Found on pencils of 2H drawn by another simulator than the
# one fitted on, whose rings and dashes went for nothing.
_FAINTNESS = columns("ink_fraction", "darkness_mean", "smooth_peak", "ring_darkness")
FAINTEST_STROKE, _ABOVE_PAPER = 0.045, 3.0
_FAINTEST_RING, _ABOVE_SIBLINGS = 0.05, 2.0
# Or where all of it is darker than this, and by as much than the page's empty boxes: hatched with so light a pencil
# that no stroke of it stands out. Of empty boxes one in 600 is, at hard.
_FAINTEST_FILL, _ABOVE_EMPTY = 0.03, 4.0
# With more ink than this in it a box is not faint, whatever else it is.
FAINT_INK = 0.08
# What a mark is told from a line, a speck and the shine of another mark by. The bounds are those of
# `omr.detect.answers`, which knows the writer's hand, or wider.
_CHARACTER = (
    *columns("one_way", "passing_fraction", "line_fraction", "ring_fraction"),
    *columns("extent_mm", "tone", "ink_fraction", "darkness_peak"),
)
STRAIGHT, CREASE_LINE = 0.7, 0.8
PALE_OF_USUAL, _SPECK_EXTENT_MM = 0.7, 1.4
MOSTLY_BLANK, SURROUNDED = 0.65, 0.3
FAINT_PEN, MOST_OF_IT = 0.3, 0.6


def faintly_inked(numbers: NDArray[np.float64], fields: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (N,) which boxes may hold a mark, or have one around them, that is too faint to count as ink.

    Parameters
    ----------
    numbers
        (N, 1 + features) of the boxes of a page, from `measurements`.
    fields
        (N,) which field each belongs to, ascending.
    """
    ink, mean, peak, ring = numbers[:, _FAINTNESS].T
    within = peak > max(FAINTEST_STROKE, _ABOVE_PAPER * _of_empty(peak))
    within |= mean > max(_FAINTEST_FILL, _ABOVE_EMPTY * _of_empty(mean))
    starts = np.flatnonzero(np.diff(fields, prepend=-1))
    of_fields = [float(median(some)) for some in np.split(ring, starts[1:])]
    usual = np.repeat(of_fields, np.diff(starts, append=len(fields)))
    around = ring > np.maximum(_FAINTEST_RING, _ABOVE_SIBLINGS * usual)
    faint: NDArray[np.bool_] = (within | around) & (ink < FAINT_INK)
    return faint


def _of_empty(values: NDArray[np.float64]) -> float:
    """Return what the emptier half of a page's boxes mostly has."""
    return float(median(np.sort(values)[: (len(values) + 1) // 2]))


def out_of_character(
    numbers: NDArray[np.float64], fields: NDArray[np.int64], p_marked: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return (N,) which boxes hold what is often no mark at all: lines, specks, what is paler than the writer's marks.

    And, on pages with a faint pen, what is nearly as dark as its marks and was not taken for one.

    Parameters
    ----------
    numbers, fields
        As for `faintly_inked`.
    p_marked
        (N,) how likely each is to be marked.
    """
    one_way, passing, line, ring, extent, tone, ink, peak = numbers[:, _CHARACTER].T
    marked = p_marked > 0.5
    inked = marked & (ink > 0)
    if not inked.any():
        return marked
    straight = one_way > STRAIGHT
    odd = straight & ((passing > 0) | (line > CREASE_LINE))
    odd |= (extent < _SPECK_EXTENT_MM) | (tone < PALE_OF_USUAL * float(median(tone[inked])))
    answered = len(np.unique(fields[marked])) / len(np.unique(fields))
    if answered < MOSTLY_BLANK:
        odd |= straight | (ring > SURROUNDED)
    darkness = float(median(peak[inked]))
    nearly = ~marked & (peak > MOST_OF_IT * darkness) if darkness < FAINT_PEN else np.zeros(len(marked), bool)
    stands_out: NDArray[np.bool_] = (marked & odd) | nearly
    return stands_out
