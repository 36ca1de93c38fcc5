"""How does the sheet lie in the scan? From corner marks to a map between millimetres and pixels.

Orientation is settled here once: the marks know which corner they are, so the map takes care of any turn, and
nothing after this step ever rotates a picture.
"""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from omr.detect.fiducials import FoundFiducials
from omr.detect.image import Homography, Points, jacobians, transform
from omr.errors import NotASheet, PoorAlignment
from omr.geometry import SizeMm
from omr.layout.fiducials import Fiducial

# The corners of the marks must agree with one another about the map. A feeder that stretches by 0.4 mm and a fold
# of 2 mm stay below; a mark of another sheet, or one that was found wrongly, does not.
_MAX_CORNER_ERROR_MM = 2.5
# Paper does not shear and scanners stretch by a percent or two; more is a wrong map.
_MAX_ANISOTROPY = 1.06


@dataclass(frozen=True, slots=True)
class Pose:
    """The map from the sheet to the scan before local correction.

    `mm_to_px` maps sheet millimetres to pixels of the full picture. `marks` are those it was made from.
    """

    mm_to_px: Homography
    marks: tuple[Fiducial, ...]
    corner_error_mm: float

    def px_per_mm(self, page_size: SizeMm) -> float:
        """Return the resolution at the middle of the page."""
        jacobian = jacobians(self.mm_to_px, _middle(page_size))[0]
        return float(np.sqrt(abs(np.linalg.det(jacobian))))

    def turn_deg(self, page_size: SizeMm) -> float:
        """Return by how much the page lay turned clockwise, -180 to 180."""
        jacobian = jacobians(self.mm_to_px, _middle(page_size))[0]
        return float(np.degrees(np.arctan2(jacobian[1, 0], jacobian[0, 0])))


def align(found: FoundFiducials, marks: tuple[Fiducial, ...], page_size: SizeMm) -> Pose:
    """Make the map from sheet millimetres to pixels.

    Four marks give a homography, three an affine map, two a similarity: no more freedom than they can bear.

    Raises
    ------
    NotASheet
        Fewer than two of the layout's marks were found.
    PoorAlignment
        The marks contradict one another, or the map bends the sheet as no scanner does.
    """
    used = tuple(mark for mark in marks if mark.corner in found.corners)
    if len(used) < 2:
        raise NotASheet
    corners_mm = np.array([(p.x_mm, p.y_mm) for mark in used for p in mark.corners])
    corners_px = np.concatenate([cast(Points, found.of(mark.corner)) for mark in used])
    mm_to_px = _fit(corners_mm, corners_px, len(used))
    px_per_mm = np.sqrt(abs(np.linalg.det(jacobians(mm_to_px, _middle(page_size))[0])))
    errors_px = np.linalg.norm(transform(mm_to_px, corners_mm) - corners_px, axis=1)
    error_mm = float(errors_px.max() / max(px_per_mm, 1e-6))
    if error_mm > _MAX_CORNER_ERROR_MM or _anisotropy(mm_to_px, page_size) > _MAX_ANISOTROPY:
        raise PoorAlignment(residual_mm=f"{error_mm:.1f}")
    return Pose(mm_to_px, used, error_mm)


def _fit(corners_mm: Points, corners_px: Points, marks: int) -> Homography:
    if marks >= 4:
        matrix, _ = cv2.findHomography(corners_mm, corners_px, 0)
        if matrix is None:
            raise PoorAlignment(residual_mm="?")
        return cast(Homography, matrix)
    if marks == 3:
        ones = np.ones((len(corners_mm), 1))
        solution, *_ = np.linalg.lstsq(np.hstack([corners_mm, ones]), corners_px, rcond=None)
        return np.vstack([solution.T, [0.0, 0.0, 1.0]])
    # Least squares for x' = a x - b y + c, y' = b x + a y + d.
    x, y = corners_mm.T
    zero, one = np.zeros_like(x), np.ones_like(x)
    system = np.concatenate([np.stack([x, -y, one, zero], 1), np.stack([y, x, zero, one], 1)])
    (a, b, c, d), *_ = np.linalg.lstsq(system, np.concatenate([corners_px[:, 0], corners_px[:, 1]]), rcond=None)
    return np.array([[a, -b, c], [b, a, d], [0.0, 0.0, 1.0]])


def _anisotropy(mm_to_px: Homography, page_size: SizeMm) -> float:
    corners = np.array(
        [(0.0, 0.0), (page_size.width_mm, 0.0), (page_size.width_mm, page_size.height_mm), (0.0, page_size.height_mm)]
    )
    stretches = np.linalg.svd(jacobians(mm_to_px, np.vstack([corners, _middle(page_size)])), compute_uv=False)
    return float(stretches.max() / max(stretches.min(), 1e-9))


def _middle(page_size: SizeMm) -> Points:
    return np.array([[page_size.width_mm / 2, page_size.height_mm / 2]])
