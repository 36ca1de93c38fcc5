"""What neighbours say of where a box is."""

import numpy as np

from omr.detect.neighbours import from_neighbours, lengths, spread_of_neighbours

# Four boxes, each the neighbour of all others.
NEAR = 1.0 - np.eye(4)


def test_neighbours_say_their_median() -> None:
    """One that was caught by a stroke moves nobody."""
    shifts_mm = np.array([[9.0, 9.0], [0.1, 0.2], [0.1, 0.2], [0.1, 0.2]])
    expected = from_neighbours(shifts_mm, np.ones(4), NEAR)

    assert np.allclose(expected, [[0.1, 0.2]] * 4)


def test_who_lost_its_outline_has_no_say() -> None:
    """And where nobody has, a box keeps its own shift."""
    shifts_mm = np.array([[0.0, 0.0], [0.5, 0.5], [0.5, 0.5], [-3.0, 1.0]])
    scores = np.array([0.1, 0.2, 0.3, 1.0])
    expected = from_neighbours(shifts_mm, scores, NEAR)

    assert np.allclose(expected[:3], shifts_mm[3])
    assert np.allclose(expected[3], shifts_mm[3])
    assert np.allclose(from_neighbours(shifts_mm, scores * 0.5, NEAR), shifts_mm)


def test_neighbours_of_one_mind_have_no_spread() -> None:
    """Along a fold half of them lie elsewhere."""
    agreed = np.array([[0.3, 0.4]] * 4)
    apart = agreed + np.array([[0.0, 0.0], [0.6, 0.8], [0.0, 0.0], [0.0, 0.0]])

    assert np.allclose(spread_of_neighbours(agreed, agreed, np.ones(4), NEAR), 0.0)
    assert np.allclose(spread_of_neighbours(apart, agreed, np.ones(4), NEAR), [1 / 3, 0.0, 1 / 3, 1 / 3])
    assert np.allclose(lengths(np.array([[[3.0, 4.0]]])), 5.0)
