"""What ink is in and around each mark box? Numbers only, no opinion.

Everything is measured with the printed outline masked out, in units that depend neither on the scanner's resolution
nor on its brightness: millimetres, and darkness between the paper and the printed black of the same page. Most boxes of
a page are empty: what asks for more than counting pixels is asked of the others alone.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import BoxKind, PageBoxes
from omr.detect.image import ColourImage, Darkness, Homography, Picture, Points, cut_colours, cut_patches, transform
from omr.detect.register import PX_PER_MM, Registration, darkness_of, outline_distance
from omr.geometry import PointMm, PointPx
from omr.layout.fiducials import Fiducial
from omr.reading import FEATURE_NAMES, MarkFeatures, MarkReading

# On both sides of the outline's middle this much is not looked at: half its 0.18 mm, a tenth for what registration
# leaves, the rest for blur at 150 dpi.
OUTLINE_MM = 0.35
# Ink is what is at least this dark. Creases and shadows reach 0.12, faint pencil begins at 0.2.
INK_DARKNESS = 0.16
_MARGIN_MM = 1.2
_RING_MM = 2.6
_RING_DIRECTIONS = 16
# Marks overshoot by less than this; lines that pass through go further.
_OUTER_MM = 1.5
# A ring around a box needs no more.
_WIDE_PX_PER_MM = 4.0
# A ninth of the inside holds ink from this share on; less is noise.
_PART_INKED = 0.02
_SOLID_MM = 0.6
_INK, _MARGIN_INK, _TONE = map(FEATURE_NAMES.index, ("ink_fraction", "margin_ink_fraction", "tone"))
# What is finer than any measurement is true is not kept: rows of the database are a third smaller without it.
_PX_DECIMALS, _DECIMALS = 2, 4
# A line through a box is at least this dark where it leaves it, as a share of what it is inside, and in all.
_PASSING_SHARE, _PASSING_DARKNESS = 0.5, 0.06
# Red ink reflects this much more red light than blue and green, in levels; blue and black pens less than none.
_RED_LEVELS = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A page as marks are measured on it: at about 100 dpi, as worked on, in colour where it has any, and its black.

    `black` is the darkness of the page's print, from `printed_black`; `mm_to_file` maps to pixels of the picture as the
    file has it.
    """

    small: Picture
    full: Picture
    colour: ColourImage | None
    black: float
    mm_to_file: Homography


def read_marks(page: Page, boxes: PageBoxes, registration: Registration) -> tuple[MarkReading, ...]:
    """Measure every box of a page, in the order of `boxes` and `registration`."""
    places_mm = boxes.centres_mm + registration.shifts_mm
    darkness = registration.darkness / page.black
    table = np.zeros((len(places_mm), len(FEATURE_NAMES)))
    for kind, members in boxes.kinds:
        table[members] = _measured(boxes.of_kind(darkness, members), kind)
    inked = table[:, _INK] + table[:, _MARGIN_INK] > 0
    answered = np.bincount(boxes.field_numbers, table[:, _INK] > _PART_INKED) > 0
    for kind, members in boxes.kinds:
        closer = members[inked[members]]
        if len(closer):
            table[closer] += _strokes_of(page, darkness[closer], places_mm[closer], kind)
        # A ring may lie beyond the margin; where a question has no other answer it is looked for.
        wider = members[inked[members] | ~answered[boxes.field_numbers[members]]]
        if len(wider):
            table[wider] += _around(page, places_mm[wider], kind, table[wider, _TONE])
    return tuple(
        MarkReading(*name, PointPx._make(place), PointMm._make(shift), score, MarkFeatures._make(features))
        for name, place, shift, score, features in zip(
            boxes.names,
            transform(page.mm_to_file, places_mm).round(_PX_DECIMALS).tolist(),
            registration.shifts_mm.round(_DECIMALS).tolist(),
            registration.scores.round(_DECIMALS).tolist(),
            table.tolist(),
            strict=True,
        )
    )


