"""What did the respondent answer? The verdicts of one question's boxes, judged together.

Probabilities of single boxes are turned into a posterior over the answers that the question allows (none, this one,
that one, several), so that two boxes that look marked are a doubt, never a choice of the darker one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod

from omr.detect.doubts import oddities
from omr.detect.greys import Greys
from omr.detect.hand import Hand, hand_of
from omr.detect.odd import MOSTLY_BLANK, STRAIGHT
from omr.detect.rings import CIRCLED_CONFIDENCE, circled, is_ringed
from omr.detect.waits import PERHAPS_CANCELLED, reasons_to_wait
from omr.layout.sheet import Field, FieldKind, PageLayout
from omr.reading import Answer, AnswerState, Care, JudgedMark, MarkState
from omr.reasons import Reason

# A box this likely to hold a mark is one to speak of.
_PERHAPS_MARKED = 0.01
# What looks odd, and a blank, is accepted where the doubt is this share of what is allowed otherwise: networks are as
# sure as they say of what they were fitted on, and it is what they were not that looks odd. Picked on 5,000 hard pages
# (docs/accuracy.md), where plain answers from 0.975 and odd ones from 0.994 on leave 12.2 % of the questions to review
# and 6 silent errors; from 0.96 and 0.9988 on 12.9 % and 9, from 0.985 and 0.994 on 12.7 % and 4. On 5,000 others two
# of six silent errors were odd ones just above 0.994: they are asked for 0.995. Blanks from 0.998 on: of 600 more that
# are accepted than from 0.9988 on, on 18,000 hard pages, none was wrong, and of 295 in a blind test one.
_DOUBT_ALLOWED = {Care.PLAIN: 1.0, Care.ODD: 0.2, Care.BLANK: 0.08}

# The choices of one digit of a number that is marked digit by digit.
_DIGITS = tuple("0123456789")

_Decision = tuple[tuple[int, ...], float, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Customs:
    """How a form is answered, where it is not one of ours.

    With `corrections_wait` a question in which a mark was perhaps taken back waits for a person, as does a mark with a
    ring around it: the sheet printed no rule of how to do so, and a word written over a mark looks the same. With
    `odd_waits` what looks odd waits however certain it is, and blanks are asked for no more than other answers. With
    `rings_choose` it asks for numbers to be circled: a lone clean ring is the answer.
    """

    corrections_wait: bool = False
    odd_waits: bool = False
    rings_choose: bool = False


OURS = Customs()


def answers_of(
    page: PageLayout,
    marks: Sequence[JudgedMark],
    accepted_confidence: float,
    customs: Customs = OURS,
    greys: Greys = Greys.ALL,
) -> tuple[Answer, ...]:
    """Return the answers to all questions of a page.

    Parameters
    ----------
    marks
        Its judged boxes in printed order.
    greys
        Those of the scan.
    """
    hand = hand_of(marks, greys)
    answers: list[Answer] = []
    start = 0
    for field in page.fields:
        end = start + len(field.boxes)
        answers.append(_by_custom(field, marks[start:end], accepted_confidence, hand, customs))
        start = end
    for zeros in _numbers_of_zeros(page.fields, answers):
        for number in zeros:
            reasons = tuple(dict.fromkeys((Reason.ALL_ZEROS, *answers[number].reasons)))
            answers[number] = replace(answers[number], state=AnswerState.REVIEW, reasons=reasons)
    return tuple(answers)


def _numbers_of_zeros(fields: Sequence[Field], answers: Sequence[Answer]) -> Iterator[list[int]]:
    """Yield the fields of each number of several digits that are all 0.

    No official and no counter has such a number; one who writes digits into the first boxes instead of marking them
    leaves it, in a hand that looks like marks.
    """
    for is_digit, group in groupby(range(len(fields)), lambda i: tuple(b.choice for b in fields[i].boxes) == _DIGITS):
        digits = list(group)
        if is_digit and len(digits) > 1 and all(answers[i].chosen == _DIGITS[:1] for i in digits):
            yield digits


def _by_custom(
    field: Field, marks: Sequence[JudgedMark], accepted_confidence: float, hand: Hand, customs: Customs
) -> Answer:
    alone = circled(field, marks) if customs.rings_choose else None
    if alone is not None and accepted_confidence <= CIRCLED_CONFIDENCE:
        return Answer(field.question, (field.boxes[alone].choice,), AnswerState.ACCEPTED, CIRCLED_CONFIDENCE)
    answer = answer_field(field, marks, accepted_confidence, hand, customs.odd_waits)
    doubts: tuple[Reason, ...] = ()
    chosen = [mark for box, mark in zip(field.boxes, marks, strict=True) if box.choice in answer.chosen]
    if customs.corrections_wait and (
        any(mark.verdict.p_cancelled > PERHAPS_CANCELLED for mark in marks) or any(map(is_ringed, chosen))
    ):
        doubts += (Reason.CORRECTION,)
    if customs.rings_choose and any(mark.reading.features.one_way > STRAIGHT for mark in chosen):
        # The end of a ring around another number, one that is too wide to be seen as a ring.
        doubts += (Reason.FOREIGN_INK,)
    reasons = tuple(dict.fromkeys((*doubts, *answer.reasons)))
    return replace(answer, state=AnswerState.REVIEW, reasons=reasons) if doubts else answer


def answer_field(
    field: Field,
    marks: Sequence[JudgedMark],
    accepted_confidence: float,
    hand: Hand = Hand(),  # noqa: B008 - frozen
    odd_waits: bool = False,
) -> Answer:
    """Return the answer to one question.

    Parameters
    ----------
    marks
        The judged boxes of the field, in its order.
    accepted_confidence
        From this confidence on, and with nothing that needs a person, an answer is accepted.
    hand
        How the writer marks and what the paper is like on this page, from `hand_of`.
    odd_waits
        Whether what looks odd waits for a person however certain it is, and a blank is asked for no more than others.
    """
    chosen, confidence, needs = _single(marks) if field.kind is FieldKind.SINGLE else _multiple(field, marks)
    needs += reasons_to_wait(marks, chosen, hand)
    odd = oddities(field, marks, chosen, hand)
    care = Care.PLAIN if odd_waits else _care(chosen, odd, hand)
    accepted = confidence >= asked_of(accepted_confidence, care) and not needs and not (odd and odd_waits)
    reasons = () if accepted else tuple(dict.fromkeys((*needs, *odd, *_remarks(marks)))) or (Reason.LOW_CONFIDENCE,)
    return Answer(
        question=field.question,
        chosen=tuple(field.boxes[i].choice for i in chosen),
        state=AnswerState.ACCEPTED if accepted else AnswerState.REVIEW,
        confidence=min(1.0, max(0.0, confidence)),
        reasons=reasons,
        care=care,
    )


def _care(chosen: Sequence[int], odd: Sequence[Reason], hand: Hand) -> Care:
    # A mark that is lost as a blank is never seen again by anybody; on a sheet mostly left blank a mark may be a word.
    if not chosen or hand.answered < MOSTLY_BLANK:
        return Care.BLANK
    return Care.ODD if odd else Care.PLAIN


def asked_of(accepted_confidence: float, care: Care) -> float:
    """Return the confidence from which on an answer is accepted, where plain ones are from `accepted_confidence` on."""
    return 1 - _DOUBT_ALLOWED[care] * (1 - accepted_confidence)


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
        return (), p_none, ()
    return (best,), p_only[best], ()


def _multiple(field: Field, marks: Sequence[JudgedMark]) -> _Decision:
    """Return the likeliest set of choices, its posterior, and what needs a person about it."""
    p = [mark.verdict.p_marked for mark in marks]
    chosen = tuple(i for i, x in enumerate(p) if x > 0.5)
    several = field.max_choices is not None and len(chosen) > field.max_choices
    needs = (Reason.TOO_MANY_CHOICES,) if several else ()
    return chosen, prod(max(x, 1 - x) for x in p), needs


def _remarks(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return what there is to say of the boxes that make an answer unsure."""
    return tuple(
        reason
        for mark in marks
        if mark.verdict.state is MarkState.UNSURE or mark.verdict.p_marked > _PERHAPS_MARKED
        for reason in mark.verdict.reasons
    )
