"""Ink cut from real scans, where they are at hand."""

from pathlib import Path

import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.unseen.otherhands import draw_habit, varied
from simulate.unseen.realink import Cutting, cut_scans, laid

_SCANS = Path(__file__).parents[4] / "shared" / "realscans"
_BOX = BoxMm(100.0, 50.0, 4.5, 4.5)
_PX_PER_MM = 300 / 25.4


@pytest.mark.skipif(not _SCANS.exists(), reason="the real scans are not beside the project")
def test_real_marks_are_darker_than_real_bare_boxes() -> None:
    """Without their outlines, marked boxes hold far more ink than unmarked ones."""
    found = cut_scans(_SCANS)
    marks, bare = ([float(c.cover.mean()) for c in found if c.checked is checked] for checked in (True, False))

    assert len(marks) > 50
    assert min(marks) > 0.1
    assert np.quantile(bare, 0.95) < 0.05


def test_a_folder_without_scans_gives_nothing(tmp_path: Path) -> None:
    """Where there are no scans there are no cuttings."""
    assert cut_scans(tmp_path) == ()


def test_a_cutting_is_laid_over_its_box() -> None:
    """The middle of what is laid is the middle of the box, moved by the shift."""
    patch = laid(np.ones((20, 20), np.float32), _BOX, (0.5, 0.0), 1.0, _PX_PER_MM)
    middle_mm = (patch.left_px + patch.cover.shape[1] / 2) / _PX_PER_MM

    assert middle_mm == pytest.approx(_BOX.centre.x_mm + 2.25, abs=0.1)


def test_other_hands_leave_some_ink() -> None:
    """However real ink is thinned and weakened, some of it is left in or about the box."""
    cover = np.zeros((40, 40), np.float32)
    cover[10:30, 10:30] = 0.9
    rng = np.random.default_rng(4)
    for _ in range(30):
        patch = varied(Cutting(cover, True), _BOX, draw_habit(rng), _PX_PER_MM, rng)
        assert float(patch.cover.max()) > 0.15
