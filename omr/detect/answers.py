"""What did the respondent answer? The verdicts of one question's boxes, judged together.

Probabilities of single boxes are turned into a posterior over the answers that the question allows (none, this one,
that one, several), so that two boxes that look marked are a doubt, never a choice of the darker one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod

from omr.detect.hand import SOLID, Hand, hand_of
from omr.detect.odd import (
    CREASE_LINE,
    FAINT_PEN,
    FAINTEST_STROKE,
    MOST_OF_IT,
    MOSTLY_BLANK,
    PALE_OF_USUAL,
    STRAIGHT,
    SURROUNDED,
)
from omr.layout.sheet import Field, FieldKind, PageLayout
from omr.reading import Answer, AnswerState, Care, JudgedMark, MarkFeatures, MarkState
from omr.reasons import Reason

# From this chance on that a box was marked and taken back, an answer without any other mark asks for a person.
_PERHAPS_CANCELLED = 0.1
# And from this chance on an answer that rests on the very mark. On a second simulator the errors nearest to acceptance
# were marks with half a ring around them and no other in their question.
_PERHAPS_TAKEN_BACK = 0.01
# A box this likely to hold a mark is one to speak of.
_PERHAPS_MARKED = 0.01
# A speck, or the end of a crease, is as much smaller than what this writer makes. A mark as pale as `PALE_OF_USUAL` was
# rubbed out, or shines through from the other side: pens vary by a fifth; a smudge on a real sheet had 0.64.
_SPECK_OF_USUAL = 0.5
# One whose marks blacken this share of their boxes may have meant a blackened box as a choice. With a half, one in
# 72,000 positions at hard was taken back that was not; with a third, less than 80 % of blackened corrections are read.
_BLACKENS = 0.4
# An outline found no better than this was wiped out, unless solid ink hides it: by correction fluid, it may be, under
# the mark. Of 14,316 hard questions four more wait for it.
_HARDLY_AN_OUTLINE = 0.2
# A ring holds ink in this share of the directions, and a mark within it this share of the box.
_RINGED, _INKED = 0.7, 0.02
# A ring around a number runs a little into its box; and what is less than this share of a ring elsewhere is the end of
# a letter or of the neighbour's ring. Found on 60 + 60 pages of office and hard, where of 575 circled questions 497 are
# read so and none is wrong, nor any of 625 others. On 650 other pages none of some 2,400 was wrong: the confidence is
# the bound of that (docs/accuracy.md).
_RING_WITHIN, _HALF_A_RING = 0.05, 0.35
_CIRCLED_CONFIDENCE = 0.998
# Two lines through a box from side to side blacken most of a row of it and this share of the box, which a mark and the
# edge of a ring do not; a mark that was blackened is all ink, and darker than the writer's others. On 1,000 pages of
# hard and of office and 120 others eight answers of 605 beside a ring wait for it, and in a blind test 191 of 209 that
# had been struck out or blackened.
_STRUCK_LINE, _STRUCK_INK = 0.8, 0.2
_BLACKENED_INK, _BLACKENED_OF_USUAL = 0.9, 1.1
# A speck of dirt is round, no larger than this and for this writer, and dark. In a blind test of blank rows 99 of 241
# specks of 0.8 mm had been taken for dots; of 6,000 hard questions two wait for it.
_SPECK_MM, _SPECK_ROUND, _SPECK_INK, _DOT_OF_USUAL = 1.7, 0.8, 0.02, 0.6
# A rubbed out mark is pale for this writer, and leaves a smear: so much darkness that no ink accounts for. Six of eight
# such marks in a blind test had that, and two answers of 500 hard pages, none of 500 office pages.
_SMEAR, _RUBBED_OF_USUAL = 0.03, 0.85
# What shines through from the other side is blurred and pale: less than these shares of the writer's own marks, a
# quarter and half in a blind test, in which four crosses on the back were taken for answers. One of 42,000 hard
# questions more waits for it.
_BLURRED_OF_USUAL, _SHINES_OF_USUAL = 0.5, 0.8
# One who slashes makes no stroke this many times as long as the others.
_LONG_OF_USUAL = 1.5
# Strokes this far along the diagonals of a box are slashes and ticks: of 71 that passed through their boxes on 2,500
# hard pages and waited for nothing else, one was not meant, at a confidence of less than 0.99.
_DIAGONAL = 0.5
# What looks odd, and a blank, is accepted where the doubt is this share of what is allowed otherwise: networks are as
# sure as they say of what they were fitted on, and it is what they were not that looks odd. Picked on 5,000 hard pages
# (docs/accuracy.md), where plain answers from 0.975 and odd ones from 0.994 on leave 12.2 % of the questions to review
# and 6 silent errors; from 0.96 and 0.9988 on 12.9 % and 9, from 0.985 and 0.994 on 12.7 % and 4. On 5,000 others two
# of six silent errors were odd ones just above 0.994: they are asked for 0.995.
_DOUBT_ALLOWED = {Care.PLAIN: 1.0, Care.ODD: 0.2, Care.BLANK: 0.05}
# What follows was found on pages drawn apart from both simulators (docs/accuracy.md). Where fewer questions than
# this seem to be answered, a scan without grey may have lost the pen: 0.1 % of the hard questions wait for it.
_HALF_ANSWERED = 0.5
# A faint stroke in a box of which the networks are less sure than this that it is empty may be a second mark. It costs
# nothing at hard.
_SURELY_EMPTY = 0.97
# A box that may hold a faint mark is not empty where it is darker than this on the average: boxes hatched with a light
# pencil had 0.042 to 0.077, and confidences of 1.0000. Nor where a stroke in it stands out so many times as much as
# anything in the page's empty boxes: what photocopies left of letters and crosses did. They cost 0.2 and 0.1 % at hard.
# On a sheet that seems to be left blank half as much will do, for 0.01 %: all of its marks may be such ghosts.
_DARK_ALL_OVER, _STANDS_OUT, _ON_BLANK_SHEETS = 0.04, 10.0, 0.5

# The choices of one digit of a number that is marked digit by digit.
_DIGITS = tuple("0123456789")
# What is wrong with a box, whatever it seems to hold.
_KEEPS_WAITING = frozenset({Reason.BOX_NOT_FOUND, Reason.TAIL, Reason.LONG_LINE})

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
    one_bit: bool = False,
) -> tuple[Answer, ...]:
    """Return the answers to all questions of a page.

    Parameters
    ----------
    marks
        Its judged boxes in printed order.
    one_bit
        Whether the scan has black and white only.
    """
    hand = hand_of(marks, one_bit)
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
    circled = _circled(field, marks) if customs.rings_choose else None
    if circled is not None and accepted_confidence <= _CIRCLED_CONFIDENCE:
        return Answer(field.question, (field.boxes[circled].choice,), AnswerState.ACCEPTED, _CIRCLED_CONFIDENCE)
    answer = answer_field(field, marks, accepted_confidence, hand, customs.odd_waits)
    doubts: tuple[Reason, ...] = ()
    chosen = [mark for box, mark in zip(field.boxes, marks, strict=True) if box.choice in answer.chosen]
    if customs.corrections_wait and (
        any(mark.verdict.p_cancelled > _PERHAPS_CANCELLED for mark in marks) or any(map(_is_ringed, chosen))
    ):
        doubts += (Reason.CORRECTION,)
    if customs.rings_choose and any(mark.reading.features.one_way > STRAIGHT for mark in chosen):
        # The end of a ring around another number, one that is too wide to be seen as a ring.
        doubts += (Reason.FOREIGN_INK,)
    reasons = tuple(dict.fromkeys((*doubts, *answer.reasons)))
    return replace(answer, state=AnswerState.REVIEW, reasons=reasons) if doubts else answer


def _is_ringed(mark: JudgedMark) -> bool:
    features = mark.reading.features
    # Around a box blackened as the others of its sheet is no ring, but the rest of a large fill (`with_blackened`).
    filled = features.solid_fraction > SOLID and Reason.CORRECTION not in mark.verdict.reasons
    return features.ring_fraction > _RINGED and features.ink_fraction > 0 and not filled


def _circled(field: Field, marks: Sequence[JudgedMark]) -> int | None:
    """Return the box that alone has a ring around it and nothing in it, all others clean; None where none is so."""
    features = [mark.reading.features for mark in marks]
    ringed = [i for i, f in enumerate(features) if f.ring_fraction > _RINGED]
    if field.kind is not FieldKind.SINGLE or len(ringed) != 1 or features[ringed[0]].ink_fraction > _RING_WITHIN:
        return None
    clean = (
        f.ring_fraction <= _HALF_A_RING and f.ink_fraction <= _INKED and mark.verdict.p_empty >= 0.5
        for i, (f, mark) in enumerate(zip(features, marks, strict=True))
        if i != ringed[0]
    )
    return ringed[0] if all(clean) else None


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
    needs += tuple(r for mark in marks for r in mark.verdict.reasons if r in _KEEPS_WAITING)
    needs += _cancelled(marks, chosen)
    needs += _passing([marks[i] for i in chosen], hand) + _shining_through([marks[i] for i in chosen], hand)
    needs += _struck_beside_a_ring(marks, chosen, hand) + _dirt_or_smear([marks[i] for i in chosen], hand)
    odd = _lost_in_faintness(marks, hand)
    if chosen:
        odd += _out_of_character([marks[i] for i in chosen], hand)
        odd += _perhaps_several(field, marks, chosen) + _blackened_like_others(marks, hand)
    else:
        odd += _perhaps_no_blank(marks)
        needs += _hidden(marks, hand)
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


def _cancelled(marks: Sequence[JudgedMark], chosen: Sequence[int]) -> tuple[Reason, ...]:
    """Return what keeps waiting for the sake of a mark that was perhaps taken back.

    A blank with such a mark in it, and an answer that rests on one, by however small a chance.
    """
    if not chosen:
        alone = any(mark.verdict.p_cancelled > _PERHAPS_CANCELLED for mark in marks)
        return (Reason.CANCELLED_ALONE,) * alone
    return (Reason.CORRECTION,) * any(marks[i].verdict.p_cancelled > _PERHAPS_TAKEN_BACK for i in chosen)


def _lost_in_faintness(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return a doubt where the writer's pen is so faint that another mark of it may have gone for nothing."""
    if hand.darkness >= FAINT_PEN:
        return ()
    perhaps = any(
        mark.verdict.p_marked < 0.5 and mark.reading.features.darkness_peak > MOST_OF_IT * hand.darkness
        for mark in marks
    )
    return (Reason.FAINT_MARK,) if perhaps else ()


