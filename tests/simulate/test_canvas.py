"""A page of pixels knows its millimetres and its colours."""

import numpy as np
import pytest

from simulate.canvas import Canvas, dpi_to_px_per_mm
from tests.simulate.hands import EYE, white_paper

_RED = (255.0, 0.0, 0.0)


def test_an_integer_is_the_centre_of_a_pixel() -> None:
    """At 20 pixels a millimetre the first has its middle at 0.025 mm; across and down have scales of their own."""
    places = np.array([(0.025, 0.025), (40.0, 30.0)])
    assert np.allclose(white_paper().to_px(places), [(0.0, 0.0), (799.5, 599.5)])

    odd = Canvas(np.zeros((100, 201), np.uint8), (20.0, 20.0), EYE)
    assert odd.scale_px_per_mm == pytest.approx((10.05, 5.0))
    assert np.allclose(odd.to_px(np.array([(20.0, 20.0)])), [(200.5, 99.5)])
    assert dpi_to_px_per_mm(254.0) == 10.0


def test_a_window_is_cut_to_the_page() -> None:
    """With its margin around the points, half-open; off the page there is none."""
    canvas = white_paper()
    assert canvas.window(np.array([(10.0, 10.0), (12.0, 11.0)]), 1.0) == (179, 179, 261, 241)
    assert canvas.window(np.array([(0.0, 0.0)]), 1.0) == (0, 0, 21, 21)
    assert canvas.window(np.array([(40.0, 30.0)]), 1.0) == (779, 579, 800, 600)
    assert canvas.window(np.array([(-5.0, 10.0)]), 1.0) is None
    assert canvas.window(np.array([(10.0, 35.0)]), 1.0) is None


def test_ink_takes_light_away_and_paint_covers() -> None:
    """Half of full black ink leaves half; over grey it leaves half of that, while paint is what it is."""
    half = np.full((1, 1), 0.5, np.float32)
    canvas = white_paper()
    canvas.stain(3, 4, half, (0.0, 0.0, 0.0))
    canvas.stain(3, 4, half, (0.0, 0.0, 0.0))
    assert canvas.pixels[4, 3] == 64
    canvas.cover(3, 4, np.ones((1, 1), np.float32), (200.0, 200.0, 200.0))
    assert canvas.pixels[4, 3] == 200
    canvas.cover(3, 4, half, (100.0, 100.0, 100.0))
    assert canvas.pixels[4, 3] == 150
    assert (canvas.pixels != 255).sum() == 1


def test_red_ink_is_red_in_colour_and_dark_by_the_lamp_in_grey() -> None:
    """Channels are stored blue first; in grey a lamp that sees red alone does not see it."""
    full = np.ones((1, 1), np.float32)
    colour, grey = white_paper(in_colour=True), white_paper()
    lamp = Canvas(grey.pixels.copy(), grey.size_mm, (1.0, 0.0, 0.0))
    for canvas in (colour, grey, lamp):
        canvas.stain(0, 0, full, _RED)

    assert colour.pixels[0, 0].tolist() == [0, 0, 255]
    assert (grey.pixels[0, 0], lamp.pixels[0, 0]) == (round(255 * 0.30), 255)
    assert (colour.in_colour, grey.in_colour) == (True, False)
    assert grey.reflectance(_RED) == pytest.approx([0.30])
    assert colour.reflectance((0.0, 51.0, 255.0)) == pytest.approx([1.0, 0.2, 0.0])
