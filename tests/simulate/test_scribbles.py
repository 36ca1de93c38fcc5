"""A scribble fills its box, with the gaps that its pen leaves."""

from dataclasses import replace

import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.canvas import Floats
from simulate.chance import Stream
from simulate.ink import draw_strokes
from simulate.places import Place
from simulate.scribbles import scribble, spiral
from tests.simulate.hands import PLAIN_PEN, SMOOTH, STEADY, white_paper

_BOX = BoxMm(15.0, 12.0, 5.0, 4.0)
_PLACE = Place(_BOX, np.empty((0, 2)), 0.5, 0.3, 0.6)


def _covered(seed: int, extent: float, pitch: float) -> float:
    """Return how much of the box is dark under a scribble."""
    rng = Stream(seed).rng()
    canvas = white_paper()
    draw_strokes(canvas, scribble(_PLACE, STEADY, rng, extent, pitch), PLAIN_PEN, SMOOTH, rng)
    box = canvas.pixels[12 * 20 : 16 * 20, 15 * 20 : 20 * 20]
    return float((box < 128).mean())


def test_a_dense_scribble_fills_the_box_and_a_loose_one_leaves_gaps() -> None:
    """Lines half a pen apart hide three quarters of the paper; three pens apart they hide less."""
    dense, loose = ([_covered(seed, 1.0, pitch) for seed in range(40)] for pitch in (0.5, 3.0))

    assert np.median(dense) > 0.7
    assert min(dense) > 0.5
    assert np.median(loose) < np.median(dense) - 0.1


@pytest.mark.parametrize("extent", [0.6, 1.0, 1.3])
def test_a_scribble_goes_as_far_as_it_is_told(extent: float) -> None:
    """The pen's outer edge is at about that share of the box's sides, the ends of slanted lines a little beyond."""
    reaches = []
    for seed in range(40):
        points = np.vstack([s.points_mm for s in scribble(_PLACE, STEADY, Stream(seed).rng(), extent, 0.7)])
        away = np.abs(points - _PLACE.centre_mm) + 0.25
        assert (away.max(axis=0) < np.array([2.5, 2.0]) * extent * 1.4 + 0.35).all()
        reaches.append(away.max(axis=0) / (2.5, 2.0))
    assert np.median(reaches, axis=0) == pytest.approx([extent, extent], abs=0.3)


def test_a_broad_pen_still_goes_over_a_box_four_times() -> None:
    """However far its lines are told to be apart."""
    wide = replace(_PLACE, pen_width_mm=3.0)
    for seed in range(20):
        strokes = scribble(wide, STEADY, Stream(seed).rng(), 1.0, 2.0)
        length = sum(float(np.hypot(*np.diff(s.points_mm, axis=0).T).sum()) for s in strokes)
        assert length > 3.0


def test_a_spiral_winds_outwards() -> None:
    """From its middle to half its width and height, by a step a turn."""
    half: Floats = np.array([2.0, 1.0])
    points = spiral(np.zeros(2), half, 0.25, STEADY, Stream(1).rng()).points_mm
    away = np.hypot(*(points / half).T)
    turns = np.abs(np.diff(np.unwrap(np.arctan2(points[:, 1] / half[1], points[:, 0] / half[0])))).sum() / (2 * np.pi)

    assert away[0] < 0.15
    assert away[-1] == pytest.approx(1.02, abs=0.2)
    assert turns == pytest.approx(4.0, abs=0.5)


def test_a_hand_that_lands_beside_scribbles_beside() -> None:
    """By six tenths of its bias, in boxes of the shorter side."""
    hand = replace(STEADY, bias=(0.5, -0.25))
    middles = []
    for seed in range(60):
        points = np.vstack([s.points_mm for s in scribble(_PLACE, hand, Stream(seed).rng(), 1.0, 0.7)])
        middles.append((points.max(axis=0) + points.min(axis=0)) / 2 - _PLACE.centre_mm)
    assert np.mean(middles, axis=0) == pytest.approx([0.5 * 4 * 0.6, -0.25 * 4 * 0.6], abs=0.12)
