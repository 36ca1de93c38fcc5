"""What does a right mark look like, and a corrected one? The little pictures beside the instructions.

They are smaller and blacker than a real box and stand in no layout, so that nobody takes them for an answer.
"""

from forms.measures import Measures
from forms.plan import Drawing, Line, Outline
from forms.strips import OUTLINE_INK
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import BoxShape

_SIZE_MM = 3.6
_OUTLINE_PT = 0.5
# As of a ballpoint.
_PEN_PT = 1.1
# The X stays this far inside its box.
_INSET_MM = 0.5
_RING_AROUND_MM = 1.4
_GAP_MM = 2.4

CROSSED_WIDTH_MM = _RING_AROUND_MM + _SIZE_MM
RINGED_WIDTH_MM = 2 * _RING_AROUND_MM + _SIZE_MM + _GAP_MM + _SIZE_MM


def crossed_box(start: PointMm, shape: BoxShape, measures: Measures) -> Drawing:
    """Return a marked box in a line of text that reaches `start` on its baseline, with room before it for a ring."""
    box = _box_at(start.x_mm + _RING_AROUND_MM, start, measures)
    return Drawing(outlines=(Outline(box, shape, _OUTLINE_PT, OUTLINE_INK),), lines=cross_in(box))


def ringed_then_crossed(start: PointMm, shape: BoxShape, measures: Measures) -> Drawing:
    """Return a marked box with a ring around it, and the one marked instead."""
    ring = _box_at(start.x_mm + _RING_AROUND_MM, start, measures).grown(_RING_AROUND_MM)
    wrong = crossed_box(start, shape, measures) + Drawing(outlines=(Outline(ring, BoxShape.BUBBLE, _PEN_PT, 1.0),))
    return wrong + crossed_box(PointMm(ring.right_mm + _GAP_MM - _RING_AROUND_MM, start.y_mm), shape, measures)


def _box_at(x_mm: float, line: PointMm, measures: Measures) -> BoxMm:
    """Return the box whose middle is level with the middle of the capitals of a line."""
    return BoxMm(x_mm, line.y_mm - measures.text_sink_mm - _SIZE_MM / 2, _SIZE_MM, _SIZE_MM)


def cross_in(box: BoxMm) -> tuple[Line, Line]:
    """Return an X in a box, as a pen draws it."""
    b = box.grown(-_INSET_MM)
    return (
        Line(PointMm(b.x_mm, b.y_mm), PointMm(b.right_mm, b.bottom_mm), _PEN_PT, 1.0),
        Line(PointMm(b.x_mm, b.bottom_mm), PointMm(b.right_mm, b.y_mm), _PEN_PT, 1.0),
    )