def _hidden(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps a blank waiting, as a mark may not be seen for it, however certain the networks are.

    A box a little dark all over, which a light pencil hatched, or with a faint stroke on clean paper. A line through a
    box, which hides what else is in it. A mark beside a box, from `omr.detect.beside`. And without grey, where a faint
    pen leaves specks or nothing, a speck in a box, or a sheet mostly left blank.
    """
    remarks = [mark.verdict.reasons for mark in marks]
    measured = [mark.reading.features for mark in marks]
    times = _STANDS_OUT * (_ON_BLANK_SHEETS if hand.answered < _HALF_ANSWERED else 1.0)
    faint = any(
        Reason.FAINT_MARK in reasons
        and (f.darkness_mean > _DARK_ALL_OVER or f.smooth_peak > max(FAINTEST_STROKE, times * hand.paper))
        for reasons, f in zip(remarks, measured, strict=True)
    )
    crossed = any(Reason.FOREIGN_INK in reasons for reasons in remarks)
    missed = any(
        mark.verdict.state is MarkState.UNSURE and Reason.MARK_BESIDE_BOX in mark.verdict.reasons for mark in marks
    )
    lost = hand.one_bit and (hand.answered < _HALF_ANSWERED or any(f.ink_fraction > 0 for f in measured))
    return (
        *(Reason.FAINT_MARK,) * faint,
        *(Reason.FOREIGN_INK,) * crossed,
        *(Reason.MARK_BESIDE_BOX,) * missed,
        *(Reason.NO_GREY,) * lost,
    )


def _perhaps_several(field: Field, marks: Sequence[JudgedMark], chosen: Sequence[int]) -> tuple[Reason, ...]:
    """Return a doubt where beside the answer there is a faint stroke that is neither nothing nor surely taken back."""
    if field.kind is not FieldKind.SINGLE:
        return ()
    perhaps = any(
        Reason.FAINT_MARK in mark.verdict.reasons
        and mark.verdict.p_empty < _SURELY_EMPTY
        and mark.verdict.p_cancelled < 0.5
        for i, mark in enumerate(marks)
        if i not in chosen
    )
    return (Reason.FAINT_MARK,) * perhaps


def _blackened_like_others(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return a doubt beside a box that was blackened, in the hand of one who often blackens what is chosen."""
    blackened = any(
        mark.verdict.p_cancelled > 0.5 and f.solid_fraction > SOLID and f.ring_fraction <= _RINGED
        for mark, f in ((mark, mark.reading.features) for mark in marks)
    )
    return (Reason.CORRECTION,) * (blackened and hand.blackened_fraction >= _BLACKENS)


def _perhaps_no_blank(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return a doubt where a blank may hold a mark too faint to count as ink, or one that missed its box altogether."""
    remarks = {reason for mark in marks for reason in mark.verdict.reasons}
    return tuple(reason for reason in (Reason.FAINT_MARK, Reason.MARK_BESIDE_BOX) if reason in remarks)


def _passing(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a line that runs on beyond its box on both sides, or a crease.

    But in the hand of one who slashes boxes at that length; and along the diagonals of a box, as rules, creases and
    dashes do not run, it is asked for more and does not wait in any case. Networks that were fitted on other lines are
    certain of them: on a second simulator one had a confidence of 1.0000.
    """
    passing = [f for f in (mark.reading.features for mark in chosen) if _passes(f, hand)]
    return (Reason.FOREIGN_INK,) * any(f.diagonal <= _DIAGONAL or f.line_fraction > CREASE_LINE for f in passing)


def _passes(f: MarkFeatures, hand: Hand) -> bool:
    slasher = hand.one_way > STRAIGHT and hand.answered >= MOSTLY_BLANK
    return (
        f.one_way > STRAIGHT
        and not (slasher and f.extent_mm < _LONG_OF_USUAL * hand.extent_mm)
        and (f.passing_fraction > 0 or f.line_fraction > CREASE_LINE)
    )


def _shining_through(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a mark that may be on the other side of the paper."""
    shines = any(
        f.ink_fraction > _INKED
        and f.sharpness < _BLURRED_OF_USUAL * hand.sharpness
        and f.tone < _SHINES_OF_USUAL * hand.tone
        for f in (mark.reading.features for mark in chosen)
    )
    return (Reason.FOREIGN_INK,) * shines


def _struck_beside_a_ring(marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a mark that looks struck out or blackened, beside one with a ring around it.

    Some take back what they ring, as our sheets say, and some what they strike out, and ring what they mean.
    """
    features = [mark.reading.features for mark in marks]
    ringed = any(
        mark.verdict.p_cancelled > 0.5 and f.ring_fraction > _RINGED and f.ink_fraction > 0
        for mark, f in zip(marks, features, strict=True)
    )
    struck = any(
        (f.line_fraction > _STRUCK_LINE and f.ink_fraction > _STRUCK_INK)
        or (f.ink_fraction > _BLACKENED_INK and f.tone > _BLACKENED_OF_USUAL * hand.tone)
        for f in (features[i] for i in chosen)
    )
    return (Reason.CORRECTION,) * (ringed and struck)


def _dirt_or_smear(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a speck in the hand of one who makes larger marks, or for what was rubbed out."""
    for f in (mark.reading.features for mark in chosen):
        small = f.extent_mm < min(_SPECK_MM, _DOT_OF_USUAL * hand.extent_mm)
        speck = small and f.roundness > _SPECK_ROUND and f.ink_fraction > _SPECK_INK
        smear = f.darkness_mean - f.ink_fraction * f.tone > _SMEAR and f.tone < _RUBBED_OF_USUAL * hand.tone
        if speck or smear:
            return (Reason.FAINT_MARK,)
    return ()


def _out_of_character(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return a doubt where an answer rests on what is often no mark at all.

    Half a mark, or a speck, in the hand of one who makes larger ones; a line that leaves its box on both sides; a mark
    much paler than the others, or too pale to count as ink; on a sheet left blank for the most part any single stroke,
    and a mark with ink all around it: a line drawn over the page, a word, a stamp. A mark in a box whose outline is
    gone: correction fluid takes it away. And a mark with a ring around it: it was mostly taken back.
    """
    doubts: tuple[Reason, ...] = ()
    for mark in chosen:
        f = mark.reading.features
        # What a ring leaves at the edge of its box is neither pale nor small for a mark.
        within = f.ink_fraction > (_INKED if f.ring_fraction > _RINGED else 0)
        pale = within and f.tone < PALE_OF_USUAL * hand.tone
        speck = within and f.extent_mm < _SPECK_OF_USUAL * hand.extent_mm
        no_ink = f.ink_fraction == 0 and f.ring_fraction <= _RINGED
        doubts += (Reason.FAINT_MARK,) * (speck or pale or no_ink)
        stray = hand.answered < MOSTLY_BLANK and (f.one_way > STRAIGHT or f.ring_fraction > SURROUNDED)
        doubts += (Reason.FOREIGN_INK,) * (stray or _passes(f, hand))
        wiped = mark.reading.outline_score < _HARDLY_AN_OUTLINE and f.solid_fraction < SOLID
        doubts += (Reason.BOX_NOT_FOUND,) * wiped
        doubts += (Reason.CORRECTION,) * (_is_ringed(mark) and f.ink_fraction > _INKED)
    return doubts


def _remarks(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return what there is to say of the boxes that make an answer unsure."""
    return tuple(
        reason
        for mark in marks
        if mark.verdict.state is MarkState.UNSURE or mark.verdict.p_marked > _PERHAPS_MARKED
        for reason in mark.verdict.reasons
    )
