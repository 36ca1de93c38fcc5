"""How is a box scribbled full? Zigzags, loops and spirals, with the gaps that a pen leaves."""

import numpy as np

from simulate.canvas import Floats
from simulate.places import Place
from simulate.strokes import Hand, Stroke, curve


def scribble(place: Place, hand: Hand, rng: np.random.Generator, extent: float, pitch: float) -> tuple[Stroke, ...]:
    """Return a box scribbled over: zigzag, loops or a spiral, `pitch` pen widths from line to line."""
    # The pen's own width counts: its middle stays half of it inside the edge.
    sides = np.array([place.box.width_mm, place.box.height_mm])
    half = np.maximum(sides * extent - 0.7 * place.pen_width_mm, 0.35 * sides) / 2
    offset = (np.array(hand.bias) + rng.normal(0, hand.scatter, 2)) * place.side_mm * 0.6
    centre = place.centre_mm + offset
    # Four lines at least, however broad the pen.
    step_mm = min(max(place.pen_width_mm * pitch, 0.2), float(half.min()) * 2 / 4)
    style = rng.choice(3, p=[0.6, 0.25, 0.15])
    if style == 2:
        return (spiral(centre, half, step_mm, hand, rng),)
    passes = 2 if rng.random() < 0.35 else 1
    return tuple(
        stroke for _ in range(passes) for stroke in _zigzag(centre, half, step_mm * passes, hand, rng, bool(style))
    )


def _zigzag(
    centre: Floats, half: Floats, step_mm: float, hand: Hand, rng: np.random.Generator, looped: bool
) -> list[Stroke]:
    angle = rng.uniform(-0.3, 0.3) + rng.choice([0.0, 0.6, 1.57, 2.5])
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    reach = float(np.abs(across) @ half)
    points = []
    side = 1
    at = -reach
    while at <= reach:
        chord = _chord(along, across * at, half) * (1 - 0.12 * rng.random()) + rng.normal(0, 0.05)
        points.append(centre + across * at + along * side * max(chord, 0.1))
        if looped:
            points.append(centre + across * (at + step_mm * 0.4) + along * side * max(chord * 0.85, 0.1))
        at += step_mm * rng.uniform(0.6, 1.4)
        side = -side
    # In pieces, so that line over line is darker where they overlap.
    path = np.array(points)
    piece = 4
    return [curve(path[i : i + piece + 1], hand, rng) for i in range(0, len(path) - 1, piece)]


def _chord(along: Floats, at: Floats, half: Floats) -> float:
    """Return half the length of the chord through `at` in direction `along` of a box with rounded corners."""
    limits = [(half[i] - abs(at[i])) / abs(along[i]) for i in (0, 1) if abs(along[i]) > 1e-6]
    straight = max(min(limits), 0.0)
    reach = np.hypot(*(at / half)) / np.sqrt(2)
    return float(straight * (1 - 0.15 * reach))


def spiral(centre: Floats, half: Floats, step_mm: float, hand: Hand, rng: np.random.Generator) -> Stroke:
    """Return a spiral from a point outwards to `half` (2,) its width and height, `step_mm` from turn to turn."""
    turns = max(float(half.min()) / step_mm, 1.5)
    angles = np.linspace(0, 2 * np.pi * turns, int(turns * 9) + 4) + rng.uniform(0, 6)
    radius = np.linspace(0.05, 1.02, len(angles)) * (1 + rng.normal(0, 0.05, len(angles)))
    return curve(centre + np.column_stack([np.cos(angles), np.sin(angles)]) * half * radius[:, None], hand, rng)
