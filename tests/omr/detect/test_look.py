"""The second look at doubtful boxes."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import softmax

from batches.model import load_model
from omr.detect.context import INPUTS
from omr.detect.image import Picture
from omr.detect.look import CHANNELS, PICTURE_SIDE, Look, LookNetwork, pictures_of
from omr.detect.marks import Page
from omr.layout.sheet import BoxShape

BOX = (BoxShape.BOX, 4.5, 4.5)


def _convolution(
    rng: np.random.Generator, kernel: int, before: int, after: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    weights = rng.normal(0, 0.2, (kernel, kernel, before, after))
    return weights.astype(np.float32), rng.normal(0, 0.1, after).astype(np.float32)


def _by_opencv(picture: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the same convolution as another library makes it: every second place of correlations added up."""
    sums = [
        sum(
            cv2.filter2D(picture[..., c], -1, weights[..., c, o], borderType=cv2.BORDER_CONSTANT)[::2, ::2]
            for c in range(picture.shape[2])
        )
        for o in range(weights.shape[3])
    ]
    return np.stack(sums, axis=-1)


@pytest.mark.parametrize("side", [9, 6])
def test_convolutions_are_those_of_another_library(side: int) -> None:
    """Two layers over several pictures, rectified between, then a dense layer with what is known besides."""
    rng = np.random.default_rng(side)
    layers = (_convolution(rng, 5, 2, 4), _convolution(rng, 3, 4, 3))
    pictures = rng.random((3, side, side, 2), np.float32)
    known = rng.random((3, 2), np.float32)
    seen = pictures
    for weights, biases in layers:
        seen = np.stack([np.maximum(_by_opencv(one, weights) + biases, 0) for one in seen])
    dense = rng.normal(0, 1, (seen[0].size + 2, 3)).astype(np.float32), np.array([0.1, 0.2, 0.3], np.float32)

    expected = np.hstack([seen.reshape(3, -1), known]) @ dense[0] + dense[1]
    assert LookNetwork(layers, (dense,)).logits(pictures, known) == pytest.approx(expected, abs=1e-4)


def test_networks_vote_side_by_side_as_they_would_alone() -> None:
    """The mean of what each makes of the pictures, as soft as the temperature says."""
    rng = np.random.default_rng(5)
    pictures, known = rng.random((4, 9, 9, 2), np.float32), rng.random((4, 2))
    networks = tuple(
        LookNetwork(
            (_convolution(rng, 5, 2, 4), _convolution(rng, 3, 4, 3)),
            ((rng.normal(0, 1, (29, 3)).astype(np.float32), np.zeros(3, np.float32)),),
        )
        for _ in range(3)
    )
    alone = [softmax(n.logits(pictures, known.astype(np.float32)) / 1.3, axis=1) for n in networks]

    look = Look(networks, 1.3, 0.999)
    assert look.probabilities(pictures, known) == pytest.approx(np.mean(alone, axis=0), abs=1e-5)
    assert look.probabilities(pictures[:0], known[:0]).shape == (0, 3)


def test_only_what_may_be_marked_in_doubtful_questions_is_looked_at() -> None:
    """Plain questions cost nothing; a surely empty box beside a doubtful one has nothing to show."""
    first = np.array([[0.001, 0.999, 0.0], [0.9999, 0.0001, 0.0], [0.4, 0.6, 0.0], [0.99995, 0.00005, 0.0]])
    look = Look((), 1.0, 0.999)

    plain, odd = np.zeros(4, bool), np.array([True, False, False, False])

    assert look.wanted(first, np.array([0, 0, 1, 1]), plain).tolist() == [2]
    assert look.wanted(first, np.array([0, 1, 0, 1]), plain).tolist() == [0, 2]
    assert look.wanted(first, np.array([0, 0, 0, 0]), plain).tolist() == [0, 2]
    assert look.wanted(first, np.array([0, 0, 1, 1]), odd).tolist() == [0, 2]


def test_a_picture_shows_pen_and_where_the_outline_is() -> None:
    """Darkness as a share of the page's black at four pixels a millimetre, and the inside of the box."""
    px_per_mm = 6.0
    grey = np.full((240, 240), 250, np.uint8)
    cv2.line(grey, (110, 120), (130, 120), 50, 5)
    to_px = np.array([[px_per_mm, 0.0, 0.0], [0.0, px_per_mm, 0.0], [0.0, 0.0, 1.0]])
    page = Page(Picture(grey, to_px), Picture(grey, to_px), None, 0.8, to_px)

    (picture,) = pictures_of(page, np.array([[20.0, 20.0], [28.0, 20.0]]), [BOX, BOX], np.array([0]))

    middle = PICTURE_SIDE // 2
    assert picture.shape == (PICTURE_SIDE, PICTURE_SIDE, CHANNELS)
    assert picture[middle, middle, 0] == pytest.approx(1.0, abs=0.05)
    assert picture[middle + 8, middle, 0] == pytest.approx(0.0, abs=0.02)
    # 2.25 mm from the middle is the outline: the slope is half there.
    assert picture[middle, middle + 9, 1] == pytest.approx(0.5, abs=0.05)
    assert (picture[middle, middle, 1], picture[0, 0, 1]) == (1.0, 0.0)
    # At two pixels a millimetre the pen is half as long, and the other box is in the picture too.
    assert picture[middle, middle, 2] == pytest.approx(1.0, abs=0.1)
    assert picture[middle, middle + 8, 2] == pytest.approx(0.0, abs=0.02)
    assert (picture[middle, middle, 3], picture[middle, middle + 16, 3]) == (1.0, 1.0)
    assert (picture[middle, middle + 8, 3], picture[middle + 16, middle, 3]) == (0.0, 0.0)


def test_the_look_that_comes_with_the_program_fits_the_reader() -> None:
    """It takes the pictures and what is known, and says how likely each state is."""
    look = load_model().look
    assert look is not None

    p = look.probabilities(np.zeros((2, PICTURE_SIDE, PICTURE_SIDE, CHANNELS), np.float32), np.zeros((2, INPUTS + 3)))

    assert p.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert 0.99 < look.sure < 1
