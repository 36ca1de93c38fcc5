"""How does this writer mark? What the boxes of a page say of all the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from omr.detect.greys import Greys
from omr.reading import JudgedMark, MarkState

# Of marks that a hand is told by there must be as many.
_ENOUGH_MARKS = 3
# So many boxes with something in them are no speck of dirt.
_A_FEW = 4
# A blackened box has solid ink in this share of it.
SOLID = 0.4


@dataclass(frozen=True, slots=True)
class Hand:
    """What is usual on a page; the defaults say nothing against any mark.

    Attributes
    ----------
    darkness
        Of the pen at its darkest, 0..1.
    tone
        Mean darkness of the ink of a mark; 0 where too few marks tell.
    sharpness
        Steepest rise of darkness in a mark; 0 where too few marks tell.
    extent_mm
        Diagonal of a mark within its box; 0 where too few marks tell.
    one_way
        How far the strokes of a mark run one way, 0..1; 1 where too few marks tell.
    blackened_fraction
        Share of the marks that blacken their boxes, 0..1; 0 where too few marks tell.
    answered
        Share of the questions with a mark. Where it is low the hand is hardly known: a line over a blank sheet may be
        all that it is known by.
    paper
        How far strokes stand out in the page's emptier boxes, where there are none: the paper's grain.
    traces
        How far something stands out in the few empty boxes where most does: more than the grain, where a pen was lost.
    greys
        Those of the scan, in which the strokes of a faint pen may be lost.
    """

    darkness: float = 1.0
    tone: float = 0.0
    sharpness: float = 0.0
    extent_mm: float = 0.0
    one_way: float = 1.0
    blackened_fraction: float = 0.0
    answered: float = 1.0
    paper: float = 0.0
    traces: float = 0.0
    greys: Greys = Greys.ALL


def hand_of(marks: Sequence[JudgedMark], greys: Greys = Greys.ALL) -> Hand:
    """Return how the writer of a page marks, on a scan with such greys.

    Rings around boxes are marks too, and tell nothing: their ink is not where boxes are measured.
    """
    inked = [
        m.reading.features for m in marks if m.verdict.state is MarkState.MARKED and m.reading.features.ink_fraction
    ]
    questions = {mark.reading.question for mark in marks}
    marked = {mark.reading.question for mark in marks if mark.verdict.state is MarkState.MARKED}
    peaks = sorted(mark.reading.features.smooth_peak for mark in marks)
    empty = sorted(mark.reading.features.smooth_peak for mark in marks if mark.verdict.p_marked < 0.5)
    page = Hand(
        answered=len(marked) / len(questions) if questions else 1.0,
        paper=median(peaks[: (len(peaks) + 1) // 2]) if peaks else 0.0,
        traces=empty[-_A_FEW] if len(empty) >= _A_FEW else 0.0,
        greys=greys,
    )
    if not inked:
        return page
    page = replace(page, darkness=median(features.darkness_peak for features in inked))
    if len(inked) < _ENOUGH_MARKS:
        return page
    return replace(
        page,
        tone=median(features.tone for features in inked),
        sharpness=median(features.sharpness for features in inked),
        extent_mm=median(features.extent_mm for features in inked),
        one_way=median(features.one_way for features in inked),
        blackened_fraction=sum(features.solid_fraction > SOLID for features in inked) / len(inked),
    )
