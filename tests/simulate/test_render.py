"""Printed pages are rendered as they are."""

import io

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from simulate.render import render_page, render_pdf


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Return two pages: one with a red square 20 mm from the left and 30 mm from the top, one lying and empty."""
    stream, mm = io.BytesIO(), 72 / 25.4
    canvas = Canvas(stream, pagesize=(100 * mm, 150 * mm))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(20 * mm, (150 - 30 - 10) * mm, 10 * mm, 10 * mm, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize((150 * mm, 100 * mm))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("dpi", [127.0, 254.0])
def test_a_place_on_paper_is_a_place_in_the_picture(pdf: bytes, dpi: float) -> None:
    """Red first; the square is where it was drawn, at any resolution."""
    page = render_page(pdf, 0, dpi)
    red = (page[:, :, 0] > 200) & (page[:, :, 2] < 60)
    rows, columns = np.nonzero(red)
    px = dpi / 25.4

    assert page.shape == pytest.approx((150 * px, 100 * px, 3), abs=1.01)
    assert (columns.min() / px, (columns.max() + 1) / px) == pytest.approx((20, 30), abs=0.25)
    assert (rows.min() / px, (rows.max() + 1) / px) == pytest.approx((30, 40), abs=0.25)


def test_pages_come_in_order_and_can_be_drawn_on(pdf: bytes) -> None:
    """Each in its own size; one that is drawn on changes no other."""
    first, second = render_pdf(pdf, 72.0)
    assert (first.shape[0] > first.shape[1], second.shape[0] < second.shape[1]) == (True, True)
    first[:] = 0
    assert (second == 255).all()
    assert np.array_equal(second, render_page(pdf, 1, 72.0))


def test_what_is_no_pdf_or_no_page_is_refused(pdf: bytes) -> None:
    """Nothing is rendered in its place."""
    with pytest.raises(pypdfium2.PdfiumError):
        render_page(b"not a pdf", 0, 72.0)
    with pytest.raises((pypdfium2.PdfiumError, IndexError)):
        render_page(pdf, 2, 72.0)
