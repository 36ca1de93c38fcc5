"""Does this writer answer by blackening boxes? Then a lone blackened box that looks like the others is an answer.

A blackened box with no other mark in its question is often a mistake that was taken back: the networks cannot tell, and
large fills of real pens had one such doubt in every question of a sheet. But nobody takes back most of a sheet. Where
half of the answered questions hold such a box and nothing else, it is how this writer answers; a box that was taken
back by ring or scribble has more ink around it than the writer's others.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from omr.detect.confidence import SURE
from omr.detect.hand import SOLID
from omr.reading import JudgedMark, MarkFeatures, MarkState
from omr.reasons import Reason

# So many lone blackened boxes, in this share of the answered questions, are a habit.
_HABIT, _OF_ANSWERED = 4, 0.5
# One looks like the others where it has at most so much more than their median in its margin and around it, in so many
# more directions, and is so much darker. Of 7,331 such boxes on 4,600 pages (hard, seven levels of the second
# simulator, real ink) none was taken back, and 26 lone boxes taken back on those pages were all beyond these: odds of
# less than one in a thousand, by which those of the networks are multiplied.
_LIKE_OTHERS = MarkFeatures(*[np.inf] * len(MarkFeatures._fields))._replace(
    margin_ink_fraction=0.15, around_fraction=0.08, ring_fraction=0.3, tone=0.2
)
_ODDS_TAKEN_BACK = 0.001
# Large fills look like blots of stains and stamps. Those do not lie one to a question, in so many places of theirs:
# the odds that such a box is empty are so many times smaller. On the same pages no answer became wrong by it; with a
# fiftieth one did.
_PLACES, _ODDS_EMPTY = 3, 0.1


def with_blackened(marks: Sequence[JudgedMark]) -> tuple[JudgedMark, ...]:
    """Return the judged boxes of a page, in printed order, with such boxes taken for answers."""
    lone, answered = _lone_blackened(marks)
    if len(lone) < max(_HABIT, _OF_ANSWERED * answered):
        return tuple(marks)
    places = {marks[i].reading.choice for i in lone}
    odds_empty = _ODDS_EMPTY if len(places) >= _PLACES else 1.0
    features = np.array([marks[i].reading.features for i in lone])
    alike = (features <= np.median(features, axis=0) + _LIKE_OTHERS).all(axis=1)
    believed = list(marks)
    for number in np.array(lone)[alike].tolist():
        believed[number] = _as_answer(marks[number], odds_empty)
    return tuple(believed)


def _lone_blackened(marks: Sequence[JudgedMark]) -> tuple[list[int], int]:
    """Return the blackened boxes in whose questions nothing else is, and how many questions have anything."""
    lone, answered = [], 0
    for _, of_question in groupby(range(len(marks)), key=lambda i: marks[i].reading.question):
        numbers = list(of_question)
        inked = [i for i in numbers if marks[i].verdict.p_empty < 0.5]
        clean = [i for i in numbers if marks[i].verdict.p_empty > SURE]
        answered += bool(inked)
        if len(inked) == 1 and len(clean) == len(numbers) - 1 and _is_blackened(marks[inked[0]]):
            lone += inked
    return lone, answered


def _is_blackened(mark: JudgedMark) -> bool:
    return mark.reading.features.solid_fraction > SOLID


def _as_answer(mark: JudgedMark, odds_empty: float) -> JudgedMark:
    verdict = mark.verdict
    empty = odds_empty * verdict.p_empty
    p_empty = empty / (empty + 1 - verdict.p_empty)
    gone = _ODDS_TAKEN_BACK * verdict.p_cancelled
    p_cancelled = (1 - p_empty) * gone / max(gone + verdict.p_marked, 1e-12)
    p_marked = 1 - p_empty - p_cancelled
    unsure = Reason.BOX_NOT_FOUND in verdict.reasons or p_marked < SURE
    return mark._replace(
        verdict=verdict._replace(
            state=MarkState.UNSURE if unsure else MarkState.MARKED,
            p_empty=p_empty,
            p_marked=p_marked,
            p_cancelled=p_cancelled,
            # What is around it is the rest of a fill too large for its box.
            reasons=tuple(reason for reason in verdict.reasons if reason is not Reason.CORRECTION),
        )
    )
