"""Where exactly is each mark box? Found by its own printed outline, whatever folds and feeders did to the page.

A map from four corner marks is off by up to 0.7 mm on a page that a feeder stretched and by more across a fold; boxes
must be known to 0.1 mm. So each outline is searched for in the patch that its mark is measured in. Where a page has
boxes without pen that show no outline there, it is searched within 2 mm on the small copy of the page, boxes that
disagree with their neighbours are searched for again near where those point, and all are refined in new patches.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omr.detect.boxes import PageBoxes
from omr.detect.image import Darkness, Picture, Points, median
from omr.detect.neighbours import TRUSTED_SCORE, from_neighbours, lengths, spread_of_neighbours
from omr.detect.patches import cut_patches, darkness_of
from omr.detect.template import FLANK_MM, highest, outline_responses

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
    if len(boxes.centres_mm) == 0:
        return Registration(boxes.centres_mm, np.empty(0), 0.0, 1.0, 1.0, np.empty((0, 1, 1), np.float32))
    seen = _looked_for(full, boxes, np.zeros_like(boxes.centres_mm), _REFINE_MM)
    if not _all_in_place(seen):
        seen = _looked_for(full, boxes, _searched_widely(small, boxes), _REFINE_MM / 2)
    placed = _held_to_neighbours(seen, boxes)
    beside = np.abs(placed.shifts_mm - seen.cut_at_mm).max(axis=1) > _RECUT_MM
    darkness = seen.darkness
    if beside.any():
        darkness[beside] = _cut(full, (boxes.centres_mm + placed.shifts_mm)[beside], boxes.largest_mm)
    # Pen over an outline hides it; where there is none, it must be seen.
    penless = seen.within <= median(seen.within)
    found_fraction = float((placed.scores[penless] > _FOUND_SCORE).mean())
    return Registration(placed.shifts_mm, placed.scores, placed.residual_mm, found_fraction, seen.usual, darkness)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the patches of all boxes show of their outlines.

    `cut_at_mm` is where they were cut, (N, 2) from the places that the corner marks give; `within` (N,) how dark the
    middles of the boxes are; `heights` (N,) how much like an outline the likeliest places look; `expected_mm` (N, 2)
    what the neighbours of each say.
    """

    cut_at_mm: Points
    darkness: Darkness
    within: NDArray[np.float32]
    shifts_mm: Points
    heights: NDArray[np.float64]
    expected_mm: Points

    @property
    def usual(self) -> float:
        """How much like an outline the page's outlines look."""
        return _usual(self.heights, self.within)


