"""Do several sheets lie on this scan? Small sheets laid side by side on the glass, or printed so and not cut.

Each has codes of its own. Where the codes of one sheet lie tells where the sheet lies, and it is cut out with all else
made white, so that the reader sees one sheet as ever.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.align import Pose, align
from omr.detect.code import FoundCode, all_codes
from omr.detect.fiducials import FoundFiducials
from omr.detect.image import Points, transform
from omr.detect.moved import moved
from omr.detect.scan import scan_of
from omr.errors import PageError
from omr.geometry import SizeMm
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout, SheetLayout
from omr.reading import PageReading, PageRejected
from omr.reasons import Reason

# What is left around a sheet: marks lie 14 mm within it, and those of the next sheet as far beyond.
_MARGIN_MM = 2.0
_NO_MARKS = FoundFiducials((), ())


@dataclass(frozen=True, slots=True)
class CutOut:
    """One of the sheets of a scan: its pixels alone on white, and where their first lies in the scan."""

    pixels: NDArray[np.uint8]
    left_px: int
    top_px: int


def several_sheets(pixels: NDArray[np.uint8], layouts: Mapping[str, SheetLayout]) -> tuple[CutOut, ...] | PageRejected:
    """Return the sheets that lie on a scan, each alone, from the top down; none where there is at most one.

    Where it cannot be told how many there are or where one ends, the scan is rejected as a whole: a sheet passed over
    would be lost, and one cut out twice would count twice.

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
    if sum(map(len, seen.values())) < 2:
        return ()
    outlines: list[Points] = []
    for code, copies in seen.items():
        sheet = layouts.get(code.layout_id)
        page = sheet.page(code.page_number) if sheet else None
        if sheet is None or page is None:
            # As a whole, so that all of it is read once the layout is known.
            return PageRejected(Reason.UNKNOWN_LAYOUT, (("layout_id", code.layout_id),), code)
        placed = _outlines(code, copies, page, sheet.page_size)
        if placed is None:
            return PageRejected(Reason.OTHER_PAPER, (), code)
        outlines += placed
    if len(outlines) < 2:
        return ()
    return tuple(_cut_out(pixels, outline) for outline in sorted(outlines, key=lambda o: tuple(o.mean(axis=0)[::-1])))


def in_whole_scan(page: PageReading, sheet: CutOut, reduced: int) -> PageReading:
    """Return the reading of a cut-out with its places told in the whole scan; `reduced` is as for `read_page`."""
    return moved(page, np.array([[1.0, 0.0, sheet.left_px * reduced], [0.0, 1.0, sheet.top_px * reduced], [0, 0, 1]]))


def _outlines(code: SheetCode, copies: Sequence[Points], page: PageLayout, size: SizeMm) -> tuple[Points, ...] | None:
    """Return the (4, 2) corners of each sheet that has these copies of one code, in pixels of the scan.

    Photocopies of a master all carry the same code: two copies of it are one sheet's where they fit together. One that
    is left over is a sheet whose other copy is hidden; more, and nobody can tell which belong together: None.
    """
    left = list(range(len(copies)))
    poses = {
        pair: pose for pair in combinations(left, 2) if (pose := _pose(code, [copies[i] for i in pair], page, size))
    }
    placed = []
    for pair, pose in sorted(poses.items(), key=lambda one: one[1].corner_error_mm):
        if all(i in left for i in pair):
            left = [i for i in left if i not in pair]
            placed.append(pose)
    if len(left) == 1 and (alone := _pose(code, [copies[left[0]]], page, size)):
        placed.append(alone)
        left = []
    return None if left else tuple(transform(pose.mm_to_px, _corners(size)) for pose in placed)


def _pose(code: SheetCode, copies: Sequence[Points], page: PageLayout, size: SizeMm) -> Pose | None:
    """Return where a sheet lies that has these copies of its code, or None where no sheet has them so."""
    try:
        return align(_NO_MARKS, FoundCode(code, tuple(copies)), page, size)
    except PageError:
        return None


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
