"""Were the boxes of a question found where they lie? On bent paper a box can be taken for its neighbour's.

Rows are a few millimetres apart, and outlines are searched for within two. Where a page is moved by more, a row is
lost, or found in the place of the next one, with outlines as clear as any. Three things tell. A lost row shows hardly
any outlines on a page of which other boxes are moved; one found a box further on has none at its end. And paper bends
steadily: from boxes near where the corner marks put them, all others are reached box by box, each moved about as far as
the one before. A row found in another's place is a leap away from every row about it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes
from omr.detect.hand import SOLID
from omr.detect.image import Points, median
from omr.detect.register import Registration
from omr.reading import JudgedMark
from omr.reasons import Reason

# All of these were found on pages drawn apart from the simulators, bent by waves of up to 4 mm: of 11 answers that were
# read from another row, and some 30 from the box beside, none is left. They cost no answer of 400 hard pages nor of 400
# office pages, in which no box is moved by more than 1.5 mm, and of pages bent by 2 mm one in six, half of them in
# rows that lie further away than is looked.
# A page with a box moved by more than this is bent, and outlines found no better than this are then not the question's.
_BENT_MM, _SEEN_SCORE = 1.0, 0.6
# Nor is one that was found no better than this at the end of a row: beyond its last box a row has no neighbour to be
# taken for. Unless it is marked or blackened: pen hides outlines.
_END_SCORE, _MARKED = 0.4, 0.5
# Boxes moved by no more than this are in their place, and so are those reached from them in steps of at most
# `_STEP_MM`, over which paper moves by at most so much, and so much more a millimetre.
_IN_PLACE_MM = 1.4
_STEP_MM, _STEADY_MM, _STEADY_PER_MM = 32.0, 0.35, 0.12
# Boxes of a question beside one another that differ by more than this: a fold between them takes 2 mm.
_SCATTERED_MM = 2.2
# A box with less ink than this hides none of its outline.
_PENLESS_INK = 0.01


def with_unplaced(boxes: PageBoxes, registration: Registration, marks: Sequence[JudgedMark]) -> tuple[JudgedMark, ...]:
    """Return the judged boxes of a page, unsure and with a remark where those of a question may not be its own.

    Parameters
    ----------
    marks
        The boxes in printed order.
    """
    moved_mm = np.abs(registration.shifts_mm).max(axis=1, initial=0.0)
    if not (moved_mm > _BENT_MM).any():
        return tuple(marks)
    penless = np.array([mark.reading.features.ink_fraction <= _PENLESS_INK for mark in marks])
    seen = registration.scores >= _SEEN_SCORE
    leapt = seen & ~_reached(boxes.centres_mm, registration.shifts_mm, seen)
    endless = (registration.scores < _END_SCORE) & ~np.array([_hides_outline(mark) for mark in marks])
    unplaced = np.zeros(len(marks), bool)
    for number in range(int(boxes.field_numbers[-1]) + 1):
        members = np.flatnonzero(boxes.field_numbers == number)
        clear = members[penless[members]] if penless[members].any() else members
        steps_mm = np.abs(np.diff(registration.shifts_mm[members], axis=0))
        unplaced[members] = (
            float(median(registration.scores[clear])) < _SEEN_SCORE
            or endless[members[[0, -1]]].any()
            or leapt[clear].any()
            or steps_mm.max(initial=0.0) > _SCATTERED_MM
        )
    return tuple(
        mark.unsure(Reason.BOX_NOT_FOUND) if lost else mark for mark, lost in zip(marks, unplaced.tolist(), strict=True)
    )


def _hides_outline(mark: JudgedMark) -> bool:
    return mark.verdict.p_marked > _MARKED or mark.reading.features.solid_fraction > SOLID


def _reached(centres_mm: Points, shifts_mm: Points, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which boxes are in their place, or reached from those that are over steady paper."""
    away_mm = np.linalg.norm(centres_mm[:, None] - centres_mm[None], axis=2)
    leap_mm = np.abs(shifts_mm[:, None] - shifts_mm[None]).max(axis=2)
    steady = (leap_mm <= _STEADY_MM + _STEADY_PER_MM * away_mm) & (away_mm <= _STEP_MM) & seen[:, None]
    reached: NDArray[np.bool_] = seen & (np.abs(shifts_mm).max(axis=1) <= _IN_PLACE_MM)
    while True:
        further = reached | steady[:, reached].any(axis=1)
        if (further == reached).all():
            return reached
        reached = further
