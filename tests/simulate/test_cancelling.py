"""What takes a mark back can be seen to."""

import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.cancelling import blackout, ring, strike
from simulate.canvas import Floats
from simulate.chance import Stream
from simulate.ink import draw_strokes
from simulate.places import Place
from simulate.strokes import Stroke
from tests.simulate.hands import PLAIN_PEN, SMOOTH, STEADY, white_paper

_BOX = BoxMm(18.0, 13.0, 4.0, 4.0)
_CENTRE = np.array([20.0, 15.0])
_NEAR: Floats = np.array([(28.0, 15.0), (12.0, 15.0), (20.0, 23.0)])


def _place(neighbours: Floats = _NEAR, box: BoxMm = _BOX) -> Place:
    return Place(box, neighbours, 0.5, 0.3, 0.6)


def _points(strokes: tuple[Stroke, ...]) -> Floats:
    return np.vstack([stroke.points_mm for stroke in strokes])


@pytest.mark.parametrize(
    ("neighbours", "limit_mm"), [(_NEAR, 6.0), (np.empty((0, 2)), 6.0), (np.array([(25.5, 15.0)]), 3.8)]
)
def test_a_ring_goes_round_the_box_and_takes_in_no_other(neighbours: Floats, limit_mm: float) -> None:
    """On all sides, further out than its edges, nowhere as far as where a neighbour begins."""
    for seed in range(60):
        points = _points(ring(_place(neighbours), STEADY, Stream(seed).rng())) - _CENTRE
        angles = np.sort(np.arctan2(points[:, 1], points[:, 0]))
        gap = np.diff(np.append(angles, angles[0] + 2 * np.pi)).max()
        assert gap < 0.6
        assert np.hypot(*points.T).min() > 1.6
        assert np.hypot(*points.T).max() < limit_mm


def test_a_ring_about_a_long_box_is_long() -> None:
    """It takes in the whole of an oval that is twice as wide as high."""
    long = BoxMm(16.0, 13.0, 8.0, 4.0)
    for seed in range(20):
        points = _points(ring(_place(np.empty((0, 2)), long), STEADY, Stream(seed).rng()))
        assert np.ptp(points[:, 0]) > 8.0
        assert np.ptp(points[:, 1]) > 4.0


def test_a_blackout_leaves_little_white() -> None:
    """Nine tenths of the box are dark for most, and what is dark lies about the box."""
    shares = []
    for seed in range(40):
        rng, canvas = Stream(seed).rng(), white_paper()
        draw_strokes(canvas, blackout(_place(), STEADY, rng), PLAIN_PEN, SMOOTH, rng)
        dark = canvas.pixels < 128
        shares.append(float(dark[260:340, 360:440].mean()))
        dark[230:370, 330:470] = False
        assert not dark.any()
    assert np.median(shares) > 0.9
    assert min(shares) > 0.65


def test_a_strike_crosses_the_box_from_side_to_side() -> None:
    """Lines, a wave or more crosses: always wider than the box, never into a neighbour."""
    kinds = set()
    for seed in range(80):
        strokes = strike(_place(), STEADY, Stream(seed).rng())
        points = _points(strokes)
        kinds.add(len(strokes))
        assert np.ptp(points[:, 0]) > 4.0
        assert np.abs(points - _CENTRE).max() < 6.0
        assert (np.hypot(*(points[:, None] - _NEAR).transpose(2, 0, 1)) > 2.0).all()
    # One wave, two or three lines, four lines of two more crosses.
    assert kinds == {1, 2, 3, 4}


@pytest.mark.parametrize("cancel", [ring, blackout, strike])
def test_one_stream_cancels_in_one_way(cancel: object) -> None:
    """Again and again, whatever was drawn before."""
    assert callable(cancel)
    first, again, other = (_points(cancel(_place(), STEADY, Stream(seed).rng())) for seed in (5, 5, 6))

    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.allclose(first, other)
