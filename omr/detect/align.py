"""How does the sheet lie in the scan? From corner marks, or the code, to a map between millimetres and pixels.

Orientation is settled here once: the marks know which corner they are, so the map takes care of any turn, and
nothing after this step ever rotates a picture.
"""

import itertools
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.code import FoundCode
from omr.detect.corners import marks_of_two_sheets
from omr.detect.fiducials import FoundFiducials
from omr.detect.image import Homography, Points, jacobians, scaling, similarity, transform
from omr.errors import MarksApart, NotASheet, PoorAlignment
from omr.geometry import BoxMm, SizeMm
from omr.layout.fiducials import Fiducial
from omr.layout.sheet import PageLayout, SheetLayout
from omr.reading import Alignment

# The corners of the marks must agree with one another about the map. A feeder that stretches by 0.4 mm and a fold
# of 2 mm stay below; a mark of another sheet, or one that was found wrongly, does not.
_MAX_CORNER_ERROR_MM = 2.5
# Paper does not shear and scanners stretch by a percent or two; more is a wrong map.
_MAX_ANISOTROPY = 1.06
# But where all corners of all four marks agree this well, they lie on one flat sheet, and a camera saw it at an angle.
# Of two sheets 8 mm apart they differ by 0.14 mm and more; of simulated sheets bent by folds three in four agree. At an
# angle that makes one end so many times as large as the other, all 470 answers of 40 such pages were read as before.
_FLAT_MM, _MAX_TILT = 0.1, 1.5
# With as many marks the map may be any that a camera makes.
_FULL = 4
# A sheet may lie beyond the edge of the glass by centimetres: where all else is equal, the copy of a code that leaves
# less of it outside is the one. The wrong copy is off by tens of millimetres from any mark.
_OUTSIDE_WEIGHS = 0.01


@dataclass(frozen=True, slots=True)
class Pose:
    """The map from the sheet to the scan before local correction.

    `mm_to_px` maps sheet millimetres to pixels of the full picture. `marks` are those it was made from.
    """

    mm_to_px: Homography
    marks: tuple[Fiducial, ...]
    corner_error_mm: float

    def rescaled(self, factor: float) -> "Pose":
        """Return the same pose in a picture enlarged by a factor."""
        return replace(self, mm_to_px=scaling(factor) @ self.mm_to_px)

    def px_per_mm(self, page_size: SizeMm) -> float:
        """Return the resolution at the middle of the page."""
        return float(np.sqrt(abs(_determinants(jacobians(self.mm_to_px, _middle(page_size)))[0])))

    def stretch(self, page_size: SizeMm) -> float:
        """Return by which share the middle of the sheet is longer on the scan, down against across: 0 is as printed."""
        across, down = np.linalg.norm(jacobians(self.mm_to_px, _middle(page_size))[0], axis=0)
        return float(down / max(across, 1e-9)) - 1

    def turn_deg(self, page_size: SizeMm) -> float:
        """Return by how much the page lay turned clockwise, -180 to 180."""
        jacobian = jacobians(self.mm_to_px, _middle(page_size))[0]
        return float(np.degrees(np.arctan2(jacobian[1, 0], jacobian[0, 0])))


def align(found: FoundFiducials, code: FoundCode, page: PageLayout, page_size: SizeMm) -> Pose:
    """Make the map from sheet millimetres to pixels.

    Four marks give a homography, three an affine map, two a similarity: no more freedom than they can bear. Where
    there are fewer, the code's own corners take their place.

    Raises
    ------
    NotASheet
        Fewer than two of the layout's marks were found, and the code was not seen either.
    MarksApart
        The marks are not those of one flat sheet, or the map bends it as no scanner does.
    PoorAlignment
        The marks contradict one another.
    """
    used = tuple(mark for mark in page.fiducials if mark.corner in found.corners)
    points_mm = [_corners_mm(mark) for mark in used]
    points_px = [cast(Points, found.of(mark.corner)) for mark in used]
    if len(used) < 2:
        copies = _told_apart(code.corners_px, points_mm, points_px, page, page_size)
        points_mm += [_box_corners_mm(page.codes[i]) for i in copies]
        points_px += list(code.corners_px)
    if not points_mm or (len(used) < 2 and not code.corners_px):
        raise NotASheet
    corners_mm, corners_px = np.concatenate(points_mm), np.concatenate(points_px)
    mm_to_px = _fit(corners_mm, corners_px, len(used))
    px_per_mm = np.sqrt(abs(_determinants(jacobians(mm_to_px, _middle(page_size)))[0]))
    errors_px = np.linalg.norm(transform(mm_to_px, corners_mm) - corners_px, axis=1)
    error_mm = float(errors_px.max() / max(px_per_mm, 1e-6))
    tilted = len(used) >= _FULL and error_mm <= _FLAT_MM
    apart = not tilted and marks_of_two_sheets(used, points_px[: len(used)])
    if apart or _anisotropy(mm_to_px, page_size) > (_MAX_TILT if tilted else _MAX_ANISOTROPY):
        raise MarksApart
    if error_mm > _MAX_CORNER_ERROR_MM:
        raise PoorAlignment(residual_mm=f"{error_mm:.1f}")
    return Pose(mm_to_px, used, error_mm)


