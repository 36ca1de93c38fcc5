"""Where exactly is each mark box? Found by its own printed outline, whatever folds and feeders did to the page.

A map from four corner marks is off by up to 0.7 mm on a page that a feeder stretched and by more across a fold; boxes
must be known to 0.1 mm. So each outline is searched for in the patch that its mark is measured in. Where a page has
boxes without pen that show no outline there, it is searched within 2 mm on the small copy of the page, boxes that
disagree with their neighbours are searched for again near where those point, and all are refined in new patches.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import BoxKind, PageBoxes
from omr.detect.image import Darkness, GreyImage, Picture, Points, cut_patches, median
from omr.layout.sheet import BoxShape

# How far the outline may lie from where the corner marks put it: a fold takes 2 mm.
SEARCH_MM = 2.0
_SEARCH_PX_PER_MM = 4.0
# How far the boxes of a flat page lie from where the corner marks put them, and how far the wide search may be off.
_REFINE_MM = 0.8
# A box moved by more than this had a neighbour's outline or a stroke near the edge of what was looked at.
_SAFELY_MM = 0.6
# A box with less than this in it has no pen that could hide its outline.
_PENLESS_DARKNESS = 0.06
# Patches in which boxes are refined and measured: about the resolution of a 150-dpi scan.
PX_PER_MM = 6.0
# How much around a box its patch has: for the search, and for marks that overshoot by 1.2 mm.
AROUND_MM = 1.5
# A patch cut this far beside its box is cut anew.
_RECUT_MM = 0.04
# Pen is darker than the printed outline. Darkness is clipped here so that a stroke counts no more than an outline.
_CLIP_DARKNESS = 0.55
# Beside the outline, within and without, this much paper is compared with it.
_FLANK_MM = 0.7
# A box this far from what its neighbours say was caught by a stroke; in pixels of the search.
_DISAGREE_PX = 1.6
_DISAGREE_REFINED_MM = 0.04
# Along a fold neighbours disagree among themselves; then only a box this many times further off is astray.
_SPREADS = 3.0
# A box whose neighbours weigh this much together, and agree as closely, is where they say, and gets this score,
# just above what counts as a lost outline (`LOST_OUTLINE_SCORE`).
_ENOUGH_SPOKEN, _OF_ONE_MIND_MM = 1.5, 0.1
_INFERRED_SCORE = 0.12
# The nearest boxes with clear outlines that one without is held to.
_BELIEVED = 6
# Outlines this much like the usual one are believed against their neighbours; pen makes them darker or hides them.
_CLEAR_WITHIN = 0.15
# The edge of a filled area looks like an outline; from this mean darkness on a box may be filled.
_FILLED_DARKNESS = 0.25
# An outline counts as found from here on.
_FOUND_SCORE = 0.5
# A neighbour speaks when its outline was found at least this well.
_TRUSTED_SCORE = 0.55


@dataclass(frozen=True, slots=True)
class Registration:
    """Where the outlines were found.

    Attributes
    ----------
    shifts_mm
        (N, 2) from the place the corner marks give to the place found, in sheet millimetres.
    scores
        (N,) how well each outline was found: 1 as well as the page's usual outline, 0 not at all.
    residual_mm
        Root mean square of what remains between a box's own place and that of its neighbours.
    found_fraction
        Share of the boxes without pen whose outlines were found.
    outline_darkness
        How dark the page's outlines are, 0..1; near 0 means that there are none.
    darkness
        (N, P, P) 0 paper to 1 black, each box upright in the middle of its patch at `PX_PER_MM`, with its margin.
    """

    shifts_mm: Points
    scores: NDArray[np.float64]
    residual_mm: float
    found_fraction: float
    outline_darkness: float
    darkness: Darkness


def register(small: Picture, full: Picture, boxes: PageBoxes) -> Registration:
    """Find the printed outline of every box.

    Parameters
    ----------
    small
        The page at about 100 dpi.
    full
        The page as it is measured.
    boxes
        The mark boxes of the page.
    """
    centres_mm = boxes.centres_mm
    if len(centres_mm) == 0:
        return Registration(centres_mm, np.empty(0), 0.0, 1.0, 1.0, np.empty((0, 1, 1), np.float32))
    cut_at = np.zeros_like(centres_mm)
    darkness = _cut(full, centres_mm, boxes.largest_mm)
    within = _within(darkness, boxes, PX_PER_MM)
    responses = _responses(darkness, boxes, PX_PER_MM, _REFINE_MM)
    shifts, heights, expected = _agreed(responses, PX_PER_MM, cut_at, boxes, within)
    if not _all_in_place(shifts, heights, within):
        cut_at = _searched_widely(small, boxes)
        darkness = _cut(full, centres_mm + cut_at, boxes.largest_mm)
        within = _within(darkness, boxes, PX_PER_MM)
        responses = _responses(darkness, boxes, PX_PER_MM, _REFINE_MM / 2)
        shifts, heights, expected = _agreed(responses, PX_PER_MM, cut_at, boxes, within)
    usual = _usual(heights, within)
    scores = np.clip(heights / usual, 0.0, 1.0)
    away_mm = _lengths(shifts - expected)
    unclear = ~_is_clear(heights / usual, within)
    spread_mm = _spread_of_neighbours(shifts, expected, scores, boxes.near)
    caught = away_mm > np.where(unclear, 1, 2) * np.maximum(_DISAGREE_REFINED_MM, _SPREADS * spread_mm)
    shifts = np.where(caught[:, None], expected, shifts)
    trusted = (scores > _TRUSTED_SCORE) & ~caught
    residual_mm = float(np.sqrt(np.mean(away_mm[trusted] ** 2))) if trusted.any() else SEARCH_MM

    beside = np.abs(shifts - cut_at).max(axis=1) > _RECUT_MM
    if beside.any():
        darkness[beside] = _cut(full, (centres_mm + shifts)[beside], boxes.largest_mm)
    scores = np.where(caught, scores * 0.5, scores)
    # An outline that wear has wiped out is known to lie where its neighbours say when they are of one mind.
    spoken = (boxes.near * (scores > _TRUSTED_SCORE)[None, :]).sum(axis=1) > _ENOUGH_SPOKEN
    scores = np.where(spoken & (spread_mm < _OF_ONE_MIND_MM), np.maximum(scores, _INFERRED_SCORE), scores)
    # Pen over an outline hides it; where there is none, it must be seen.
    penless = within <= median(within)
    found_fraction = float((scores[penless] > _FOUND_SCORE).mean())
    return Registration(shifts, scores, residual_mm, found_fraction, usual, darkness)


def _cut(full: Picture, places_mm: Points, largest_mm: float) -> Darkness:
    """Return the patches that boxes are refined and measured in."""
    half_mm = largest_mm / 2 + AROUND_MM
    return darkness_of(cut_patches(full.grey, full.mm_to_px, places_mm, half_mm, PX_PER_MM))


def _all_in_place(shifts_mm: Points, heights: NDArray[np.float64], within: NDArray[np.float32]) -> bool:
    """Tell whether every box that no pen can hide shows its outline close to where the corner marks put it."""
    penless = within < _PENLESS_DARKNESS
    if not penless.any():
        return False
    seen = heights[penless] > _TRUSTED_SCORE * _usual(heights, within)
    return bool((seen & (np.abs(shifts_mm[penless]).max(axis=1) < _SAFELY_MM)).all())


def _searched_widely(small: Picture, boxes: PageBoxes) -> Points:
    """Return the (N, 2) shifts, to a third of a millimetre, of boxes that may be `SEARCH_MM` away."""
    half_mm = boxes.largest_mm / 2 + _FLANK_MM + SEARCH_MM
    patches = cut_patches(small.grey, small.mm_to_px, boxes.centres_mm, half_mm, _SEARCH_PX_PER_MM)
    darkness = darkness_of(patches)
    within = _within(darkness, boxes, _SEARCH_PX_PER_MM)
    responses = _responses(darkness, boxes, _SEARCH_PX_PER_MM, SEARCH_MM)
    return _agreed(responses, _SEARCH_PX_PER_MM, np.zeros_like(boxes.centres_mm), boxes, within)[0]


def _agreed(
    responses: NDArray[np.float32], px_per_mm: float, cut_at: Points, boxes: PageBoxes, within: NDArray[np.float32]
) -> tuple[Points, NDArray[np.float64], Points]:
    """Return the shifts of all boxes, how high their responses are, and what the neighbours of each say.

    A box far from what its neighbours say is looked for again near there.
    """
    disagree_mm = _DISAGREE_PX / px_per_mm
    steps, heights = _peaks(responses, px_per_mm)
    shifts = cut_at + steps
    usual = _usual(heights, within)
    expected = _from_neighbours(shifts, heights / usual, boxes.near)
    clear = _is_clear(heights / usual, within)
    astray = (_lengths(shifts - expected) > disagree_mm) & ~clear
    if astray.any() and clear.any():
        # On the other side of a fold all lies elsewhere: each of the nearest boxes may be the one to believe.
        nearest = np.argsort(-np.where(clear[None, :], boxes.near[astray], -1.0), axis=1)[:, :_BELIEVED]
        about = shifts[nearest] - cut_at[astray][:, None, :]
        steps, heights[astray] = _peaks(responses[astray], px_per_mm, about, disagree_mm)
        shifts[astray] = cut_at[astray] + steps
        expected = _from_neighbours(shifts, heights / usual, boxes.near)
    return shifts, heights, expected


def _is_clear(relative: NDArray[np.float64], within: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell which outlines look as the page's usual one does, with no pen that could be taken for them."""
    return (np.abs(relative - 1) <= _CLEAR_WITHIN) & (within <= _FILLED_DARKNESS)


