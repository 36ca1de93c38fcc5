"""Does a line that strikes out a part of the page run through a box? A large X over rows is drawn through some boxes.

In its box a piece of such a line looks like a stroke made there, and its middle like a cross. Only its length tells:
a mark ends near its box. Rays are sent out from the box, and a line is where one meets ink all the way.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from omr.detect.around import surroundings, whole_runs
from omr.detect.boxes import OUTLINE_MM, PageBoxes
from omr.detect.image import Points
from omr.detect.marks import Page
from omr.detect.odd import STRAIGHT
from omr.detect.patches import INK_DARKNESS
from omr.detect.struck import struck_out
from omr.reading import JudgedMark, MarkFeatures
from omr.reasons import Reason

# A line runs on so far beyond its box. Of 960 straight marks of four simulators that overshoot their boxes one does, a
# tick with its tail; large crosses over rows ran on 13 mm and more.
_LONG_MM, _PX_PER_MM = 10.0, 4.0
# Of strokes that run one way this far, and of what leaves the box on both sides, it is asked whether they are lines.
_ONE_WAY = 0.5
# Rays, as fractions of a turn; those this close to the way of a stroke may be the stroke.
_RAYS, _NEAR_RAYS = 48, 4
# A line may lie beside its ray by the first at its begin, and by the second more a millimetre: lines are bent. It may
# be broken over less than so many pixels, as where it crosses the outline of another box.
_BESIDE_MM, _BENT = 0.4, 0.1
_BESIDE = np.linspace(-1.0, 1.0, 7)
_BROKEN_PX = 4
# What a rule or a streak hides may be line; of the rest so much is seen.
_MOSTLY_INKED = 0.6
# From so many boxes on that are crossed from side to side and not marked it is asked whether a line strikes out rows;
# of what leans less than 10 degrees `diagonal` is less than the second: rules, streaks, creases.
_CROSSED, _ALONG_THE_PAGE = 2, -0.8
# A faint line counts where it is half as dark as what is in the box, down to what paper has.
_OF_MARK, _FAINTEST = 0.5, 0.06


def with_long_lines(
    page: Page, boxes: PageBoxes, places_mm: Points, marks: Sequence[JudgedMark]
) -> tuple[JudgedMark, ...]:
    """Return the judged boxes of a page, with a remark where what is in a marked one is a piece of a long line.

    And on the boxes of all rows that a line strikes out, of which it touches some: the line was drawn over them, too.
    `places_mm` is (N, 2), where the boxes were found.
    """
    lines = {
        number
        for number, (reading, verdict) in enumerate(marks)
        if verdict.p_marked > 0.5 and _is_line(page, boxes, places_mm, number, reading.features)
    }
    crossed = sum(
        verdict.p_marked <= 0.5 and f.one_way > STRAIGHT and f.passing_fraction > 0 and f.diagonal > _ALONG_THE_PAGE
        for f, verdict in ((reading.features, verdict) for reading, verdict in marks)
    )
    if lines or crossed >= _CROSSED:
        for top_mm, bottom_mm in struck_out(page, places_mm):
            lines.update(np.flatnonzero((places_mm[:, 1] > top_mm) & (places_mm[:, 1] < bottom_mm)).tolist())
    return tuple(mark.remarked(Reason.LONG_LINE) if i in lines else mark for i, mark in enumerate(marks))


def _is_line(page: Page, boxes: PageBoxes, places_mm: Points, number: int, features: MarkFeatures) -> bool:
    """Tell whether a stroke goes on far beyond its box one way, or anything in it both ways."""
    straight = features.one_way > _ONE_WAY and features.margin_ink_fraction > 0
    if not straight and features.passing_fraction == 0:
        return False
    reach_mm = boxes.largest_mm / 2 + _LONG_MM
    seen = surroundings(page.small, boxes, places_mm, number, reach_mm, _PX_PER_MM)
    ink = seen.darkness / page.black > min(INK_DARKNESS, max(_FAINTEST, _OF_MARK * features.darkness_peak))
    runs = whole_runs(ink)
    ink &= ~runs & ~seen.other_outlines
    places = np.argwhere(ink & (seen.distance_mm < -OUTLINE_MM))
    if len(places) < 2:
        return False
    long = _long_rays(ink, runs, seen.distance_mm, places.mean(axis=0))
    if straight and (long & _along(places)).any():
        return True
    if features.passing_fraction == 0:
        return False
    from_the_middle = _long_rays(ink, runs, seen.distance_mm, np.full(2, len(ink) // 2))
    return _both_ways(long) or _both_ways(from_the_middle)


def _both_ways(long: NDArray[np.bool_]) -> bool:
    return any((long & np.roll(long, _RAYS // 2 + turn)).any() for turn in (-1, 0, 1))


def _along(places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (rays,) which run about the way that these (N, 2) rows and columns do: up and down their main axis."""
    y, x = np.linalg.eigh(np.cov(places.T))[1][:, 1]
    ray = np.arctan2(y, x) / (2 * np.pi) * _RAYS
    turned = (np.arange(_RAYS) - ray) % (_RAYS / 2)
    near: NDArray[np.bool_] = np.minimum(turned, _RAYS / 2 - turned) <= _NEAR_RAYS
    return near


def _long_rays(
    ink: NDArray[np.bool_], runs: NDArray[np.bool_], distance_mm: NDArray[np.float64], origin: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return (rays,) on which there is ink from the box to `_LONG_MM` beyond it, but where a rule or a streak lies."""
    places, pad = _ray_places(len(ink))
    # One flat picture of both with room around it: a third of the time of looking each place up twice.
    seen = np.pad(ink + 2 * runs.astype(np.uint8), pad)
    y, x = np.rint(origin).astype(np.int64) + pad
    at = places + (y * seen.shape[1] + x)
    beyond_mm = np.pad(distance_mm, pad, constant_values=_LONG_MM).ravel()[at[len(_BESIDE) // 2]]
    asked = (beyond_mm > OUTLINE_MM) & (beyond_mm < _LONG_MM)
    found = np.bitwise_or.reduce(seen.ravel()[at], axis=0)
    inked, paper = found & 1 > 0, asked & (found == 0)
    broken = sliding_window_view(paper, _BROKEN_PX, axis=1).all(axis=-1).any(axis=-1)
    mostly = (asked & inked).sum(axis=1) > _MOSTLY_INKED * asked.sum(axis=1)
    long: NDArray[np.bool_] = ~broken & mostly & (beyond_mm >= _LONG_MM - 1 / _PX_PER_MM).any(axis=1)
    return long


@lru_cache(maxsize=4)
def _ray_places(side: int) -> tuple[NDArray[np.int64], int]:
    """Return (beside, rays, steps): how far each place is from the origin in a flat picture, outwards and aside.

    And by how much a picture of this side has to be padded for them.
    """
    angles = np.arange(_RAYS) * (2 * np.pi / _RAYS)
    along = np.stack([np.sin(angles), np.cos(angles)])[:, None, :, None]
    across = along[::-1] * np.array([1, -1])[:, None, None, None]
    steps = np.arange(0.0, side * np.sqrt(0.5))
    beside = (_BESIDE_MM * _PX_PER_MM + _BENT * steps) * _BESIDE[:, None, None]
    rows, columns = np.rint(along * steps + across * beside).astype(np.int64)
    pad = int(max(np.abs(rows).max(), np.abs(columns).max()))
    return rows * (side + 2 * pad) + columns, pad
