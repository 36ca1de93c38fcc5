"""A form of another maker for the tests here: words, lines and ovals, no marks of ours; and pages of it as scanned."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.otherforms import other_page
from omr.detect.blank import AdoptedForm
from simulate.sheet import ScannedPage

PX_PER_MM = 300 / 25.4


@lru_cache(maxsize=8)
def page(grade: str, seed: int) -> tuple[AdoptedForm, ScannedPage]:
    """Return a form and a page of it; grades clean, office and hard."""
    return other_page(grade, seed)


def placed(form: AdoptedForm, turn_deg: float, shift_mm: tuple[float, float]) -> NDArray[np.uint8]:
    """Return the blank itself as if scanned: turned about its corner, shifted, at 150 dpi on A4."""
    scale = 150 / 25.4
    angle = np.radians(turn_deg)
    blank = form.pictures[0]
    factor = scale / (blank.shape[1] / form.layout.page_size.width_mm)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * factor
    matrix = np.column_stack([turn, np.array(shift_mm) * scale])
    size = round(210 * scale), round(297 * scale)
    return np.asarray(cv2.warpAffine(blank, matrix, size, flags=cv2.INTER_AREA, borderValue=(255,)), np.uint8)
