"""Which marks can be seen on a scan."""

import numpy as np
from numpy.typing import NDArray

from simulate.unseen.visible import unseen_marks


def _scan(level: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    scan, owner = np.full((60, 60), 230, np.uint8), np.zeros((60, 60), np.uint8)
    owner[20:24, 10:50] = 1
    scan[owner == 1] = level
    return scan, owner


def test_a_dark_line_shows() -> None:
    """A mark 60 levels below its paper is seen."""
    assert unseen_marks(*_scan(170), 1, one_bit=False) == frozenset()


def test_a_line_as_light_as_its_paper_does_not_show() -> None:
    """A mark 8 levels below its paper is not seen."""
    assert unseen_marks(*_scan(222), 1, one_bit=False) == {1}


def test_a_mark_under_paint_does_not_show() -> None:
    """A mark whose ink is nowhere on the scan is not seen."""
    scan, owner = _scan(100)

    assert unseen_marks(scan, owner, 2, one_bit=False) == {2}
