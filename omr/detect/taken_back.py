"""Was what seems to be the answer taken back? Whatever looks so waits for a person, however certain the networks are.

Our sheets ask to ring or blacken what is taken back; people cross it out as well.
"""

from collections.abc import Sequence

from omr.detect.hand import SOLID, Hand
from omr.detect.odd import CREASE_LINE, STRAIGHT
from omr.detect.rings import RINGED, is_blackened_out
from omr.reading import JudgedMark
from omr.reasons import Reason

# From this chance on that a box was marked and taken back, an answer without any other mark asks for a person.
PERHAPS_CANCELLED = 0.1
# And from this chance on an answer that rests on the very mark. On a second simulator the errors nearest to acceptance
# were marks with half a ring around them and no other in their question.
_PERHAPS_TAKEN_BACK = 0.01
# Two lines through a box from side to side blacken most of a row of it and this share of the box, which a mark and the
# edge of a ring do not; a mark that was blackened is all ink, and darker than the writer's others. On 1,000 pages of
# hard and of office and 120 others eight answers of 605 beside a ring wait for it, and in a blind test 191 of 209 that
# had been struck out or blackened.
_STRUCK_LINE, _STRUCK_INK = 0.8, 0.2
_BLACKENED_INK, _BLACKENED_OF_USUAL = 0.9, 1.1
# A line through so many boxes of one question strikes it out. Of 17,900 hard questions one right answer more waits.
# It is no crease where it is darker than this share of the writer's marks.
_STRUCK_BOXES, _NO_CREASE = 3, 0.8
# What is crossed out, by a line, two, a zigzag or a wave, runs further out of its box than the writer's other marks, by
# so many times their ink in the margin and so much of it, and its strokes run together into wider ones; in a hand that
# makes all marks alike. Of 18,000 hard questions 23 right answers wait for it, of 12,000 at office 8, and in a blind
# test 140 of 217 lone marks crossed out so: the others cannot be told from marks made with more vigour.
_OF_MARGIN, _MARGIN, _WIDER_MM, _EVEN = 3.3, 0.02, 0.05, 0.12
# Who blackens so many of the marked boxes answers by it. In a blind test 47 of 149 such answers, with a tick in another
# box of the question, had gone for taken back; two right answers of 18,000 hard questions more wait.
_ANSWERS_BY_IT = 0.85


def perhaps_taken_back(marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return why the answer to a question may have been taken back; parameters are as for `reasons_to_wait`."""
    return (
        *_cancelled(marks, chosen),
        *_struck_beside_a_ring(marks, chosen, hand),
        *_struck_through(marks, hand),
        *_crossed_out([marks[i] for i in chosen], hand),
        *_blackened_as_answers_are(marks, chosen, hand),
    )


def _cancelled(marks: Sequence[JudgedMark], chosen: Sequence[int]) -> tuple[Reason, ...]:
    """Return what keeps waiting for the sake of a mark that was perhaps taken back.

    A blank with such a mark in it, and an answer that rests on one, by however small a chance.
    """
    if not chosen:
        alone = any(mark.verdict.p_cancelled > PERHAPS_CANCELLED for mark in marks)
        return (Reason.CANCELLED_ALONE,) * alone
    return (Reason.CORRECTION,) * any(marks[i].verdict.p_cancelled > _PERHAPS_TAKEN_BACK for i in chosen)


def _struck_beside_a_ring(marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a mark that looks struck out or blackened, beside one with a ring around it.

    Some take back what they ring, as our sheets say, and some what they strike out, and ring what they mean.
    """
    features = [mark.reading.features for mark in marks]
    ringed = any(
        mark.verdict.p_cancelled > 0.5 and f.ring_fraction > RINGED and f.ink_fraction > 0
        for mark, f in zip(marks, features, strict=True)
    )
    struck = any(
        (f.line_fraction > _STRUCK_LINE and f.ink_fraction > _STRUCK_INK)
        or (f.ink_fraction > _BLACKENED_INK and f.tone > _BLACKENED_OF_USUAL * hand.tone)
        for f in (features[i] for i in chosen)
    )
    return (Reason.CORRECTION,) * (ringed and struck)


def _struck_through(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a line along the boxes of a question, as dark as the writer's marks: no crease."""
    crossed = sum(
        f.line_fraction > CREASE_LINE and f.one_way > STRAIGHT and f.tone > _NO_CREASE * hand.tone
        for f in (mark.reading.features for mark in marks)
    )
    return (Reason.LONG_LINE,) * (crossed >= _STRUCK_BOXES)


def _crossed_out(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a mark with more strokes than the writer's others."""
    crossed = hand.unevenness <= _EVEN and any(
        f.margin_ink_fraction > _OF_MARGIN * (hand.margin_fraction + _MARGIN)
        and f.stroke_width_mm > hand.stroke_width_mm + _WIDER_MM
        for f in (mark.reading.features for mark in chosen)
    )
    return (Reason.CROSSED_OUT,) * crossed


def _blackened_as_answers_are(marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a blackened box beside another mark, where the writer answers by blackening."""
    blackened = any(map(is_blackened_out, marks))
    other = any(marks[i].reading.features.solid_fraction < SOLID for i in chosen)
    return (Reason.SEVERAL_MARKED,) * (blackened and other and hand.blackened_fraction >= _ANSWERS_BY_IT)
