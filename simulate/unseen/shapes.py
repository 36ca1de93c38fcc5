"""Along which paths does a pen go to make a mark? In boxes: the middle is 0, the sides are at -0.5 and 0.5."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from simulate.truth import MarkKind
from simulate.unseen.curves import Path, hatching, loop, rounded, turned


class Style(StrEnum):
    """A way of marking a box."""

    CROSS_STRAIGHT = "straight cross"
    CROSS_CURVED = "curved cross"
    CROSS_HOOKED = "hooked cross"
    CROSS_GAP = "cross with a gap"
    CROSS_JOINED = "cross in one line"
    PLUS = "upright cross"
    SLASH = "slash"
    DASH = "dash"
    TICK_SHORT = "short tick"
    TICK_LONG = "long-tailed tick"
    LETTER_V = "letter v"
    LETTER_X = "letter x"
    LETTER_D = "letter đ"
    SCRIBBLE = "scribbled fill"
    FILL = "neat fill"
    DOT = "dot"
    SPIRAL = "spiral"
    RING = "ring"

    @property
    def kind(self) -> MarkKind:
        """What kind of mark it is for the truth."""
        return _KINDS[self]

    @property
    def dark(self) -> bool:
        """Tell whether it covers the box, so that a blackout beside it cannot be told from it."""
        return self in (Style.SCRIBBLE, Style.FILL, Style.SPIRAL, Style.DOT)


_KINDS = {
    Style.CROSS_STRAIGHT: MarkKind.CROSS,
    Style.CROSS_CURVED: MarkKind.CROSS,
    Style.CROSS_HOOKED: MarkKind.CROSS,
    Style.CROSS_GAP: MarkKind.CROSS,
    Style.CROSS_JOINED: MarkKind.CROSS,
    Style.PLUS: MarkKind.CROSS,
    Style.SLASH: MarkKind.SLASH,
    Style.DASH: MarkKind.SLASH,
    Style.TICK_SHORT: MarkKind.TICK,
    Style.TICK_LONG: MarkKind.TICK,
    Style.LETTER_V: MarkKind.LETTER,
    Style.LETTER_X: MarkKind.LETTER,
    Style.LETTER_D: MarkKind.LETTER,
    Style.SCRIBBLE: MarkKind.FILL,
    Style.FILL: MarkKind.FILL,
    Style.SPIRAL: MarkKind.FILL,
    Style.DOT: MarkKind.DOT,
    Style.RING: MarkKind.RING,
}


def mark_paths(style: Style, rng: np.random.Generator, nib: float) -> tuple[Path, ...]:
    """Return the paths of a mark about one box high; `nib` is the pen's width in boxes."""
    return _MAKERS[style](rng, nib)


