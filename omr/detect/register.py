"""Where exactly is each mark box? Found by its own printed outline, whatever folds and feeders did to the page.

A map from four corner marks is off by up to 0.7 mm on a page that a feeder stretched and by more across a fold; boxes
must be known to 0.1 mm. So each outline is searched for within 2 mm on the small copy of the page, boxes that disagree
with their neighbours are searched for again near where those point, and all are refined on the full picture.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import Darkness, GreyImage, Picture, Points, cut_patches
from omr.layout.sheet import BoxShape, MarkBox

# How far the outline may lie from where the corner marks put it: a fold takes 2 mm.
SEARCH_MM = 2.0
_SEARCH_PX_PER_MM = 4.0
# How far the first search may be off; a third of a pixel of the small copy and the aliasing of thin lines.
_REFINE_MM = 0.375
REFINE_PX_PER_MM = 8.0
# Pen is darker than the printed outline. Darkness is clipped here so that a stroke counts no more than an outline.
_CLIP_DARKNESS = 0.55
# Beside the outline, within and without, this much paper is compared with it.
_FLANK_MM = 0.7
# A box this far from what its neighbours say was caught by a stroke.
_DISAGREE_MM = 0.45
_DISAGREE_REFINED_MM = 0.04
# Along a fold neighbours disagree among themselves; then only a box this many times further off is astray.
_SPREADS = 3.0
# Outlines this much like the usual one are believed against their neighbours; pen makes them darker or hides them.
_CLEAR_WITHIN = 0.15
# The edge of a filled area looks like an outline; from this mean darkness on a box may be filled.
_FILLED_DARKNESS = 0.25
# Neighbours: a fold or a feeder moves whole lines of the page together, so they are looked for along the line first.
_NEAR_X_MM, _NEAR_Y_MM = 60.0, 7.0
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
    outline_darkness
        How dark the page's outlines are at the search resolution, 0..1; near 0 means that there are none.
    """

    shifts_mm: Points
    scores: NDArray[np.float64]
    residual_mm: float
    outline_darkness: float


def register(small: Picture, full: Picture, boxes: tuple[MarkBox, ...]) -> Registration:
    """Find the printed outline of every box.

    Parameters
    ----------
    small
        The page at about 100 dpi.
    full
        The page as scanned.
    boxes
        The mark boxes of the page.
    """
    centres_mm = np.array([(b.box.centre.x_mm, b.box.centre.y_mm) for b in boxes]).reshape(-1, 2)
    if len(boxes) == 0:
        return Registration(centres_mm, np.empty(0), 0.0, 1.0)
    near = _neighbours(centres_mm)
    coarse = _Search(boxes, _SEARCH_PX_PER_MM, SEARCH_MM)
    responses, _ = coarse.responses(small, centres_mm)
    shifts, heights = coarse.peaks(responses, np.zeros_like(centres_mm), SEARCH_MM)
    usual = float(np.percentile(heights, 60))
    expected = _from_neighbours(shifts, heights / max(usual, 1e-6), near)
    astray = np.linalg.norm(shifts - expected, axis=1) > _DISAGREE_MM
    near_shifts, _ = coarse.peaks(responses, expected, _DISAGREE_MM)
    shifts = np.where(astray[:, None], near_shifts, shifts)

    fine = _Search(boxes, REFINE_PX_PER_MM, _REFINE_MM)
    responses, within = fine.responses(full, centres_mm + shifts)
    steps, heights = fine.peaks(responses, np.zeros_like(shifts), _REFINE_MM)
    shifts = shifts + steps
    usual = float(np.percentile(heights, 60))
    relative = heights / max(usual, 1e-6)
    scores = np.clip(relative, 0.0, 1.0)
    expected = _from_neighbours(shifts, scores, near)
    away_mm = np.linalg.norm(shifts - expected, axis=1)
    unclear = (np.abs(relative - 1) > _CLEAR_WITHIN) | (within > _FILLED_DARKNESS)
    spread_mm = _spread_of_neighbours(shifts, expected, scores, near)
    caught = away_mm > np.where(unclear, 1, 2) * np.maximum(_DISAGREE_REFINED_MM, _SPREADS * spread_mm)
    shifts = np.where(caught[:, None], expected, shifts)
    trusted = (scores > _TRUSTED_SCORE) & ~caught
    residual_mm = float(np.sqrt(np.mean(away_mm[trusted] ** 2))) if trusted.any() else SEARCH_MM
    return Registration(shifts, np.where(caught, scores * 0.5, scores), residual_mm, usual)


