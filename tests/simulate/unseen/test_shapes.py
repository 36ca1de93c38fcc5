"""The marks of the second world are in and about their box."""

import numpy as np
import pytest

from simulate.truth import MarkKind
from simulate.unseen.shapes import Style, mark_paths


@pytest.mark.parametrize("style", list(Style))
def test_a_mark_is_about_its_box(style: Style) -> None:
    """The paths of a mark have their middle near that of the box and reach no further than two boxes."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        points = np.vstack(mark_paths(style, rng, 0.1))
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        assert np.abs(points).max() < 2.0
        assert np.hypot(*middle) < 0.75


def test_only_a_ring_leaves_the_box_empty() -> None:
    """A ring goes around the box; every other mark has lines inside it."""
    rng = np.random.default_rng(1)
    for style in Style:
        points = np.vstack(mark_paths(style, rng, 0.1))
        inside = np.all(np.abs(points) < 0.5, axis=1).any()
        assert inside == (style.kind is not MarkKind.RING)
