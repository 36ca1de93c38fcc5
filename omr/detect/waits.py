"""What keeps an answer waiting for a person, however certain the networks are? Each rule with what it was found on.

What was taken back, what is more often a line, dirt or the other side of the paper than a mark, and blanks in which a
mark may be hidden.
"""

from collections.abc import Sequence

from omr.detect.greys import Greys
from omr.detect.hand import SOLID, Hand
from omr.detect.odd import CREASE_LINE, FAINTEST_STROKE, MOSTLY_BLANK, STRAIGHT
from omr.detect.rings import INKED
from omr.detect.taken_back import perhaps_taken_back
from omr.reading import JudgedMark, MarkFeatures, MarkState
from omr.reasons import Reason

# A speck of dirt is round, no larger than this and for this writer, and dark. In a blind test of blank rows 99 of 241
# specks of 0.8 mm had been taken for dots; of 6,000 hard questions two wait for it. In a hand that makes all marks
# alike, drops of ink are, too: in another 142 of 175, of 0.8 to 1.4 mm; of 18,000 hard questions 14 more wait.
_SPECK_MM, _DROP_MM, _SPECK_ROUND, _SPECK_INK, _DOT_OF_USUAL = 1.7, 2.6, 0.8, 0.02, 0.6
_ALIKE = 0.06
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
# What follows was found on pages drawn apart from both simulators (docs/accuracy.md). Where fewer questions than
# this seem to be answered, a scan without grey may have lost the pen: 0.1 % of the hard questions wait for it.
_HALF_ANSWERED = 0.5
# A box that may hold a faint mark is not empty where it is darker than this on the average: boxes hatched with a light
# pencil had 0.042 to 0.077, and confidences of 1.0000. Nor where a stroke in it stands out so many times as much as
# anything in the page's empty boxes: what photocopies left of letters and crosses did. They cost 0.2 and 0.1 % at hard.
# On a sheet that seems to be left blank half as much will do, for 0.01 %: all of its marks may be such ghosts.
_DARK_ALL_OVER, _STANDS_OUT, _ON_BLANK_SHEETS = 0.04, 10.0, 0.5
# Where paper was made pure white and a pen with it, traces of it stand out so much, and so many times as much as the
# grain: 0.018 to 0.05 and 3 to 15 times. What stands out on sheets left blank has up to 0.011.
_TRACES, _OF_GRAIN = 0.012, 2.2
# Why a pen may be lost in a scan with such greys.
_LOST_WITH = {Greys.NONE: (Reason.NO_GREY,), Greys.NO_PALE: (Reason.WASHED_OUT,)}
# What is wrong with a box, whatever it seems to hold.
_KEEPS_WAITING = frozenset({Reason.BOX_NOT_FOUND, Reason.TAIL, Reason.LONG_LINE})


def reasons_to_wait(marks: Sequence[JudgedMark], chosen: Sequence[int], hand: Hand) -> tuple[Reason, ...]:
    """Return why the answer to a question waits for a person in any case, none where it need not.

    Parameters
    ----------
    marks
        The judged boxes of the field, in its order.
    chosen
        Those that seem to be chosen, by number; none for a blank.
    hand
        How the writer of the page marks.
    """
    picked = [marks[i] for i in chosen]
    return (
        *(reason for mark in marks for reason in mark.verdict.reasons if reason in _KEEPS_WAITING),
        *perhaps_taken_back(marks, chosen, hand),
        *_passing(picked, hand),
        *_shining_through(picked, hand),
        *_dirt_or_smear(picked, hand),
        *_all_that_is_left(picked, hand),
        *(() if chosen else _hidden(marks, hand)),
    )


def passes(f: MarkFeatures, hand: Hand) -> bool:
    """Tell whether a stroke runs on beyond its box on both sides, or from side to side, and this writer's do not."""
    slasher = hand.one_way > STRAIGHT and hand.answered >= MOSTLY_BLANK
    return (
        f.one_way > STRAIGHT
        and not (slasher and f.extent_mm < _LONG_OF_USUAL * hand.extent_mm)
        and (f.passing_fraction > 0 or f.line_fraction > CREASE_LINE)
    )


def _passing(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a line that runs on beyond its box on both sides, or a crease.

    But in the hand of one who slashes boxes at that length; and along the diagonals of a box, as rules, creases and
    dashes do not run, it is asked for more and does not wait in any case. Networks that were fitted on other lines are
    certain of them: on a second simulator one had a confidence of 1.0000.
    """
    passing = [f for f in (mark.reading.features for mark in chosen) if passes(f, hand)]
    return (Reason.FOREIGN_INK,) * any(f.diagonal <= _DIAGONAL or f.line_fraction > CREASE_LINE for f in passing)


def _shining_through(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a mark that may be on the other side of the paper."""
    shines = any(
        f.ink_fraction > INKED
        and f.sharpness < _BLURRED_OF_USUAL * hand.sharpness
        and f.tone < _SHINES_OF_USUAL * hand.tone
        for f in (mark.reading.features for mark in chosen)
    )
    return (Reason.FOREIGN_INK,) * shines


def _dirt_or_smear(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps waiting for a speck in the hand of one who makes larger marks, or for what was rubbed out."""
    largest_mm = _DROP_MM if hand.unevenness <= _ALIKE else _SPECK_MM
    for f in (mark.reading.features for mark in chosen):
        small = f.extent_mm < min(largest_mm, _DOT_OF_USUAL * hand.extent_mm)
        speck = small and f.roundness > _SPECK_ROUND and f.ink_fraction > _SPECK_INK
        smear = f.darkness_mean - f.ink_fraction * f.tone > _SMEAR and f.tone < _RUBBED_OF_USUAL * hand.tone
        if speck or smear:
            return (Reason.FAINT_MARK,)
    return ()


def _all_that_is_left(chosen: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps a blackened box waiting on a sheet that seems left blank, where a scan has lost a faint pen.

    It may have been blackened to take it back, and the mark that was meant is gone.
    """
    if hand.answered >= _HALF_ANSWERED or not any(mark.reading.features.solid_fraction > SOLID for mark in chosen):
        return ()
    return _LOST_WITH.get(hand.greys, ())


def _hidden(marks: Sequence[JudgedMark], hand: Hand) -> tuple[Reason, ...]:
    """Return what keeps a blank waiting, as a mark may not be seen for it, however certain the networks are.

    A box a little dark all over, which a light pencil hatched, or with a faint stroke on clean paper. A line through a
    box, which hides what else is in it. A mark beside a box, from `omr.detect.beside`. Without grey, where a faint
    pen leaves specks or nothing, a speck in a box, or a sheet mostly left blank. And such a sheet with traces of a pen
    where paper was made pure white.
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
    half_blank = hand.answered < _HALF_ANSWERED
    lost = hand.greys is Greys.NONE and (half_blank or any(f.ink_fraction > 0 for f in measured))
    washed_out = hand.greys is Greys.NO_PALE and half_blank and hand.traces > max(_TRACES, _OF_GRAIN * hand.paper)
    return (
        *(Reason.FAINT_MARK,) * faint,
        *(Reason.FOREIGN_INK,) * crossed,
        *(Reason.MARK_BESIDE_BOX,) * missed,
        *(Reason.NO_GREY,) * lost,
        *(Reason.WASHED_OUT,) * washed_out,
    )
