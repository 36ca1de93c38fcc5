"""A hand, a pen and paper without faults of their own, for tests of what is drawn with them."""

import numpy as np

from simulate.canvas import WHITE, Canvas
from simulate.ink import Grain
from simulate.pens import Pen, PenKind
from simulate.strokes import Hand

STEADY = Hand(
    size=0.8,
    slant_deg=0.0,
    tremor_mm=0.0,
    speed=0.0,
    bias=(0.0, 0.0),
    scatter=0.0,
    letter_mm=3.0,
    left_handed=False,
)
PLAIN_PEN = Pen(PenKind.GEL_BLACK, (0.0, 0.0, 0.0), 0.5, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
SMOOTH = Grain(np.zeros((384, 384), np.float32), np.zeros((384, 384), np.float32))
EYE = (0.30, 0.59, 0.11)


def white_paper(
    size_mm: tuple[float, float] = (40.0, 30.0), px_per_mm: float = 20.0, in_colour: bool = False
) -> Canvas:
    """Return a white page."""
    shape = (round(size_mm[1] * px_per_mm), round(size_mm[0] * px_per_mm))
    return Canvas(np.full((*shape, 3) if in_colour else shape, WHITE, np.uint8), size_mm, EYE)