def _looked_for(full: Picture, boxes: PageBoxes, cut_at_mm: Points, reach_mm: float) -> _Seen:
    """Return where the outlines are, looked for so far around where the patches are cut."""
    darkness = _cut(full, boxes.centres_mm + cut_at_mm, boxes.largest_mm)
    within = _within(darkness, boxes, PX_PER_MM)
    responses = outline_responses(darkness, boxes, PX_PER_MM, reach_mm)
    return _Seen(cut_at_mm, darkness, within, *_agreed(responses, PX_PER_MM, cut_at_mm, boxes, within))


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the boxes are after all, how well the outline of each was found, and how far they are from each other."""

    shifts_mm: Points
    scores: NDArray[np.float64]
    residual_mm: float


def _held_to_neighbours(seen: _Seen, boxes: PageBoxes) -> _Placed:
    """Return the places of all boxes: of one that a stroke has caught, where its neighbours say."""
    relative = seen.heights / seen.usual
    scores = np.clip(relative, 0.0, 1.0)
    away_mm = lengths(seen.shifts_mm - seen.expected_mm)
    spread_mm = spread_of_neighbours(seen.shifts_mm, seen.expected_mm, scores, boxes.near)
    leeway = np.where(_is_clear(relative, seen.within), 2, 1)
    caught = away_mm > leeway * np.maximum(_DISAGREE_REFINED_MM, _SPREADS * spread_mm)
    shifts_mm = np.where(caught[:, None], seen.expected_mm, seen.shifts_mm)
    trusted = (scores > TRUSTED_SCORE) & ~caught
    residual_mm = float(np.sqrt(np.mean(away_mm[trusted] ** 2))) if trusted.any() else SEARCH_MM
    scores = np.where(caught, scores * 0.5, scores)
    # An outline that wear has wiped out is known to lie where its neighbours say when they are of one mind.
    spoken = (boxes.near * (scores > TRUSTED_SCORE)[None, :]).sum(axis=1) > _ENOUGH_SPOKEN
    scores = np.where(spoken & (spread_mm < _OF_ONE_MIND_MM), np.maximum(scores, _INFERRED_SCORE), scores)
    return _Placed(shifts_mm, scores, residual_mm)


def _cut(full: Picture, places_mm: Points, largest_mm: float) -> Darkness:
    """Return the patches that boxes are refined and measured in."""
    half_mm = largest_mm / 2 + AROUND_MM
    return darkness_of(cut_patches(full.grey, full.mm_to_px, places_mm, half_mm, PX_PER_MM))


def _all_in_place(seen: _Seen) -> bool:
    """Tell whether every box that no pen can hide shows its outline close to where the corner marks put it."""
    penless = seen.within < _PENLESS_DARKNESS
    if not penless.any():
        return False
    found = seen.heights[penless] > TRUSTED_SCORE * seen.usual
    return bool((found & (np.abs(seen.shifts_mm[penless]).max(axis=1) < _SAFELY_MM)).all())


def _searched_widely(small: Picture, boxes: PageBoxes) -> Points:
    """Return the (N, 2) shifts, to a third of a millimetre, of boxes that may be `SEARCH_MM` away."""
    half_mm = boxes.largest_mm / 2 + FLANK_MM + SEARCH_MM
    patches = cut_patches(small.grey, small.mm_to_px, boxes.centres_mm, half_mm, _SEARCH_PX_PER_MM)
    darkness = darkness_of(patches)
    within = _within(darkness, boxes, _SEARCH_PX_PER_MM)
    responses = outline_responses(darkness, boxes, _SEARCH_PX_PER_MM, SEARCH_MM)
    return _agreed(responses, _SEARCH_PX_PER_MM, np.zeros_like(boxes.centres_mm), boxes, within)[0]


def _agreed(
    responses: NDArray[np.float32], px_per_mm: float, cut_at: Points, boxes: PageBoxes, within: NDArray[np.float32]
) -> tuple[Points, NDArray[np.float64], Points]:
    """Return the shifts of all boxes, how high their responses are, and what the neighbours of each say.

    A box far from what its neighbours say is looked for again near there.
    """
    disagree_mm = _DISAGREE_PX / px_per_mm
    steps, heights = highest(responses, px_per_mm)
    shifts = cut_at + steps
    usual = _usual(heights, within)
    expected = from_neighbours(shifts, heights / usual, boxes.near)
    clear = _is_clear(heights / usual, within)
    astray = (lengths(shifts - expected) > disagree_mm) & ~clear
    if astray.any() and clear.any():
        # On the other side of a fold all lies elsewhere: each of the nearest boxes may be the one to believe.
        nearest = np.argsort(-np.where(clear[None, :], boxes.near[astray], -1.0), axis=1)[:, :_BELIEVED]
        about = shifts[nearest] - cut_at[astray][:, None, :]
        steps, heights[astray] = highest(responses[astray], px_per_mm, about, disagree_mm)
        shifts[astray] = cut_at[astray] + steps
        expected = from_neighbours(shifts, heights / usual, boxes.near)
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


def _within(darkness: Darkness, boxes: PageBoxes, px_per_mm: float) -> NDArray[np.float32]:
    """Return (N,) the mean darkness of the middle of every box."""
    middle = darkness.shape[1] // 2
    within = np.empty(len(darkness), np.float32)
    for kind, members in boxes.kinds:
        core = round(min(kind[1:]) / 3 * px_per_mm)
        inner = slice(middle - core, middle + core + 1)
        within[members] = boxes.of_kind(darkness, members)[:, inner, inner].mean(axis=(1, 2))
    return within
