"""What ink is in and around each mark box? Numbers only, no opinion.

Everything is measured with the printed outline masked out, in units that depend neither on the scanner's resolution
nor on its brightness: millimetres, and darkness between the paper and the printed black of the same page.
"""

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Darkness, Picture, Points, cut_patches, transform
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


def _measure(
    small: Picture, full: Picture, places_mm: Points, kind: tuple[BoxShape, float, float], black: float
) -> list[MarkFeatures]:
    """Measure boxes that share a shape and a size."""
    shape, width_mm, height_mm = kind
    half_mm = max(width_mm, height_mm) / 2
    fine = darkness_of(cut_patches(full.grey, full.mm_to_px, places_mm, half_mm + _MARGIN_MM + 0.1, PX_PER_MM)) / black
    wide = darkness_of(cut_patches(small.grey, small.mm_to_px, places_mm, half_mm + _RING_MM, 4.0)) / black
    reach = fine.shape[1] // 2
    axis_mm = np.arange(-reach, reach + 1) / PX_PER_MM
    distance_mm = outline_distance(shape, width_mm, height_mm, axis_mm)
    inside, margin = distance_mm < -OUTLINE_MM, (distance_mm > OUTLINE_MM) & (distance_mm < _MARGIN_MM)
    core = distance_mm < -min(width_mm, height_mm) / 3
    ink = fine > INK_DARKNESS
    inked_inside = ink & inside
    darkness_inside = fine[:, inside]
    solid = _solid(ink) & inside
    rings = _ring_fractions(wide, kind)
    lines = _line_fractions(ink, distance_mm)
    widths_mm, components = _strokes(inked_inside)
    extents_mm = _extents(inked_inside)
    spread = _spread(inked_inside, inside)
    return [
        MarkFeatures(
            ink_fraction=float(inked_inside[i].sum() / inside.sum()),
            darkness_mean=float(np.clip(darkness_inside[i], 0, 1.2).mean()),
            darkness_peak=float(np.percentile(darkness_inside[i], 98)),
            extent_mm=float(extents_mm[i]),
            stroke_width_mm=float(widths_mm[i]),
            solid_fraction=float(solid[i].sum() / inside.sum()),
            core_fraction=float(ink[i, core].mean()),
            spread_fraction=float(spread[i]),
            margin_ink_fraction=float(ink[i, margin].mean()),
            ring_fraction=float(rings[i]),
            line_fraction=float(lines[i]),
            components=float(components[i]),
        )
        for i in range(len(places_mm))
    ]


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
    stacked = np.ascontiguousarray(ink.reshape(-1, ink.shape[2]).astype(np.uint8))
    distance = cv2.distanceTransform(stacked, cv2.DIST_L2, 3).reshape(ink.shape)
    pixels = ink.sum(axis=(1, 2))
    # Across a stroke of width w the mean distance to its edge is w / 4.
    widths_mm = 4 * distance.sum(axis=(1, 2)) / np.maximum(pixels, 1) / PX_PER_MM
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=8)
    # Pieces of fewer than 4 pixels are noise. The mask leaves seams empty, so none spans two patches.
    real = statistics[1:, cv2.CC_STAT_AREA] >= 4
    owners = (centroids[1:][real][:, 1] // ink.shape[1]).astype(np.int64)
    return widths_mm, np.bincount(owners, minlength=len(ink))


def _extents(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the diagonal of the rectangle around the ink of every patch, in millimetres."""
    sides = []
    for axis in (1, 2):
        seen = np.asarray(ink.any(axis=axis))
        first, last = seen.argmax(axis=1), seen.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
        sides.append(np.where(seen.any(axis=1), last - first + 1, 0))
    return np.hypot(sides[0], sides[1]) / PX_PER_MM


def _spread(ink: NDArray[np.bool_], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the share of nine parts of the inside that hold ink."""
    rows, columns = np.nonzero(inside)
    ys = np.linspace(rows.min(), rows.max() + 1, 4).round().astype(int)
    xs = np.linspace(columns.min(), columns.max() + 1, 4).round().astype(int)
    parts = [ink[:, ys[i] : ys[i + 1], xs[j] : xs[j + 1]].mean(axis=(1, 2)) > 0.02 for i in range(3) for j in range(3)]
    return cast(NDArray[np.float64], np.mean(parts, axis=0))


def _line_fractions(ink: NDArray[np.bool_], distance_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how full the most inked row or column is, over the box and its margin, outline left out."""
    looked_at = np.abs(distance_mm) > OUTLINE_MM
    # Only rows and columns that pass through the inside; the others run along the outline.
    through = np.flatnonzero((distance_mm < -OUTLINE_MM).any(axis=0))
    fullest = []
    for axis in (1, 2):
        full = (ink & looked_at).sum(axis=axis) / np.maximum(looked_at.sum(axis=axis - 1), 1)
        fullest.append(full[:, through].max(axis=1))
    return cast(NDArray[np.float64], np.maximum(*fullest))


def _ring_fractions(wide: Darkness, kind: tuple[BoxShape, float, float]) -> NDArray[np.float64]:
    """Return in how many of the directions around a box there is ink beyond its outline, as a share."""
    shape, width_mm, height_mm = kind
    reach = wide.shape[1] // 2
    axis_mm = np.arange(-reach, reach + 1) / 4.0
    distance_mm = outline_distance(shape, width_mm, height_mm, axis_mm)
    around = (distance_mm > OUTLINE_MM + 0.1) & (distance_mm < _RING_MM)
    angle = np.arctan2(axis_mm[:, None], axis_mm[None, :])
    direction = np.floor((angle + np.pi) / (2 * np.pi) * _RING_DIRECTIONS).astype(int) % _RING_DIRECTIONS
    ink = (wide > INK_DARKNESS) & around
    hit = [ink[:, around & (direction == d)].any(axis=1) for d in range(_RING_DIRECTIONS)]
    return cast(NDArray[np.float64], np.mean(hit, axis=0))
