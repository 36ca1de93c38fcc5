"""Drawing a damaged code afresh."""

import cv2
import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray

from omr.detect.regrid import regridded
from omr.layout.code import SheetCode, code_text

TEXT = code_text(SheetCode("W2F9AKDAJY", "M0MNGRAWJF", 1))
MODULE_PX, MARGIN_PX = 6, 40


def _code() -> NDArray[np.uint8]:
    """Return a printed code with its margin."""
    rows = segno.make_qr(TEXT, version=2, error="q", boost_error=False).matrix
    modules = np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)
    large = np.kron(modules, np.ones((MODULE_PX, MODULE_PX), np.uint8))
    return np.pad(large, MARGIN_PX, constant_values=255)


def _texts(picture: NDArray[np.uint8]) -> set[str]:
    """Return what a decoder makes of all drawings of a picture."""
    drawings = regridded(picture, MODULE_PX, MARGIN_PX)
    return {barcode.text for drawing in drawings for barcode in zxingcpp.read_barcodes(drawing)}


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (9, -7), (-30, 25)])
def test_a_code_is_found_wherever_it_lies_in_its_margin(dx: int, dy: int) -> None:
    """Its fixed patterns tell the place."""
    assert _texts(np.roll(_code(), (dy, dx), axis=(0, 1))) == {TEXT}


def test_a_fattened_code_is_read() -> None:
    """A threshold that thickened every dark module beats a decoder, not its modules' middles."""
    fat = np.asarray(cv2.erode(_code(), np.ones((5, 5), np.uint8)), np.uint8)

    assert TEXT in _texts(fat)


def test_specks_are_averaged_away() -> None:
    """A quarter of all pixels turned at random leave the modules what they are."""
    code, rng = _code(), np.random.default_rng(0)
    specked = np.where(rng.random(code.shape) < 0.25, 255 - code, code).astype(np.uint8)

    assert TEXT in _texts(specked)


def test_no_code_gives_no_text() -> None:
    """The fixed patterns are drawn over whatever is there, and nothing is made up beneath them."""
    rng = np.random.default_rng(1)
    for _ in range(20):
        noise = rng.integers(0, 255, _code().shape).astype(np.uint8)
        assert _texts(noise) == set()
