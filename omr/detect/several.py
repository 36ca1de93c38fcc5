"""Do several sheets lie on this scan? Small sheets laid side by side on the glass, or printed so and not cut.

Each has codes of its own. Where the codes of one sheet lie tells where the sheet lies, and it is cut out with all else
made white, so that the reader sees one sheet as ever. Every sheet is cut out; what becomes of it is for the reader to
say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.align import align
from omr.detect.code import FoundCode, all_codes
from omr.detect.fiducials import FoundFiducials
from omr.detect.image import Homography, Points, scan_of, transform
from omr.errors import PageError
from omr.geometry import SizeMm
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout, SheetLayout
from omr.reading import PageReading

# What is left around a sheet: marks lie 14 mm within it, and those of the next sheet as far beyond.
_MARGIN_MM = 2.0
# Codes of one sheet put their corners where the sheet says to within this; those of two sheets are off by centimetres.
_ONE_SHEET_MM = 4.0
_NO_MARKS = FoundFiducials((), ())


@dataclass(frozen=True, slots=True)
class CutOut:
    """One of the sheets of a scan: its pixels alone on white, and where their first lies in the scan."""

    pixels: NDArray[np.uint8]
    left_px: int
    top_px: int


def several_sheets(pixels: NDArray[np.uint8], layouts: Mapping[str, SheetLayout]) -> tuple[CutOut, ...]:
    """Return the sheets that lie on a scan, each alone, from the top down; none where there is at most one.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR, uint8.
    layouts
        The layouts that are known here; sheets of others cannot be cut out.
    """
    scan = scan_of(pixels)
    halvings = 2**scan.halvings
    seen: dict[SheetCode, list[Points]] = defaultdict(list)
    for code, corners in all_codes(scan.grey):
        seen[code].append((corners + 0.5) * halvings - 0.5)
    outlines = [
        outline
        for code, copies in seen.items()
        if (sheet := layouts.get(code.layout_id)) and (page := sheet.page(code.page_number))
        for outline in _outlines(code, copies, page, sheet.page_size)
    ]
    if len(outlines) < 2:
        return ()
    return tuple(_cut_out(pixels, outline) for outline in sorted(outlines, key=lambda o: tuple(o.mean(axis=0)[::-1])))


def moved(page: PageReading, sheet: CutOut, reduced: int) -> PageReading:
    """Return the reading of a cut-out with its places told in the whole scan; `reduced` is as for `read_page`."""
    shift = np.array([[1.0, 0.0, sheet.left_px * reduced], [0.0, 1.0, sheet.top_px * reduced], [0.0, 0.0, 1.0]])
    mm_to_px = shift @ np.array(page.alignment.mm_to_px).reshape(3, 3)
    return replace(page, alignment=replace(page.alignment, mm_to_px=tuple(float(v) for v in mm_to_px.ravel())))


def _outlines(code: SheetCode, copies: Sequence[Points], page: PageLayout, size: SizeMm) -> Iterator[Points]:
    """Yield the (4, 2) corners of each sheet that has these copies of one code, in pixels of the scan."""
    left = list(range(len(copies)))
    # Photocopies of a master all carry the same code: two copies of it are one sheet's where they fit together.
    pairs = sorted(
        (fit for pair in combinations(left, 2) if (fit := _fit(code, [copies[i] for i in pair], pair, page, size))),
        key=lambda fit: fit[0],
    )
    for error_mm, pair, matrix in pairs:
        if error_mm <= _ONE_SHEET_MM and all(i in left for i in pair):
            left = [i for i in left if i not in pair]
            yield transform(matrix, _corners(size))
    for i in left:
        alone = _fit(code, [copies[i]], (i,), page, size)
        if alone:
            yield transform(alone[2], _corners(size))


def _fit(
    code: SheetCode, copies: Sequence[Points], which: tuple[int, ...], page: PageLayout, size: SizeMm
) -> tuple[float, tuple[int, ...], Homography] | None:
    """Return by how much some copies miss one sheet (mm), which they are, and where it lies; None where none fits."""
    try:
        pose = align(_NO_MARKS, FoundCode(code, tuple(copies)), page, size)
    except PageError:
        return None
    return pose.corner_error_mm, which, pose.mm_to_px


def _corners(size: SizeMm) -> Points:
    """Return the corners of a sheet with its margin."""
    near, right, bottom = -_MARGIN_MM, size.width_mm + _MARGIN_MM, size.height_mm + _MARGIN_MM
    return np.array([(near, near), (right, near), (right, bottom), (near, bottom)])


def _cut_out(pixels: NDArray[np.uint8], outline: Points) -> CutOut:
    height, width = pixels.shape[:2]
    left, top = (max(0, int(v)) for v in np.floor(outline.min(axis=0)))
    right, bottom = (int(v) for v in np.ceil(outline.max(axis=0)))
    right, bottom = min(width, right), min(height, bottom)
    alone = np.full_like(pixels[top:bottom, left:right], 255)
    mask = np.zeros(alone.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline - (left, top)).astype(np.int32)], 255)
    alone[mask > 0] = pixels[top:bottom, left:right][mask > 0]
    return CutOut(alone, left, top)
