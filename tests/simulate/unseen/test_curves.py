"""The lines of the second world's hands."""

import numpy as np
import pytest

from simulate.unseen.curves import hatching, loop, rounded, turned

_CORNER = np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)])


def test_corners_are_cut_and_ends_stay() -> None:
    """Each time a quarter of what is left; a straight line stays one."""
    once, thrice = rounded(_CORNER, 1), rounded(_CORNER, 3)

    assert once.tolist() == [[0, 0], [1, 0], [3, 0], [4, 1], [4, 3], [4, 4]]
    assert thrice[[0, -1]].tolist() == _CORNER[[0, -1]].tolist()
    nearest = [np.hypot(*(path - (4.0, 0.0)).T).min() for path in (once, thrice)]
    assert 0.7 < nearest[1] < 1.1
    assert (rounded(_CORNER, 0) == _CORNER).all()
    assert (rounded(np.array([(0.0, 1.0), (9.0, 1.0)]))[:, 1] == 1).all()


@pytest.mark.parametrize("sweep_deg", [330.0, 360.0, 420.0])
def test_a_loop_goes_round_as_far_as_it_is_told(sweep_deg: float) -> None:
    """About nothing, at about its radii, one way or the other."""
    ways = set()
    for seed in range(40):
        path = loop(np.random.default_rng(seed), sweep_deg, (2.0, 1.0))
        angle = np.unwrap(np.arctan2(path[:, 1] / 1.0, path[:, 0] / 2.0))
        ways.add(bool(angle[-1] > angle[0]))
        assert abs(angle[-1] - angle[0]) == pytest.approx(np.deg2rad(sweep_deg), abs=0.02)
        away = np.hypot(path[:, 0] / 2, path[:, 1])
        assert 0.6 < away.min() < away.max() < 1.7
    assert ways == {True, False}


def test_hatching_goes_over_its_rectangle() -> None:
    """As wide and high as it is told, closer where the pitch is less; five turns at least."""
    for seed in range(20):
        path = hatching(np.random.default_rng(seed), (1.0, 0.8), 0.1, 0.0)
        assert np.ptp(path, axis=0) == pytest.approx([1.0, 0.8], abs=0.3)
        assert np.abs((path.max(axis=0) + path.min(axis=0)) / 2).max() < 0.2
    dense, loose, least = (
        np.abs(np.diff(np.sign(np.diff(hatching(np.random.default_rng(1), (1.0, 0.8), pitch, 0.0)[:, 0])))).sum() / 2
        for pitch in (0.05, 0.1, 5.0)
    )
    assert dense > 1.6 * loose
    assert least >= 3


def test_a_turn_is_clockwise_as_seen() -> None:
    """With y down, right goes down at 90 degrees; lengths stay."""
    assert turned(np.array([(1.0, 0.0), (0.0, 1.0)]), 90.0) == pytest.approx(np.array([(0.0, 1.0), (-1.0, 0.0)]))
    path = hatching(np.random.default_rng(2), (1.0, 1.0), 0.2, 0.0)
    assert np.hypot(*turned(path, 33.0).T) == pytest.approx(np.hypot(*path.T))
