"""What did the respondent answer? The verdicts of one question's boxes, judged together.

Probabilities of single boxes are turned into a posterior over the answers the question allows (none, this one, that
one, several), so that two boxes that look marked are a doubt, never a choice of the darker one. A doubt about a box
only matters where it could change the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from omr.detect.confidence import MarkModel
from omr.layout.sheet import Field, FieldKind
from omr.reading import Answer, AnswerState, JudgedMark, MarkState
from omr.reasons import Reason

# Ink in another box that is this small a share of the chosen mark's is its tail or a slip of the pen.
_TAIL_SHARE = 0.3
# The share of a writer's marks that are blackened boxes from which on blackening is how this person chooses.
_FILLER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class WriterHabits:
    """How this person marks, from all the questions of the page.

    `fills` is true where most of the marked boxes are blackened: then a blackened box is a choice like any other.
    """

    fills: bool


def writer_habits(marks: Sequence[JudgedMark], model: MarkModel) -> WriterHabits:
    """Return how the writer of a page marks."""
    inked = [m for m in marks if m.reading.features.ink_fraction > 2 * model.half_marked_ink]
    heavy = [m for m in inked if m.reading.features.solid_fraction > model.heavy_solid_fraction]
    return WriterHabits(fills=len(heavy) >= max(2, _FILLER_SHARE * len(inked)))


def answer_field(field: Field, marks: Sequence[JudgedMark], habits: WriterHabits, model: MarkModel) -> Answer:
    """Return the answer to one question.

    Parameters
    ----------
    marks
        The judged boxes of the field, in its order.
    """
    if field.kind is FieldKind.SINGLE:
        chosen, confidence, reasons = _single(marks, habits, model)
    else:
        chosen, confidence, reasons = _multiple(field, marks, habits)
    accepted = confidence >= model.accepted_confidence and not reasons
    if not accepted and not reasons:
        reasons = (Reason.LOW_CONFIDENCE,)
    return Answer(
        question=field.question,
        chosen=tuple(field.boxes[i].choice for i in chosen),
        state=AnswerState.ACCEPTED if accepted else AnswerState.REVIEW,
        confidence=confidence,
        reasons=reasons,
    )


_Decision = tuple[tuple[int, ...], float, tuple[Reason, ...]]


def _single(marks: Sequence[JudgedMark], habits: WriterHabits, model: MarkModel) -> _Decision:
    p_marked = [mark.verdict.p_marked for mark in marks]
    p_none = prod(1 - p for p in p_marked)
    p_only = [p * prod(1 - other for j, other in enumerate(p_marked) if j != i) for i, p in enumerate(p_marked)]
    best = max(range(len(marks)), key=p_only.__getitem__)
    several = tuple(i for i, p in enumerate(p_marked) if p > 0.5)
    inked = tuple(i for i, mark in enumerate(marks) if mark.verdict.p_empty < 0.5)
    if len(inked) > 1:
        reason = Reason.CORRECTION if _looks_cancelled(marks, inked, model) else Reason.SEVERAL_MARKED
        return several or inked, max(0.0, 1 - p_none - sum(p_only)), (reason,)
    if not inked and p_none >= p_only[best]:
        return (), p_none, _doubts_of_blank(marks)
    return (best,), p_only[best], _doubts_of_choice(marks, best, habits)


def _multiple(field: Field, marks: Sequence[JudgedMark], habits: WriterHabits) -> _Decision:
    chosen = tuple(i for i, mark in enumerate(marks) if mark.verdict.p_marked > 0.5)
    confidence = prod(max(mark.verdict.p_marked, 1 - mark.verdict.p_marked) for mark in marks)
    doubts = [reason for i in chosen for reason in _doubts_of_mark(marks[i], habits)]
    doubts += [reason for i, mark in enumerate(marks) if i not in chosen for reason in mark.verdict.reasons]
    if field.max_choices is not None and len(chosen) > field.max_choices:
        doubts.append(Reason.TOO_MANY_CHOICES)
    return chosen, confidence, tuple(dict.fromkeys(doubts))


def _looks_cancelled(marks: Sequence[JudgedMark], inked: Sequence[int], model: MarkModel) -> bool:
    """Tell whether one of several inked boxes is ringed or blackened beside one that is not."""
    struck = [
        marks[i].reading.features.ring_fraction > model.ring_fraction
        or marks[i].reading.features.solid_fraction > model.heavy_solid_fraction
        for i in inked
    ]
    return any(struck) and not all(struck)


def _doubts_of_blank(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Anything at all near the boxes keeps a blank from being certain."""
    return tuple(dict.fromkeys(reason for mark in marks for reason in mark.verdict.reasons))


def _doubts_of_choice(marks: Sequence[JudgedMark], best: int, habits: WriterHabits) -> tuple[Reason, ...]:
    doubts = _doubts_of_mark(marks[best], habits)
    chosen_ink = marks[best].reading.features.ink_fraction
    for i, mark in enumerate(marks):
        if i == best:
            continue
        tail = mark.reading.features.ink_fraction <= _TAIL_SHARE * chosen_ink and mark.verdict.p_marked < 0.1
        harmless = {Reason.MARK_BESIDE_BOX} | ({Reason.FAINT_MARK} if tail else set())
        doubts += [reason for reason in mark.verdict.reasons if reason not in harmless]
    return tuple(dict.fromkeys(doubts))


def _doubts_of_mark(mark: JudgedMark, habits: WriterHabits) -> list[Reason]:
    """Return the doubts about a chosen mark itself; blackening is none for one who always blackens."""
    return [
        reason
        for reason in mark.verdict.reasons
        if not (reason is Reason.HEAVY_MARK and habits.fills) and mark.verdict.state is not MarkState.EMPTY
    ]
