"""Which greys a scan has."""

import cv2
import numpy as np
import pytest

from batches.page_image import decoded_jpeg
from omr.detect.greys import Greys, greys_of
from tests.omr.detect.faults import DPIS, clean_scan, one_bit


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("quality", [None, 85, 60, 30])
@pytest.mark.parametrize("reduced", [False, True])
def test_black_and_white_have_none(dpi: int, quality: int | None, reduced: bool) -> None:
    """Also where a program has saved them as JPEG, and where that is decoded reduced."""
    page, times = one_bit(clean_scan(dpi)), 1
    if quality is not None:
        jpeg = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        page = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE), np.uint8)
        if reduced:
            page, times = decoded_jpeg(jpeg.tobytes(), max(page.shape), colour=False)

    assert greys_of(page, times) is Greys.NONE


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("black", [0, 60])
def test_paper_made_pure_white_has_lost_the_pale_ones(dpi: int, black: int) -> None:
    """What the edges have between is more than of two values, also where print was made all black."""
    hard = np.clip((clean_scan(dpi) - float(black)) / (200.0 - black) * 255, 0, 255).astype(np.uint8)

    assert greys_of(hard) is Greys.NO_PALE
    assert greys_of(np.dstack([hard] * 3)) is Greys.NO_PALE


@pytest.mark.parametrize("dpi", DPIS)
def test_a_scan_that_shows_its_paper_has_all(dpi: int) -> None:
    """Paper is seen as it is, a little darker than white."""
    assert greys_of(np.minimum(clean_scan(dpi), 250)) is Greys.ALL
