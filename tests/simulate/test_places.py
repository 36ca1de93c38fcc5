"""A mark stays where a person would say which box it is in."""

import numpy as np
import pytest

from omr.geometry import BoxMm
from simulate.canvas import Floats
from simulate.places import Place, held_to_box
from simulate.strokes import Stroke

_BOX = BoxMm(10.0, 10.0, 4.0, 6.0)
_ALONE: Floats = np.empty((0, 2))


def _place(*neighbours: tuple[float, float], max_offset: float = 0.25, min_inside: float = 0.6) -> Place:
    return Place(_BOX, np.array(neighbours).reshape(-1, 2), 0.5, max_offset, min_inside)


def _cross(x_mm: float, y_mm: float, half_mm: float = 1.5) -> tuple[Stroke, ...]:
    at = np.linspace(-half_mm, half_mm, 41)
    lines = (np.column_stack([at, at]), np.column_stack([at, -at]))
    return tuple(Stroke(line + np.array([x_mm, y_mm]), np.ones(len(line))) for line in lines)


def _points(strokes: tuple[Stroke, ...]) -> Floats:
    return np.vstack([stroke.points_mm for stroke in strokes])


def test_a_place_is_measured_by_the_shorter_side() -> None:
    """A ring has 1.4 sides of room about the middle, less where a neighbour is near, never less than 0.62."""
    assert _place().centre_mm.tolist() == [12.0, 13.0]
    assert (_place().side_mm, _place().room_mm) == pytest.approx((4.0, 5.6))
    assert _place((20.0, 13.0), (12.0, 23.0)).room_mm == pytest.approx(8.0 - 0.62 * 4)
    assert _place((12.5, 13.0)).room_mm == pytest.approx(0.62 * 4)


def test_what_is_in_its_place_is_left_alone() -> None:
    """To the last point."""
    mark = _cross(12.4, 13.2)
    assert held_to_box(mark, _place()) == mark


@pytest.mark.parametrize("away", [(3.0, 0.0), (0.0, -5.0), (8.0, 8.0)])
def test_a_mark_that_strayed_is_moved_back_as_little_as_it_takes(away: tuple[float, float]) -> None:
    """Its middle comes to the limit, on the side it was on; it keeps its size."""
    held = _points(held_to_box(_cross(12.0 + away[0], 13.0 + away[1]), _place()))
    off = held.mean(axis=0) - (12.0, 13.0)

    assert np.hypot(*off) == pytest.approx(0.25 * 4.0, abs=0.01)
    assert off / np.hypot(*off) == pytest.approx(np.array(away) / np.hypot(*away), abs=0.01)
    assert np.ptp(held, axis=0) == pytest.approx([3.0, 3.0])


def test_a_mark_that_is_too_large_shrinks_until_enough_of_it_is_inside() -> None:
    """About its own middle."""
    held = _points(held_to_box(_cross(12.0, 13.0, 4.0), _place(min_inside=0.9)))
    inside = np.mean(np.all(np.abs(held - (12.0, 13.0)) < (2.0, 3.0), axis=1))

    assert inside >= 0.9
    assert held.mean(axis=0) == pytest.approx([12.0, 13.0])
    assert np.ptp(held[:, 0]) > 3.5


def test_most_of_the_ink_is_nearer_to_its_own_box() -> None:
    """Where a neighbour stands close a mark between the two is drawn to its own."""
    place = _place((17.0, 13.0), max_offset=0.6, min_inside=0.0)
    held = _points(held_to_box(_cross(14.4, 13.0, 2.5), place))
    own, other = (np.hypot(*(held - centre).T) for centre in ((12.0, 13.0), (17.0, 13.0)))

    assert np.mean(own < other) >= 0.8