def alignment_of(pose: Pose, sheet: SheetLayout, residual_mm: float) -> Alignment:
    """Return a pose as it is kept with a reading; `residual_mm` is what the boxes still differ by."""
    turn_deg = pose.turn_deg(sheet.page_size)
    quarter = round(turn_deg / 90) * 90
    return Alignment(
        mm_to_px=tuple(float(value) for value in pose.mm_to_px.ravel()),
        residual_mm=residual_mm,
        markers=tuple(int(mark.corner) for mark in pose.marks),
        turn_deg=quarter % 360,
        skew_deg=turn_deg - quarter,
        px_per_mm=pose.px_per_mm(sheet.page_size),
    )


def _told_apart(
    copies_px: tuple[Points, ...],
    points_mm: list[Points],
    points_px: list[Points],
    page: PageLayout,
    page_size: SizeMm,
) -> tuple[int, ...]:
    """Return which of the page's codes each copy seen is: they look alike.

    The right one puts what else is known where it was seen; where nothing else is, the sheet into the picture. All is
    told in millimetres of the sheet: a map that shrinks it to nothing has small errors in pixels.
    """
    choices = itertools.permutations(range(len(page.codes)), len(copies_px))

    def error_mm(choice: tuple[int, ...]) -> float:
        places_mm = np.concatenate(points_mm + [_box_corners_mm(page.codes[i]) for i in choice])
        places_px = np.concatenate([*points_px, *copies_px])
        matrix = _fit(places_mm, places_px, 2)
        size = np.array([[0.0, 0.0], [page_size.width_mm, 0.0], [page_size.width_mm, page_size.height_mm]])
        # What would lie left of or above the picture lies outside of it.
        outside_px = -np.minimum(transform(matrix, np.vstack([size, [[0.0, page_size.height_mm]]])), 0.0).sum()
        errors_px = np.linalg.norm(transform(matrix, places_mm) - places_px, axis=1)
        px_per_mm = max(float(np.hypot(*matrix[:2, 0])), 1e-6)
        return float(errors_px.max() + _OUTSIDE_WEIGHS * outside_px) / px_per_mm

    return min(choices, key=error_mm, default=()) if copies_px else ()


def _corners_mm(mark: Fiducial) -> Points:
    return np.array([(p.x_mm, p.y_mm) for p in mark.corners])


def _box_corners_mm(box: BoxMm) -> Points:
    right, bottom = box.x_mm + box.width_mm, box.y_mm + box.height_mm
    return np.array([(box.x_mm, box.y_mm), (right, box.y_mm), (right, bottom), (box.x_mm, bottom)])


def _fit(corners_mm: Points, corners_px: Points, marks: int) -> Homography:
    if marks >= _FULL:
        matrix, _ = cv2.findHomography(corners_mm, corners_px, 0)
        if matrix is None:
            raise PoorAlignment(residual_mm="?")
        return cast(Homography, matrix)
    if marks == 3:
        ones = np.ones((len(corners_mm), 1))
        solution, *_ = np.linalg.lstsq(np.hstack([corners_mm, ones]), corners_px, rcond=None)
        return np.vstack([solution.T, [0.0, 0.0, 1.0]])
    return similarity(corners_mm, corners_px)


def _anisotropy(mm_to_px: Homography, page_size: SizeMm) -> float:
    corners = np.array(
        [(0.0, 0.0), (page_size.width_mm, 0.0), (page_size.width_mm, page_size.height_mm), (0.0, page_size.height_mm)]
    )
    maps = jacobians(mm_to_px, np.vstack([corners, _middle(page_size)]))
    # The singular values of 2 x 2 maps in closed form, from the sum of their squares and their product.
    squares = (maps**2).sum(axis=(1, 2))
    root = np.sqrt(np.maximum(squares**2 - 4 * _determinants(maps) ** 2, 0.0))
    longest, shortest = np.sqrt((squares + root) / 2).max(), np.sqrt(np.maximum((squares - root) / 2, 0.0)).min()
    return float(longest / max(shortest, 1e-9))


def _determinants(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    determinants: NDArray[np.float64] = maps[:, 0, 0] * maps[:, 1, 1] - maps[:, 0, 1] * maps[:, 1, 0]
    return determinants


def _middle(page_size: SizeMm) -> Points:
    return np.array([[page_size.width_mm / 2, page_size.height_mm / 2]])
