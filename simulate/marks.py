"""What strokes does a mark consist of? One shape per kind of mark, drawn by a hand in and around a box."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulate.cancelling import blackout, ring, strike
from simulate.canvas import Floats
from simulate.letters import written
from simulate.places import Place, held_to_box
from simulate.scribbles import scribble, spiral
from simulate.strokes import Hand, Stroke, curve, hooked
from simulate.truth import MarkKind

# Letters and signs that people put in a box to choose it.
_LETTERS = ("x", "v", "đ", "1", "x", "v")


@dataclass(frozen=True, slots=True)
class MarkShape:
    """The strokes of a mark in the order they were made: what was meant, and what took it back."""

    made: tuple[Stroke, ...]
    cancelling: tuple[Stroke, ...] = ()


def make_mark(kind: MarkKind, base: MarkKind, place: Place, hand: Hand, rng: np.random.Generator) -> MarkShape:
    """Return the strokes of a mark.

    Parameters
    ----------
    kind
        What the box shall hold; for a cancelled kind, `base` says which mark was taken back.
    """
    shown = base if kind.cancels else kind
    made = _SHAPES[shown](place, hand, rng)
    if shown is not MarkKind.RING:
        made = held_to_box(made, place)
    cancelling = _CANCELLING[kind](place, hand, rng) if kind in _CANCELLING else ()
    return MarkShape(made, cancelling)


def _aimed(unit: Floats, place: Place, hand: Hand, rng: np.random.Generator, size: float = 1.0) -> list[Floats]:
    """Return control points in mm for lines in units of the mark (-0.5..0.5, y down), put where the hand lands."""
    extent = place.side_mm * hand.size * size * rng.uniform(0.85, 1.15)
    lean = np.deg2rad(hand.slant_deg * 0.6 + rng.normal(0, 5 + 6 * hand.speed))
    cos, sin = np.cos(lean), np.sin(lean)
    offset = (np.array(hand.bias) + rng.normal(0, hand.scatter, 2)) * place.side_mm
    stretch = np.array([rng.uniform(0.88, 1.15), rng.uniform(0.88, 1.12)])
    turned = unit * stretch @ np.array([[cos, sin], [-sin, cos]])
    return [place.centre_mm + offset + line * extent for line in turned]


def _jitter(points: list[tuple[float, float]], rng: np.random.Generator, spread: float = 0.05) -> Floats:
    return np.array(points) + rng.normal(0, spread, (len(points), 2))


def _cross(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    bend = rng.normal(0, 0.03 + 0.06 * hand.speed, 2)
    down = _jitter([(-0.5, -0.5), (bend[0], -bend[0]), (0.5, 0.5)], rng)
    up = _jitter([(0.5, -0.5), (bend[1], bend[1]), (-0.5, 0.5)], rng)
    if rng.random() < 0.15:
        up = up[::-1]
    if rng.random() < 0.5:
        down, up = up, down
    if rng.random() < 0.22 * hand.speed + 0.04:
        # The hasty cross: the pen does not leave the paper between its two lines.
        joint = _jitter([(float((down[-1, 0] + up[0, 0]) / 2 + 0.12), float((down[-1, 1] + up[0, 1]) / 2))], rng)
        lines = _aimed(np.array([*down, *joint, *up])[None], place, hand, rng)
    else:
        lines = _aimed(np.array([down, up]), place, hand, rng)
    strokes = tuple(curve(hooked(line, hand, rng), hand, rng) for line in lines)
    # Some go over one line, or both, a second time.
    if rng.random() < 0.06:
        again = lines[int(rng.integers(len(lines)))] + rng.normal(0, 0.05, 2)
        strokes += (curve(again, hand, rng),)
    return strokes


def _tick(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    low = rng.uniform(-0.25, 0.0)
    rise = rng.uniform(0.5, 0.85)
    line = _jitter(
        [(-0.45, 0.0), (low, 0.45), ((low + 0.6) / 2, 0.45 - 0.5 * rise), (0.6, 0.45 - rise - 0.1)], rng, 0.04
    )
    if rng.random() < 0.25:
        line = np.vstack([line[0] + (-0.12, 0.12), line])
    if hand.left_handed:
        line = line * (-1, 1)
    (points,) = _aimed(line[None], place, hand, rng, 1.05)
    # A sharp turn at the bottom: the spline must not round it, so it is two curves of one stroke half of the time.
    if rng.random() < 0.5:
        return (curve(points, hand, rng),)
    turn = len(points) - 3
    return (curve(points[: turn + 1], hand, rng), curve(points[turn:], hand, rng))


def _fill(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    # Most fill a box as they were told to; some are in a hurry and leave a third of it white.
    extent = float(np.clip(hand.size, 0.78, 1.08)) * rng.uniform(0.88, 1.02)
    pitch = rng.uniform(0.45, 0.9) if rng.random() < 0.75 - 0.3 * hand.speed else rng.uniform(0.9, 1.6)
    return scribble(place, hand, rng, extent, pitch)


def _slash(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    ends = _jitter([(0.5, -0.5), (0.0, 0.0), (-0.5, 0.5)], rng)
    if rng.random() < 0.2:
        ends = ends * (-1, 1)
    elif rng.random() < 0.12:
        ends = ends * (1, 0.2)
    (points,) = _aimed(ends[None], place, hand, rng, 1.1)
    return (curve(hooked(points, hand, rng), hand, rng),)


def _dot(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    # From a firmly pressed point to a small scribble: 0.8 mm is what a person still sees as meant.
    size_mm = rng.uniform(0.8, 1.7)
    offset = (np.array(hand.bias) + rng.normal(0, hand.scatter, 2)) * place.side_mm * 0.8
    half = np.full(2, size_mm / 2)
    return (spiral(place.centre_mm + offset, half, max(place.pen_width_mm * 0.7, 0.18), hand, rng),)


def _letter(place: Place, hand: Hand, rng: np.random.Generator) -> tuple[Stroke, ...]:
    letter = _LETTERS[int(rng.integers(len(_LETTERS)))]
    strokes = written(letter, (0.0, 0.0), hand, rng)
    points = np.vstack([stroke.points_mm for stroke in strokes])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    extent = float(np.ptp(points, axis=0).max())
    factor = place.side_mm * min(hand.size, 1.2) * rng.uniform(0.75, 1.05) / extent
    offset = (np.array(hand.bias) + rng.normal(0, hand.scatter, 2)) * place.side_mm
    shift = place.centre_mm + offset - middle
    return tuple(stroke.scaled(factor, middle).moved(shift[0], shift[1]) for stroke in strokes)


_Maker = Callable[[Place, Hand, np.random.Generator], tuple[Stroke, ...]]

_SHAPES: dict[MarkKind, _Maker] = {
    MarkKind.CROSS: _cross,
    MarkKind.TICK: _tick,
    MarkKind.FILL: _fill,
    MarkKind.SLASH: _slash,
    MarkKind.DOT: _dot,
    MarkKind.LETTER: _letter,
    MarkKind.RING: ring,
}

_CANCELLING: dict[MarkKind, _Maker] = {
    MarkKind.CROSS_RINGED: ring,
    MarkKind.BLACKOUT: blackout,
    MarkKind.CROSS_AGAIN: strike,
}
