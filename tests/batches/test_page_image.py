"""Facts about the picture of one page."""

import numpy as np
import pytest

from batches import page_image
from batches.page_image import check_size, without_colour
from omr.errors import ImageTooLarge
from omr.words import Language


def test_the_largest_scan_of_a_sheet_passes() -> None:
    """A0 at 300 dpi is not refused."""
    check_size(9933, 14043)


def test_more_pixels_than_any_sheet_are_refused_with_their_number() -> None:
    """What was seen is in the sentence: how large the picture is."""
    with pytest.raises(ImageTooLarge) as refused:
        check_size(20_000, 20_000)

    assert refused.value.evidence == (("megapixels", "400"),)
    assert "400" in refused.value.sentence(Language.EN)


def test_the_limit_is_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly as many pixels pass, one more does not."""
    monkeypatch.setattr(page_image, "MOST_PIXELS", 100)

    check_size(10, 10)
    with pytest.raises(ImageTooLarge):
        check_size(101, 1)


def test_grey_in_three_channels_becomes_one() -> None:
    """A grey page saved as colour is a third as much to read."""
    grey = np.random.default_rng(1).integers(0, 255, (60, 80), dtype=np.uint8)

    assert np.array_equal(without_colour(np.dstack([grey, grey, grey])), grey)


def test_colour_stays() -> None:
    """Blue ink is not thrown away."""
    pixels = np.full((60, 80, 3), 240, dtype=np.uint8)
    pixels[20:50, 20:60] = (160, 40, 30)

    assert without_colour(pixels) is pixels


def test_grey_stays_as_it_is() -> None:
    """A picture of one channel is handed back untouched."""
    grey = np.zeros((5, 6), dtype=np.uint8)

    assert without_colour(grey) is grey
