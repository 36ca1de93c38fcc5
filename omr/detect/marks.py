"""What ink is in and around each mark box? Numbers only, no opinion.

Everything is measured with the printed outline masked out, in units that depend neither on the scanner's resolution
nor on its brightness: millimetres, and darkness between the paper and the printed black of the same page.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Picture, Points, cut_patches, transform
from omr.detect.register import Registration, darkness_of, outline_distance
from omr.geometry import PointMm, PointPx
from omr.layout.fiducials import TAG_SIZE_MM, Fiducial
from omr.layout.sheet import BoxShape, Field, MarkBox
from omr.reading import MarkFeatures, MarkReading

PX_PER_MM = 8.0
# On both sides of the outline's middle this much is not looked at: half its 0.18 mm, a tenth for what registration
# leaves, the rest for blur at 150 dpi.
OUTLINE_MM = 0.35
# Ink is what is at least this dark. Creases and shadows reach 0.12, faint pencil begins at 0.2.
INK_DARKNESS = 0.16
_MARGIN_MM = 1.2
_RING_MM = 2.6
_RING_DIRECTIONS = 16
# The small copy's own resolution: a ring around a box needs no more.
_WIDE_PX_PER_MM = 4.0
# A ninth of the inside holds ink from this share on; less is noise.
_PART_INKED = 0.02
_SOLID_MM = 0.6


def read_marks(
    small: Picture, full: Picture, boxes: tuple[tuple[Field, MarkBox], ...], registration: Registration, black: float
) -> tuple[MarkReading, ...]:
    """Measure every box of a page.

    Parameters
    ----------
    small, full
        The page at about 100 dpi and as scanned.
    boxes
        The page's boxes in printed order, as `registration` has them.
    black
        Darkness of the page's printed black, from `printed_black`.
    """
    centres_mm = np.array([(b.box.centre.x_mm, b.box.centre.y_mm) for _, b in boxes]).reshape(-1, 2)
    places_mm = centres_mm + registration.shifts_mm
    places_px = transform(full.mm_to_px, places_mm)
    kinds = [(b.shape, round(b.box.width_mm, 2), round(b.box.height_mm, 2)) for _, b in boxes]
    features: dict[int, MarkFeatures] = {}
    for kind in dict.fromkeys(kinds):
        members = [i for i, k in enumerate(kinds) if k == kind]
        measured = _measure(small, full, places_mm[members], kind, black)
        features.update(zip(members, measured, strict=True))
    return tuple(
        MarkReading(
            question=field.question,
            choice=box.choice,
            centre=PointPx(float(places_px[i, 0]), float(places_px[i, 1])),
            shift=PointMm(float(registration.shifts_mm[i, 0]), float(registration.shifts_mm[i, 1])),
            outline_score=float(registration.scores[i]),
            features=features[i],
        )
        for i, (field, box) in enumerate(boxes)
    )


def printed_black(small: Picture, marks: tuple[Fiducial, ...]) -> float:
    """Return the darkness of the page's print, 0..1, from its corner marks.

    More than half of a mark is black, so its darkest fifth is print even where toner is mottled.
    """
    if not marks:
        return 1.0
    centres = np.array([(mark.box.centre.x_mm, mark.box.centre.y_mm) for mark in marks])
    # A patch a little larger than the mark has the paper that darkness is measured against.
    patches = cut_patches(small.grey, small.mm_to_px, centres, 0.5 * TAG_SIZE_MM + 1.0, 4.0)
    paper = np.percentile(patches.reshape(len(patches), -1), 95, axis=1)
    black = np.percentile(patches.reshape(len(patches), -1), 20, axis=1)
    return float(np.clip(np.median(1.0 - black / np.maximum(paper, 1.0)), 0.3, 1.0))


@dataclass(frozen=True, slots=True)
class _Zones:
    """The parts of a patch around a box of one kind, the same for every page: made once."""

    inside: NDArray[np.bool_]
    weights: NDArray[np.float32]
    """(P * P, 12): each column averages over one part: inside, core, margin, and nine parts of the inside."""
    through: NDArray[np.int64]
    """Rows and columns that pass through the inside."""
    off_outline: NDArray[np.bool_]
    around: NDArray[np.float32]
    """(Q * Q, 16): for each direction, the pixels beyond the outline in the wide patch."""


@lru_cache(maxsize=16)
def _zones(shape: BoxShape, width_mm: float, height_mm: float) -> _Zones:
    half_mm = max(width_mm, height_mm) / 2
    distance_mm = _distances_mm(shape, width_mm, height_mm, half_mm + _MARGIN_MM + 0.1, PX_PER_MM)
    inside = distance_mm < -OUTLINE_MM
    core = distance_mm < -min(width_mm, height_mm) / 3
    margin = (distance_mm > OUTLINE_MM) & (distance_mm < _MARGIN_MM)
    parts = np.stack([inside, core, margin, *_ninths(inside)], axis=-1).reshape(-1, 12).astype(np.float32)
    wide_mm = _distances_mm(shape, width_mm, height_mm, half_mm + _RING_MM, _WIDE_PX_PER_MM)
    beyond = (wide_mm > OUTLINE_MM + 0.1) & (wide_mm < _RING_MM)
    axis = np.arange(len(wide_mm)) - len(wide_mm) // 2
    angle = np.arctan2(axis[:, None], axis[None, :])
    direction = np.floor((angle + np.pi) / (2 * np.pi) * _RING_DIRECTIONS).astype(int) % _RING_DIRECTIONS
    around = np.stack([beyond & (direction == d) for d in range(_RING_DIRECTIONS)], axis=-1)
    return _Zones(
        inside=inside,
        weights=parts / np.maximum(parts.sum(axis=0), 1),
        through=np.flatnonzero(inside.any(axis=0)),
        off_outline=np.abs(distance_mm) > OUTLINE_MM,
        around=around.reshape(-1, _RING_DIRECTIONS).astype(np.float32),
    )


def _distances_mm(
    shape: BoxShape, width_mm: float, height_mm: float, half_mm: float, px_per_mm: float
) -> NDArray[np.float64]:
    """Return the signed distance to the outline over a patch as `cut_patches` cuts it."""
    reach = round(half_mm * px_per_mm)
    return outline_distance(shape, width_mm, height_mm, np.arange(-reach, reach + 1) / px_per_mm)


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


def _measure(
    small: Picture, full: Picture, places_mm: Points, kind: tuple[BoxShape, float, float], black: float
) -> list[MarkFeatures]:
    """Measure boxes that share a shape and a size, all at once."""
    zones = _zones(*kind)
    half_mm = max(kind[1:]) / 2
    fine = darkness_of(cut_patches(full.grey, full.mm_to_px, places_mm, half_mm + _MARGIN_MM + 0.1, PX_PER_MM)) / black
    ink = fine > INK_DARKNESS
    count = len(places_mm)
    shares = ink.reshape(count, -1).astype(np.float32) @ zones.weights
    inside = fine[:, zones.inside]
    darkest = inside.shape[1] - max(1, inside.shape[1] // 50)
    inked_inside = ink & zones.inside
    widths_mm, components = _strokes(inked_inside)
    solid = _solid(ink)[:, zones.inside].mean(axis=1)
    wide = darkness_of(cut_patches(small.grey, small.mm_to_px, places_mm, half_mm + _RING_MM, _WIDE_PX_PER_MM)) / black
    hits = (wide > INK_DARKNESS).reshape(count, -1).astype(np.float32) @ zones.around
    columns = (
        shares[:, 0],
        np.clip(inside, 0.0, 1.2).mean(axis=1),
        np.partition(inside, darkest, axis=1)[:, darkest],
        _extents_mm(inked_inside),
        widths_mm,
        solid,
        shares[:, 1],
        (shares[:, 3:] > _PART_INKED).mean(axis=1),
        shares[:, 2],
        (hits > 0).mean(axis=1),
        _line_fractions(ink, zones),
        components,
        _tones(inside),
        *_white_areas(inked_inside, zones.inside),
    )
    return [MarkFeatures(*row) for row in np.stack(columns, axis=1).astype(float).tolist()]


def _solid(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is left of ink after an opening: areas at least `_SOLID_MM` wide in every direction."""
    side = round(_SOLID_MM * PX_PER_MM) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    stacked = ink.reshape(-1, ink.shape[2]).astype(np.uint8)
    # Patches touch one another in the stack; what an opening carries over a seam lies in margins that nobody reads.
    opened: NDArray[np.bool_] = cv2.morphologyEx(stacked, cv2.MORPH_OPEN, kernel).reshape(ink.shape) > 0
    return opened


