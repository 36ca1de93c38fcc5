"""Facts about the printing guide."""

import pypdfium2
import pytest

from forms.print_guide import draw_print_guide


def test_the_guide_is_one_page_with_a_true_ruler() -> None:
    """One page of A4; from the first to the last stroke of the ruler it is 150 mm at 100 %."""
    pdf = draw_print_guide()

    with pypdfium2.PdfDocument(pdf) as document:
        (page,) = document
        assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.05)
        text = page.get_textpage().get_text_bounded()
        dark = page.render(scale=2, grayscale=True).to_numpy().squeeze() < 128
    widest = max((line.nonzero()[0] for line in dark), key=len)
    assert (widest[-1] - widest[0]) / 2 * 25.4 / 72 == pytest.approx(150.0, abs=0.5)
    assert "100 %" in text
