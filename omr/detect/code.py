"""Which page of which sheet is this? The printed code, found from the corner marks and decoded.

The code stands at a fixed place beside its corner mark, so it is cut out upright from the pose of the mark and
decoded by ZXing in a tenth of a millisecond. Only when both copies fail is the whole page searched.
"""

from collections.abc import Iterator
from itertools import chain
from typing import cast

import cv2
import numpy as np
import zxingcpp

from omr.detect.fiducials import FoundFiducials
from omr.detect.image import GreyImage, Points, Scan, shrunk
from omr.detect.regrid import MODULES, regridded
from omr.errors import CodeUnreadable, NotASheet
from omr.geometry import BoxMm, SizeMm
from omr.layout.code import SheetCode, parse_code
from omr.layout.fiducials import CODE_SIZE_MM, Corner, Fiducial, standard_codes, standard_fiducials

# Where the code lies about its mark does not depend on the size of the paper; any will do to state it.
_ANY_PAGE = SizeMm(210.0, 297.0)
# The copies of the code by the mark they stand beside.
_NEIGHBOURS = (Corner.TOP_RIGHT, Corner.BOTTOM_LEFT)
# White kept around the code, and slack for a pose that is a little off.
_MARGIN_MM = 4.0
# Six pixels a module of 0.6 mm: the most that ZXing makes use of.
_PX_PER_MM = 10.0
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def identify(scan: Scan, found: FoundFiducials) -> SheetCode:
    """Read the code of a page.

    Raises
    ------
    NotASheet
        No code and at most one corner mark is on the page.
    CodeUnreadable
        Corner marks are there, and no readable code.
    """
    upright = list(_beside_marks(scan, found))
    redrawn = (picture for damaged in upright for picture in _redrawn(damaged))
    for picture in chain(upright, redrawn, _whole_pages(scan)):
        code = _decode(picture)
        if code is not None:
            return code
    # One lone mark may be a chance pattern in a photograph; two are a sheet of ours.
    raise CodeUnreadable if len(found.corners) >= 2 else NotASheet


def _beside_marks(scan: Scan, found: FoundFiducials) -> Iterator[GreyImage]:
    """Yield the places beside the marks where a copy of the code must be, cut out upright."""
    fiducials = {mark.corner: mark for mark in standard_fiducials(_ANY_PAGE)}
    for corner, box in zip(_NEIGHBOURS, standard_codes(_ANY_PAGE), strict=True):
        corners_px = found.of(corner)
        if corners_px is not None:
            yield _upright(scan.grey, _pose(fiducials[corner], corners_px), box)


def _whole_pages(scan: Scan) -> Iterator[GreyImage]:
    """Yield the page at the resolutions at which a decoder may find a code by itself."""
    if scan.factor > 1:
        yield shrunk(scan.grey, scan.factor // 2)
    if scan.factor != 2:
        yield scan.grey


def _pose(mark: Fiducial, corners_px: Points) -> Points:
    """Return the (2, 3) similarity from sheet millimetres to pixels that one mark alone gives."""
    corners_mm = np.array([(p.x_mm, p.y_mm) for p in mark.corners])
    pose, _ = cv2.estimateAffinePartial2D(corners_mm, corners_px, method=cv2.LMEDS)
    return cast(Points, pose)


def _upright(grey: GreyImage, pose: Points, code: BoxMm) -> GreyImage:
    """Cut out the code with its margin, upright."""
    box = code.grown(_MARGIN_MM)
    side = round((CODE_SIZE_MM + 2 * _MARGIN_MM) * _PX_PER_MM)
    to_mm = np.array([[1 / _PX_PER_MM, 0.0, box.x_mm], [0.0, 1 / _PX_PER_MM, box.y_mm], [0.0, 0.0, 1.0]])
    return cast(
        GreyImage,
        cv2.warpAffine(
            grey, pose @ to_mm, (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=(255.0,)
        ),
    )


def _redrawn(picture: GreyImage) -> Iterator[GreyImage]:
    return regridded(picture, round(CODE_SIZE_MM * _PX_PER_MM / MODULES), round(_MARGIN_MM * _PX_PER_MM))


def _decode(picture: GreyImage) -> SheetCode | None:
    """Return the first code of ours in a picture. ZXing reads it in any orientation."""
    barcodes = zxingcpp.read_barcodes(
        picture, formats=_FORMATS, try_invert=False, try_downscale=False, try_rotate=False
    )
    codes = (parse_code(barcode.text) for barcode in barcodes)
    return next((code for code in codes if code is not None), None)
