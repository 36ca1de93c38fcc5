"""Pictures and the pieces taken of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from omr.detect.image import as_grey, jacobians, scaling, similarity, transform

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


def test_scaling_keeps_the_middle_of_a_picture() -> None:
    """Pixel centres are whole numbers in a picture and in the one twice its size."""
    assert np.allclose(transform(scaling(2.0), np.array([[0.0, 0.0], [9.5, 4.5]])), [[0.5, 0.5], [19.5, 9.5]])


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
