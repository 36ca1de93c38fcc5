"""What ink is in and around each mark box? Numbers only, no opinion.

Everything is measured with the printed outline masked out, in units that depend neither on the scanner's resolution
nor on its brightness: millimetres, and darkness between the paper and the printed black of the same page. Most boxes of
a page are empty: what asks for more than counting pixels is asked of the others alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import BoxKind, PageBoxes
from omr.detect.image import ColourImage, Darkness, Homography, Picture, Points, transform
from omr.detect.patches import INK_DARKNESS, cut_colours, cut_patches, darkness_of
from omr.detect.register import PX_PER_MM, Registration
from omr.detect.strokes import (
    darkest_fiftieth,
    edge_directions,
    extents_mm,
    line_fractions,
    offsets_mm,
    pieces_of_paper,
    red_share,
    roundnesses,
    solid_ink,
    standing_out,
    tones_of,
    widths_and_pieces,
)
from omr.detect.zones import RING_DIRECTIONS, WIDE_PX_PER_MM, around_zones, wide_half_mm, zones_of
from omr.geometry import PointMm, PointPx
from omr.layout.fiducials import Fiducial
from omr.reading import FEATURE_NAMES, MarkFeatures, MarkReading

# A ninth of the inside holds ink from this share on; less is noise.
_PART_INKED = 0.02
_INK, _MARGIN_INK, _TONE = map(FEATURE_NAMES.index, ("ink_fraction", "margin_ink_fraction", "tone"))
# What is finer than any measurement is true is not kept: rows of the database are a third smaller without it.
_PX_DECIMALS, _DECIMALS = 2, 4
# A line through a box is at least this dark where it leaves it, as a share of what it is inside, and in all.
_PASSING_SHARE, _PASSING_DARKNESS = 0.5, 0.06


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


def _table(count: int, **columns: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.float64]:
    """Return (count, features) with these columns, the others 0."""
    table = np.zeros((count, len(FEATURE_NAMES)))
    for name, values in columns.items():
        table[:, FEATURE_NAMES.index(name)] = values
    return table


def _measured(darkness: Darkness, kind: BoxKind) -> NDArray[np.float64]:
    """Return (N, features) of boxes of one kind: what counting pixels tells."""
    count, side = darkness.shape[:2]
    zones = zones_of(kind, side)
    ink = darkness > INK_DARKNESS
    shares = ink.reshape(count, -1).astype(np.float32) @ zones.weights
    inside = darkness[:, zones.inside]
    untouched = shares[:, 0] + shares[:, 2] == 0
    return _table(
        count,
        ink_fraction=shares[:, 0],
        darkness_mean=np.clip(inside, 0.0, 1.2).mean(axis=1),
        darkness_peak=darkest_fiftieth(inside),
        smooth_peak=standing_out(darkness, zones.deep),
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
    zones = zones_of(kind, side)
    ink = darkness > INK_DARKNESS
    inked_inside = ink & zones.inside
    widths_mm, components = widths_and_pieces(inked_inside)
    white_fraction, white_areas = pieces_of_paper(inked_inside, zones.inside)
    one_way, diagonal, sharpness = edge_directions(darkness, zones.inside)
    red = np.zeros(count)
    if page.colour is not None:
        half_mm = (side // 2) / PX_PER_MM
        red = red_share(cut_colours(page.colour, page.full.mm_to_px, places_mm, half_mm, PX_PER_MM), inked_inside)
    return _table(
        count,
        extent_mm=extents_mm(inked_inside),
        stroke_width_mm=widths_mm,
        components=components,
        solid_fraction=solid_ink(ink)[:, zones.inside].mean(axis=1),
        line_fraction=line_fractions(ink, zones),
        tone=tones_of(darkness[:, zones.inside]),
        white_fraction=white_fraction,
        white_areas=white_areas,
        offset_mm=offsets_mm(ink & zones.off_outline),
        roundness=roundnesses(inked_inside),
        one_way=one_way,
        diagonal=diagonal,
        sharpness=sharpness,
        red_fraction=red,
    )


def _around(page: Page, places_mm: Points, kind: BoxKind, tones: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (N, features) of what lies up to 2.6 mm beyond the outlines of boxes whose ink inside is so dark."""
    zones = around_zones(kind)
    wide = cut_patches(page.small.grey, page.small.mm_to_px, places_mm, wide_half_mm(kind), WIDE_PX_PER_MM)
    darkness = (darkness_of(wide) / page.black).reshape(len(wide), -1)
    hits = (darkness > INK_DARKNESS).astype(np.float32)
    near, far = hits @ zones.around, hits @ zones.outer > 0
    as_dark = np.maximum(_PASSING_SHARE * tones, _PASSING_DARKNESS)[:, None]
    passing = ((darkness > as_dark).astype(np.float32) @ zones.outer > 0) & (tones > 0)[:, None]
    darkest = np.maximum.reduceat(darkness[:, zones.pixels], zones.starts, axis=1)
    half = RING_DIRECTIONS // 2
    # A line that misses the middle of the box leaves it in the direction beside the opposite one.
    across = np.roll(passing, half, axis=1)
    across |= np.roll(across, 1, axis=1) | np.roll(across, -1, axis=1)
    return _table(
        len(wide),
        ring_fraction=(near > 0).mean(axis=1),
        around_fraction=near.sum(axis=1) / zones.around.sum(),
        ring_darkness=np.partition(darkest, RING_DIRECTIONS // 4, axis=1)[:, RING_DIRECTIONS // 4],
        through_fraction=(far[:, :half] & far[:, half:]).mean(axis=1),
        passing_fraction=(passing & across).mean(axis=1),
    )
