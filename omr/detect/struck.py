"""Which rows does a long line strike out? Who draws one slantwise over a table takes back all that is answered there.

It crosses some of the marks and passes between others; what it does not touch looks as certain as ever.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.patches import INK_DARKNESS, cut_area, darkness_of
from omr.geometry import BoxMm

# A line over rows is as long as this, over three of them, and hardly broken: print that it crosses is as dark.
_LONG_MM, _BROKEN_MM = 35.0, 1.5
# Rules, streaks, creases and rows of print lie along the page; a line that strikes out leans at least so much.
_LEANS_DEG = 10.0
# It begins and ends so far beyond the boxes at most.
_BEYOND_MM = 10.0
_PX_PER_MM = 2.0
# Steps of the Hough transform in which a line of 35 mm stays within a pixel.
_STEP_PX, _STEP_DEG = 1.0, 0.5
# So much of a line has to be seen.
_SEEN = 0.7


def struck_out(page: Page, places_mm: Points) -> Iterator[tuple[float, float]]:
    """Yield from where to where down the page, in millimetres, each long line runs.

    A probabilistic Hough transform (Matas, Galambos and Kittler 2000).

    `places_mm` is (N, 2), where the boxes were found.
    """
    begin_mm, end_mm = places_mm.min(axis=0) - _BEYOND_MM, places_mm.max(axis=0) + _BEYOND_MM
    area = BoxMm(*begin_mm.tolist(), *(end_mm - begin_mm).tolist())
    darkness = darkness_of(cut_area(page.small, area, _PX_PER_MM)[None])[0] / page.black
    lines = cv2.HoughLinesP(
        (darkness > INK_DARKNESS).astype(np.uint8),
        _STEP_PX,
        np.deg2rad(_STEP_DEG),
        round(_SEEN * _LONG_MM * _PX_PER_MM),
        minLineLength=_LONG_MM * _PX_PER_MM,
        maxLineGap=_BROKEN_MM * _PX_PER_MM,
    )
    for left, top, right, bottom in np.asarray(lines if lines is not None else []).reshape(-1, 4).tolist():
        lean_deg = np.rad2deg(np.arctan2(abs(bottom - top), abs(right - left)))
        if _LEANS_DEG < lean_deg < 90 - _LEANS_DEG:
            yield begin_mm[1] + min(top, bottom) / _PX_PER_MM, begin_mm[1] + max(top, bottom) / _PX_PER_MM
