"""What does each box hold, and how surely? Measurements to probabilities, with doubts in words.

The probabilities come from the fitted networks; the doubts say what a person would point at. They never make an answer,
but some keep one waiting, as a box that was not seen does, and others ask it to be more certain, as faint strokes do.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from omr.detect.context import columns, inputs, measurements
from omr.detect.model import CLASSES, MarkModel
from omr.detect.odd import FAINT_INK, faintly_inked, out_of_character
from omr.reading import MarkReading, MarkState, MarkVerdict
from omr.reasons import Reason

# A verdict is a state from here on; below, it is unsure.
SURE = 0.9
# Below this nothing like the outline was seen where the box should be: what was measured may be another place.
LOST_OUTLINE_SCORE = 0.1
# Where words begin, found by looking at crops of simulated and real marks. They decide nothing where a box is marked.
_INKED = 0.01
_FAINT_TONE, _DOT_EXTENT_MM = 0.35, 1.0
_HEAVY_SOLID = 0.5
_RINGED = 0.7
# A stroke of 1 mm by 0.8 mm in the 1.2 mm around a box.
_BESIDE_MARGIN = 0.03
_CREASE_LINE, _CREASE_STROKE_MM = 0.85, 0.8
_TOLD_BY = columns("outline_score", "ink_fraction", "margin_ink_fraction")
_STATES = (*map(MarkState, CLASSES), MarkState.UNSURE)
# No vote is nothing at all.
_LEAST_CHANCE = 1e-6

# What looks odd by the numbers is looked at however sure they are.
_ODD = frozenset({Reason.CORRECTION, Reason.FAINT_MARK, Reason.FOREIGN_INK})

See: TypeAlias = Callable[[NDArray[np.int64]], NDArray[np.float32]]
"""Returns the pictures of boxes, by their numbers in printed order, as `omr.detect.look` takes them."""


def judge_marks(
    readings: Sequence[MarkReading], fields: NDArray[np.int64], model: MarkModel, see: See | None = None
) -> tuple[MarkVerdict, ...]:
    """Say what every box of a page holds, seen beside its siblings and the writer's other marks.

    Parameters
    ----------
    readings
        All boxes of the page, in printed order.
    fields
        (N,) which field each belongs to, ascending.
    see
        How the boxes of doubtful questions are looked at once more; none are without it.
    """
    if not readings:
        return ()
    numbers = measurements(readings)
    measured = inputs(numbers, fields)
    probabilities = model.probabilities(measured)
    unanswered = np.bincount(fields, probabilities[:, 1] > 0.5)[fields] == 0
    faint = unanswered & faintly_inked(numbers, fields)
    words = _worth_a_word(numbers) | faint
    remarks = [
        _doubts(reading, is_faint) if has_words else ()
        for reading, is_faint, has_words in zip(readings, faint.tolist(), words.tolist(), strict=True)
    ]
    if see is not None and model.look is not None:
        beside = unanswered & [Reason.MARK_BESIDE_BOX in some for some in remarks]
        odd = beside | [not _ODD.isdisjoint(some) for some in remarks]
        odd |= out_of_character(numbers, fields, probabilities[:, 1])
        doubtful = model.look.wanted(probabilities, fields, odd)
        if len(doubtful):
            first = np.log(probabilities[doubtful] + _LEAST_CHANCE)
            known = np.hstack([model.standardised(measured[doubtful]), first])
            probabilities[doubtful] = model.look.probabilities(see(doubtful), known)
    states = np.where(probabilities.max(axis=1) < SURE, len(_STATES) - 1, probabilities.argmax(axis=1))
    return tuple(
        MarkVerdict(MarkState.UNSURE if Reason.BOX_NOT_FOUND in doubts else _STATES[state], empty, marked, gone, doubts)
        for state, (empty, marked, gone), doubts in zip(states.tolist(), probabilities.tolist(), remarks, strict=True)
    )


def _worth_a_word(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell of which boxes a person might remark on something: few, on most pages."""
    score, ink, margin = numbers[:, _TOLD_BY].T
    odd: NDArray[np.bool_] = (ink > _INKED) | (margin > _BESIDE_MARGIN) | (score < LOST_OUTLINE_SCORE)
    return odd


def _doubts(reading: MarkReading, is_faint: bool) -> tuple[Reason, ...]:
    """Return what a person would remark on in a box; `is_faint` is what `faintly_inked` says of it."""
    f = reading.features
    inked = f.ink_fraction > _INKED
    remarks = (
        (Reason.BOX_NOT_FOUND, reading.outline_score < LOST_OUTLINE_SCORE and f.solid_fraction < _HEAVY_SOLID),
        (Reason.FOREIGN_INK, inked and f.line_fraction > _CREASE_LINE and f.stroke_width_mm < _CREASE_STROKE_MM),
        (Reason.CORRECTION, inked and f.ring_fraction > _RINGED),
        (Reason.HEAVY_MARK, f.solid_fraction > _HEAVY_SOLID),
        (
            Reason.FAINT_MARK,
            is_faint
            or (inked and (f.ink_fraction < FAINT_INK or f.tone < _FAINT_TONE or f.extent_mm < _DOT_EXTENT_MM)),
        ),
        (Reason.MARK_BESIDE_BOX, not inked and f.margin_ink_fraction > _BESIDE_MARGIN),
    )
    return tuple(reason for reason, holds in remarks if holds)
