"""Facts about the page between two piles."""

import cv2
import numpy as np
import pypdfium2
import pytest

from batches.model import load_model
from forms.separator import draw_separator
from omr.detect.page import read_page
from omr.reading import PageRejected
from omr.reasons import Reason


@pytest.mark.parametrize(
    ("dpi", "turn_deg", "threshold"), [(300, 0, None), (150, 181, None), (200, 92, 120), (100, -3, None)]
)
def test_a_separator_is_known_whatever_way_it_was_scanned(dpi: int, turn_deg: float, threshold: int | None) -> None:
    """Turned, noisy, or in black and white: it is no page that was not read."""
    with pypdfium2.PdfDocument(draw_separator()) as document:
        page = document[0].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy()
    height, width = page.shape
    turned = cv2.warpAffine(
        page, cv2.getRotationMatrix2D((width / 2, height / 2), turn_deg, 1.0), (width, height), borderValue=(255.0,)
    )
    seen = (turned * 0.9 + np.random.default_rng(1).normal(10, 6, turned.shape)).clip(0, 255)
    scan = (seen if threshold is None else np.where(seen > threshold, 255, 0)).astype(np.uint8)

    assert read_page(scan, {}, load_model(), None) == PageRejected(Reason.SEPARATOR_PAGE)
