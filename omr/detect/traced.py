"""Which outlines did a pen go over? Some people underline a box, trace it, or draw a stroke along one of its sides.

Such a stroke hides in the printed outline, which is masked where marks are measured. It shows as a side that is darker
than that side is of the page's other boxes.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from omr.detect.around import whole_runs
from omr.detect.boxes import OUTLINE_MM, BoxKind, PageBoxes, outline_distance
from omr.detect.image import Darkness
from omr.detect.patches import INK_DARKNESS
from omr.detect.register import PX_PER_MM

# A side this much darker was gone over, and by so many times as much as half of the page's sides differ: on scans of
# black and white outlines are worn unevenly. Of blank boxes 99 in 100 have less than 0.02 on clean desks and in
# offices, 0.11 on worn and photocopied sheets; of pens along one side or all of them 95 in 100 have more than 0.2,
# hard pencils 0.1.
_DARKER, _SPREADS = 0.12, 2.5


def traced(darkness: Darkness, boxes: PageBoxes, asked: Sequence[int]) -> list[int]:
    """Return which of the boxes `asked` for have a side that is darker than that side mostly is.

    Parameters
    ----------
    darkness
        (N, P, P) 0 paper to 1 the page's black, each box in the middle of its patch, as it is measured.
    """
    found = set()
    for kind, members in boxes.kinds:
        sides = boxes.of_kind(darkness, members).reshape(len(members), -1) @ _sides(kind, darkness.shape[1])
        lower, usual, upper = np.percentile(sides, (25, 50, 75), axis=0)
        darker = usual + np.maximum(_DARKER, _SPREADS * (upper - lower))
        for number in members[(sides > darker).any(axis=1)].tolist():
            # A streak or a crease runs on beyond the box; pen ends.
            ends = np.where(whole_runs(darkness[number] > INK_DARKNESS), 0.0, darkness[number])
            if (ends.ravel() @ _sides(kind, len(ends)) > darker).any():
                found.add(number)
    return [number for number in asked if number in found]


@lru_cache(maxsize=16)
def _sides(kind: BoxKind, side_px: int) -> NDArray[np.float32]:
    """Return (side_px ** 2, 4): each column averages over what the outline's mask has of one side."""
    _, width_mm, height_mm = kind
    axis_mm = (np.arange(side_px) - side_px // 2) / PX_PER_MM
    masked = np.abs(outline_distance(*kind, axis_mm)) < OUTLINE_MM
    x, y = axis_mm[None, :] / width_mm, axis_mm[:, None] / height_mm
    beside = np.abs(x) > np.abs(y)
    parts = [
        masked & beside & (x < 0),
        masked & beside & (x > 0),
        masked & ~beside & (y < 0),
        masked & ~beside & (y > 0),
    ]
    columns = np.stack([part.ravel() for part in parts], axis=1).astype(np.float32)
    return np.asarray(columns / np.maximum(columns.sum(axis=0), 1), np.float32)
