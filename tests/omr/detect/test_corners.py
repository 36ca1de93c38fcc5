"""Why was a corner mark not found, or found in the wrong place?"""

import cv2
import numpy as np
import pytest

from omr.detect.corners import marks_of_two_sheets
from omr.detect.fiducials import find_fiducials
from omr.detect.frame import Edge
from omr.detect.image import Points
from omr.detect.scan import scan_of
from omr.layout.fiducials import Fiducial, standard_fiducials
from omr.reading import Finding
from omr.reasons import Reason
from tests.omr.detect.faults import DPIS, Grey, clean_scan, one_bit, skewed, told, turned
from tests.omr.detect.scans import printed

CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")


def _corner(page: Grey, index: int) -> tuple[int, int]:
    height, width = page.shape
    return ((0, 0), (width, 0), (width, height), (0, height))[index]


def _folded(page: Grey, index: int, leg_px: int, level: int) -> None:
    """Take a corner off, in place."""
    x, y = _corner(page, index)
    inward = (leg_px if x == 0 else -leg_px, leg_px if y == 0 else -leg_px)
    cv2.fillPoly(page, [np.array([(x, y), (x + inward[0], y), (x, y + inward[1])])], level)


def _places(found: list[Finding], reason: Reason) -> list[str]:
    return [value for finding in found if finding.reason is reason for _, value in finding.evidence]


def _marks(page: Grey) -> tuple[list[Fiducial], tuple[Points, ...]]:
    found = find_fiducials(scan_of(page))
    standard = {mark.corner: mark for mark in standard_fiducials(printed()[0].page_size)}
    return [standard[corner] for corner in found.corners], found.corners_px


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("bits", [8, 1])
@pytest.mark.parametrize(("index", "lid"), [(0, 245), (1, 20), (2, 245), (3, 20)])
def test_a_corner_that_is_gone_is_named(dpi: int, bits: int, index: int, lid: int) -> None:
    """Torn or folded, under a white lid or a black one: the corner is named, and nothing else is said of it."""
    page = clean_scan(dpi)
    _folded(page, index, round(32 * dpi / 25.4), lid)

    found = told(one_bit(page) if bits == 1 else page, dpi)

    assert _places(found, Reason.CORNER_HIDDEN) == [CORNERS[index]]
    assert {finding.reason for finding in found} == {Reason.CORNER_HIDDEN}


@pytest.mark.parametrize("bits", [8, 1])
def test_a_corner_without_any_of_its_mark_is_named(bits: int) -> None:
    """Where the paper is torn far beyond the mark, nothing at all is seen there."""
    page = clean_scan(200)
    _folded(page, 2, 360, 255)

    assert _places(told(one_bit(page) if bits == 1 else page, 200), Reason.CORNER_HIDDEN) == ["bottom_right"]


@pytest.mark.parametrize("quarters", range(4))
def test_the_corner_is_that_of_the_sheet(quarters: int) -> None:
    """The corner is named as the reader of the sheet sees it, whichever way it lay."""
    page = clean_scan(200)
    _folded(page, 1, 260, 245)

    assert _places(told(turned(page, quarters), 200), Reason.CORNER_HIDDEN) == ["top_right"]


@pytest.mark.parametrize("dpi", DPIS)
def test_a_covered_corner_is_named(dpi: int) -> None:
    """A stamp over a corner mark covers it."""
    page = clean_scan(dpi)
    mm = dpi / 25.4
    for radius_mm in (3.0, 5.0, 7.0):
        cv2.circle(page, (round(16 * mm), round(14 * mm)), round(radius_mm * mm), 70, round(1.2 * mm))

    assert _places(told(page, dpi), Reason.CORNER_HIDDEN) == ["top_left"]


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("edge", list(Edge))
def test_an_edge_that_is_cut_off_is_named(dpi: int, edge: Edge) -> None:
    """Where the picture ends within the corner marks, the edge that is missing is named."""
    cut = round(15 * dpi / 25.4)
    kept = (slice(cut, None), slice(None, -cut))
    inside = {
        Edge.LEFT: (slice(None), kept[0]),
        Edge.TOP: (kept[0], slice(None)),
        Edge.RIGHT: (slice(None), kept[1]),
        Edge.BOTTOM: (kept[1], slice(None)),
    }
    page = np.ascontiguousarray(clean_scan(dpi)[inside[edge]])

    found = told(page, dpi)

    assert _places(found, Reason.CUT_OFF) == [edge.value]
    assert _places(found, Reason.CORNER_HIDDEN) == []


def test_the_edge_cut_off_is_that_of_the_sheet() -> None:
    """On a page that lay on its side, the picture's left edge is another of the sheet's."""
    page = turned(clean_scan(200)[:-120], 1)

    assert _places(told(page, 200), Reason.CUT_OFF) == ["bottom"]


@pytest.mark.parametrize("dpi", DPIS)
def test_marks_of_two_sheets_are_told_from_those_of_one(dpi: int) -> None:
    """The lower marks of a sheet that shows below another are too far from the upper ones."""
    page, below = clean_scan(dpi), clean_scan(dpi, seed=2)
    both = np.vstack([page, below[-round(40 * dpi / 25.4) :]])

    assert marks_of_two_sheets(*_marks(both))
    assert not marks_of_two_sheets(*_marks(page))
    assert not marks_of_two_sheets(*_marks(skewed(page, 4.0)))
