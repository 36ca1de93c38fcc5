"""Which page of which sheet is this? The printed code, found from the corner marks and decoded.

The code stands at a fixed place beside its corner mark, so it is cut out upright from the pose of the mark and
decoded by ZXing in a tenth of a millisecond. Only when both copies fail is the whole page searched; then the code also
tells where it lies, which is what the page is found by when its corner marks are gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import cast

import cv2
import numpy as np
import zxingcpp

from omr.detect.fiducials import FoundFiducials
from omr.detect.image import GreyImage, Homography, Points, scaling, similarity, transform
from omr.detect.regrid import MODULES, regridded
from omr.detect.scan import Scan
from omr.errors import CodeUnreadable, NotASheet, SeparatorPage
from omr.geometry import BoxMm, SizeMm
from omr.layout.code import SEPARATOR_TEXT, SheetCode, parse_code
from omr.layout.fiducials import CODE_SIZE_MM, Corner, Fiducial, standard_codes, standard_fiducials

# Where the code lies about its mark does not depend on the size of the paper; any will do to state it.
_ANY_PAGE = SizeMm(210.0, 297.0)
# The copies of the code by the mark they stand beside.
_NEIGHBOURS = (Corner.TOP_RIGHT, Corner.BOTTOM_LEFT)
_MARKS = {mark.corner: mark for mark in standard_fiducials(_ANY_PAGE)}
_BESIDE = tuple((_MARKS[corner], box) for corner, box in zip(_NEIGHBOURS, standard_codes(_ANY_PAGE), strict=True))
# From this many corner marks on a page is known by them.
_ENOUGH_MARKS = 2
# White kept around the code, and slack for a pose that is a little off.
_MARGIN_MM = 4.0
# Six pixels a module of 0.6 mm: the most that ZXing makes use of. Most codes need no more than a
# third of the pixels.
_PX_PER_MM, _FEWER_PX_PER_MM = 10.0, 6.0
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """The code of a page, and the (4, 2) corners of each copy, clockwise from its own top-left, where it was seen.

    Copies that were read where a corner mark says they must be have no place of their own.
    """

    code: SheetCode
    corners_px: tuple[Points, ...] = ()


def identify(scan: Scan, found: FoundFiducials) -> FoundCode:
    """Read the code of a page.

    Raises
    ------
    NotASheet
        No code and at most one corner mark is on the page.
    CodeUnreadable
        Corner marks are there, and no readable code.
    SeparatorPage
        The code is that of a page between two piles.
    """
    # With one mark or none the places beside them would say what the page is and not how it lies.
    if len(found.corners) >= _ENOUGH_MARKS:
        plain = (picture for fine in (_FEWER_PX_PER_MM, _PX_PER_MM) for picture in _beside_marks(scan, found, fine))
        damaged = _beside_marks(scan, found, _PX_PER_MM)
        for picture in chain(plain, chain.from_iterable(map(_redrawn, damaged))):
            code = _decode(picture)
            if code is not None:
                return code
    for picture, factor in ((scan.small, scan.factor), (scan.grey, 1)):
        code = _decode(picture)
        if code is not None:
            return FoundCode(code.code, tuple(transform(scaling(factor), corners) for corners in code.corners_px))
    # One lone mark may be a chance pattern in a photograph; two are a sheet of ours.
    raise CodeUnreadable if len(found.corners) >= _ENOUGH_MARKS else NotASheet


def all_codes(grey: GreyImage) -> tuple[tuple[SheetCode, Points], ...]:
    """Return every copy of every code of ours in a picture, with its (4, 2) corners clockwise from its own top-left."""
    barcodes = zxingcpp.read_barcodes(grey, formats=_FORMATS, try_invert=False, try_downscale=False, try_rotate=False)
    return tuple((code, _corners(b.position)) for b in barcodes if (code := parse_code(b.text)) is not None)


def copy_seen(scan: Scan, mm_to_px: Homography, box: BoxMm, code: SheetCode) -> bool:
    """Tell whether a copy of a code stands where a map from sheet millimetres to pixels of `scan.grey` says."""
    upright = _upright(scan.grey, mm_to_px, box, _PX_PER_MM)
    return any(
        found.code == code for picture in (upright, *_redrawn(upright)) if (found := _decode(picture)) is not None
    )


def _beside_marks(scan: Scan, found: FoundFiducials, px_per_mm: float) -> Iterator[GreyImage]:
    """Yield the places beside the marks where a copy of the code must be, cut out upright."""
    for mark, box in _BESIDE:
        corners_px = found.of(mark.corner)
        if corners_px is not None:
            yield _upright(scan.grey, _pose(mark, corners_px), box, px_per_mm)


def _pose(mark: Fiducial, corners_px: Points) -> Homography:
    """Return the map from sheet millimetres to pixels that one mark alone gives."""
    return similarity(np.array([(p.x_mm, p.y_mm) for p in mark.corners]), corners_px)


def _upright(grey: GreyImage, pose: Homography, code: BoxMm, px_per_mm: float) -> GreyImage:
    """Cut out the code with its margin, upright."""
    box = code.grown(_MARGIN_MM)
    side = round((CODE_SIZE_MM + 2 * _MARGIN_MM) * px_per_mm)
    to_mm = np.array([[1 / px_per_mm, 0.0, box.x_mm], [0.0, 1 / px_per_mm, box.y_mm], [0.0, 0.0, 1.0]])
    return cast(
        GreyImage,
        cv2.warpAffine(
            grey, (pose @ to_mm)[:2], (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=(255.0,)
        ),
    )


def _redrawn(picture: GreyImage) -> Iterator[GreyImage]:
    return regridded(picture, round(CODE_SIZE_MM * _PX_PER_MM / MODULES), round(_MARGIN_MM * _PX_PER_MM))


def _decode(picture: GreyImage) -> FoundCode | None:
    """Return the code of ours in a picture with all its copies. ZXing reads it in any orientation."""
    barcodes = zxingcpp.read_barcodes(
        picture, formats=_FORMATS, try_invert=False, try_downscale=False, try_rotate=False
    )
    if any(barcode.text == SEPARATOR_TEXT for barcode in barcodes):
        raise SeparatorPage
    read = [(code, barcode.position) for barcode in barcodes if (code := parse_code(barcode.text)) is not None]
    if not read:
        return None
    corners = (position for code, position in read if code == read[0][0])
    return FoundCode(read[0][0], tuple(_corners(position) for position in corners))


def _corners(position: zxingcpp.Position) -> Points:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float64)
