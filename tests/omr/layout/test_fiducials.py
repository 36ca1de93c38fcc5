"""Corner marks and codes on a sheet."""

import itertools

import cv2
import numpy as np
import pytest

from omr.geometry import BoxMm
from omr.layout.fiducials import (
    CODE_QUIET_MM,
    TAG_CELLS,
    TAG_QUIET_MM,
    Corner,
    marks_scale,
    standard_codes,
    standard_fiducials,
)
from omr.layout.paper import PAPER_SIZES_MM, UNPRINTABLE_MARGIN_MM


@pytest.mark.parametrize("corner", list(Corner))
def test_the_cells_are_those_of_the_apriltag_family(corner: Corner) -> None:
    """What is printed is what the detector knows."""
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_16h5)
    expected = cv2.aruco.generateImageMarker(dictionary, int(corner), 6, borderBits=1) < 128
    cells = np.array([[cell == "1" for cell in row] for row in TAG_CELLS[corner]])

    assert np.array_equal(cells, expected)


@pytest.mark.parametrize("paper", PAPER_SIZES_MM)
def test_marks_and_codes_stand_clear_of_one_another_and_of_the_edge(paper: str) -> None:
    """Quiet zones are kept on every size of paper; beyond what printers reach they are white by themselves."""
    size = PAPER_SIZES_MM[paper]
    scale = marks_scale(size)
    printable = BoxMm(0, 0, size.width_mm, size.height_mm).grown(-UNPRINTABLE_MARGIN_MM)
    printed = [mark.box for mark in standard_fiducials(size)] + list(standard_codes(size))
    zones = [mark.box.grown(TAG_QUIET_MM * scale) for mark in standard_fiducials(size)]
    zones += [code.grown(CODE_QUIET_MM * scale) for code in standard_codes(size)]

    assert all(printable.contains(box) for box in printed)
    assert not any(one.grown(-0.01).overlaps(other) for one, other in itertools.combinations(zones, 2))
