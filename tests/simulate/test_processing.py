"""What machines make of their own pictures."""

import numpy as np
import pytest

from simulate.processing import processed


def _page(dpi: int) -> np.ndarray:
    grey = np.full((round(297 * dpi / 25.4), round(210 * dpi / 25.4)), 240, np.uint8)
    grey[200:260, 300:310] = 30
    return grey


@pytest.mark.parametrize("seed", range(24))
def test_the_same_chance_gives_the_same_picture(seed: int) -> None:
    """And the picture given is left as it was."""
    page = _page(150)
    before = page.copy()

    first, second = (processed(page, 150, False, np.random.default_rng(seed)) for _ in range(2))

    assert first.dtype == np.uint8
    assert np.array_equal(first, second)
    assert np.array_equal(page, before)


@pytest.mark.parametrize("seed", range(24))
def test_pen_stays_darker_than_paper(seed: int) -> None:
    """Whatever is done to a picture, what was black on it can still be told from its paper."""
    seen = processed(_page(200), 200, False, np.random.default_rng(seed))
    height, width = seen.shape
    down, right = height / _page(200).shape[0], width / _page(200).shape[1]
    stroke = seen[int(215 * down) : int(245 * down), int(302 * right) : int(308 * right)]

    assert np.median(stroke) < np.median(seen) - 60


def test_a_faint_pen_is_not_cleaned_away() -> None:
    """A line a tenth darker than paper stays where the pen is known to be faint."""
    page = _page(200)
    page[400:460, 300:310] = 215
    for seed in range(24):
        seen = processed(page, 200, True, np.random.default_rng(seed))
        down, right = seen.shape[0] / page.shape[0], seen.shape[1] / page.shape[1]
        line = seen[int(410 * down) : int(450 * down), int(303 * right) : int(307 * right)]
        beside = seen[int(410 * down) : int(450 * down), int(330 * right) : int(350 * right)]
        assert float(line.mean()) < float(beside.mean()) - 8
