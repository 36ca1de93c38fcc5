"""How does a pen move? Strokes as curves in millimetres, with the tremor, hooks and pressure of a hand."""

from dataclasses import dataclass, replace

import numpy as np

from simulate.canvas import Floats

# Finer than half the thinnest pen, so that the polyline never shows its corners.
SAMPLE_STEP_MM = 0.14


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of the pen on the paper: `points_mm` (n, 2) and `pressure` (n,), 1 being this writer's usual."""

    points_mm: Floats
    pressure: Floats

    def moved(self, dx_mm: float, dy_mm: float) -> "Stroke":
        """Return the stroke moved."""
        return replace(self, points_mm=self.points_mm + np.array([dx_mm, dy_mm]))

    def scaled(self, factor: float, centre_mm: Floats) -> "Stroke":
        """Return the stroke scaled about a point."""
        return replace(self, points_mm=centre_mm + (self.points_mm - centre_mm) * factor)


@dataclass(frozen=True, slots=True)
class Hand:
    """How a person writes; drawn once per respondent.

    `size` is a mark's extent in boxes; `slant_deg` leans everything; `tremor_mm` is the standard deviation of the
    shake; `speed` (0 careful, 1 hasty) bends lines, joins strokes and lets ends trail off; `bias` is where marks
    land on average, in boxes from the centre, and `scatter` how they spread about it.
    """

    size: float
    slant_deg: float
    tremor_mm: float
    speed: float
    bias: tuple[float, float]
    scatter: float
    letter_mm: float
    left_handed: bool


def curve(controls_mm: Floats, hand: Hand, rng: np.random.Generator, step_mm: float = SAMPLE_STEP_MM) -> Stroke:
    """Return the stroke that a hand makes through control points (n >= 2, 2): smooth, shaken, unevenly pressed."""
    path = _sampled(_through(controls_mm), step_mm)
    path = path + smooth_noise(len(path), (2.2 + 3 * hand.speed) / step_mm, rng) * hand.tremor_mm * 1.6
    path = path + smooth_noise(len(path), 0.5 / step_mm, rng) * hand.tremor_mm * 0.5
    return Stroke(path, _pressure(len(path), hand, rng))


def hooked(controls_mm: Floats, hand: Hand, rng: np.random.Generator) -> Floats:
    """Return control points with a small hook at an end, as a hasty pen that lands or leaves while moving."""
    points = controls_mm
    for at_end in (False, True):
        if rng.random() < 0.08 + 0.35 * hand.speed:
            here, inner = (points[-1], points[-2]) if at_end else (points[0], points[1])
            along = here - inner
            length = float(np.hypot(*along)) + 1e-9
            turn = rng.uniform(1.2, 2.6) * (1 if rng.random() < 0.5 else -1)
            away = _turned(along / length, turn) * rng.uniform(0.15, 0.5)
            points = np.vstack([points, here + away]) if at_end else np.vstack([here + away, points])
    return points


def smooth_noise(count: int, period: float, rng: np.random.Generator) -> Floats:
    """Return (count, 2) noise of unit spread that changes over about `period` samples."""
    knots = max(int(count / max(period, 1.0)) + 3, 4)
    values = rng.standard_normal((knots, 2))
    at = np.linspace(0, knots - 1.001, count)
    index = at.astype(int)
    part = at - index
    part = (part * part * (3 - 2 * part))[:, None]
    return np.asarray(values[index] * (1 - part) + values[index + 1] * part)


def _through(controls: Floats) -> Floats:
    """Return a dense Catmull-Rom curve through control points."""
    if len(controls) == 2:
        return controls
    padded = np.vstack([2 * controls[0] - controls[1], controls, 2 * controls[-1] - controls[-2]])
    t = np.linspace(0, 1, 9)[:-1, None, None]
    p0, p1, p2, p3 = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    inner = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    return np.vstack([inner.transpose(1, 0, 2).reshape(-1, 2), controls[-1:]])


def _sampled(path: Floats, step_mm: float) -> Floats:
    gaps = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(gaps)])
    count = max(int(along[-1] / step_mm) + 2, 3)
    at = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1])])


def _pressure(count: int, hand: Hand, rng: np.random.Generator) -> Floats:
    at = np.linspace(0, 1, count)
    pressure = 1 + 0.12 * smooth_noise(count, count / 3, rng)[:, 0]
    # The pen rests where it lands and thins out where it leaves; haste makes the second stronger.
    pressure += rng.uniform(0, 0.35) * np.exp(-at * 12)
    pressure += rng.uniform(0, 0.30) * (1 - hand.speed) * np.exp(-(1 - at) * 12)
    tail = rng.uniform(0.1, 0.9) * hand.speed
    pressure -= tail * np.clip((at - 0.75) / 0.25, 0, 1) ** 2
    return np.clip(pressure, 0.2, 1.6)


def _turned(vector: Floats, angle: float) -> Floats:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([vector[0] * cos - vector[1] * sin, vector[0] * sin + vector[1] * cos])
