"""The parts of a patch around a box."""

import numpy as np
import pytest

from omr.detect.register import PX_PER_MM
from omr.detect.zones import RING_DIRECTIONS, WIDE_PX_PER_MM, around_zones, wide_half_mm, zones_of
from omr.layout.sheet import BoxShape

KINDS = [(BoxShape.BOX, 4.5, 4.5), (BoxShape.BOX, 5.0, 3.5), (BoxShape.BUBBLE, 5.2, 3.6)]
SIDE_PX = 49


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_averages_over_itself(kind: tuple[BoxShape, float, float]) -> None:
    """The weights of a part come to one; the nine parts of the inside are all of it and share no pixel."""
    zones = zones_of(kind, SIDE_PX)
    inside, core, margin, *ninths = (zones.weights > 0).reshape(SIDE_PX, SIDE_PX, 12).transpose(2, 0, 1)

    assert np.allclose(zones.weights.sum(axis=0), 1.0, atol=1e-5)
    assert np.array_equal(inside, zones.inside)
    assert np.array_equal(np.sum(ninths, axis=0), inside)
    assert inside[core].all()
    assert not (inside & margin).any()
    assert inside[zones.deep].all()
    assert zones.deep.sum() < inside.sum()


@pytest.mark.parametrize("kind", KINDS)
def test_the_outline_belongs_to_no_part(kind: tuple[BoxShape, float, float]) -> None:
    """Nothing within 0.25 mm of the printed line is looked at."""
    zones = zones_of(kind, SIDE_PX)
    middle, (_, width_mm, height_mm) = SIDE_PX // 2, kind
    for off_mm in (-0.25, 0.0, 0.25):
        right, bottom = (middle + round((side / 2 + off_mm) * PX_PER_MM) for side in (width_mm, height_mm))
        for place in ((middle, right), (bottom, middle)):
            assert not zones.inside[place]
            assert not zones.off_outline[place]
    assert zones.off_outline[middle, middle + round((width_mm / 2 + 1.0) * PX_PER_MM)]


def test_the_paper_around_is_parted_by_direction() -> None:
    """Each pixel beyond the outline lies in one of the sixteen, and the furthest are a part of it."""
    kind = KINDS[0]
    around = around_zones(kind)
    side = 2 * round(wide_half_mm(kind) * WIDE_PX_PER_MM) + 1
    ends = [*around.starts[1:], len(around.pixels)]

    assert around.around.shape == (side * side, RING_DIRECTIONS)
    assert around.around.sum(axis=1).max() == 1.0
    assert (around.outer <= around.around).all()
    assert 0 < around.outer.sum() < around.around.sum()
    for direction, (start, end) in enumerate(zip(around.starts, ends, strict=True)):
        assert set(around.pixels[start:end]) == set(np.flatnonzero(around.around[:, direction]))
    # Opposite directions hold as much paper: the box is in the middle.
    amounts = around.around.sum(axis=0)
    assert np.allclose(amounts[:8], amounts[8:], atol=2)