class _Search:
    """Looks for outlines of several shapes at one resolution within one distance."""

    def __init__(self, boxes: tuple[MarkBox, ...], px_per_mm: float, reach_mm: float) -> None:
        self.px_per_mm = px_per_mm
        self.reach_px = round(reach_mm * px_per_mm)
        kinds = [(b.shape, round(b.box.width_mm, 2), round(b.box.height_mm, 2)) for b in boxes]
        self.groups = {kind: np.array([i for i, k in enumerate(kinds) if k == kind]) for kind in set(kinds)}
        self.count = len(boxes)

    def responses(self, picture: Picture, centres_mm: Points) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return how much like an outline each shift looks, and how dark each box is within.

        The first is (N, S, S), its middle no shift; the second (N,), 0 for paper.
        """
        side = 2 * self.reach_px + 1
        responses = np.empty((self.count, side, side), np.float32)
        within = np.empty(self.count, np.float32)
        for (shape, width_mm, height_mm), members in self.groups.items():
            template = outline_template(shape, width_mm, height_mm, self.px_per_mm)
            half = self.reach_px + template.shape[0] // 2
            patches = cut_patches(
                picture.grey, picture.mm_to_px, centres_mm[members], half / self.px_per_mm, self.px_per_mm
            )
            darkness = np.minimum(darkness_of(patches), _CLIP_DARKNESS)
            core = round(min(width_mm, height_mm) / 3 * self.px_per_mm)
            middle = slice(half - core, half + core + 1)
            within[members] = darkness[:, middle, middle].mean(axis=(1, 2))
            # One call over all patches stacked is twice as fast as one a patch; rows that straddle two are dropped.
            strip = darkness.reshape(-1, darkness.shape[2])
            matched = cv2.matchTemplate(strip, template, cv2.TM_CCORR)
            starts = np.arange(len(members)) * darkness.shape[1]
            responses[members] = matched[starts[:, None] + np.arange(side)[None, :]]
        return responses, within

    def peaks(
        self, responses: NDArray[np.float32], about_mm: Points, reach_mm: float
    ) -> tuple[Points, NDArray[np.float64]]:
        """Return the (N, 2) shifts of the highest responses within a distance of `about_mm`, and their heights."""
        side = responses.shape[1]
        steps = np.arange(side) - self.reach_px
        about_px = about_mm * self.px_per_mm
        reach_px = reach_mm * self.px_per_mm
        allowed = (np.abs(steps[None, :] - about_px[:, 1:]) <= reach_px)[:, :, None] & (
            np.abs(steps[None, :] - about_px[:, :1]) <= reach_px
        )[:, None, :]
        flat = np.where(allowed, responses, -np.inf).reshape(len(responses), -1)
        best = flat.argmax(axis=1)
        rows, columns = np.divmod(best, side)
        index = np.arange(len(responses))
        heights = responses[index, rows, columns].astype(np.float64)
        dx = _vertex(responses, index, rows, columns, (0, 1))
        dy = _vertex(responses, index, rows, columns, (1, 0))
        shifts_px = np.stack([columns - self.reach_px + dx, rows - self.reach_px + dy], axis=1)
        return shifts_px / self.px_per_mm, heights


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
    sample = patches[:, ::3, ::3].reshape(len(patches), -1)
    rank = int(0.8 * (sample.shape[1] - 1))
    paper = np.partition(sample, rank, axis=1)[:, rank].astype(np.float32)
    # A patch with no paper in it (stamp, shadow) is taken against mid-grey, never divided by almost nothing.
    paper = np.maximum(paper, 96.0)[:, None, None]
    return cast(Darkness, (paper - patches) / paper)


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
    away_mm = np.linalg.norm(shifts_mm[None, :, :] - expected_mm[:, None, :], axis=2)
    weights = near * (scores > _TRUSTED_SCORE)[None, :]
    spread: NDArray[np.float64] = (weights * away_mm).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return spread


def _neighbours(centres_mm: Points) -> NDArray[np.float64]:
    """Return (N, N) how much each box has to say about each other one; nothing about itself."""
    dx = (centres_mm[:, None, 0] - centres_mm[None, :, 0]) / _NEAR_X_MM
    dy = (centres_mm[:, None, 1] - centres_mm[None, :, 1]) / _NEAR_Y_MM
    weights = np.exp(-0.5 * (dx**2 + dy**2))
    np.fill_diagonal(weights, 0.0)
    return cast(NDArray[np.float64], weights)


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
