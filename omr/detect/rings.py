"""Is there a ring around a box, or is it blackened? On our own sheets both take a mark back; on some a ring is one."""

from collections.abc import Sequence

from omr.detect.hand import SOLID
from omr.layout.sheet import Field, FieldKind
from omr.reading import JudgedMark
from omr.reasons import Reason

# A ring holds ink in this share of the directions, and a mark within it this share of the box.
RINGED, INKED = 0.7, 0.02
# A ring around a number runs a little into its box; and what is less than this share of a ring elsewhere is the end of
# a letter or of the neighbour's ring. Found on 60 + 60 pages of office and hard, where of 575 circled questions 497 are
# read so and none is wrong, nor any of 625 others. On 650 other pages none of some 2,400 was wrong: the confidence is
# the bound of that (docs/accuracy.md).
_RING_WITHIN, _HALF_A_RING = 0.05, 0.35
CIRCLED_CONFIDENCE = 0.998


def is_ringed(mark: JudgedMark) -> bool:
    """Tell whether a mark has a ring around it."""
    features = mark.reading.features
    # Around a box blackened as the others of its sheet is no ring, but the rest of a large fill (`with_blackened`).
    filled = features.solid_fraction > SOLID and Reason.CORRECTION not in mark.verdict.reasons
    return features.ring_fraction > RINGED and features.ink_fraction > 0 and not filled


def is_blackened_out(mark: JudgedMark) -> bool:
    """Tell whether a mark counts as taken back, and by being blackened, not ringed."""
    features = mark.reading.features
    return mark.verdict.p_cancelled > 0.5 and features.solid_fraction > SOLID and features.ring_fraction <= RINGED


def circled(field: Field, marks: Sequence[JudgedMark]) -> int | None:
    """Return the box that alone has a ring around it and nothing in it, all others clean; None where none is so."""
    features = [mark.reading.features for mark in marks]
    ringed = [i for i, f in enumerate(features) if f.ring_fraction > RINGED]
    if field.kind is not FieldKind.SINGLE or len(ringed) != 1 or features[ringed[0]].ink_fraction > _RING_WITHIN:
        return None
    clean = (
        f.ring_fraction <= _HALF_A_RING and f.ink_fraction <= INKED and mark.verdict.p_empty >= 0.5
        for i, (f, mark) in enumerate(zip(features, marks, strict=True))
        if i != ringed[0]
    )
    return ringed[0] if all(clean) else None
