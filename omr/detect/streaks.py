"""Which straight lines across this scan did the scanner draw? Dirt on the glass, which a cloth takes away.

The paper moves past the dirt, so a streak runs along the scan, exactly upright or level in the picture however the
sheet lies, and through the margin of the sheet, where nothing can be printed. There it is looked for, in four bands of
some thousand pixels; only what is found there is followed across the page. A printed rule ends before the margin, a
pen line is not straight, a fold is broken and wanders.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.image import GreyImage, Picture, transform
from omr.geometry import SizeMm

# The band of margin looked at: printers leave 4 to 5 mm white, our forms 8, and scanners crop up to 2.
_BAND_MIDDLE_MM, _BAND_DEPTH_MM = 5.0, 5.4
# A band is seen in three layers of four rows. A streak crosses two layers at least; a speck, a staple covers one.
_LAYERS, _LAYER_ROWS = 3, 4
# How far beside a line the paper is that it is compared with: streaks are up to half a millimetre to either side.
_FLANK_MM = 0.7
# What lies nearer than this to the edges of the sheet or of the picture is their shadow, or the end of a dark border;
# a streak there spoils nothing.
_EDGE_MM = 5.0
# From so many levels of grey (of 255) on, a line in the margin is followed: a twenty-fifth of the range is where a
# streak begins to be seen, and paper is seldom much brighter than what the scanner makes of it.
_DARK_LEVELS, _LIGHT_LEVELS = 9.0, 4.0
# No more lines than these are followed in each direction, the strongest: scans of dithered greys have hundreds.
_MOST_FOLLOWED = 12
# Rows looked at before a line is followed in full.
_ROWS_AT_FIRST = 64
# A line is followed in pieces of about 9 mm, and a piece counts where so many of its rows are of white paper.
_PIECES, _PIECE_ROWS = 32, 8
# A row is of paper where beside the line it is at least this light, of the paper's usual.
_PAPER_SHARE = 0.9
# A streak is as strong all along as in the margin: to a fifth of its strength, and the noise of a few rows. Creases are
# broken: on 160 sheets folded lengthwise, laid exactly straight, each had more than an eighth of its pieces beyond it.
_STRENGTH_TOLERANCE, _NOISE_LEVELS = 0.2, 0.8
# A line that is not half as strong inside the page is not looked at further.
_AT_FIRST = 0.5
# So many of its pieces must be so, over at least this share of the page from a margin on.
_STRONG_SHARE, _LEAST_LENGTH = 0.88, 0.5
# A streak keeps its place to 0.16 pixels (measured, root mean square); creases and pens wander by 0.28 and more.
_WANDER_PX = 0.22


@dataclass(frozen=True, slots=True)
class Streak:
    """A line that the scanner drew along the scan.

    `upright` tells whether it runs down the picture or across it; `place_px` is its distance from the left or the upper
    edge, in pixels of the picture looked at. `light` tells that it is lighter than the paper: it takes print away.
    """

    upright: bool
    place_px: float
    light: bool


def find_streaks(small: Picture, page_size: SizeMm) -> tuple[Streak, ...]:
    """Find the streaks of a scan: those down the picture from the left, then those across it from above.

    Parameters
    ----------
    small
        The page at 95 to 190 dpi.
    page_size
        Size of the sheet.
    """
    found: list[Streak] = []
    for upright in (True, False):
        bands = _bands(small, page_size, upright)
        levels = _levels(bands)
        lines = sorted(
            (line for of_last in (False, True) for line in _lines(bands[of_last], levels[:, int(of_last)], of_last)),
            key=lambda line: -abs(line.levels),
        )
        followed = [line for line in _apart(lines, bands[0])[:_MOST_FOLLOWED] if _is_streak(small.grey, bands, line)]
        found += (
            Streak(upright, float(line.place_px), line.levels < 0)
            for line in sorted(followed, key=lambda line: line.place_px)
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Band:
    """One margin of the sheet, straightened along one axis of the picture.

    `pixels` is (12, L): column j holds what lies at j along that axis. `limits_px` is between where the sheet's own
    edges are left behind along it; `depth_px` is where the band's middle lies along the other axis.
    """

    upright: bool
    pixels: GreyImage
    limits_px: tuple[int, int]
    depth_px: int
    flank_px: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line across a margin: its place, by how many levels it is darker than the paper beside, and which margin."""

    place_px: int
    levels: float
    of_last: bool


