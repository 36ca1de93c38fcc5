"""The resolution that a page is worked on at."""

import numpy as np
import pytest
from PIL import Image

from omr.detect.image import transform
from omr.detect.scan import scan_of


def test_a_small_copy_keeps_places() -> None:
    """The map to the small copy sends the middle of a block of pixels to the pixel made of it."""
    grey = np.full((2400, 1700), 255, np.uint8)
    grey[90:92, 120:122] = 0
    scan = scan_of(grey)

    assert scan.factor == 2
    assert scan.small[45, 60] == 0
    assert np.allclose(transform(scan.to_small, np.array([[120.5, 90.5]])), [[60.0, 45.0]])


@pytest.mark.parametrize(
    ("dpi", "halvings", "factor"), [(100, 0, 1), (150, 0, 1), (200, 0, 2), (300, 1, 1), (400, 1, 2), (600, 2, 1)]
)
def test_pages_are_worked_on_at_140_to_280_dpi(dpi: int, halvings: int, factor: int) -> None:
    """Finer pictures are halved; the small copy is at 95 to 190 dpi."""
    shape = (round(dpi * 11.69), round(dpi * 8.27), 3)
    scan = scan_of(np.zeros(shape, np.uint8))

    assert (scan.halvings, scan.factor) == (halvings, factor)
    assert scan.colour is not None
    assert scan.colour.shape[:2] == scan.grey.shape == (shape[0] // 2**halvings, shape[1] // 2**halvings)
    assert scan_of(np.zeros((3, 2), np.uint8)).small.size > 0


@pytest.mark.parametrize(("noise", "smoother"), [(0.0, False), (6.0, False), (16.0, True)])
def test_grainy_paper_is_smoothed(noise: float, smoother: bool) -> None:
    """What good scanners make of paper, and the print on it, stays as sharp as it is."""
    rng = np.random.default_rng(1)
    page = np.full((1754, 1240), 220.0)
    page[::40], page[:, ::60] = 40.0, 40.0
    pixels = np.clip(page + rng.normal(0, noise, page.shape), 0, 255).astype(np.uint8)

    grey = scan_of(pixels).grey
    between = np.ix_(np.arange(20, 1700, 40), np.arange(30, 1200, 60))
    assert (float(np.std(grey[between])) < 0.6 * noise) == smoother
    assert np.array_equal(grey, pixels) != smoother


@pytest.mark.parametrize("dpi", [200, 300])
def test_greys_rendered_as_dots_are_greys_again(dpi: int) -> None:
    """A scan of black and white that was thresholded stays as sharp as it is."""
    grey = np.full((round(dpi * 11.69), round(dpi * 8.27)), 215, np.uint8)
    grey[dpi : 2 * dpi, dpi : 2 * dpi] = 60
    dotted = np.asarray(Image.fromarray(grey).convert("1").convert("L"), np.uint8)
    thresholded = np.where(grey < 128, 0, 255).astype(np.uint8)

    plain, restored, sharp = (scan_of(pixels).grey for pixels in (grey, dotted, thresholded))
    assert np.abs(restored.astype(int) - plain).mean() < 12
    assert set(np.unique(sharp)) == {0, 255}
