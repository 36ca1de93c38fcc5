"""Where does everything lie in the whole scan, when a piece of it was read, or the sheet laid upright?"""

from dataclasses import replace

import numpy as np

from omr.detect.image import Homography, transform
from omr.geometry import PointPx
from omr.reading import JudgedMark, PageReading


def moved(reading: PageReading, to_scan: Homography) -> PageReading:
    """Return a reading with its places told in another picture.

    Parameters
    ----------
    to_scan
        (3, 3) from pixels of the picture that was read to those of the other.
    """
    mm_to_px = to_scan @ np.array(reading.alignment.mm_to_px).reshape(3, 3)
    mm_to_px /= mm_to_px[2, 2]
    alignment = replace(reading.alignment, mm_to_px=tuple(float(v) for v in mm_to_px.ravel()))
    if not reading.marks:
        return replace(reading, alignment=alignment)
    centres = np.array([(mark.reading.centre.x_px, mark.reading.centre.y_px) for mark in reading.marks])
    marks = tuple(
        _mark_at(mark, float(x), float(y))
        for mark, (x, y) in zip(reading.marks, transform(to_scan, centres), strict=True)
    )
    return replace(reading, alignment=alignment, marks=marks)


def _mark_at(mark: JudgedMark, x_px: float, y_px: float) -> JudgedMark:
    return mark._replace(reading=mark.reading._replace(centre=PointPx(x_px, y_px)))
