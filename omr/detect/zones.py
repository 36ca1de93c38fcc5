"""Which pixels of a patch belong to which part of a box? The same for every page: worked out once for each kind."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import OUTLINE_MM, BoxKind, outline_distance
from omr.detect.register import PX_PER_MM

_MARGIN_MM = 1.2
_RING_MM = 2.6
RING_DIRECTIONS = 16
# Marks overshoot by less than this; lines that pass through go further.
_OUTER_MM = 1.5
# A ring around a box needs no more.
WIDE_PX_PER_MM = 4.0


@dataclass(frozen=True, slots=True)
class Zones:
    """The parts of a patch around a box of one kind, the same for every page: made once."""

    inside: NDArray[np.bool_]
    deep: NDArray[np.bool_]
    """What of the inside is out of the outline's reach when three pixels are averaged."""
    weights: NDArray[np.float32]
    """(P * P, 12): each column averages over one part: inside, core, margin, and nine parts of the inside."""
    through: NDArray[np.int64]
    """Rows and columns that pass through the inside."""
    off_outline: NDArray[np.bool_]


@lru_cache(maxsize=16)
def zones_of(kind: BoxKind, side: int) -> Zones:
    """Return the parts of patches of (side, side) pixels at `PX_PER_MM`."""
    _, width_mm, height_mm = kind
    distance_mm = _distances_mm(kind, side // 2, PX_PER_MM)
    inside = distance_mm < -OUTLINE_MM
    core = distance_mm < -min(width_mm, height_mm) / 3
    margin = (distance_mm > OUTLINE_MM) & (distance_mm < _MARGIN_MM)
    parts = np.stack([inside, core, margin, *_ninths(inside)], axis=-1).reshape(-1, 12).astype(np.float32)
    return Zones(
        inside=inside,
        deep=distance_mm < -OUTLINE_MM - 1.5 / PX_PER_MM,
        weights=parts / np.maximum(parts.sum(axis=0), 1),
        through=np.flatnonzero(inside.any(axis=0)),
        # Boxes of other kinds on the page may have made the patch larger than this one's margin.
        off_outline=(np.abs(distance_mm) > OUTLINE_MM) & (distance_mm < _MARGIN_MM + 0.1),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """The paper around a box of one kind, beyond its outline, in 16 directions."""

    around: NDArray[np.float32]
    """(Q * Q, 16): the pixels of each direction."""
    outer: NDArray[np.float32]
    """The same, of those furthest out alone."""
    pixels: NDArray[np.int64]
    """All pixels, direction by direction."""
    starts: NDArray[np.int64]
    """(16,) where each direction begins in `pixels`."""


@lru_cache(maxsize=16)
def around_zones(kind: BoxKind) -> Around:
    """Return the paper around a box, in patches that reach `wide_half_mm` from its middle at `WIDE_PX_PER_MM`."""
    wide_mm = _distances_mm(kind, round(wide_half_mm(kind) * WIDE_PX_PER_MM), WIDE_PX_PER_MM)
    axis = np.arange(len(wide_mm)) - len(wide_mm) // 2
    angle = np.arctan2(axis[:, None], axis[None, :])
    direction = np.floor((angle + np.pi) / (2 * np.pi) * RING_DIRECTIONS).astype(int) % RING_DIRECTIONS
    beyond = (wide_mm > OUTLINE_MM + 0.1) & (wide_mm < _RING_MM)
    members = [np.flatnonzero(beyond & (direction == d)) for d in range(RING_DIRECTIONS)]

    def columns(zone: NDArray[np.bool_]) -> NDArray[np.float32]:
        masks = np.stack([zone & (direction == d) for d in range(RING_DIRECTIONS)], axis=-1)
        return masks.reshape(-1, RING_DIRECTIONS).astype(np.float32)

    return Around(
        around=columns(beyond),
        outer=columns(beyond & (wide_mm > _OUTER_MM)),
        pixels=np.concatenate(members),
        starts=np.cumsum([0, *(len(m) for m in members[:-1])]),
    )


def wide_half_mm(kind: BoxKind) -> float:
    """Return how far from the middle of a box the paper around it is looked at."""
    return max(kind[1:]) / 2 + _RING_MM


def _distances_mm(kind: BoxKind, reach_px: int, px_per_mm: float) -> NDArray[np.float64]:
    """Return the signed distance to the outline over a patch as `cut_patches` cuts it."""
    return outline_distance(*kind, np.arange(-reach_px, reach_px + 1) / px_per_mm)


def _ninths(inside: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Return nine parts of the inside."""
    rows, columns = np.nonzero(inside)
    ys = np.linspace(rows.min(), rows.max() + 1, 4).round().astype(int)
    xs = np.linspace(columns.min(), columns.max() + 1, 4).round().astype(int)
    parts = []
    for i, j in np.ndindex(3, 3):
        part = np.zeros_like(inside)
        part[ys[i] : ys[i + 1], xs[j] : xs[j + 1]] = True
        parts.append(part & inside)
    return parts
