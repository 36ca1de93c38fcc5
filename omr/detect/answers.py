"""What did the respondent answer? The verdicts of one question's boxes, judged together.

Probabilities of single boxes are turned into a posterior over the answers that the question allows (none, this one,
that one, several), so that two boxes that look marked are a doubt, never a choice of the darker one.
"""

from collections.abc import Sequence
from math import prod
from statistics import median

from omr.layout.sheet import Field, FieldKind
from omr.reading import Answer, AnswerState, JudgedMark, MarkState
from omr.reasons import Reason

# From this chance on that a box was marked and taken back, an answer without any other mark asks for a person.
_PERHAPS_CANCELLED = 0.1
# A box this likely to hold a mark is one to speak of.
_PERHAPS_MARKED = 0.01
# A pen this faint is near the darkness from which on anything counts as ink; a touch of it lies below.
_FAINT_PEN = 0.3
_MOST_OF_IT = 0.6

_Decision = tuple[tuple[int, ...], float, tuple[Reason, ...]]


def pen_darkness(marks: Sequence[JudgedMark]) -> float:
    """Return how dark this writer's marks are, 1 where the page has none to tell by.

    Rings around boxes are marks too, and tell nothing: their ink is not where darkness is measured.
    """
    marked = (mark.reading.features for mark in marks if mark.verdict.state is MarkState.MARKED)
    peaks = [features.darkness_peak for features in marked if features.ink_fraction > 0]
    return median(peaks) if peaks else 1.0


def answer_field(field: Field, marks: Sequence[JudgedMark], accepted_confidence: float, pen: float = 1.0) -> Answer:
    """Return the answer to one question.

    Parameters
    ----------
    marks
        The judged boxes of the field, in its order.
    accepted_confidence
        From this confidence on, and with nothing that needs a person, an answer is accepted.
    pen
        How dark the writer's marks are on this page, from `pen_darkness`.
    """
    chosen, confidence, needs = _single(marks) if field.kind is FieldKind.SINGLE else _multiple(field, marks)
    needs += tuple(r for mark in marks for r in mark.verdict.reasons if r is Reason.BOX_NOT_FOUND)
    needs += _lost_in_faintness(marks, pen)
    accepted = confidence >= accepted_confidence and not needs
    reasons = () if accepted else tuple(dict.fromkeys((*needs, *_remarks(marks)))) or (Reason.LOW_CONFIDENCE,)
    return Answer(
        question=field.question,
        chosen=tuple(field.boxes[i].choice for i in chosen),
        state=AnswerState.ACCEPTED if accepted else AnswerState.REVIEW,
        confidence=min(1.0, max(0.0, confidence)),
        reasons=reasons,
    )


def _single(marks: Sequence[JudgedMark]) -> _Decision:
    """Return the likeliest answer where one choice is allowed, its posterior, and what needs a person about it."""
    p = [mark.verdict.p_marked for mark in marks]
    p_none = prod(1 - x for x in p)
    p_only = [x * prod(1 - other for j, other in enumerate(p) if j != i) for i, x in enumerate(p)]
    p_several = max(0.0, 1 - p_none - sum(p_only))
    best = max(range(len(p)), key=p_only.__getitem__)
    if p_several > max(p_none, p_only[best]):
        several = tuple(i for i, x in enumerate(p) if x > 0.5)
        return several, p_several, (Reason.SEVERAL_MARKED,)
    if p_none >= p_only[best]:
        return (), p_none, _never_plain_blank(marks)
    return (best,), p_only[best], ()


def _multiple(field: Field, marks: Sequence[JudgedMark]) -> _Decision:
    """Return the likeliest set of choices, its posterior, and what needs a person about it."""
    p = [mark.verdict.p_marked for mark in marks]
    chosen = tuple(i for i, x in enumerate(p) if x > 0.5)
    needs = _never_plain_blank(marks) if not chosen else ()
    if field.max_choices is not None and len(chosen) > field.max_choices:
        needs = (Reason.TOO_MANY_CHOICES,)
    return chosen, prod(max(x, 1 - x) for x in p), needs


def _never_plain_blank(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return what keeps a blank from being accepted, however sure each box is of being empty.

    A mark that was perhaps taken back with none in its place, and a mark that missed its box altogether.
    """
    cancelled = any(mark.verdict.p_cancelled > _PERHAPS_CANCELLED for mark in marks)
    beside = any(Reason.MARK_BESIDE_BOX in mark.verdict.reasons for mark in marks)
    return (Reason.CANCELLED_ALONE,) * cancelled + (Reason.MARK_BESIDE_BOX,) * beside


def _lost_in_faintness(marks: Sequence[JudgedMark], pen: float) -> tuple[Reason, ...]:
    """Return a doubt where the writer's pen is so faint that another mark of it may have gone for nothing."""
    if pen >= _FAINT_PEN:
        return ()
    perhaps = any(
        mark.verdict.p_marked < 0.5 and mark.reading.features.darkness_peak > _MOST_OF_IT * pen for mark in marks
    )
    return (Reason.FAINT_MARK,) if perhaps else ()


def _remarks(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return what there is to say of the boxes that make an answer unsure."""
    return tuple(
        reason
        for mark in marks
        if mark.verdict.state is MarkState.UNSURE or mark.verdict.p_marked > _PERHAPS_MARKED
        for reason in mark.verdict.reasons
    )
