"""What pen lies around a box? A wider look at one box, for what its measurements do not see."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import OUTLINE_MM, BoxKind, PageBoxes, outline_distance
from omr.detect.image import Darkness, Picture, Points
from omr.detect.patches import cut_patches, darkness_of

# Straight runs along rows or columns over this share of what is looked at are rules between rows, or streaks of the
# scanner; pen ends somewhere. They may lean a little.
_WHOLE_RUN = 0.8
_LEANING_PX = 3


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A square around the middle of a box.

    Attributes
    ----------
    darkness
        (P, P) 0 paper to 1 black, with P odd.
    distance_mm
        (P, P) from the outline of the box, negative inside.
    other_boxes
        (P, P) where other boxes are, their outlines included.
    other_outlines
        (P, P) where these outlines are.
    other_questions
        (P, P) where the insides of boxes of other questions are.
    """

    darkness: Darkness
    distance_mm: NDArray[np.float64]
    other_boxes: NDArray[np.bool_]
    other_outlines: NDArray[np.bool_]
    other_questions: NDArray[np.bool_]


def surroundings(
    picture: Picture, boxes: PageBoxes, places_mm: Points, number: int, reach_mm: float, px_per_mm: float
) -> Surroundings:
    """Return what lies within `reach_mm` of the middle of a box, along the rows and across.

    Parameters
    ----------
    picture
        The page in the resolution that is wanted.
    places_mm
        (N, 2) where all boxes were found.
    number
        Of the box.
    """
    patch = cut_patches(picture.grey, picture.mm_to_px, places_mm[number : number + 1], reach_mm, px_per_mm)
    axis_mm, distance_mm = _distances(boxes.kind_of[number], patch.shape[1], px_per_mm)
    away_mm = places_mm - places_mm[number]
    near = (np.abs(away_mm) < reach_mm + boxes.largest_mm).all(axis=1)
    near[number] = False
    others = np.flatnonzero(near)
    half_mm = np.array([boxes.kind_of[other][1:] for other in others]).reshape(-1, 2) / 2
    # (others, P) of every column and row how far outside it is of each other box.
    x, y = (np.abs(axis_mm - away_mm[others, i, None]) - half_mm[:, i, None] for i in (0, 1))
    taken = _covered(y < OUTLINE_MM, x < OUTLINE_MM)
    rows, columns = y < -OUTLINE_MM, x < -OUTLINE_MM
    of_others = boxes.field_numbers[others] != boxes.field_numbers[number]
    questions = _covered(rows[of_others], columns[of_others])
    outlines = taken & ~_covered(rows, columns)
    return Surroundings(darkness_of(patch)[0], distance_mm, taken, outlines, questions)


def _covered(rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (P, P) what any of (K, P) rows and (K, P) columns has in common."""
    return np.asarray((rows[:, :, None] & columns[:, None, :]).any(axis=0))


@lru_cache(maxsize=16)
def _distances(kind: BoxKind, side: int, px_per_mm: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (side,) where rows and columns lie, and (side, side) how far from the outline, in millimetres."""
    axis_mm = (np.arange(side) - side // 2) / px_per_mm
    return axis_mm, outline_distance(*kind, axis_mm)


def whole_runs(
    ink: NDArray[np.bool_], leaning_px: int = _LEANING_PX, most_down_px: int | None = None
) -> NDArray[np.bool_]:
    """Return where what runs straight along rows or columns from end to end lies, and so much beside it in all.

    Down a column `most_down_px` are enough, where they are given.
    """
    down, right = (round(_WHOLE_RUN * side) for side in ink.shape)
    down = min(down, most_down_px or down)
    runs = np.zeros(ink.shape, bool)
    for axis, across, along in ((1, (leaning_px, 1), (1, right)), (0, (1, leaning_px), (down, 1))):
        thick = cv2.dilate(ink.view(np.uint8), np.ones(across, np.uint8))
        # Few pieces have a line with so much ink in it at all; to know takes a twentieth of the time of the opening.
        if cv2.reduce(thick, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S).max() < max(along):
            continue
        run = np.ones(along, np.uint8)
        runs |= cv2.morphologyEx(thick, cv2.MORPH_OPEN, run, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    return runs
