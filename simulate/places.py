"""Where is a mark made, and how far from its box may it stray before nobody can say what it means?"""

from dataclasses import dataclass

import numpy as np

from omr.geometry import BoxMm
from simulate.canvas import Floats
from simulate.strokes import Stroke


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark is made: the box, its neighbours' centres (n, 2) in mm, and the width of the pen.

    `max_offset` is how far the mark's middle may lie from the box's, in boxes, and `min_inside` the least share of
    its ink inside the box: beyond them a person could not say what was meant.
    """

    box: BoxMm
    neighbours_mm: Floats
    pen_width_mm: float
    max_offset: float
    min_inside: float

    @property
    def centre_mm(self) -> Floats:
        """The middle of the box, shape (2,)."""
        return np.array([self.box.centre.x_mm, self.box.centre.y_mm])

    @property
    def side_mm(self) -> float:
        """The length by which marks are scaled: the box's shorter side."""
        return min(self.box.width_mm, self.box.height_mm)

    @property
    def room_mm(self) -> float:
        """How far from the middle a ring may go before it takes in a neighbouring box."""
        if not len(self.neighbours_mm):
            return 1.4 * self.side_mm
        nearest = float(np.hypot(*(self.neighbours_mm - self.centre_mm).T).min())
        return max(nearest - 0.62 * self.side_mm, 0.62 * self.side_mm)


def held_to_box(strokes: tuple[Stroke, ...], place: Place) -> tuple[Stroke, ...]:
    """Return the mark, moved and shrunk towards its box as little as it takes for a person to be sure of it."""
    for _ in range(12):
        points = np.vstack([stroke.points_mm for stroke in strokes])
        middle = points.mean(axis=0)
        away = middle - place.centre_mm
        limit_mm = place.max_offset * place.side_mm
        distance = float(np.hypot(*away))
        if distance > limit_mm:
            pull = away * (limit_mm / distance - 1)
            strokes = tuple(stroke.moved(pull[0], pull[1]) for stroke in strokes)
        elif _inside_share(points, place.box) < place.min_inside or not _mostly_own(points, place):
            step = -0.25 * away
            strokes = tuple(stroke.scaled(0.92, middle).moved(step[0], step[1]) for stroke in strokes)
        else:
            break
    return strokes


def _inside_share(points: Floats, box: BoxMm) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.mean((x > box.x_mm) & (x < box.right_mm) & (y > box.y_mm) & (y < box.bottom_mm)))


def _mostly_own(points: Floats, place: Place) -> bool:
    """Tell whether at least four fifths of the ink are nearer to this box than to any other."""
    if not len(place.neighbours_mm):
        return True
    own = np.hypot(*(points - place.centre_mm).T)
    other = np.hypot(*(points[:, None, :] - place.neighbours_mm).transpose(2, 0, 1)).min(axis=1)
    return float(np.mean(own < other)) >= 0.8