def _bands(small: Picture, page_size: SizeMm, upright: bool) -> tuple[_Band, _Band]:
    """Return the two margins that streaks of one direction cross, the upper or left one first."""
    along, across = (0, 1) if upright else (1, 0)
    left, right = _BAND_MIDDLE_MM, page_size.width_mm - _BAND_MIDDLE_MM
    top, bottom = _BAND_MIDDLE_MM, page_size.height_mm - _BAND_MIDDLE_MM
    corners = transform(small.mm_to_px, np.array([(left, top), (right, top), (right, bottom), (left, bottom)])).tolist()
    sides = [sorted((corners[i - 1], corners[i]), key=lambda corner: corner[along]) for i in range(4)]
    # Those two of the four sides that run along the axis.
    sides.sort(key=lambda side: abs(side[1][across] - side[0][across]))
    sides = sorted(sides[:2], key=lambda side: side[0][across] + side[1][across])
    px_per_mm = float(np.hypot(*np.subtract(corners[1], corners[0]))) / (right - left)
    step = _BAND_DEPTH_MM * px_per_mm / (_LAYERS * _LAYER_ROWS)
    bands = []
    for first, last in sides:
        slope = (last[across] - first[across]) / max(last[along] - first[along], 1.0)
        start = first[across] - slope * first[along] - step * (_LAYERS * _LAYER_ROWS - 1) / 2
        to_picture = np.array([[1.0, 0.0, 0.0], [slope, step, start]])
        pixels = cv2.warpAffine(
            small.grey,
            to_picture if upright else to_picture[::-1],
            (small.grey.shape[1 - along], _LAYERS * _LAYER_ROWS),
            flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(255.0,),
        )
        # The band itself ends as far from the sheet's edges as is asked for.
        edge_px, length = _EDGE_MM * px_per_mm, small.grey.shape[1 - along]
        limits = (round(max(first[along], edge_px)), round(min(last[along], length - edge_px)))
        middle = round((first[across] + last[across]) / 2)
        bands.append(_Band(upright, cast(GreyImage, pixels), limits, middle, max(2, round(_FLANK_MM * px_per_mm))))
    return bands[0], bands[1]


def _levels(bands: tuple[_Band, _Band]) -> NDArray[np.int16]:
    """Return (2, 2, L) by how much every place is darker, or lighter, than the paper beside it, in either margin.

    In levels of grey, summed over the rows of a layer; the first `flank_px` places of a margin are left out.
    """
    flank = bands[0].flank_px
    rows = np.stack([band.pixels for band in bands]).reshape(2, _LAYERS, _LAYER_ROWS, -1)
    layers = rows.sum(axis=2, dtype=np.int16)
    before, middle, after = layers[..., : -2 * flank], layers[..., flank:-flank], layers[..., 2 * flank :]
    return _second(np.stack([np.minimum(before, after) - middle, middle - np.maximum(before, after)]))


def _lines(band: _Band, levels: NDArray[np.int16], of_last: bool) -> Iterator[_Line]:
    """Yield the lines across a margin, dark or light; `levels` are (2, L) of this margin."""
    flank = band.flank_px
    first = max(band.limits_px[0] - flank, 0)
    inner = levels[:, first : max(band.limits_px[1] - flank, 0)]
    for seen, least, sign in zip(inner, (_DARK_LEVELS, _LIGHT_LEVELS), (1, -1), strict=True):
        for place in np.flatnonzero(seen > least * _LAYER_ROWS).tolist():
            if seen[place] == seen[max(place - flank, 0) : place + flank + 1].max():
                yield _Line(place + first + flank, sign * float(seen[place]) / _LAYER_ROWS, of_last)


