"""How is a mark taken back? A ring around it, a scribble over it, lines or more crosses through it."""

import numpy as np

from simulate.canvas import Floats
from simulate.places import Place
from simulate.scribbles import scribble
from simulate.strokes import Hand, Stroke, curve


def ring(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Return a ring around the whole box, or as much of one as fits between its neighbours."""
    widest = place.room_mm / place.side_mm
    radius = place.side_mm * min(rng.uniform(0.66, 1.0), max(widest, 0.64))
    centre = place.centre_mm + rng.normal(0, 0.04 + hand.scatter / 2, 2) * place.side_mm
    across = max(place.box.width_mm / place.side_mm, 1.0)
    radii = np.array([radius * across * rng.uniform(0.92, 1.2), radius * rng.uniform(0.85, 1.05)])
    # A hand's ring swells by up to a third; even so it takes in no neighbour.
    radii *= min(1.0, place.room_mm / (1.3 * float(radii.max())))
    radii = np.maximum(radii, 0.62 * np.array([place.box.width_mm, place.box.height_mm]))
    return (_ring_around(centre, radii, hand, rng),)


def blackout(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Return a box scribbled black twice over, a little beyond its edge."""
    twice = scribble(place, hand, rng, rng.uniform(1.0, 1.2), rng.uniform(0.55, 0.85))
    return twice + scribble(place, hand, rng, rng.uniform(0.9, 1.15), rng.uniform(0.6, 1.0))


def strike(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    """Return what strikes a mark out: two or three lines through it, a wave, or more crosses upon the cross."""
    reach = min(place.room_mm, 1.1 * place.side_mm)
    style = rng.random()
    if style < 0.2:
        x = np.linspace(-1, 1, int(rng.integers(9, 14))) * reach
        y = np.resize([-1.0, 1.0], len(x)) * place.side_mm * rng.uniform(0.15, 0.3)
        return (curve(place.centre_mm + np.column_stack([x, y]) + rng.normal(0, 0.15, (len(x), 2)), hand, rng),)
    if style < 0.4:
        turns = rng.uniform(0, np.pi) + np.arange(4) * np.pi / 4
        ends = np.column_stack([np.cos(turns), np.sin(turns)]) * reach * 0.85
        return tuple(
            curve(place.centre_mm + np.array([-end, 0 * end, end]) + rng.normal(0, 0.2, (3, 2)), hand, rng)
            for end in ends
        )
    tilt = rng.uniform(-0.25, 0.25)
    strokes = []
    for level in np.linspace(-0.18, 0.18, int(rng.integers(2, 4))):
        ends = np.array([(-1.0, -tilt), (0.0, rng.normal(0, 0.05)), (1.0, tilt)]) * reach
        ends = ends + place.centre_mm + (0.0, (level + rng.normal(0, 0.05)) * place.side_mm)
        strokes.append(curve(ends + rng.normal(0, 0.15, (3, 2)), hand, rng))
    return tuple(strokes)


def _ring_around(centre_mm: Floats, radii_mm: Floats, hand: Hand, rng: np.random.Generator) -> Stroke:
    """Return a ring drawn by hand: not quite round, not quite closed or closed twice over."""
    start = rng.uniform(0, 2 * np.pi)
    sweep = 2 * np.pi * rng.choice([0.96, 1.0, 1.06, 1.15, 1.3], p=[0.1, 0.25, 0.35, 0.2, 0.1])
    angles = start + np.linspace(0, sweep, 14) * (1 if rng.random() < 0.8 else -1)
    oval, bump = rng.normal(0, 0.07), rng.normal(0, 0.04 + 0.03 * hand.speed)
    wave = 1 + oval * np.sin(angles * 2 + rng.uniform(0, 6)) + bump * np.sin(angles * 3 + rng.uniform(0, 6))
    drift = 1 + np.linspace(0, rng.uniform(-0.08, 0.16), len(angles))
    points = centre_mm + np.column_stack([np.cos(angles), np.sin(angles)]) * radii_mm * (wave * drift)[:, None]
    return curve(points, hand, rng)
