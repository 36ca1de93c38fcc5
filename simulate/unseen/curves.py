"""Which lines does a hand draw? Rounded ones, loops and hatching, in any unit."""

import numpy as np
from numpy.typing import NDArray

Path = NDArray[np.float64]
"""(n, 2): x to the right, y down."""


def rounded(points: Path, times: int = 3) -> Path:
    """Return the path with its corners cut (Chaikin 1974)."""
    for _ in range(times):
        quarter = 0.75 * points[:-1] + 0.25 * points[1:]
        three_quarters = 0.25 * points[:-1] + 0.75 * points[1:]
        middle = np.stack([quarter, three_quarters], axis=1).reshape(-1, 2)
        points = np.vstack([points[:1], middle, points[-1:]])
    return points


def loop(rng: np.random.Generator, sweep_deg: float, radii: tuple[float, float]) -> Path:
    """Return a hand's ring around 0: a little square, a little egg-shaped, its ends apart."""
    angle = rng.uniform(0, 2 * np.pi) + np.linspace(0, np.deg2rad(sweep_deg), 40) * rng.choice([-1, 1])
    square = rng.uniform(1.7, 2.6)
    radius = (np.abs(np.cos(angle)) ** square + np.abs(np.sin(angle)) ** square) ** (-1 / square)
    radius *= 1 + rng.normal(0, 0.05) * np.cos(angle) + rng.normal(0, 0.05) * np.sin(2 * angle)
    radius *= np.linspace(1, 1 + rng.uniform(-0.12, 0.15), len(angle))
    return np.column_stack([radius * np.cos(angle) * radii[0], radius * np.sin(angle) * radii[1]])


def hatching(rng: np.random.Generator, extent: tuple[float, float], pitch: float, tilt_deg: float) -> Path:
    """Return a zigzag that goes over a rectangle (in boxes, about 0)."""
    turns = max(int(extent[1] / max(pitch, 0.02)) + 1, 5)
    y = np.linspace(-0.5, 0.5, turns) * extent[1]
    x = np.where(np.arange(turns) % 2, 0.5, -0.5) * extent[0] * (1 + rng.normal(0, 0.08, turns))
    points = np.column_stack([x, y + rng.normal(0, 0.25 * pitch, turns)])
    return rounded(turned(points, tilt_deg), 2)


def turned(points: Path, angle_deg: float) -> Path:
    """Return the path turned about 0, clockwise as seen."""
    cos, sin = np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]), np.float64)