def _apart(lines: list[_Line], band: _Band) -> list[_Line]:
    """Return the lines without those beside a stronger one: the other margin's half of a streak, a stamp's strokes."""
    kept: list[_Line] = []
    for line in lines:
        if all(abs(line.place_px - other.place_px) > band.flank_px for other in kept):
            kept.append(line)
    return kept


def _is_streak(grey: GreyImage, bands: tuple[_Band, _Band], line: _Line) -> bool:
    """Tell whether a line seen in a margin crosses the page as a streak does."""
    flank = bands[0].flank_px
    along = slice(max(bands[0].depth_px, 0), max(bands[1].depth_px, 0))
    across = slice(line.place_px - flank, line.place_px + flank + 1)
    strip = grey[along, across] if bands[0].upright else grey[across, along].T
    if line.place_px < flank or strip.shape[1] != 2 * flank + 1 or len(strip) < _PIECES * _PIECE_ROWS:
        return False
    # From the margin on in which the line was seen.
    strip = strip[::-1] if line.of_last else strip
    half = len(strip) // 2
    at_first = _pieces(strip[: half : max(1, half // _ROWS_AT_FIRST)], 1, line.levels > 0)
    if len(at_first) == 0 or _strengths(at_first)[0] < _AT_FIRST * abs(line.levels):
        return False
    return _is_even(_pieces(strip, _PIECES, line.levels > 0), abs(line.levels))


def _pieces(strip: GreyImage, count: int, dark: bool) -> NDArray[np.float32]:
    """Return (M, W) by how many levels the columns of a strip are darker, or lighter, than its two sides.

    The strip is cut across into `count` pieces; those with too little paper to tell are left out.
    """
    rows = strip[: len(strip) // count * count].astype(np.int16)
    first, last = rows[:, 0], rows[:, -1]
    paper = np.minimum(first, last)
    rank = int(0.7 * len(paper))
    on_paper = paper >= _PAPER_SHARE * np.partition(paper, rank)[rank]
    levels = paper[:, None] - rows if dark else rows - np.maximum(first, last)[:, None]
    levels[~on_paper] = 0
    seen = on_paper.reshape(count, -1).sum(axis=1)
    sums = levels.reshape(count, -1, rows.shape[1]).sum(axis=1)
    enough = seen >= _PIECE_ROWS
    return cast(NDArray[np.float32], (sums[enough] / seen[enough, None]).astype(np.float32))


def _strengths(pieces: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (M,) the strength of the line in each piece: a streak may lie between two columns."""
    middle = pieces.shape[1] // 2
    return cast(NDArray[np.float32], pieces[:, middle - 1 : middle + 2].max(axis=1))


def _is_even(pieces: NDArray[np.float32], levels: float) -> bool:
    """Tell whether a line is as strong as in the margin, and keeps its place, from there over half of the page."""
    strengths = _strengths(pieces)
    as_strong = np.abs(strengths - levels) < _STRENGTH_TOLERANCE * levels + _NOISE_LEVELS
    share = np.cumsum(as_strong) / np.arange(1, len(as_strong) + 1)
    least = max(int(_LEAST_LENGTH * len(share)), int(_LEAST_LENGTH * _PIECES / 2))
    long_enough = np.flatnonzero(share[least - 1 :] >= _STRONG_SHARE)
    if len(long_enough) == 0:
        return False
    weights = np.maximum(pieces[: least + int(long_enough[-1])][:, 1:-1], 0.0)
    reach = weights.shape[1] // 2
    places = weights @ np.arange(-reach, reach + 1) / np.maximum(weights.sum(axis=1), 1e-6)
    return bool(np.std(places) < _WANDER_PX)


def _second(layers: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the middle one of three layers: what two of them have at least."""
    a, b, c = (layers[..., layer, :] for layer in range(_LAYERS))
    return cast(NDArray[np.int16], np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c)))
