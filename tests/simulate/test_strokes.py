"""A pen moves as a hand leads it."""

from dataclasses import replace

import numpy as np
import pytest

from simulate.canvas import Floats
from simulate.chance import Stream
from simulate.strokes import SAMPLE_STEP_MM, Stroke, curve, hooked, smooth_noise
from tests.simulate.hands import STEADY

_BEND: Floats = np.array([(0.0, 0.0), (2.0, 1.0), (4.0, 0.0), (6.0, 2.0)])
_LINE: Floats = np.array([(0.0, 0.0), (6.0, 0.0)])


def test_a_steady_curve_goes_through_its_points() -> None:
    """From the first to the last, in steps finer than a thin pen."""
    points = curve(_BEND, STEADY, Stream(1).rng()).points_mm

    assert np.allclose(points[[0, -1]], _BEND[[0, -1]])
    assert np.hypot(*(points[:, None] - _BEND).transpose(2, 0, 1)).min(axis=0).max() < SAMPLE_STEP_MM
    assert np.hypot(*np.diff(points, axis=0).T).max() <= SAMPLE_STEP_MM


@pytest.mark.parametrize("tremor_mm", [0.05, 0.2])
def test_a_shaking_hand_leaves_its_line_by_its_tremor(tremor_mm: float) -> None:
    """In the mean of many lines by about so much, and never far."""
    hand = replace(STEADY, tremor_mm=tremor_mm)
    away = np.concatenate([curve(_LINE, hand, Stream(seed).rng()).points_mm[:, 1] for seed in range(200)])

    assert 0.8 * tremor_mm < away.std() < 2.2 * tremor_mm
    assert np.abs(away).max() < 10 * tremor_mm


def test_pressure_is_about_usual_and_haste_ends_thin() -> None:
    """Between a fifth and 1.6; a careful hand rests at the end, a hasty one has left by then."""
    ends = {}
    for speed in (0.0, 1.0):
        strokes = [curve(_LINE, replace(STEADY, speed=speed), Stream(seed).rng()) for seed in range(100)]
        assert all(s.pressure.min() >= 0.2 and s.pressure.max() <= 1.6 for s in strokes)
        assert all(len(s.pressure) == len(s.points_mm) for s in strokes)
        assert np.mean([s.pressure.mean() for s in strokes]) == pytest.approx(1.0, abs=0.15)
        ends[speed] = np.mean([s.pressure[-1] for s in strokes])

    assert ends[1.0] < 0.7
    assert ends[0.0] > 1.0


def test_hasty_hands_hook_more_often() -> None:
    """A twelfth of the ends of a careful hand, two fifths of a hasty one's; a hook is half a millimetre at most."""
    shares = []
    for speed in (0.0, 1.0):
        hand = replace(STEADY, speed=speed)
        made = [hooked(_LINE, hand, Stream(seed).rng()) for seed in range(2000)]
        shares.append(sum(len(points) - 2 for points in made) / 4000)
        assert all(np.hypot(*(p - _LINE[:, None]).transpose(2, 0, 1)).min(axis=0).max() <= 0.5 for p in made)

    assert shares == pytest.approx([0.08, 0.43], abs=0.02)


def test_moving_and_scaling_keep_the_pressure() -> None:
    """And move the points by millimetres, or about a point."""
    stroke = Stroke(_LINE, np.array([1.0, 0.5]))
    moved, scaled = stroke.moved(1.0, -2.0), stroke.scaled(0.5, np.array([6.0, 2.0]))

    assert moved.points_mm.tolist() == [[1.0, -2.0], [7.0, -2.0]]
    assert scaled.points_mm.tolist() == [[3.0, 1.0], [6.0, 1.0]]
    assert moved.pressure is scaled.pressure is stroke.pressure
    assert stroke.points_mm.tolist() == _LINE.tolist()


def test_smooth_noise_changes_over_its_period() -> None:
    """Of unit spread at its knots; from one sample to the next by far less."""
    noise = np.concatenate([smooth_noise(400, 20.0, Stream(seed).rng()) for seed in range(20)])

    assert 0.6 < noise.std() < 1.0
    assert np.abs(np.diff(smooth_noise(400, 20.0, Stream(1).rng()), axis=0)).max() < 0.4
    assert smooth_noise(3, 100.0, Stream(1).rng()).shape == (3, 2)


def test_one_stream_draws_one_stroke() -> None:
    """Again and again, and another stream another."""
    hand = replace(STEADY, tremor_mm=0.1, speed=0.5)
    first, again, other = (curve(_BEND, hand, Stream(seed).rng()) for seed in (7, 7, 8))

    assert np.array_equal(first.points_mm, again.points_mm)
    assert np.array_equal(first.pressure, again.pressure)
    assert not np.array_equal(first.pressure, other.pressure[: len(first.pressure)])
