"""What pen lies around a box? A wider look at one box, for what its measurements do not see."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes
from omr.detect.image import Darkness, Picture, Points, cut_patches
from omr.detect.marks import OUTLINE_MM
from omr.detect.register import darkness_of, outline_distance

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
    axis_mm = (np.arange(patch.shape[1]) - patch.shape[1] // 2) / px_per_mm
    taken, inside, other_questions = np.zeros((3, len(axis_mm), len(axis_mm)), bool)
    away_mm = places_mm - places_mm[number]
    for other in np.flatnonzero((np.abs(away_mm) < reach_mm + boxes.largest_mm).all(axis=1)):
        if other != number:
            _, *sides_mm = boxes.kind_of[other]
            half_mm = np.array(sides_mm) / 2
            x, y = np.abs(axis_mm[None, :] - away_mm[other][:, None])
            taken |= (y < half_mm[1] + OUTLINE_MM)[:, None] & (x < half_mm[0] + OUTLINE_MM)[None, :]
            within = (y < half_mm[1] - OUTLINE_MM)[:, None] & (x < half_mm[0] - OUTLINE_MM)[None, :]
            inside |= within
            if boxes.field_numbers[other] != boxes.field_numbers[number]:
                other_questions |= within
    distance_mm = outline_distance(*boxes.kind_of[number], axis_mm)
    return Surroundings(darkness_of(patch)[0], distance_mm, taken, taken & ~inside, other_questions)


def whole_runs(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where what runs straight along rows or columns from end to end lies, and a pixel beside it."""
    length = round(_WHOLE_RUN * len(ink))
    runs = np.zeros(ink.shape, bool)
    for across, along in (((_LEANING_PX, 1), (1, length)), ((1, _LEANING_PX), (length, 1))):
        thick = cv2.dilate(ink.astype(np.uint8), np.ones(across, np.uint8))
        run = np.ones(along, np.uint8)
        runs |= cv2.morphologyEx(thick, cv2.MORPH_OPEN, run, borderType=cv2.BORDER_CONSTANT, borderValue=0) > 0
    return runs
