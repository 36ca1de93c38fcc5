"""From marks to a map."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.detect.align import align
from omr.detect.code import FoundCode
from omr.detect.fiducials import FoundFiducials
from omr.detect.image import transform
from omr.errors import MarksApart, NotASheet
from omr.geometry import SizeMm
from omr.layout.code import SheetCode
from omr.layout.fiducials import Corner, standard_codes, standard_fiducials
from omr.layout.sheet import PageLayout

A4 = SizeMm(210.0, 297.0)
MARKS = standard_fiducials(A4)
CODES = standard_codes(A4)
PAGE = PageLayout(1, (), (), MARKS, CODES)
UNSEEN = FoundCode(SheetCode("A" * 10, None, 1))
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
    pose = align(_seen(matrix, *corners), UNSEEN, PAGE, A4)

    assert np.abs(transform(pose.mm_to_px, BOXES_MM) - transform(matrix, BOXES_MM)).max() < 0.01
    assert pose.px_per_mm(A4) == pytest.approx(11.8, rel=1e-6)
    assert abs(pose.turn_deg(A4) - angle_deg) % 360 == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("angle_deg", [0.0, 1.5, 90.0, 180.0])
@pytest.mark.parametrize("copies", [(0,), (1,), (0, 1), (1, 0)])
@pytest.mark.parametrize("corners", [(), (Corner.TOP_LEFT,)])
def test_the_code_takes_the_place_of_lost_marks(
    angle_deg: float, copies: tuple[int, ...], corners: tuple[Corner, ...]
) -> None:
    """Which copy of the code was seen is told by the lone mark, or by where the sheet would lie."""
    matrix = _matrix(angle_deg)
    matrix[:2, 2] += [40, 40] - np.minimum(
        transform(matrix, np.array([[0.0, 0], [210, 0], [210, 297], [0, 297]])).min(0), 0
    )
    quads = [
        np.array([[b.x_mm, b.y_mm], [b.right_mm, b.y_mm], [b.right_mm, b.bottom_mm], [b.x_mm, b.bottom_mm]])
        for b in CODES
    ]
    seen = FoundCode(UNSEEN.code, tuple(transform(matrix, quads[i]) for i in copies))
    pose = align(_seen(matrix, *corners), seen, PAGE, A4)

    assert np.abs(transform(pose.mm_to_px, BOXES_MM) - transform(matrix, BOXES_MM)).max() < 0.01


def test_a_sheet_over_the_edge_of_the_glass_is_no_other_sheet() -> None:
    """What lies outside of the picture weighs little against a mark and a code that fit: the sheet keeps its size."""
    matrix = _matrix(0)
    matrix[:2, 2] = (-9.0 * 11.8, -9.0 * 11.8)
    box = CODES[0]
    quad = np.array(
        [[box.x_mm, box.y_mm], [box.right_mm, box.y_mm], [box.right_mm, box.bottom_mm], [box.x_mm, box.bottom_mm]]
    )
    seen = FoundCode(UNSEEN.code, (transform(matrix, quad),))
    pose = align(_seen(matrix, Corner.TOP_RIGHT), seen, PAGE, A4)

    assert pose.px_per_mm(A4) == pytest.approx(11.8, rel=1e-6)


def test_one_mark_is_not_enough() -> None:
    """A map from one small mark would be off by millimetres at the other end of the page."""
    with pytest.raises(NotASheet):
        align(_seen(_matrix(0), Corner.TOP_LEFT), UNSEEN, PAGE, A4)


def test_marks_of_two_sheets_contradict() -> None:
    """Marks too far apart for one sheet are of two, fed together."""
    found = _seen(_matrix(0), Corner.TOP_LEFT, Corner.TOP_RIGHT, Corner.BOTTOM_LEFT)
    elsewhere = FoundFiducials(found.corners, (*found.corners_px[:2], found.corners_px[2] + 200))

    with pytest.raises(MarksApart):
        align(elsewhere, UNSEEN, PAGE, A4)


@given(
    hidden=st.sampled_from([(0,), (1,), (2,), (3,), (0, 2), (0, 3), (1, 2)]),
    apart_mm=st.floats(9.0, 60.0),
    way=st.floats(0.0, 2 * np.pi),
)
def test_four_marks_of_two_sheets_are_not_of_one_seen_at_an_angle(
    hidden: tuple[int, ...], apart_mm: float, way: float
) -> None:
    """A camera may put four marks anywhere, but then their own shapes show it."""
    found = _seen(_matrix(0), *Corner)
    shift = apart_mm * 11.8 * np.array([np.cos(way), np.sin(way)])
    places = [px + shift * (i in hidden) for i, px in enumerate(found.corners_px)]

    with pytest.raises(MarksApart):
        align(FoundFiducials(found.corners, tuple(places)), UNSEEN, PAGE, A4)


@pytest.mark.parametrize("tilt", [(5e-5, 0.0), (0.0, -4e-5), (3e-5, 3e-5)])
def test_a_sheet_seen_at_an_angle_is_one_sheet(tilt: tuple[float, float]) -> None:
    """The end that is nearer to the camera is larger; every box is found all the same."""
    camera = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [*tilt, 1.0]])
    matrix = camera @ _matrix(2.0)
    pose = align(_seen(matrix, *Corner), UNSEEN, PAGE, A4)

    assert np.abs(transform(pose.mm_to_px, BOXES_MM) - transform(matrix, BOXES_MM)).max() < 0.01


def test_three_marks_seen_at_an_angle_are_not_enough() -> None:
    """What they agree on is a map without an angle: it would be off by millimetres at the fourth."""
    matrix = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1e-4, 1e-4, 1.0]]) @ _matrix(0)

    with pytest.raises(MarksApart):
        align(_seen(matrix, Corner.TOP_LEFT, Corner.TOP_RIGHT, Corner.BOTTOM_LEFT), UNSEEN, PAGE, A4)
