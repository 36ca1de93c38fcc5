"""Ink of the second world is as wide and as dark as its pen."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.unseen.nib import lay_ink
from simulate.unseen.pens import Pen, PenKind, draw_pen

_GEL = Pen(PenKind.GEL, "black", (0.0, 0.0, 0.0), 0.6, 1.0, 0.0, 0.0, 0.0, 0.0)
_LINE = (np.array([(10.0, 10.0), (20.0, 10.0)]),)
_PX_PER_MM = 300 / 25.4


@pytest.mark.parametrize("width_mm", [0.3, 0.6, 1.2])
def test_a_line_is_as_wide_as_its_pen(width_mm: float) -> None:
    """The ink of a 10 mm line covers its length times the pen's width."""
    patch = lay_ink(_LINE, replace(_GEL, width_mm=width_mm), _PX_PER_MM, np.random.default_rng(0))
    area_mm2 = float(patch.cover.sum()) / _PX_PER_MM**2

    assert area_mm2 == pytest.approx(10 * width_mm + np.pi * width_mm**2 / 4, rel=0.15)


def test_ink_lies_along_the_path() -> None:
    """The middle of the ink is the middle of the line."""
    patch = lay_ink(_LINE, _GEL, _PX_PER_MM, np.random.default_rng(1))
    rows, columns = np.nonzero(patch.cover > 0.5)

    assert (rows.mean() + patch.top_px) / _PX_PER_MM == pytest.approx(10.0, abs=0.1)
    assert (columns.mean() + patch.left_px) / _PX_PER_MM == pytest.approx(15.0, abs=0.2)


def test_a_faint_pencil_is_faint() -> None:
    """No pixel under a faint pencil takes away more than two fifths of the light."""
    rng = np.random.default_rng(2)
    for _ in range(10):
        patch = lay_ink(_LINE, draw_pen(PenKind.PENCIL_FAINT, rng), _PX_PER_MM, rng)
        assert 0.1 < float(patch.cover.max()) <= 0.4


def test_felt_creeps() -> None:
    """Ink that bleeds covers more paper than ink that does not."""
    dry = lay_ink(_LINE, _GEL, _PX_PER_MM, np.random.default_rng(3))
    wet = lay_ink(_LINE, replace(_GEL, bleed_mm=0.15), _PX_PER_MM, np.random.default_rng(3))

    assert (wet.cover > 0.05).sum() > (dry.cover > 0.05).sum()
