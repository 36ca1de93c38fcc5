"""Finding the corner marks."""

import numpy as np
import pytest

from omr.detect.fiducials import find_fiducials
from omr.detect.scan import scan_of
from omr.layout.fiducials import Corner
from tests.omr.detect.scans import grey_print, printed, scanned

PX_PER_MM = 300 / 25.4


def test_marks_of_a_clean_print_are_found_to_a_quarter_of_a_pixel() -> None:
    """All four corners of all four marks lie where the layout says."""
    sheet, _ = printed()
    page = grey_print()
    scan = scan_of(page)
    found = find_fiducials(scan)
    # The page is worked on at half its size, and one of whole pixels is a little off 300 dpi.
    page = scan.grey
    px_per_mm = np.array([page.shape[1] / sheet.page_size.width_mm, page.shape[0] / sheet.page_size.height_mm])

    assert found.corners == tuple(Corner)
    for mark in sheet.pages[0].fiducials:
        expected = np.array([(p.x_mm, p.y_mm) for p in mark.corners]) * px_per_mm - 0.5
        corners = found.of(mark.corner)
        assert corners is not None
        assert np.abs(corners - expected).max() < 0.25


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_turned_page_shows_the_same_marks(quarter_turns: int) -> None:
    """A mark knows which corner of the sheet it is, however the page lies."""
    turned = np.ascontiguousarray(np.rot90(grey_print(), quarter_turns))

    assert find_fiducials(scan_of(turned)).corners == tuple(Corner)


def test_a_lost_corner_leaves_three_marks() -> None:
    """What is not there is not guessed."""
    torn = grey_print().copy()
    torn[: round(22 * PX_PER_MM), : round(24 * PX_PER_MM)] = 255

    assert find_fiducials(scan_of(torn)).corners == (Corner.TOP_RIGHT, Corner.BOTTOM_RIGHT, Corner.BOTTOM_LEFT)


@pytest.mark.parametrize("seed", range(4))
def test_marks_are_found_on_office_scans(seed: int) -> None:
    """Office wear costs at most one mark."""
    _, page = scanned("office", seed)
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels[:, :, 1]

    assert len(find_fiducials(scan_of(np.ascontiguousarray(grey))).corners) >= 3


def test_noise_holds_no_marks() -> None:
    """A picture of nothing has no marks."""
    noise = np.random.default_rng(3).integers(0, 255, (1754, 1240)).astype(np.uint8)

    assert find_fiducials(scan_of(noise)).corners == ()


@pytest.mark.parametrize("shape", [(1, 1), (9000, 1), (3, 5000), (40, 9000)])
def test_a_strip_holds_no_marks(shape: tuple[int, int]) -> None:
    """Nor a picture of a few pixels: no size is an error."""
    assert find_fiducials(scan_of(np.full(shape, 255, np.uint8))).corners == ()


def test_a_streak_through_the_marks_does_not_hide_them() -> None:
    """Dirt on the glass draws a thin line down the whole page, here through two marks at once."""
    sheet, _ = printed()
    page = grey_print().copy()
    for mark in (sheet.pages[0].fiducials[0], sheet.pages[0].fiducials[1]):
        column = round((mark.box.x_mm + 2.1) * PX_PER_MM)
        page[:, column : column + 2] = 20

    assert find_fiducials(scan_of(page)).corners == tuple(Corner)
