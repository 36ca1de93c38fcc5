"""Where exactly did folds and feeders put each part of a page? Followed by the print all around, tile by tile.

One map for a whole page is off by up to 2 mm across a fold. Tiles of the blank's print are looked for near where the
map puts them, those that disagree with their neighbours are left out, and the rest say between them how far every place
of the page has moved.
"""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.blank import BLANK_PX_PER_MM, COARSE_PX_PER_MM, BlankPage, darkness_of_page, warped
from omr.detect.image import Darkness, GreyImage, Homography, Points, transform

# Tiles overlap by half; each has a few words or boxes.
_TILE_MM = 12.0
_STEP_MM = 6.0
# A fold takes 2 mm; the second time only what the first left.
_SEARCH_MM = (2.5, 0.8)
# A tile with less print than this, as mean darkness, or that is not found this well, says nothing.
_FEWEST_PRINT = 0.008
_FOUND = 0.55
# Neighbours: a fold or a feeder moves whole lines of the page together.
_NEAR_X_MM, _NEAR_Y_MM = 45.0, 9.0
# A tile further from what its neighbours say was caught by pen or by print that repeats.
_ASTRAY_MM = 0.35
# Shifts are worked out on a grid this fine and are smooth in between.
_GRID_MM = 5.0
# Square millimetres by which a plane through tiles leans on their mean, across and along.
_LEANING_MM2 = (100.0, 10.0)


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A page laid out as its blank is.

    Attributes
    ----------
    darkness
        (H, W) at `BLANK_PX_PER_MM`, print and pen where the blank has its own.
    pixels
        (H, W) or (H, W, 3) uint8, the same of the scan's own picture.
    tiles_mm, shifts_mm
        (T, 2) where tiles were found, and how far from where one map for the page puts them.
    residual_mm
        Root mean square of what tiles still differ by from their neighbours.
    found_fraction
        Share of the tiles with print that were found.
    """

    darkness: Darkness
    pixels: NDArray[np.uint8]
    tiles_mm: Points
    shifts_mm: Points
    residual_mm: float
    found_fraction: float

    def shifts_at(self, places_mm: Points) -> Points:
        """Return (N, 2) how far the page had moved at each place."""
        return _smoothed(self.tiles_mm, self.shifts_mm, places_mm)


def follow(pixels: NDArray[np.uint8], blank: BlankPage, mm_to_px: Homography) -> Followed:
    """Lay a page out as its blank is, every part where the blank has it.

    Parameters
    ----------
    pixels
        (H, W) or (H, W, 3) uint8, the scan.
    mm_to_px
        From the blank's millimetres into the scan, to a few millimetres.
    """
    size = blank.form.layout.page_size
    grey = pixels if pixels.ndim == 2 else cast(GreyImage, cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))
    coarse = warped(grey, mm_to_px, size.width_mm, size.height_mm, COARSE_PX_PER_MM)
    tiles, shifts, _, _ = _tiles(
        darkness_of_page(coarse, COARSE_PX_PER_MM), blank.coarse, COARSE_PX_PER_MM, _SEARCH_MM[0]
    )
    first = _laid_out(grey, blank, mm_to_px, tiles, shifts)
    fine_tiles, steps, residual_mm, found = _tiles(
        darkness_of_page(first, BLANK_PX_PER_MM), blank.darkness, BLANK_PX_PER_MM, _SEARCH_MM[1]
    )
    shifts_mm = _smoothed(tiles, shifts, fine_tiles) + steps
    laid_out = _laid_out(pixels, blank, mm_to_px, fine_tiles, shifts_mm)
    as_grey = laid_out if laid_out.ndim == 2 else cast(GreyImage, cv2.cvtColor(laid_out, cv2.COLOR_BGR2GRAY))
    darkness = darkness_of_page(as_grey, BLANK_PX_PER_MM)
    return Followed(darkness, laid_out, fine_tiles, shifts_mm, residual_mm, found)


def _tiles(page: Darkness, blank: Darkness, px_per_mm: float, search_mm: float) -> tuple[Points, Points, float, float]:
    """Return the tiles that were found (T, 2), their shifts, what is left between neighbours, the share found."""
    side, reach = round(_TILE_MM * px_per_mm), round(search_mm * px_per_mm)
    page = np.pad(np.minimum(page, 1.0), reach)
    blank = np.minimum(blank, 1.0)
    step = round(_STEP_MM * px_per_mm)
    places, shifts, scores = [], [], []
    for top in range(0, blank.shape[0] - side + 1, step):
        for left in range(0, blank.shape[1] - side + 1, step):
            tile = blank[top : top + side, left : left + side]
            if tile.mean() < _FEWEST_PRINT or not _tells_both_ways(tile):
                continue
            around = page[top : top + side + 2 * reach, left : left + side + 2 * reach]
            responses = np.asarray(cv2.matchTemplate(around, tile, cv2.TM_CCOEFF_NORMED), np.float32)
            shift_px, score = _peak(responses, reach)
            places.append(((left + side / 2) / px_per_mm, (top + side / 2) / px_per_mm))
            shifts.append((shift_px[0] / px_per_mm, shift_px[1] / px_per_mm))
            scores.append(score)
    if not places:
        return np.zeros((0, 2)), np.zeros((0, 2)), 0.0, 0.0
    tiles, moved, well = np.array(places), np.array(shifts), np.array(scores) > _FOUND
    found_fraction = float(well.mean())
    tiles, moved = tiles[well], moved[well]
    for _ in range(2):
        away = np.linalg.norm(moved - _medians(tiles, moved, tiles), axis=1) if len(tiles) else np.zeros(0)
        tiles, moved = tiles[away <= _ASTRAY_MM], moved[away <= _ASTRAY_MM]
    still = moved - _smoothed(tiles, moved, tiles)
    residual_mm = float(np.sqrt((still**2).sum(axis=1).mean())) if len(tiles) else search_mm
    return tiles, moved, residual_mm, found_fraction


def _tells_both_ways(tile: Darkness) -> bool:
    """Tell whether a tile has edges across and along: a lone line can be found anywhere along itself."""
    dx, dy = np.diff(tile, axis=1)[:-1].ravel(), np.diff(tile, axis=0)[:, :-1].ravel()
    xx, yy, xy = float(dx @ dx), float(dy @ dy), float(dx @ dy)
    root = np.hypot(xx - yy, 2 * xy)
    return bool((xx + yy - root) > 0.1 * (xx + yy + root))


def _peak(responses: NDArray[np.float32], reach: int) -> tuple[tuple[float, float], float]:
    """Return where the highest response is, to a part of a pixel, and how high."""
    _, score, _, (x, y) = cv2.minMaxLoc(responses)
    offsets = []
    for line, at in ((responses[y], x), (responses[:, x], y)):
        offset = 0.0
        if 0 < at < len(line) - 1:
            before, middle, after = (float(v) for v in line[at - 1 : at + 2])
            bend = before - 2 * middle + after
            offset = 0.5 * (before - after) / bend if bend < 0 else 0.0
        offsets.append(float(np.clip(offset, -0.5, 0.5)))
    return (x - reach + offsets[0], y - reach + offsets[1]), float(score)


def _weights(tiles: Points, places: Points) -> NDArray[np.float64]:
    dx = (places[:, None, 0] - tiles[None, :, 0]) / _NEAR_X_MM
    dy = (places[:, None, 1] - tiles[None, :, 1]) / _NEAR_Y_MM
    return np.asarray(np.exp(-0.5 * (dx**2 + dy**2)) + 1e-9)


def _medians(tiles: Points, shifts: Points, places: Points) -> Points:
    """Return (N, 2) the weighted median of the shifts around each place: two tiles astray do not move it."""
    weights = _weights(tiles, places)
    middles = np.empty((len(places), 2))
    for axis in (0, 1):
        order = np.argsort(shifts[:, axis])
        cumulative = np.cumsum(weights[:, order], axis=1)
        middles[:, axis] = shifts[order, axis][np.argmax(cumulative >= 0.5 * cumulative[:, -1:], axis=1)]
    return middles


def _smoothed(tiles: Points, shifts: Points, places: Points) -> Points:
    """Return (N, 2) the shift at each place: a plane fitted to the tiles near it (Cleveland 1979), 0 without tiles."""
    if len(tiles) == 0:
        return np.zeros((len(places), 2))
    x, y = tiles.T
    # Weighted sums of everything at once: one matrix product for all places.
    columns = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
    terms = np.concatenate([columns, columns[:, :3] * shifts[:, :1], columns[:, :3] * shifts[:, 1:]], axis=1)
    sums = _weights(tiles, places) @ terms
    total, px, py = sums[:, 0], places[:, 0], places[:, 1]
    # The same about each place instead of about the corner of the page.
    sx, sy = sums[:, 1] - px * total, sums[:, 2] - py * total
    sxx = sums[:, 3] - 2 * px * sums[:, 1] + px * px * total
    sxy = sums[:, 4] - px * sums[:, 2] - py * sums[:, 1] + px * py * total
    syy = sums[:, 5] - 2 * py * sums[:, 2] + py * py * total
    # Leaning on the mean where tiles lie in a line, so that no plane tips over beyond them.
    normal = np.stack(
        [total, sx, sy, sx, sxx + _LEANING_MM2[0] * total, sxy, sy, sxy, syy + _LEANING_MM2[1] * total], axis=1
    ).reshape(-1, 3, 3)
    right = np.stack(
        [
            np.stack([s[:, 0], s[:, 1] - px * s[:, 0], s[:, 2] - py * s[:, 0]], axis=1)
            for s in (sums[:, 6:9], sums[:, 9:12])
        ],
        axis=2,
    )
    return np.asarray(np.linalg.solve(normal, right)[:, 0, :])


def _laid_out(
    pixels: NDArray[np.uint8], blank: BlankPage, mm_to_px: Homography, tiles: Points, shifts: Points
) -> NDArray[np.uint8]:
    size = blank.form.layout.page_size
    columns, rows = round(size.width_mm * BLANK_PX_PER_MM), round(size.height_mm * BLANK_PX_PER_MM)
    grid_x = np.arange(0.0, size.width_mm + _GRID_MM, _GRID_MM)
    grid_y = np.arange(0.0, size.height_mm + _GRID_MM, _GRID_MM)
    grid = np.stack(np.meshgrid(grid_x, grid_y), axis=-1).reshape(-1, 2)
    moved_px = transform(mm_to_px, grid + _smoothed(tiles, shifts, grid)).astype(np.float32)
    coarse = moved_px.reshape(len(grid_y), len(grid_x), 2)
    # Where on the coarse grid every pixel of the page lies.
    at_x = ((np.arange(columns) + 0.5) / BLANK_PX_PER_MM / _GRID_MM).astype(np.float32)
    at_y = ((np.arange(rows) + 0.5) / BLANK_PX_PER_MM / _GRID_MM).astype(np.float32)
    maps = cv2.remap(coarse, *np.meshgrid(at_x, at_y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    fineness = np.sqrt(abs(np.linalg.det(mm_to_px[:2, :2]))) / BLANK_PX_PER_MM
    if fineness > 1.3:
        # A finer scan is softened first, so that no pixel of it goes unseen.
        pixels = cast(NDArray[np.uint8], cv2.GaussianBlur(pixels, (0, 0), 0.4 * fineness))
    border = (255.0, 255.0, 255.0)
    laid_out = cv2.remap(pixels, maps[..., 0], maps[..., 1], cv2.INTER_LINEAR, borderValue=border)
    return cast(NDArray[np.uint8], laid_out)
