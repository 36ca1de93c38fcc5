"""Where are the corner marks in this scan?

AprilTags 16h5 found by OpenCV's ArUco detector, first in the four corners at 70 dpi, then over the whole of the
small copy, then at full size; their corners are refined on the full picture. Only the four identities that we print
are taken, at most one place for each.
"""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from omr.detect.image import GreyImage, Points
from omr.detect.scan import LONG_SIDE_MM, Scan
from omr.layout.fiducials import TAG_SIZE_MM, Corner

# How much larger or smaller than expected a tag may be seen: print scale, wrong long side (A5 scanned alone).
_SIZE_RANGE = (0.55, 2.2)
# The corner windows' share of the page: 44 mm, in which a tag that ends 20 mm from the edge may lie 24 mm further in.
_WINDOW_WIDTH, _WINDOW_HEIGHT = 0.21, 0.15
# Cells of a tag are 3.7 px there; on 240 simulated pages no finer resolution found more tags, and twice the time goes.
_WINDOW_PX_PER_MM = 70 / 25.4
# A thumbnail: cells of a tag are one pixel.
_LEAST_PX_PER_MM = 0.75
# Lines thinner than this are wiped out; a cell of a mark is 1.33 mm.
_LINE_MM = 0.75
# Half the side of the window in which a corner is refined; a cell of the tag is 1.33 mm.
_REFINE_MM = 0.5


@dataclass(frozen=True, slots=True)
class FoundFiducials:
    """The corner marks that were found, each with its four outer corners.

    `corners_px` maps to (4, 2) points clockwise from the tag's own top-left, whatever way the page lies.
    """

    corners: tuple[Corner, ...]
    corners_px: tuple[Points, ...]

    def of(self, corner: Corner) -> Points | None:
        """Return the four outer corners of one mark, or None where it was not found."""
        return self.corners_px[self.corners.index(corner)] if corner in self.corners else None


def find_fiducials(scan: Scan) -> FoundFiducials:
    """Find the corner marks, whatever the orientation.

    Returns
    -------
    FoundFiducials
        From none to four marks; it is for the caller to say whether they are enough.
    """
    px_per_mm = max(scan.small.shape) / LONG_SIDE_MM
    # Nor does a strip that is narrower than a mark hold any.
    if px_per_mm < _LEAST_PX_PER_MM or min(scan.small.shape) < TAG_SIZE_MM * px_per_mm:
        return FoundFiducials((), ())
    found = _in_corner_windows(scan.small, px_per_mm)
    if len(found) < len(Corner):
        found = _detect(scan.small, px_per_mm) | found
    found = {corner: _enlarged(points, scan.factor) for corner, points in found.items()}
    if len(found) < len(Corner) - 1 and scan.factor > 1:
        found = _detect(scan.grey, px_per_mm * scan.factor) | found
    if len(found) < len(Corner) - 1:
        # Streaks of a dirty glass and thin pen lines join a mark with what is beside it; closing wipes them out.
        line_px = round(_LINE_MM * px_per_mm)
        square = np.ones((line_px, line_px), np.uint8)
        closed = np.asarray(cv2.morphologyEx(scan.small, cv2.MORPH_CLOSE, square), np.uint8)
        again = _detect(closed, px_per_mm)
        found = {corner: _enlarged(points, scan.factor) for corner, points in again.items()} | found
    corners = tuple(sorted(found))
    return FoundFiducials(corners, tuple(_refined(scan.grey, found[corner]) for corner in corners))


def _enlarged(points: Points, factor: float) -> Points:
    """Return places of a picture shrunk by a factor in pixels of the picture itself."""
    return (points + 0.5) * factor - 0.5


def _in_corner_windows(small: GreyImage, px_per_mm: float) -> dict[Corner, Points]:
    """Search the four corners of the picture, laid side by side in one small picture."""
    height, width = small.shape
    h, w = round(height * _WINDOW_HEIGHT), round(width * _WINDOW_WIDTH)
    # Windows follow the long side when the page lies on its side.
    if width > height:
        h, w = round(height * _WINDOW_WIDTH), round(width * _WINDOW_HEIGHT)
    mosaic = np.vstack(
        [
            np.hstack([small[:h, :w], small[:h, width - w :]]),
            np.hstack([small[height - h :, :w], small[height - h :, width - w :]]),
        ]
    )
    shrink = _WINDOW_PX_PER_MM / px_per_mm
    mosaic = np.asarray(cv2.resize(mosaic, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_LINEAR), np.uint8)
    found = _detect(mosaic, px_per_mm * shrink)
    offsets = {}
    for corner, points_in_mosaic in found.items():
        points = _enlarged(points_in_mosaic, 1 / shrink)
        right, below = points[:, 0] >= w, points[:, 1] >= h
        if right.any() != right.all() or below.any() != below.all():
            continue  # across a seam of the mosaic: no real tag
        offsets[corner] = points + np.array([(width - 2 * w) * right[0], (height - 2 * h) * below[0]])
    return offsets


def _detect(picture: GreyImage, px_per_mm: float) -> dict[Corner, Points]:
    """Return the tags in a picture whose tags are expected at a certain scale; doubled identities are dropped."""
    detector = cv2.aruco.ArucoDetector(
        cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_16h5), _parameters(picture, px_per_mm)
    )
    quads, identities, _ = detector.detectMarkers(picture)
    if identities is None:
        return {}
    numbers = [int(identity) for identity in np.ravel(identities)]
    return {
        Corner(number): cast(Points, np.asarray(quad, np.float64).reshape(4, 2))
        for number, quad in zip(numbers, quads, strict=True)
        if number in set(Corner) and numbers.count(number) == 1
    }


def _parameters(picture: GreyImage, px_per_mm: float) -> cv2.aruco.DetectorParameters:
    """Return settings that look for squares of the tags' size only: the answer boxes would cost ten times as much."""
    parameters = cv2.aruco.DetectorParameters()
    # One threshold window of about 6 mm, a little less than a tag.
    window = int(6 * px_per_mm) | 1
    parameters.adaptiveThreshWinSizeMin = window
    parameters.adaptiveThreshWinSizeMax = window
    perimeter_share = 4 * TAG_SIZE_MM * px_per_mm / max(picture.shape)
    parameters.minMarkerPerimeterRate = _SIZE_RANGE[0] * perimeter_share
    parameters.maxMarkerPerimeterRate = _SIZE_RANGE[1] * perimeter_share
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_NONE
    return parameters


def _refined(grey: GreyImage, corners: Points) -> Points:
    """Return the corners of a tag to a fraction of a pixel of the full picture."""
    side_px = float(np.mean(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)))
    reach = max(2, round(_REFINE_MM * side_px / TAG_SIZE_MM))
    height, width = grey.shape
    inside = (
        (corners.min() > reach + 1)
        and (corners[:, 0].max() < width - reach - 2)
        and (corners[:, 1].max() < height - reach - 2)
    )
    if not inside:
        return corners
    start = corners.astype(np.float32).reshape(-1, 1, 2)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.01)
    refined = cv2.cornerSubPix(grey, start, (reach, reach), (-1, -1), criteria).reshape(4, 2).astype(np.float64)
    # A refinement that runs off was caught by something else: a stamp, a pen line.
    return refined if np.abs(refined - corners).max() <= 1.5 * reach else corners
