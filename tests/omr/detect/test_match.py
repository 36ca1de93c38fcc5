"""Facts about which form a page shows."""

import numpy as np
import pytest

from omr.detect.image import transform
from omr.detect.match import find_form
from tests.omr.detect.otherforms import page, placed

_SCAN_PX_PER_MM = 150 / 25.4


@pytest.mark.parametrize(("turn_deg", "shift_mm"), [(0.0, (2.0, -3.0)), (3.0, (6.0, 0.0)), (180.0, (209.0, 296.0))])
def test_a_form_is_found_as_it_lies(turn_deg: float, shift_mm: tuple[float, float]) -> None:
    """Turned, skewed and shifted, the map puts places of the blank where they are in the scan, to 0.3 mm."""
    form, _ = page("clean", 1)
    match = find_form(placed(form, turn_deg, shift_mm), _SCAN_PX_PER_MM, (form,))

    assert match is not None
    angle = np.radians(turn_deg)
    places = np.array([[50.0, 60.0], [150.0, 250.0]])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    meant = (places @ turn.T + np.array(shift_mm)) * _SCAN_PX_PER_MM
    assert np.abs(transform(match.mm_to_px, places) - meant).max() / _SCAN_PX_PER_MM < 0.3


def test_forms_in_one_pile_are_told_apart() -> None:
    """Each page is taken for the form whose print it shows, though forms have words in common."""
    forms = [page("office", seed)[0] for seed in (1, 2, 5)]

    for seed, form in zip((1, 2, 5), forms, strict=True):
        scan = page("office", seed)[1].pixels
        grey = scan if scan.ndim == 2 else scan[:, :, 1]
        match = find_form(grey, max(grey.shape) / 297, forms)
        assert match is not None
        assert match.blank.form is form


def test_another_page_is_no_form() -> None:
    """A page that shows none of the known prints is refused, not forced into one."""
    form, _ = page("clean", 1)
    noise = np.random.default_rng(3).integers(0, 255, (1754, 1240), dtype=np.uint8)

    assert find_form(noise, _SCAN_PX_PER_MM, (form,)) is None
    assert find_form(np.full((1754, 1240), 240, np.uint8), _SCAN_PX_PER_MM, (form,)) is None
