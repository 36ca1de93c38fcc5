"""On which of a page's lines did somebody write? Enough to know what a person may type; nothing is recognised."""

from collections.abc import Sequence

import cv2
import numpy as np

from omr.detect.image import GreyImage, Picture
from omr.detect.patches import cut_area
from omr.layout.sheet import TextArea

# A letter of 2.5 mm is ten pixels high.
_PX_PER_MM = 4.0
# Print and pen are darker than this share of the paper around them; the grain of photocopies is not.
_INK = 0.75
# Printed dots are 0.3 mm high and the tails of letters from the row above 1.5; the smallest handwriting stands 2.
_STROKE_MM = 1.8
# One stroke may be a crease or a hair; a word has more.
_FEWEST_STROKES = 2


def written_areas(picture: Picture, areas: Sequence[TextArea]) -> tuple[str, ...]:
    """Return the identities of the areas that have handwriting in them, in printed order."""
    return tuple(area.id for area in areas if _strokes(cut_area(picture, area.box, _PX_PER_MM)) >= _FEWEST_STROKES)


def _strokes(grey: GreyImage) -> int:
    """Return how many connected pieces of ink are as high as handwriting."""
    # The paper is what is brightest around, and needs no detail: it is found in a picture a quarter of the size.
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    bright = cv2.blur(cv2.dilate(small, np.ones((5, 5), np.uint8)), (9, 9))
    paper = cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)
    ink = cv2.compare(grey, cv2.convertScaleAbs(paper, alpha=_INK), cv2.CMP_LT)
    # Outlines of pieces cost a fiftieth of labelling every pixel where there is no ink, as there mostly is none.
    outlines, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    least_px = _STROKE_MM * _PX_PER_MM
    return sum(len(outline) >= least_px and cv2.boundingRect(outline)[3] >= least_px for outline in outlines)
