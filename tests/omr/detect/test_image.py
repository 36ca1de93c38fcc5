"""Pictures and the pieces taken of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from omr.detect.image import (
    Picture,
    as_grey,
    cut_area,
    cut_patches,
    jacobians,
    scaling,
    scan_of,
    similarity,
    transform,
)
from omr.geometry import BoxMm

px = st.floats(-500, 5000)


def _homography(rng: np.random.Generator) -> np.ndarray:
    angle = rng.uniform(-np.pi, np.pi)
    scale = rng.uniform(4, 12)
    return np.array(
        [
            [scale * np.cos(angle), -scale * np.sin(angle), rng.uniform(0, 500)],
            [scale * np.sin(angle), scale * np.cos(angle), rng.uniform(0, 500)],
            [rng.uniform(-1e-5, 1e-5), rng.uniform(-1e-5, 1e-5), 1.0],
        ]
    )


@given(st.integers(0, 2**32), st.lists(st.tuples(st.floats(0, 210), st.floats(0, 297)), min_size=1, max_size=5))
def test_millimetres_to_pixels_and_back(seed: int, places: list[tuple[float, float]]) -> None:
    """A map and its inverse give back every place to a millionth of a millimetre."""
    matrix = _homography(np.random.default_rng(seed))
    points = np.array(places)

    assert np.allclose(transform(np.linalg.inv(matrix), transform(matrix, points)), points, atol=1e-6)


def test_jacobians_are_the_local_slopes() -> None:
    """The linear map at a place is what a tiny step there does."""
    matrix = _homography(np.random.default_rng(1))
    points = np.array([[20.0, 30.0], [150.0, 250.0]])
    step = 1e-4
    along_x = (transform(matrix, points + np.array([step, 0.0])) - transform(matrix, points)) / step

    assert np.allclose(jacobians(matrix, points)[:, :, 0], along_x, atol=1e-3)


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


def test_scaling_keeps_the_middle_of_a_picture() -> None:
    """Pixel centres are whole numbers in a picture and in the one twice its size."""
    assert np.allclose(transform(scaling(2.0), np.array([[0.0, 0.0], [9.5, 4.5]])), [[0.5, 0.5], [19.5, 9.5]])


def test_patches_are_upright_pieces_of_the_sheet() -> None:
    """A patch holds what lies around its place, at its own resolution, white beyond the picture."""
    grey = np.full((400, 400), 255, np.uint8)
    grey[100:140, 200:240] = 0  # 4 mm square at 10 px/mm about (22, 12) mm
    to_px = np.array([[10.0, 0.0, -0.5], [0.0, 10.0, -0.5], [0.0, 0.0, 1.0]])
    patches = cut_patches(grey, to_px, np.array([[22.0, 12.0], [-50.0, -50.0]]), 4.0, 5.0)

    assert patches.shape == (2, 41, 41)
    assert patches[0, 20, 20] == 0
    assert patches[0, 20, 20 + 14] == 255
    assert patches[0, 20 - 14, 20] == 255
    assert (patches[1] == 255).all()


def test_an_area_is_an_upright_piece_of_the_sheet() -> None:
    """Half a pixel from its edges the first and the last pixel have their centres; beyond the picture it is white."""
    grey = np.full((400, 400), 255, np.uint8)
    grey[100:140, 200:240] = 0  # 4 mm square from (20, 10) mm on, at 10 px/mm
    to_px = np.array([[10.0, 0.0, -0.5], [0.0, 10.0, -0.5], [0.0, 0.0, 1.0]])
    picture = Picture(grey, to_px)

    within = cut_area(picture, BoxMm(20.0, 10.0, 4.0, 4.0), 5.0)
    around = cut_area(picture, BoxMm(18.0, 8.0, 8.0, 6.0), 5.0)

    assert (within == 0).all()
    assert around.shape == (30, 40)
    assert (around[10:30, 10:30] == 0).all()
    assert (around == 0).sum() == 20 * 20
    assert (cut_area(picture, BoxMm(-60.0, -60.0, 9.0, 9.0), 5.0) == 255).all()


def test_many_patches_are_cut_as_few_are() -> None:
    """More rows than OpenCV takes in one call give the same patches."""
    grey = np.random.default_rng(0).integers(0, 255, (200, 200)).astype(np.uint8)
    to_px = np.array([[10.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 1.0]])
    places = np.tile(np.array([[9.0, 9.0]]), (900, 1))
    patches = cut_patches(grey, to_px, places, 2.5, 8.0)

    assert (patches == patches[0]).all()
    assert cut_patches(grey, to_px, places[:0], 2.5, 8.0).shape == (0, 41, 41)


def test_grey_stays_and_colour_turns_grey() -> None:
    """A grey picture is taken as it is; a colour one loses its third axis."""
    grey = np.zeros((4, 5), np.uint8)

    assert as_grey(grey) is grey
    assert as_grey(np.zeros((4, 5, 3), np.uint8)).shape == (4, 5)


def test_a_similarity_is_found_through_noise() -> None:
    """Turn, scale and shift come back exactly; noise in the places only costs its own size."""
    rng = np.random.default_rng(5)
    points = rng.uniform(0, 200, (8, 2))
    true = np.array([[0.0, -11.8, 2000.0], [11.8, 0.0, 35.0], [0.0, 0.0, 1.0]])

    assert np.allclose(similarity(points, transform(true, points)), true)
    noisy = transform(true, points) + rng.normal(0, 0.3, points.shape)
    assert np.abs(transform(similarity(points, noisy), points) - transform(true, points)).max() < 1.0


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
