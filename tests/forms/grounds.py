"""What strips stand on in tests: a page's frame with short codes in its gutter."""

from forms.columns import answer_span
from forms.frame import Frame, frame_of
from forms.strips import Ground, gutter_mm
from omr.layout.sheet import BoxShape

# Every paper that lists are set differently on.
FRAMES = tuple(
    frame_of(paper, landscape, large, dense)
    for paper, dense in (("A4", False), ("A4", True), ("A5", False), ("A6", False))
    for landscape in (False, True)
    for large in (False, True)
)


def ground_of(
    frame: Frame, bilingual: bool = False, shape: BoxShape = BoxShape.BOX, levels: int = 5, density: int = 0
) -> Ground:
    """Return what strips stand on where the codes are short and a scale has so many levels.

    At a density of the frame's own: 0 the most generous, -1 the closest.
    """
    left_mm = frame.left_mm + gutter_mm(("C1",), frame)
    span_mm = answer_span(frame, left_mm, levels)
    return Ground(frame, shape, frame.measures.densities[density], left_mm, *span_mm, bilingual)