def _strokes(ink: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the stroke width in millimetres and the number of pieces of ink of every patch."""
    components = np.zeros(len(ink), np.int64)
    pixels = ink.sum(axis=(1, 2))
    inked = np.flatnonzero(pixels)
    widths_mm = np.zeros(len(ink))
    if not len(inked):
        return widths_mm, components
    ink = ink[inked]
    stacked = np.ascontiguousarray(ink.reshape(-1, ink.shape[2]).astype(np.uint8))
    distance = cv2.distanceTransform(stacked, cv2.DIST_L2, 3).reshape(ink.shape)
    # Across a stroke of width w the mean distance to its edge is w / 4.
    widths_mm[inked] = 4 * distance.sum(axis=(1, 2)) / pixels[inked] / PX_PER_MM
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=8)
    # Pieces of fewer than 4 pixels are noise. The mask leaves seams empty, so none spans two patches.
    real = statistics[1:, cv2.CC_STAT_AREA] >= 4
    owners = (centroids[1:][real][:, 1] // ink.shape[1]).astype(np.int64)
    components[inked] = np.bincount(owners, minlength=len(ink))
    return widths_mm, components


def _tones(inside: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean darkness of what is ink, 0 where nothing is."""
    ink = inside > INK_DARKNESS
    tones: NDArray[np.float32] = (inside * ink).sum(axis=1) / np.maximum(ink.sum(axis=1), 1)
    return tones


def _white_areas(ink: NDArray[np.bool_], inside: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the share of the largest piece of paper left inside, and how many pieces are at least a twentieth.

    A cross leaves four triangles; a scribble leaves crumbs.
    """
    # A box without ink is one piece of paper; most boxes are, and need not be looked at.
    inked = np.flatnonzero(ink.any(axis=(1, 2)))
    largest, pieces = np.ones(len(ink)), np.ones(len(ink), np.int64)
    if not len(inked):
        return largest, pieces
    stacked = np.ascontiguousarray((inside & ~ink[inked]).reshape(-1, ink.shape[2]).astype(np.uint8))
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=4)
    shares = statistics[1:, cv2.CC_STAT_AREA] / inside.sum()
    owners = inked[(centroids[1:, 1] // ink.shape[1]).astype(np.int64)]
    largest[inked] = 0.0
    np.maximum.at(largest, owners, shares)
    pieces[inked] = np.bincount(owners[shares >= 1 / 20], minlength=len(ink))[inked]
    return largest, pieces


def _extents_mm(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the diagonal of the rectangle around the ink of every patch, in millimetres."""
    sides = []
    for axis in (1, 2):
        seen = np.asarray(ink.any(axis=axis))
        first, last = seen.argmax(axis=1), seen.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
        sides.append(np.where(seen.any(axis=1), last - first + 1, 0))
    return np.hypot(sides[0], sides[1]) / PX_PER_MM


def _line_fractions(ink: NDArray[np.bool_], zones: _Zones) -> NDArray[np.float64]:
    """Return how full the most inked row or column is, over the box and its margin, outline left out."""
    looked_at = ink & zones.off_outline
    fullest = [
        (looked_at.sum(axis=axis) / np.maximum(zones.off_outline.sum(axis=axis - 1), 1))[:, zones.through].max(axis=1)
        for axis in (1, 2)
    ]
    highest: NDArray[np.float64] = np.maximum(fullest[0], fullest[1])
    return highest