def _usual(heights: NDArray[np.float64], within: NDArray[np.float32]) -> float:
    """Return how high the response of a page's outlines is: the median over the emptier half of its boxes.

    Pen raises some responses and lowers others, and on a page of yes and no it is in every second box.
    """
    emptier = heights[within <= np.partition(within, (len(within) - 1) // 2)[(len(within) - 1) // 2]]
    return max(float(median(emptier)), 1e-6)


def _lengths(vectors: Points) -> NDArray[np.float64]:
    # A third of the time of `numpy.hypot`, which cares for numbers that no page has.
    return np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2)


def _responses(darkness: Darkness, boxes: PageBoxes, px_per_mm: float, reach_mm: float) -> NDArray[np.float32]:
    """Return how much like an outline each patch looks at each shift: (N, S, S), the middle no shift."""
    reach_px = round(reach_mm * px_per_mm)
    side = 2 * reach_px + 1
    flat = np.minimum(darkness, _CLIP_DARKNESS).reshape(len(darkness), -1)
    responses = np.empty((len(darkness), side * side), np.float32)
    for kind, members in boxes.kinds:
        # All shifts of all boxes in one matrix product: a third of the time of a correlation, and of any shape.
        templates = _shifted_templates(kind, px_per_mm, reach_px, darkness.shape[1])
        responses[members] = boxes.of_kind(flat, members) @ templates
    return responses.reshape(-1, side, side)


@lru_cache(maxsize=16)
def _shifted_templates(kind: BoxKind, px_per_mm: float, reach_px: int, patch_side: int) -> NDArray[np.float32]:
    """Return (patch_side ** 2, S ** 2): the template at every shift, rows of shifts first."""
    template = outline_template(*kind, px_per_mm)
    # With room on all sides, so that a template that leaves the patch is cut off by it.
    room = np.pad(template, patch_side)
    first = patch_side + template.shape[0] // 2 - patch_side // 2
    shifts = range(-reach_px, reach_px + 1)
    columns = [
        room[first - dy : first - dy + patch_side, first - dx : first - dx + patch_side].ravel()
        for dy in shifts
        for dx in shifts
    ]
    return np.stack(columns, axis=1)


def _within(darkness: Darkness, boxes: PageBoxes, px_per_mm: float) -> NDArray[np.float32]:
    """Return (N,) the mean darkness of the middle of every box."""
    middle = darkness.shape[1] // 2
    within = np.empty(len(darkness), np.float32)
    for kind, members in boxes.kinds:
        core = round(min(kind[1:]) / 3 * px_per_mm)
        inner = slice(middle - core, middle + core + 1)
        within[members] = boxes.of_kind(darkness, members)[:, inner, inner].mean(axis=(1, 2))
    return within


def _peaks(
    responses: NDArray[np.float32], px_per_mm: float, about_mm: Points | None = None, reach_mm: float = np.inf
) -> tuple[Points, NDArray[np.float64]]:
    """Return the (N, 2) shifts of the highest responses, and their heights.

    Where `about_mm` is given, (N, K, 2), only shifts within `reach_mm` of one of those are looked at.
    """
    side = responses.shape[1]
    middle = side // 2
    looked_at = responses
    if about_mm is not None:
        steps_mm = (np.arange(side) - middle) / px_per_mm
        near_x = np.abs(steps_mm - about_mm[:, :, :1]) <= reach_mm
        near_y = np.abs(steps_mm - about_mm[:, :, 1:]) <= reach_mm
        looked_at = np.where((near_y[:, :, :, None] & near_x[:, :, None, :]).any(axis=1), responses, -np.inf)
    rows, columns = np.divmod(looked_at.reshape(len(responses), -1).argmax(axis=1), side)
    index = np.arange(len(responses))
    heights = responses[index, rows, columns].astype(np.float64)
    dx = _vertex(responses, index, rows, columns, (0, 1))
    dy = _vertex(responses, index, rows, columns, (1, 0))
    shifts_px = np.stack([columns - middle + dx, rows - middle + dy], axis=1)
    return shifts_px / px_per_mm, heights


@lru_cache(maxsize=32)
def outline_template(shape: BoxShape, width_mm: float, height_mm: float, px_per_mm: float) -> Darkness:
    """Return a template that answers to an outline: positive on the line, negative beside it, zero in all, odd sides.

    Its response to a full outline is that outline's contrast with the paper on both sides of it.
    """
    fine = 8
    reach = int(np.ceil((max(width_mm, height_mm) / 2 + _FLANK_MM) * px_per_mm))
    axis = ((np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5) / px_per_mm
    distance = outline_distance(shape, width_mm, height_mm, axis)
    # The printed line is 0.18 mm; scanning and resampling make it about a pixel and a half wide.
    half_line_mm = max(0.12, 0.6 / px_per_mm)
    shrink = (2 * reach + 1, fine, 2 * reach + 1, fine)
    line = (np.abs(distance) <= half_line_mm).reshape(shrink).mean(axis=(1, 3))
    beside = (
        ((np.abs(distance) > 1.6 * half_line_mm) & (np.abs(distance) <= _FLANK_MM)).reshape(shrink).mean(axis=(1, 3))
    )
    template: Darkness = (line / line.sum() - beside / beside.sum()).astype(np.float32)
    return template


def outline_distance(
    shape: BoxShape, width_mm: float, height_mm: float, axis_mm: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the signed distance to a centred outline, negative inside, on a square grid of places."""
    x, y = np.abs(axis_mm)[None, :], np.abs(axis_mm)[:, None]
    if shape is BoxShape.BOX:
        dx, dy = x - width_mm / 2, y - height_mm / 2
        outside = np.hypot(np.maximum(dx, 0), np.maximum(dy, 0))
        return cast(NDArray[np.float64], outside + np.minimum(np.maximum(dx, dy), 0))
    # An ellipse: first-order distance f / |grad f|, exact on the outline and good to a few per cent nearby.
    a, b = width_mm / 2, height_mm / 2
    level = np.hypot(x / a, y / b)
    slope = np.hypot(x / a**2, y / b**2) / np.maximum(level, 1e-6)
    return cast(NDArray[np.float64], np.maximum((level - 1) / np.maximum(slope, 1e-6), -min(a, b)))


def darkness_of(patches: GreyImage) -> Darkness:
    """Return how dark patches are against their own paper: 0 paper, 1 black.

    A patch's paper is its 80th percentile: even a box filled black leaves that much of it white.
    """
    # Numbers of 16 bits are put in order by vector instructions, in a seventh of the time that those of 8 bits take.
    sample = patches[:, ::3, ::3].reshape(len(patches), -1).astype(np.int16)
    rank = int(0.8 * (sample.shape[1] - 1))
    paper = np.partition(sample, rank, axis=1)[:, rank].astype(np.float32)
    # A patch with no paper in it (stamp, shadow) is taken against mid-grey, never divided by almost nothing.
    darkness = patches.astype(np.float32)
    darkness *= (-1 / np.maximum(paper, 96.0))[:, None, None]
    darkness += 1.0
    return darkness


def _vertex(
    responses: NDArray[np.float32],
    index: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    step: tuple[int, int],
) -> NDArray[np.float64]:
    """Return where between pixels a parabola through three responses is highest, along one axis, -0.5..0.5."""
    last = responses.shape[1] - 1
    inside = (rows >= step[0]) & (rows + step[0] <= last) & (columns >= step[1]) & (columns + step[1] <= last)
    r, c = np.clip(rows, step[0], last - step[0]), np.clip(columns, step[1], last - step[1])
    before = responses[index, r - step[0], c - step[1]].astype(np.float64)
    middle = responses[index, r, c].astype(np.float64)
    after = responses[index, r + step[0], c + step[1]].astype(np.float64)
    bend = before - 2 * middle + after
    offset = np.where(bend < 0, 0.5 * (before - after) / np.where(bend < 0, bend, -1.0), 0.0)
    return np.where(inside, np.clip(offset, -0.5, 0.5), 0.0)


def _spread_of_neighbours(
    shifts_mm: Points, expected_mm: Points, scores: NDArray[np.float64], near: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return (N,) how far the neighbours of each box lie from what they say together: a weighted mean."""
    away_mm = _lengths(shifts_mm[None, :, :] - expected_mm[:, None, :])
    weights = near * (scores > _TRUSTED_SCORE)[None, :]
    spread: NDArray[np.float64] = (weights * away_mm).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return spread


def _from_neighbours(shifts_mm: Points, scores: NDArray[np.float64], near: NDArray[np.float64]) -> Points:
    """Return the (N, 2) shifts that the neighbours of each box have: their weighted median.

    A box whose neighbours say nothing keeps its own shift.
    """
    weights = near * (scores > _TRUSTED_SCORE)[None, :] * scores[None, :]
    total = weights.sum(axis=1)
    expected = shifts_mm.copy()
    for axis in (0, 1):
        order = np.argsort(shifts_mm[:, axis])
        cumulative = np.cumsum(weights[:, order], axis=1)
        middle = np.argmax(cumulative >= 0.5 * total[:, None], axis=1)
        expected[:, axis] = np.where(total > 1e-3, shifts_mm[order[middle], axis], shifts_mm[:, axis])
    return expected
