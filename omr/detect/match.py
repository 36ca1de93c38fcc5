"""Which form is on a page that carries no marks of ours, and how does it lie? Found by all that is printed on it.

Features of the page are matched with those of every blank, and the map that most of them agree on is held against the
print of the whole page: only a page that shows the blank's print is taken for that form. A page with too little print
to have features is tried in all turns by phase correlation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from omr.detect.blank import (
    COARSE_PX_PER_MM,
    AdoptedForm,
    BlankPage,
    blank_pages,
    darkness_of_page,
    features,
    warped,
)
from omr.detect.image import Darkness, GreyImage, Homography, Points

# Of two blanks' features the nearer must be this much nearer (Lowe 2004).
_RATIO = 0.85
# What features may miss the map by: folds and feeders bend a page by 2 mm.
_INLIER_MM = 1.5
_FEWEST_INLIERS = 8
# How much of the blank's print must be seen in its place, as a correlation of both pages slightly blurred. The right
# form reaches 0.6 to 0.95 on real scans, another form of the same maker 0.3.
_SAME_PRINT = 0.5
_BLUR_MM = 0.6
# Only what lies so near to print is looked at: a scanner's border or a stamp elsewhere says nothing of the form.
_NEAR_PRINT_MM, _PRINT = 2.5, 0.15
# Turns that phase correlation tries about each quarter, in degrees.
_SKEWS_DEG = np.arange(-6.0, 6.1, 1.0)
_PHASE_PX_PER_MM = 1.5


@dataclass(frozen=True, slots=True)
class Match:
    """A page of a form found in a scan.

    `mm_to_px` maps the blank's millimetres to pixels of the scan, before any local correction. `agreement` is how much
    of the print is in its place, up to 1.
    """

    blank: BlankPage
    mm_to_px: Homography
    agreement: float


def find_form(grey: GreyImage, px_per_mm: float, forms: Sequence[AdoptedForm]) -> Match | None:
    """Return the page of a form that a scan shows; None where it shows none of them.

    Parameters
    ----------
    grey
        (H, W) uint8, in any orientation.
    px_per_mm
        About its resolution.
    """
    factor = COARSE_PX_PER_MM / px_per_mm
    size = max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor))
    small = cast(GreyImage, cv2.resize(grey, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR))
    x, y = grey.shape[1] / size[0], grey.shape[0] / size[1]
    enlarge = np.array([[x, 0.0, (x - 1) / 2], [0.0, y, (y - 1) / 2], [0.0, 0.0, 1.0]])
    points, descriptors = features(small)
    blanks = [blank for form in forms for blank in blank_pages(form)]
    best = _best(small, ((blank, _by_features(points, descriptors, blank)) for blank in blanks))
    if best is None:
        best = _best(small, ((blank, _by_phase(small, blank)) for blank in blanks))
    return None if best is None else Match(best.blank, enlarge @ best.mm_to_px, best.agreement)


def _best(small: GreyImage, tried: Iterable[tuple[BlankPage, Homography | None]]) -> Match | None:
    """Return the blank whose print is seen best where its map puts it; None where none is seen."""
    matches = [Match(blank, to_px, agreement_of(small, blank, to_px)) for blank, to_px in tried if to_px is not None]
    best = max(matches, key=lambda match: match.agreement, default=None)
    return best if best is not None and best.agreement >= _SAME_PRINT else None


def agreement_of(small: GreyImage, blank: BlankPage, mm_to_px: Homography) -> float:
    """Return the correlation of a page with a blank's print, near it and both slightly blurred; -1..1."""
    size = blank.form.layout.page_size
    paper = warped(small, mm_to_px, size.width_mm, size.height_mm, COARSE_PX_PER_MM)
    page = darkness_of_page(paper, COARSE_PX_PER_MM)
    sigma = _BLUR_MM * COARSE_PX_PER_MM
    # Pen and stamps are darker than print; none may count for more.
    seen, printed = (cv2.GaussianBlur(np.minimum(d, 1.0), (0, 0), sigma) for d in (page, blank.coarse))
    reach = 2 * round(_NEAR_PRINT_MM * COARSE_PX_PER_MM) + 1
    looked_at = cv2.dilate((blank.coarse > _PRINT).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    if not looked_at.any():
        return 0.0
    seen, printed = seen[looked_at], printed[looked_at]
    seen, printed = seen - seen.mean(), printed - printed.mean()
    return float((seen * printed).sum() / max(np.sqrt((seen**2).sum() * (printed**2).sum()), 1e-6))


def _by_features(points: Points, descriptors: NDArray[np.float32], blank: BlankPage) -> Homography | None:
    if min(len(points), len(blank.places_mm)) < 2:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(blank.descriptors, descriptors, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _FEWEST_INLIERS:
        return None
    places_mm = blank.places_mm[[m.queryIdx for m in good]]
    places_px = points[[m.trainIdx for m in good]]
    matrix, inliers = cv2.estimateAffinePartial2D(
        places_mm, places_px, method=cv2.RANSAC, ransacReprojThreshold=_INLIER_MM * COARSE_PX_PER_MM, maxIters=5000
    )
    if matrix is None or int(inliers.sum()) < _FEWEST_INLIERS:
        return None
    kept = inliers.ravel() > 0
    affine, _ = cv2.estimateAffine2D(places_mm[kept], places_px[kept], method=cv2.LMEDS)
    return np.vstack([matrix if affine is None else affine, [0.0, 0.0, 1.0]])


def _by_phase(small: GreyImage, blank: BlankPage) -> Homography:
    """Return the turn and shift at which the blank's print correlates best with the page's."""
    size = blank.form.layout.page_size
    canvas_px = int(np.hypot(size.width_mm, size.height_mm) * _PHASE_PX_PER_MM)
    page = _spread(darkness_of_page(small, COARSE_PX_PER_MM))
    printed = _spread(blank.coarse)
    middle_px = np.array([(small.shape[1] - 1) / 2, (small.shape[0] - 1) / 2])
    seen = _onto(page, middle_px, 0.0, canvas_px)
    window = cv2.createHanningWindow((canvas_px, canvas_px), cv2.CV_32F)
    blank_middle = np.array([(printed.shape[1] - 1) / 2, (printed.shape[0] - 1) / 2])
    tried = []
    for turn_deg in (quarter + skew for quarter in (0, 90, 180, 270) for skew in _SKEWS_DEG):
        shift, response = cv2.phaseCorrelate(_onto(printed, blank_middle, turn_deg, canvas_px), seen, window)
        tried.append((response, turn_deg, shift))
    _, turn_deg, shift = max(tried)
    angle = np.radians(turn_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * COARSE_PX_PER_MM
    middle_mm = np.array([size.width_mm / 2, size.height_mm / 2])
    origin = middle_px + np.array(shift) * COARSE_PX_PER_MM / _PHASE_PX_PER_MM - turn @ middle_mm
    return np.vstack([np.column_stack([turn, origin]), [0.0, 0.0, 1.0]])


def _spread(darkness: Darkness) -> Darkness:
    return cast(Darkness, cv2.GaussianBlur(np.minimum(darkness, 1.0), (0, 0), COARSE_PX_PER_MM))


def _onto(picture: Darkness, middle_px: Points, turn_deg: float, canvas_px: int) -> Darkness:
    """Return a picture turned clockwise about its middle, in the middle of a square canvas."""
    scale = _PHASE_PX_PER_MM / COARSE_PX_PER_MM
    matrix = np.asarray(
        cv2.getRotationMatrix2D((float(middle_px[0]), float(middle_px[1])), -turn_deg, scale), np.float64
    )
    matrix[:, 2] = matrix[:, 2] + (canvas_px - 1) / 2 - middle_px
    return cast(Darkness, cv2.warpAffine(picture, matrix, (canvas_px, canvas_px)))
