"""Where the pixels of a scan look on the paper."""

import numpy as np
import pytest

from omr.geometry import SizeMm
from simulate.unseen.feeding import Feeding, places
from simulate.unseen.wearing import Crease

_A4 = SizeMm(210.0, 297.0)
_STILL = Feeding(0.0, (0.0, 0.0), (1.0, 1.0), 0.0, 100.0, 0.0, 0.0, ())


def test_a_still_sheet_is_seen_as_it_is() -> None:
    """Without skew, shift and folds pixel (x, y) of a 150 dpi scan looks at twice its place on 300 dpi paper."""
    where = places(_STILL, _A4, 150.0, 300 / 25.4)

    assert where.shape == (1754, 1240, 2)
    assert where[700, 400] == pytest.approx((800.0, 1400.0), abs=0.1)


def test_a_fold_moves_what_lies_beyond_it() -> None:
    """The two sides of a crease are apart by what the fold moved."""
    crease = Crease(148.0, upright=False, tilt=0.0, moved_mm=(0.0, 1.2), depth=0.2, raised=True)
    where = places(Feeding(0.0, (0.0, 0.0), (1.0, 1.0), 0.0, 100.0, 0.0, 0.0, (crease,)), _A4, 254.0, 10.0)
    moved_px = where[:, 500, 1] - np.arange(len(where))

    assert moved_px[1000] - moved_px[2000] == pytest.approx(12.0, abs=0.2)


def test_a_skewed_sheet_turns_about_its_middle() -> None:
    """A skew of 3 degrees leaves the middle of the page and moves its left edge by 5.5 mm."""
    where = places(Feeding(3.0, (0.0, 0.0), (1.0, 1.0), 0.0, 100.0, 0.0, 0.0, ()), _A4, 254.0, 10.0)

    assert where[1485, 1050] == pytest.approx((1050.0, 1485.0), abs=0.5)
    assert where[1485, 0, 1] - 1485 == pytest.approx(55.0, abs=1.0)