def _cross_straight(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    return _line(rng, (-0.5, -0.5), (0.5, 0.5)), _line(rng, (0.5, -0.5), (-0.5, 0.5))


def _cross_curved(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    bow = rng.uniform(0.1, 0.3, 2) * rng.choice([-1, 1], 2)
    return _bowed(rng, (-0.5, -0.5), (0.5, 0.5), bow[0]), _bowed(rng, (0.5, -0.5), (-0.5, 0.5), bow[1])


def _cross_hooked(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    first = _near(rng, [(-0.42, -0.3), (-0.5, -0.5), (0.45, 0.45), (0.52, 0.3)])
    second = _near(rng, [(0.5, -0.45), (-0.42, 0.48), (-0.52, 0.3)])
    return rounded(first, 2), rounded(second, 2)


def _cross_gap(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    gap = rng.uniform(0.05, 0.18)
    pieces = [((-0.5, -0.5), (-gap, -gap)), ((gap, gap), (0.5, 0.5)), ((0.5, -0.5), (-0.5, 0.5))]
    return tuple(_line(rng, start, end) for start, end in pieces)


def _cross_joined(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    side = rng.uniform(0.25, 0.6)
    return (rounded(_near(rng, [(-0.5, -0.5), (0.45, 0.45), (0.55, side - 0.5), (0.45, -0.5), (-0.5, 0.5)]), 2),)


def _plus(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    tilt = rng.normal(0, 8)
    lines = _line(rng, (-0.5, 0.0), (0.5, 0.0)), _line(rng, (0.0, -0.5), (0.0, 0.5))
    return tuple(turned(line, tilt) for line in lines)


def _slash(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    side = rng.choice([1.0, 1.0, 1.0, -1.0])
    return (_bowed(rng, (0.5 * side, -0.55), (-0.5 * side, 0.55), rng.normal(0, 0.06)),)


def _dash(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    return (_bowed(rng, (-0.55, 0.0), (0.55, 0.0), rng.normal(0, 0.05)),)


def _tick_short(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    return (rounded(_near(rng, [(-0.4, 0.0), (-0.15, 0.4), (-0.1, 0.38), (0.4, -0.4)], 0.04), 2),)


def _tick_long(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    tail = rng.uniform(0.7, 1.3)
    points = [(-0.4, 0.05), (-0.12, 0.42), (-0.08, 0.42), (0.25, -0.1), (0.15 + 0.75 * tail, -0.25 - 0.75 * tail)]
    return (rounded(_near(rng, points, 0.04), 2),)


def _letter_v(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    return (rounded(_near(rng, [(-0.45, -0.4), (-0.05, 0.45), (0.05, 0.45), (0.4, -0.4), (0.55, -0.42)], 0.04), 2),)


def _letter_x(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    left = rounded(_near(rng, [(-0.45, -0.35), (-0.2, -0.45), (-0.02, 0.0), (-0.2, 0.45), (-0.45, 0.35)], 0.03))
    right = rounded(_near(rng, [(0.45, -0.35), (0.2, -0.45), (0.02, 0.0), (0.2, 0.45), (0.45, 0.35)], 0.03))
    return left, right


def _letter_d(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    bowl = loop(rng, 380, (0.25, 0.24)) + np.array([-0.05, 0.2])
    stem = _line(rng, (0.2, -0.55), (0.2, 0.48))
    return bowl, stem, _line(rng, (0.0, -0.3), (0.42, -0.32))


def _scribble(rng: np.random.Generator, nib: float) -> tuple[Path, ...]:
    tilt = rng.choice([0.0, 30.0, -40.0, 90.0]) + rng.normal(0, 8)
    first = hatching(rng, (0.95, 0.95), nib * rng.uniform(0.9, 2.2) + 0.03, tilt)
    if rng.random() < 0.5:
        return (first,)
    return first, hatching(rng, (0.9, 0.9), nib * rng.uniform(1.0, 2.5) + 0.03, tilt + rng.uniform(40, 100))


def _neat_fill(rng: np.random.Generator, nib: float) -> tuple[Path, ...]:
    border = np.array([(-0.42, -0.42), (0.42, -0.42), (0.42, 0.42), (-0.42, 0.42), (-0.42, -0.40)])
    return rounded(_near(rng, border, 0.02), 1), hatching(rng, (0.85, 0.85), nib * rng.uniform(0.5, 0.8) + 0.01, 0.0)


def _dot(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    size = rng.uniform(0.09, 0.17)
    angle = np.linspace(0, rng.uniform(8, 14), 24)
    radius = np.linspace(0, size, 24)
    return (np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]),)


def _spiral(rng: np.random.Generator, nib: float) -> tuple[Path, ...]:
    turns = min(max(0.45 / (nib * rng.uniform(0.9, 1.8) + 0.04), 2.0), 7.0)
    angle = np.linspace(0, 2 * np.pi * turns, int(24 * turns))
    radius = np.linspace(0.03, 0.45, len(angle)) * (1 + 0.08 * np.sin(angle * 0.37 + rng.uniform(0, 6)))
    return (np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]),)


def _ring(rng: np.random.Generator, _: float) -> tuple[Path, ...]:
    radius = rng.uniform(0.72, 0.95)
    return (loop(rng, rng.uniform(345, 420), (radius * rng.uniform(0.95, 1.15), radius)),)


def _near(rng: np.random.Generator, points: "list[tuple[float, float]] | Path", spread: float = 0.05) -> Path:
    return np.asarray(points, dtype=np.float64) + rng.normal(0, spread, (len(points), 2))


def _line(rng: np.random.Generator, start: tuple[float, float], end: tuple[float, float]) -> Path:
    return _near(rng, [start, end], 0.06)


def _bowed(rng: np.random.Generator, start: tuple[float, float], end: tuple[float, float], bow: float) -> Path:
    first, last = _near(rng, [start, end], 0.05)
    along = last - first
    middle = (first + last) / 2 + bow * np.array([-along[1], along[0]])
    return rounded(np.array([first, middle, last]))


_MAKERS: dict[Style, Callable[[np.random.Generator, float], tuple[Path, ...]]] = {
    Style.CROSS_STRAIGHT: _cross_straight,
    Style.CROSS_CURVED: _cross_curved,
    Style.CROSS_HOOKED: _cross_hooked,
    Style.CROSS_GAP: _cross_gap,
    Style.CROSS_JOINED: _cross_joined,
    Style.PLUS: _plus,
    Style.SLASH: _slash,
    Style.DASH: _dash,
    Style.TICK_SHORT: _tick_short,
    Style.TICK_LONG: _tick_long,
    Style.LETTER_V: _letter_v,
    Style.LETTER_X: _letter_x,
    Style.LETTER_D: _letter_d,
    Style.SCRIBBLE: _scribble,
    Style.FILL: _neat_fill,
    Style.DOT: _dot,
    Style.SPIRAL: _spiral,
    Style.RING: _ring,
}
