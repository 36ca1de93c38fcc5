"""Facts about the desk sign."""

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from forms.catalogue import find_form
from forms.errors import AddressTooLong
from forms.poster import draw_poster

_URL = "https://khaosat.example/f/pks-q?channel=qr&field=1&officer=01"


def test_the_sign_can_be_scanned() -> None:
    """From a photograph of 100 dpi; its words are in both languages."""
    with pypdfium2.PdfDocument(draw_poster(find_form("pks-q"), _URL)) as document:
        assert len(document) == 1
        picture = np.asarray(document[0].render(scale=100 / 72, grayscale=True).to_pil())
        words = document[0].get_textpage().get_text_range()

    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == _URL
    assert "Không cần ghi họ tên" in words
    assert "No name is asked" in words


def test_an_address_too_long_to_scan_is_refused() -> None:
    """A code too fine is worse than none."""
    with pytest.raises(AddressTooLong):
        draw_poster(find_form("pks-q"), _URL + "x" * 400)
