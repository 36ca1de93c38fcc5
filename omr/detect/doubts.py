"""What makes an answer look like what is often no mark? It is then asked to be more certain, and need not wait.

What is unlike the writer's other marks, and what may have lost another one.
"""

from collections.abc import Sequence

from omr.detect.hand import SOLID, Hand
from omr.detect.odd import FAINT_PEN, MOST_OF_IT, MOSTLY_BLANK, PALE_OF_USUAL, STRAIGHT, SURROUNDED
from omr.detect.rings import INKED, RINGED, is_blackened_out, is_ringed
from omr.detect.waits import passes
from omr.layout.sheet import Field, FieldKind
from omr.reading import JudgedMark
from omr.reasons import Reason

# A speck, or the end of a crease, is as much smaller than what this writer makes. A mark as pale as `PALE_OF_USUAL` was
# rubbed out, or shines through from the other side: pens vary by a fifth; a smudge on a real sheet had 0.64.
_SPECK_OF_USUAL = 0.5
# One whose marks blacken this share of their boxes may have meant a blackened box as a choice. With a half, one in
# 72,000 positions at hard was taken back that was not; with a third, less than 80 % of blackened corrections are read.
_BLACKENS = 0.4
# An outline found no better than this was wiped out, unless solid ink hides it: by correction fluid, it may be, under
# the mark. Of 14,316 hard questions four more wait for it.
_HARDLY_AN_OUTLINE = 0.2
# What is blackened has at least so much ink, and so much of it solid; what was wiped out or rubbed out has less than
# the last. Of 54,000 hard questions 54 right answers more wait for it, and three of 14 that were silently wrong.
_INK_ALL_OVER, _SOLID_ALL_OVER, _SOME_INK = 0.8, 0.6, 0.05
# A faint stroke in a box of which the networks are less sure than this that it is empty may be a second mark. It costs
# nothing at hard.
_SURELY_EMPTY = 0.97


def oddities(field: Field, marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return what is odd about the answer to a question; parameters are as for `reasons_to_wait`."""
    if not chosen:
        return (*_lost_in_faintness(marks, hand), *_perhaps_no_blank(marks))
    return (
        *_lost_in_faintness(marks, hand),
        *_out_of_character([marks[i] for i in chosen], hand),
        *_perhaps_several(field, marks, chosen),
        *_blackened_like_others(marks, hand),
        *_taken_back_without_a_sign(marks, chosen),
    )


def _lost_in_faintness(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return a doubt where the writer's pen is so faint that another mark of it may have gone for nothing."""
    if hand.darkness >= FAINT_PEN:
        return ()
    perhaps = any(
        mark.verdict.p_marked < 0.5 and mark.reading.features.darkness_peak > MOST_OF_IT * hand.darkness
        for mark in marks
    )
    return (Reason.FAINT_MARK,) if perhaps else ()


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
        within = f.ink_fraction > (INKED if f.ring_fraction > RINGED else 0)
        pale = within and f.tone < PALE_OF_USUAL * hand.tone
        speck = within and f.extent_mm < _SPECK_OF_USUAL * hand.extent_mm
        no_ink = f.ink_fraction == 0 and f.ring_fraction <= RINGED
        doubts += (Reason.FAINT_MARK,) * (speck or pale or no_ink)
        stray = hand.answered < MOSTLY_BLANK and (f.one_way > STRAIGHT or f.ring_fraction > SURROUNDED)
        doubts += (Reason.FOREIGN_INK,) * (stray or passes(f, hand))
        wiped = mark.reading.outline_score < _HARDLY_AN_OUTLINE and f.solid_fraction < SOLID
        doubts += (Reason.BOX_NOT_FOUND,) * wiped
        doubts += (Reason.CORRECTION,) * (is_ringed(mark) and f.ink_fraction > INKED)
    return doubts


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
    blackened = any(map(is_blackened_out, marks))
    return (Reason.CORRECTION,) * (blackened and hand.blackened_fraction >= _BLACKENS)


def _taken_back_without_a_sign(marks: Sequence[JudgedMark], chosen: Sequence[int]) -> tuple[Reason, ...]:
    """Return a doubt beside a mark that counts as taken back, though it is neither ringed all around nor blackened.

    It may be a second mark, with a stamp or a word over it.
    """
    unsigned = any(
        mark.verdict.p_cancelled > 0.5
        and f.ring_fraction <= RINGED
        and f.solid_fraction < _SOLID_ALL_OVER
        and _SOME_INK < f.ink_fraction < _INK_ALL_OVER
        for i, mark in enumerate(marks)
        if i not in chosen
        for f in (mark.reading.features,)
    )
    return (Reason.CORRECTION,) * unsigned


def _perhaps_no_blank(marks: Sequence[JudgedMark]) -> tuple[Reason, ...]:
    """Return a doubt where a blank may hold a mark too faint to count as ink, or one that missed its box altogether."""
    remarks = {reason for mark in marks for reason in mark.verdict.reasons}
    return tuple(reason for reason in (Reason.FAINT_MARK, Reason.MARK_BESIDE_BOX) if reason in remarks)
