"""Facts about laying out a page as its blank is."""

import cv2
import numpy as np

from omr.detect.blank import blank_pages
from omr.detect.follow import follow
from omr.detect.match import find_form
from tests.omr.detect.otherforms import page, placed

_SCAN_PX_PER_MM = 150 / 25.4


def test_a_fold_is_followed() -> None:
    """Below a fold everything lies 1.5 mm higher; boxes on both sides are found to 0.15 mm."""
    form, _ = page("clean", 1)
    flat = placed(form, 0.0, (0.0, 0.0))
    fold_px, taken_px = round(100 * _SCAN_PX_PER_MM), round(1.5 * _SCAN_PX_PER_MM)
    folded = np.concatenate(
        [flat[:fold_px], flat[fold_px + taken_px :], np.full((taken_px, flat.shape[1]), 255, np.uint8)]
    )
    match = find_form(folded, _SCAN_PX_PER_MM, (form,))
    assert match is not None
    followed = follow(folded, blank_pages(form)[0], match.mm_to_px)
    blank = blank_pages(form)[0].darkness

    for top_mm in (60.0, 130.0):
        rows = slice(round(top_mm * 8), round((top_mm + 14) * 8))
        part = np.ascontiguousarray(blank[rows, 720:1400])
        found = cv2.matchTemplate(np.pad(followed.darkness[rows, 720:1400], 8), part, cv2.TM_CCOEFF_NORMED)
        _, score, _, (x, y) = cv2.minMaxLoc(found)
        assert score > 0.8
        assert np.hypot(x - 8, y - 8) / 8 <= 0.18


def test_a_page_in_place_is_left_there() -> None:
    """Without folds nothing moves, and the residual says so."""
    form, _ = page("clean", 1)
    match = find_form(placed(form, 0.0, (0.0, 0.0)), _SCAN_PX_PER_MM, (form,))
    assert match is not None
    followed = follow(placed(form, 0.0, (0.0, 0.0)), match.blank, match.mm_to_px)

    assert followed.residual_mm < 0.1
    assert followed.found_fraction > 0.9
    assert np.abs(followed.shifts_at(np.array([[100.0, 100.0]]))).max() < 0.2
