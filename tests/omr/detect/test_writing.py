"""Facts about handwriting on a page's lines."""

import cv2
import numpy as np
import pytest

from omr.detect.image import Picture
from omr.detect.writing import written_areas
from omr.geometry import BoxMm
from omr.layout.sheet import TextArea

_PX_PER_MM = 4.0
_AREA = TextArea("YK", BoxMm(20.0, 30.0, 120.0, 24.0))


def _lines(paper: int = 235) -> np.ndarray:
    """Return a page with dotted lines in the area."""
    grey = np.full((400, 640), paper, np.uint8)
    for y_mm in (38, 46, 52):
        grey[round(y_mm * _PX_PER_MM), 80:560:3] = 90
    return grey


def _found(grey: np.ndarray) -> tuple[str, ...]:
    return written_areas(Picture(grey, np.diag([_PX_PER_MM, _PX_PER_MM, 1.0])), (_AREA,))


@pytest.mark.parametrize("paper", [255, 235, 150])
def test_dotted_lines_alone_are_no_writing(paper: int) -> None:
    """On white, grey and brown paper, with the grain of a copier."""
    grain = np.random.default_rng(3).normal(0, 6, (400, 640))
    assert _found(np.clip(_lines(paper) + grain, 0, 255).astype(np.uint8)) == ()


@pytest.mark.parametrize(("ink", "thick"), [(60, 2), (120, 1)])
def test_a_word_is_writing(ink: int, thick: int) -> None:
    """In dark ballpoint and in pencil."""
    grey = _lines()
    cv2.putText(grey, "lam nhanh hon", (100, 150), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (float(ink),), thick)

    assert _found(grey) == ("YK",)


def test_a_crease_or_a_stray_line_is_none() -> None:
    """One stroke is not a word."""
    grey = _lines()
    cv2.line(grey, (120, 100), (130, 220), (80.0,), 1)

    assert _found(grey) == ()
