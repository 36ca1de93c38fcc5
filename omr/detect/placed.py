"""What does a page say of which a person told where its corners are and which sheet it is?

The page is laid upright by its corners and read as any other. Its own marks and code have the last word where they can
be seen on it after all; what a person pointed at is only as good as a hand with a mouse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.align import Pose, align, alignment_of
from omr.detect.code import FoundCode, identify
from omr.detect.ends import is_uneven
from omr.detect.fiducials import FoundFiducials, find_fiducials
from omr.detect.image import Homography, Points, scaling
from omr.detect.model import MarkModel
from omr.detect.moved import moved
from omr.detect.page import Posed, look_up, read_posed, waiting
from omr.detect.scan import Scan, scan_of
from omr.errors import PageError
from omr.layout.code import SheetCode
from omr.layout.sheet import PageLayout, SheetLayout
from omr.reading import Answer, AnswerState, PageOutcome, PageReading, PageRejected
from omr.reasons import Reason

# Upright pages are made this fine at most; see `omr.detect.image.WORKING_PX_PER_MM` for what marks need.
_MOST_PX_PER_MM = 12.0
_LEAST_PX_PER_MM = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where a sheet lies and which it is, as a person said.

    Attributes
    ----------
    corners_px
        (4, 2) the sheet's corners in pixels of the picture: top left, top right, bottom right, bottom left as read.
    code
        Which page of which sheet; what is printed on it counts instead where it can be read.
    """

    corners_px: Points
    code: SheetCode


def read_placed(
    pixels: NDArray[np.uint8], placed: Placed, layouts: Mapping[str, SheetLayout], model: MarkModel, reduced: int = 1
) -> PageOutcome:
    """Read a page by its corners.

    Answers wait for a person unless marks or codes of the sheet are seen at both ends of it.

    Parameters
    ----------
    pixels
        (H, W) grey or (H, W, 3) BGR, uint8.
    reduced
        How many pixels of the file's picture one of `pixels` is across; places in the result are those of the file's.
    """
    code = placed.code
    try:
        sheet, page = look_up(code, layouts)
        upright, to_upright = _upright(pixels, placed.corners_px, sheet)
        scan = scan_of(upright)
        found = find_fiducials(scan)
        seen = _seen(scan, found, code)
        code = seen.code
        sheet, page = look_up(code, layouts)
        pose = _pose(scan, found, seen, (sheet, page), to_upright, placed.corners_px)
        reading = read_posed(Posed(upright, scan, pose, code, sheet, page), model)
    except PageError as error:
        return PageRejected(error.reason, error.evidence, code)
    reading = moved(reading, scaling(reduced) @ np.linalg.inv(to_upright))
    in_scan = Pose(np.array(reading.alignment.mm_to_px).reshape(3, 3), pose.marks, 0.0)
    if is_uneven(in_scan, sheet.page_size):
        # Laid upright by its corners, a sheet that lost a strip is as long as it should be.
        reading = replace(reading, answers=waiting(reading.answers, (Reason.STRIP_LOST,)))
    return replace(reading, alignment=alignment_of(in_scan, sheet, reading.alignment.residual_mm))


def keyed(placed: Placed, layouts: Mapping[str, SheetLayout]) -> PageOutcome:
    """Return a page on which a person will read every answer: nothing is measured, everything waits."""
    try:
        sheet, page = look_up(placed.code, layouts)
    except PageError as error:
        return PageRejected(error.reason, error.evidence, placed.code)
    return PageReading(
        code=placed.code,
        alignment=alignment_of(Pose(_mm_to_px(placed.corners_px, sheet), (), 0.0), sheet, 0.0),
        marks=(),
        answers=tuple(
            Answer(field.question, (), AnswerState.REVIEW, 0.0, (Reason.KEYED_BY_HAND,)) for field in page.fields
        ),
        findings=(),
        model_version="",
        written=tuple(area.id for area in page.text_areas),
    )


def _mm_to_px(corners_px: Points, sheet: SheetLayout) -> Homography:
    width, height = sheet.page_size.width_mm, sheet.page_size.height_mm
    corners_mm = np.array([(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners_mm, corners_px.astype(np.float32)), np.float64)


def _upright(pixels: NDArray[np.uint8], corners_px: Points, sheet: SheetLayout) -> tuple[NDArray[np.uint8], Homography]:
    """Return the sheet laid upright, and the map from the picture to it."""
    mm_to_px = _mm_to_px(corners_px, sheet)
    native = Pose(mm_to_px, (), 0.0).px_per_mm(sheet.page_size)
    px_per_mm = float(np.clip(native, _LEAST_PX_PER_MM, _MOST_PX_PER_MM))
    size = round(sheet.page_size.width_mm * px_per_mm), round(sheet.page_size.height_mm * px_per_mm)
    to_upright = np.diag([px_per_mm, px_per_mm, 1.0]) @ np.linalg.inv(mm_to_px)
    upright = cv2.warpPerspective(pixels, to_upright, size, flags=cv2.INTER_AREA, borderValue=(255.0, 255.0, 255.0))
    return np.asarray(upright, np.uint8), to_upright


def _seen(scan: Scan, found: FoundFiducials, told: SheetCode) -> FoundCode:
    try:
        return identify(scan, found)
    except PageError:
        return FoundCode(told, ())


def _pose(
    scan: Scan,
    found: FoundFiducials,
    seen: FoundCode,
    sheet: tuple[SheetLayout, PageLayout],
    to_upright: Homography,
    corners_px: Points,
) -> Pose:
    """Return how the sheet lies in the upright picture: by its own marks, else as a person said."""
    layout, page = sheet
    try:
        return align(found, seen, page, layout.page_size)
    except PageError:
        halved = scaling(1 / 2**scan.halvings)
        return Pose(halved @ to_upright @ _mm_to_px(corners_px, layout), (), 0.0)
