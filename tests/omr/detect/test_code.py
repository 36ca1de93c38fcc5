"""Reading the printed code."""

import numpy as np
import pytest

from omr.detect.code import identify
from omr.detect.fiducials import FoundFiducials, find_fiducials
from omr.detect.scan import scan_of
from omr.errors import CodeUnreadable, NotASheet
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from tests.omr.detect.scans import SERIAL, grey_print, printed

PX_PER_MM = 300 / 25.4


def _covered(*which: int) -> np.ndarray:
    """Return the print with some copies of the code blacked out."""
    page = grey_print().copy()
    for number in which:
        box = printed()[0].pages[0].codes[number].grown(1.0)
        rows = slice(round(box.y_mm * PX_PER_MM), round(box.bottom_mm * PX_PER_MM))
        page[rows, round(box.x_mm * PX_PER_MM) : round(box.right_mm * PX_PER_MM)] = 0
    return page


@pytest.mark.parametrize("covered", [(), (0,), (1,)])
def test_either_copy_tells_the_sheet(covered: tuple[int, ...]) -> None:
    """One covered code is no loss."""
    scan = scan_of(_covered(*covered))

    assert identify(scan, find_fiducials(scan)).code == SheetCode(layout_id(printed()[0]), SERIAL, 1)


def test_both_copies_covered_is_said() -> None:
    """A sheet whose codes are gone is a sheet with unreadable codes."""
    scan = scan_of(_covered(0, 1))

    with pytest.raises(CodeUnreadable):
        identify(scan, find_fiducials(scan))


def test_the_code_is_found_without_any_mark() -> None:
    """The whole page is searched where no mark tells the place."""
    found = identify(scan_of(grey_print()), FoundFiducials((), ()))

    assert found.code.serial == SERIAL
    assert len(found.corners_px) == 2
    # The page is worked on at half its 300 dpi.
    true_px = sorted((box.x_mm * PX_PER_MM / 2, box.y_mm * PX_PER_MM / 2) for box in printed()[0].pages[0].codes)
    seen_px = sorted(tuple(corners[0]) for corners in found.corners_px)
    assert np.allclose(seen_px, true_px, atol=2)


def test_a_page_without_marks_and_code_is_no_sheet() -> None:
    """Nothing of ours is there."""
    with pytest.raises(NotASheet):
        identify(scan_of(np.full((1754, 1240), 255, np.uint8)), FoundFiducials((), ()))
