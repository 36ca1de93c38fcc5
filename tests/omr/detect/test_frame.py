"""Is there anything in the picture but the sheet?"""

import numpy as np
import pytest

from omr.detect.frame import Edge, dark_border, other_paper
from omr.reasons import Reason
from tests.omr.detect.faults import DPIS, clean_scan, one_bit, seen, skewed, told


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("bits", [8, 1])
@pytest.mark.parametrize("part_mm", [(20, 0), (95, 60), (200, 165)])
def test_print_of_another_sheet_is_seen(dpi: int, bits: int, part_mm: tuple[int, int]) -> None:
    """Another paper that came out from under the sheet lengthens the picture: by marks and a code, by text or boxes."""
    page, below = clean_scan(dpi), clean_scan(dpi, seed=2)
    first, last = (below.shape[0] - round(from_end_mm * dpi / 25.4) for from_end_mm in part_mm)
    both = np.vstack([page, below[first:last]])

    assert Reason.OTHER_PAPER in [finding.reason for finding in told(one_bit(both) if bits == 1 else both, dpi)]


@pytest.mark.parametrize("level", [250, 20])
def test_an_empty_glass_around_a_sheet_is_no_other_paper(level: int) -> None:
    """A small sheet on a large glass has the lid around it, and a long picture has nothing below."""
    rng = np.random.default_rng(3)
    glass = np.clip(rng.normal(level, 5, (3200, 2300)), 0, 255).astype(np.uint8)
    page = skewed(clean_scan(200), 0.8)
    glass[40 : 40 + page.shape[0], 60 : 60 + page.shape[1]] = page

    small = seen(glass, None)

    assert not other_paper(small.small, small.page_size)


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize(("edge", "width_mm"), [(Edge.LEFT, 2.0), (Edge.TOP, 3.0), (Edge.RIGHT, 5.0), (Edge.BOTTOM, 4)])
def test_a_dark_border_is_seen_where_it_is_widest(dpi: int, edge: Edge, width_mm: float) -> None:
    """The widest side is named, with its width to half a millimetre."""
    page = clean_scan(dpi)
    width, thin = round(width_mm * dpi / 25.4), round(1.5 * dpi / 25.4)
    page[:thin] = 30
    sides = {
        Edge.LEFT: page[:, :width],
        Edge.TOP: page[:width],
        Edge.RIGHT: page[:, -width:],
        Edge.BOTTOM: page[-width:],
    }
    sides[edge][:] = 30

    border = dark_border(seen(page, dpi).small)

    assert border is not None
    assert border[0] is edge
    assert border[1] == pytest.approx(width_mm, abs=0.5)


@pytest.mark.parametrize("degrees", [0.0, 1.5, 4.0])
def test_a_skewed_page_on_white_has_no_border(degrees: float) -> None:
    """Nothing is said of the frame where nothing is wrong with it."""
    page = skewed(clean_scan(200), degrees)

    assert dark_border(seen(page, 200).small) is None