def printed_black(small: Picture, marks: tuple[Fiducial, ...]) -> float:
    """Return the darkness of the page's print, 0..1, from its corner marks.

    More than half of a mark is black, so its darkest fifth is print even where toner is mottled.
    """
    if not marks:
        return 1.0
    centres = np.array([(mark.box.centre.x_mm, mark.box.centre.y_mm) for mark in marks])
    # A patch a little larger than the mark has the paper that darkness is measured against.
    patches = cut_patches(small.grey, small.mm_to_px, centres, 0.5 * marks[0].box.width_mm + 1.0, 4.0)
    flat = patches.reshape(len(patches), -1).astype(np.int16)
    ranks = [int(share * (flat.shape[1] - 1)) for share in (0.20, 0.95)]
    black, paper = np.partition(flat, ranks, axis=1)[:, ranks].T.astype(np.float64)
    return float(np.clip(np.median(1.0 - black / np.maximum(paper, 1.0)), 0.3, 1.0))


@dataclass(frozen=True, slots=True)
class _Zones:
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
def _zones(kind: BoxKind, side: int) -> _Zones:
    _, width_mm, height_mm = kind
    distance_mm = _distances_mm(kind, side // 2, PX_PER_MM)
    inside = distance_mm < -OUTLINE_MM
    core = distance_mm < -min(width_mm, height_mm) / 3
    margin = (distance_mm > OUTLINE_MM) & (distance_mm < _MARGIN_MM)
    parts = np.stack([inside, core, margin, *_ninths(inside)], axis=-1).reshape(-1, 12).astype(np.float32)
    return _Zones(
        inside=inside,
        deep=distance_mm < -OUTLINE_MM - 1.5 / PX_PER_MM,
        weights=parts / np.maximum(parts.sum(axis=0), 1),
        through=np.flatnonzero(inside.any(axis=0)),
        # Boxes of other kinds on the page may have made the patch larger than this one's margin.
        off_outline=(np.abs(distance_mm) > OUTLINE_MM) & (distance_mm < _MARGIN_MM + 0.1),
    )


@dataclass(frozen=True, slots=True)
class _Around:
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
def _around_zones(kind: BoxKind) -> _Around:
    wide_mm = _distances_mm(kind, round(_wide_half_mm(kind) * _WIDE_PX_PER_MM), _WIDE_PX_PER_MM)
    axis = np.arange(len(wide_mm)) - len(wide_mm) // 2
    angle = np.arctan2(axis[:, None], axis[None, :])
    direction = np.floor((angle + np.pi) / (2 * np.pi) * _RING_DIRECTIONS).astype(int) % _RING_DIRECTIONS
    beyond = (wide_mm > OUTLINE_MM + 0.1) & (wide_mm < _RING_MM)
    members = [np.flatnonzero(beyond & (direction == d)) for d in range(_RING_DIRECTIONS)]

    def columns(zone: NDArray[np.bool_]) -> NDArray[np.float32]:
        masks = np.stack([zone & (direction == d) for d in range(_RING_DIRECTIONS)], axis=-1)
        return masks.reshape(-1, _RING_DIRECTIONS).astype(np.float32)

    return _Around(
        around=columns(beyond),
        outer=columns(beyond & (wide_mm > _OUTER_MM)),
        pixels=np.concatenate(members),
        starts=np.cumsum([0, *(len(m) for m in members[:-1])]),
    )


def _wide_half_mm(kind: BoxKind) -> float:
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


def _table(count: int, **columns: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """Return (count, features) with these columns, the others 0."""
    table = np.zeros((count, len(FEATURE_NAMES)))
    for name, values in columns.items():
        table[:, FEATURE_NAMES.index(name)] = values
    return table


def _measured(darkness: Darkness, kind: BoxKind) -> NDArray[np.float64]:
    """Return (N, features) of boxes of one kind: what counting pixels tells."""
    count, side = darkness.shape[:2]
    zones = _zones(kind, side)
    ink = darkness > INK_DARKNESS
    shares = ink.reshape(count, -1).astype(np.float32) @ zones.weights
    inside = darkness[:, zones.inside]
    untouched = shares[:, 0] + shares[:, 2] == 0
    return _table(
        count,
        ink_fraction=shares[:, 0],
        darkness_mean=np.clip(inside, 0.0, 1.2).mean(axis=1),
        darkness_peak=_peak(inside),
        smooth_peak=_smooth_peak(darkness, zones.deep),
        core_fraction=shares[:, 1],
        corner_fraction=shares[:, [3, 5, 9, 11]].mean(axis=1),
        side_fraction=shares[:, [4, 6, 8, 10]].mean(axis=1),
        spread_fraction=(shares[:, 3:] > _PART_INKED).mean(axis=1),
        margin_ink_fraction=shares[:, 2],
        # A box without ink is one piece of paper.
        white_fraction=untouched,
        white_areas=untouched,
    )


def _strokes_of(page: Page, darkness: Darkness, places_mm: Points, kind: BoxKind) -> NDArray[np.float64]:
    """Return (N, features) of boxes with ink in or around them: strokes, pieces, lines, colour."""
    count, side = darkness.shape[:2]
    zones = _zones(kind, side)
    ink = darkness > INK_DARKNESS
    inked_inside = ink & zones.inside
    widths_mm, components = _strokes(inked_inside)
    white_fraction, white_areas = _white_areas(inked_inside, zones.inside)
    one_way, diagonal, sharpness = _edges(darkness, zones.inside)
    red = np.zeros(count)
    if page.colour is not None:
        half_mm = (side // 2) / PX_PER_MM
        red = _red(cut_colours(page.colour, page.full.mm_to_px, places_mm, half_mm, PX_PER_MM), inked_inside)
    return _table(
        count,
        extent_mm=_extents_mm(inked_inside),
        stroke_width_mm=widths_mm,
        components=components,
        solid_fraction=_solid(ink)[:, zones.inside].mean(axis=1),
        line_fraction=_line_fractions(ink, zones),
        tone=_tones(darkness[:, zones.inside]),
        white_fraction=white_fraction,
        white_areas=white_areas,
        offset_mm=_offsets_mm(ink & zones.off_outline),
        roundness=_roundness(inked_inside),
        one_way=one_way,
        diagonal=diagonal,
        sharpness=sharpness,
        red_fraction=red,
    )


def _around(page: Page, places_mm: Points, kind: BoxKind, tones: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (N, features) of what lies up to 2.6 mm beyond the outlines of boxes whose ink inside is so dark."""
    zones = _around_zones(kind)
    wide = cut_patches(page.small.grey, page.small.mm_to_px, places_mm, _wide_half_mm(kind), _WIDE_PX_PER_MM)
    darkness = (darkness_of(wide) / page.black).reshape(len(wide), -1)
    hits = (darkness > INK_DARKNESS).astype(np.float32)
    near, far = hits @ zones.around, hits @ zones.outer > 0
    as_dark = np.maximum(_PASSING_SHARE * tones, _PASSING_DARKNESS)[:, None]
    passing = ((darkness > as_dark).astype(np.float32) @ zones.outer > 0) & (tones > 0)[:, None]
    darkest = np.maximum.reduceat(darkness[:, zones.pixels], zones.starts, axis=1)
    half = _RING_DIRECTIONS // 2
    # A line that misses the middle of the box leaves it in the direction beside the opposite one.
    across = np.roll(passing, half, axis=1)
    across |= np.roll(across, 1, axis=1) | np.roll(across, -1, axis=1)
    return _table(
        len(wide),
        ring_fraction=(near > 0).mean(axis=1),
        around_fraction=near.sum(axis=1) / zones.around.sum(),
        ring_darkness=np.partition(darkest, _RING_DIRECTIONS // 4, axis=1)[:, _RING_DIRECTIONS // 4],
        through_fraction=(far[:, :half] & far[:, half:]).mean(axis=1),
        passing_fraction=(passing & across).mean(axis=1),
    )


def _peak(inside: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the darkness that a fiftieth of the inside exceeds."""
    rank = inside.shape[1] - max(1, inside.shape[1] // 50)
    return np.partition(inside, rank, axis=1)[:, rank]


def _smooth_peak(darkness: Darkness, deep: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how far the darkest fiftieth of the inside, averaged over three pixels, lies above its median."""
    stacked = np.ascontiguousarray(darkness.reshape(-1, darkness.shape[2]))
    # Patches touch one another in the stack; the inside keeps away from the seams.
    smooth = np.asarray(cv2.blur(stacked, (3, 3)), np.float32).reshape(darkness.shape)[:, deep]
    # Two ranks by partition take five times as long as all of them.
    ordered = np.sort(smooth, axis=1)
    count = ordered.shape[1]
    peaks: NDArray[np.float32] = ordered[:, count - max(1, count // 50)] - ordered[:, count // 2]
    return peaks


def _red(colours: ColourImage, ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return which share of the ink of every patch is red."""
    blue, green, red = (colours[..., channel].astype(np.int16) for channel in range(3))
    reddish = (red - np.maximum(blue, green) > _RED_LEVELS) & ink
    share: NDArray[np.float64] = reddish.sum(axis=(1, 2)) / np.maximum(ink.sum(axis=(1, 2)), 1)
    return share


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
    # With labels of 16 bits OpenCV does this in a third of the time; no picture holds more pieces than a fourth of it.
    labels = cv2.CV_16U if stacked.size < 4 * np.iinfo(np.uint16).max else cv2.CV_32S
    _, _, statistics, centroids = cv2.connectedComponentsWithStats(stacked, connectivity=8, ltype=labels)
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
    # A box without ink is one piece of paper.
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


def _moments(ink: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return (N, 6) of every patch's ink: pixels, and sums of x, y, xx, yy, xy about the middle."""
    moments: NDArray[np.float32] = ink.reshape(len(ink), -1).astype(np.float32) @ _powers(ink.shape[1])
    return moments


@lru_cache(maxsize=16)
def _powers(side: int) -> NDArray[np.float32]:
    axis = np.arange(side, dtype=np.float32) - side // 2
    x, y = np.broadcast_to(axis[None, :], (side, side)).ravel(), np.broadcast_to(axis[:, None], (side, side)).ravel()
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)


def _offsets_mm(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how far the middle of the ink lies from the middle of every patch, in millimetres."""
    count, x, y, *_ = _moments(ink).T
    offsets: NDArray[np.float64] = np.hypot(x, y) / np.maximum(count, 1) / PX_PER_MM
    return offsets


def _roundness(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the spread of every patch's ink across its main direction as a share of that along it."""
    moments = _moments(ink)
    count, x, y, xx, yy, xy = moments.T / np.maximum(moments[:, 0], 1)
    a, b, c = xx - x * x, yy - y * y, xy - x * y
    root = np.hypot(a - b, 2 * c)
    along, across = np.maximum(a + b + root, 1e-6), np.maximum(a + b - root, 0.0)
    roundness: NDArray[np.float64] = np.where(count > 0, np.sqrt(across / along), 0.0)
    return roundness


def _edges(darkness: Darkness, inside: NDArray[np.bool_]) -> tuple[NDArray[np.float32], ...]:
    """Return of every patch how far its edges run one way, how far along the diagonals, and the steepest of them.

    Edges of twice and four times their angle: opposite ways add up, or ways at right angles (Bigün and Granlund 1987).
    """
    gx = (darkness[:, 1:-1, 2:] - darkness[:, 1:-1, :-2])[:, inside[1:-1, 1:-1]]
    gy = (darkness[:, 2:, 1:-1] - darkness[:, :-2, 1:-1])[:, inside[1:-1, 1:-1]]
    square, twice_re, twice_im = gx * gx + gy * gy, gx * gx - gy * gy, 2 * gx * gy
    total = np.maximum(square.sum(axis=1), 1e-6)
    one_way = np.hypot(twice_re.sum(axis=1), twice_im.sum(axis=1)) / total
    four_times = (twice_re * twice_re - twice_im * twice_im) / np.maximum(square, 1e-9)
    return one_way, -four_times.sum(axis=1) / total, np.sqrt(square.max(axis=1))


def _line_fractions(ink: NDArray[np.bool_], zones: _Zones) -> NDArray[np.float64]:
    """Return how full the most inked row or column is, over the box and its margin, outline left out."""
    looked_at = ink & zones.off_outline
    fullest = [
        (looked_at.sum(axis=axis) / np.maximum(zones.off_outline.sum(axis=axis - 1), 1))[:, zones.through].max(axis=1)
        for axis in (1, 2)
    ]
    highest: NDArray[np.float64] = np.maximum(fullest[0], fullest[1])
    return highest
