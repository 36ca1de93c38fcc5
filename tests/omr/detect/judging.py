"""Boxes as the networks judge them, for the tests of what is made of them."""

from collections.abc import Mapping

from omr.detect.answers import answer_field
from omr.detect.hand import Hand
from omr.geometry import BoxMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox
from omr.reading import Answer, JudgedMark, MarkState, MarkVerdict
from omr.reasons import Reason
from tests.omr.detect.test_confidence import EMPTY, reading

ACCEPT = 0.99
# Certain enough for what looks odd, and not for a blank.
CERTAIN = 0.9985
# Certain enough for a plain mark, and not for one that looks odd.
PLAINLY = 0.996
SINGLE = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "123"))


def judged(p_marked: float, p_cancelled: float = 0.0, reasons: tuple[Reason, ...] = ()) -> JudgedMark:
    """Return a box with these probabilities."""
    p_empty = max(0.0, 1 - p_marked - p_cancelled)
    best = max(p_marked, p_cancelled, p_empty)
    state = MarkState.UNSURE
    if best >= 0.9:
        state = MarkState.MARKED if best == p_marked else MarkState.EMPTY
    features = EMPTY._replace(ink_fraction=0.2, extent_mm=4.0, tone=0.6) if p_marked > 0.5 else EMPTY
    return JudgedMark(reading(features), MarkVerdict(state, p_empty, p_marked, p_cancelled, reasons))


def answered(*marks: JudgedMark, kind: FieldKind = FieldKind.SINGLE, most: int | None = None) -> Answer:
    """Return the answer to a question with these boxes, named 1, 2, 3 ..."""
    boxes = tuple(MarkBox(str(i + 1), BoxShape.BOX, BoxMm(10.0 * i, 0, 4.5, 4.5)) for i in range(len(marks)))
    return answer_field(Field("C1", kind, boxes, most), marks, ACCEPT)


def with_features(mark: JudgedMark, **features: float) -> JudgedMark:
    """Return a box with other measurements."""
    return JudgedMark(reading(EMPTY._replace(**features)), mark.verdict)


# A plain mark, and a writer who makes such.
PLAIN = {"extent_mm": 4.0, "tone": 0.6, "darkness_mean": 0.12, "ink_fraction": 0.2, "line_fraction": 0.5}
WRITER = Hand(tone=0.6, extent_mm=4.0, answered=1.0)


def chosen(beside: JudgedMark, features: Mapping[str, float] = PLAIN, hand: Hand = WRITER) -> Answer:
    """Return the answer of one box marked with other measurements than this writer's marks have, beside another."""
    field = Field("C1", FieldKind.SINGLE, tuple(MarkBox(c, BoxShape.BOX, BoxMm(0, 0, 4.5, 4.5)) for c in "12"))
    return answer_field(field, (beside, with_features(judged(0.99999), **{**PLAIN, **features})), ACCEPT, hand)
