"""From marks to a map."""

import numpy as np
import pytest

from omr.detect.align import align
from omr.detect.fiducials import FoundFiducials
from omr.detect.image import transform
from omr.errors import NotASheet, PoorAlignment
from omr.geometry import SizeMm
from omr.layout.fiducials import Corner, standard_fiducials

A4 = SizeMm(210.0, 297.0)
MARKS = standard_fiducials(A4)
BOXES_MM = np.array([[30.0, 60.0], [180.0, 60.0], [105.0, 148.0], [30.0, 240.0], [180.0, 240.0]])


def _matrix(angle_deg: float, px_per_mm: float = 11.8) -> np.ndarray:
    angle = np.radians(angle_deg)
    return np.array(
        [
            [px_per_mm * np.cos(angle), -px_per_mm * np.sin(angle), 300.0],
            [px_per_mm * np.sin(angle), px_per_mm * np.cos(angle), 200.0],
            [0.0, 0.0, 1.0],
        ]
    )


def _seen(matrix: np.ndarray, *corners: Corner) -> FoundFiducials:
    points = [np.array([(p.x_mm, p.y_mm) for p in MARKS[corner].corners]) for corner in corners]
    return FoundFiducials(corners, tuple(transform(matrix, p) for p in points))


@pytest.mark.parametrize("angle_deg", [0.0, 1.5, -4.0, 90.0, 180.0, -90.0])
@pytest.mark.parametrize(
    "corners",
    [
        tuple(Corner),
        (Corner.TOP_LEFT, Corner.TOP_RIGHT, Corner.BOTTOM_LEFT),
        (Corner.TOP_LEFT, Corner.BOTTOM_RIGHT),
        (Corner.TOP_RIGHT, Corner.BOTTOM_RIGHT),
    ],
)
def test_two_marks_or_more_place_every_box(angle_deg: float, corners: tuple[Corner, ...]) -> None:
    """A rigid scan is mapped to a hundredth of a pixel from four, three or two marks."""
    matrix = _matrix(angle_deg)
    pose = align(_seen(matrix, *corners), MARKS, A4)

    assert np.abs(transform(pose.mm_to_px, BOXES_MM) - transform(matrix, BOXES_MM)).max() < 0.01
    assert pose.px_per_mm(A4) == pytest.approx(11.8, rel=1e-6)
    assert abs(pose.turn_deg(A4) - angle_deg) % 360 == pytest.approx(0, abs=1e-6)


def test_one_mark_is_not_enough() -> None:
    """A map from one small mark would be off by millimetres at the other end of the page."""
    with pytest.raises(NotASheet):
        align(_seen(_matrix(0), Corner.TOP_LEFT), MARKS, A4)


def test_marks_of_two_sheets_contradict() -> None:
    """Marks that cannot belong to one flat sheet are refused."""
    found = _seen(_matrix(0), Corner.TOP_LEFT, Corner.TOP_RIGHT, Corner.BOTTOM_LEFT)
    elsewhere = FoundFiducials(found.corners, (*found.corners_px[:2], found.corners_px[2] + 200))

    with pytest.raises(PoorAlignment):
        align(elsewhere, MARKS, A4)
