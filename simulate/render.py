"""How does a printed page look before anybody touches it? PDF pages as pictures."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from omr.geometry import POINTS_PER_INCH
from simulate.canvas import Pixels


def render_pdf(data: bytes | Path, dpi: float) -> Iterator[Pixels]:
    """Yield the pages of a PDF in order, each (H, W, 3) RGB uint8 covering the whole page.

    Raises
    ------
    pypdfium2.PdfiumError
        When the data is no PDF.
    """
    document = pdfium.PdfDocument(data)
    try:
        for index in range(len(document)):
            yield _rendered(document, index, dpi)
    finally:
        document.close()


def render_page(data: bytes | Path, page_index: int, dpi: float) -> Pixels:
    """Return one page of a PDF, counted from 0, as `render_pdf` does.

    Raises
    ------
    pypdfium2.PdfiumError
        When the data is no PDF or has no such page.
    """
    document = pdfium.PdfDocument(data)
    try:
        return _rendered(document, page_index, dpi)
    finally:
        document.close()


def _rendered(document: pdfium.PdfDocument, page_index: int, dpi: float) -> Pixels:
    page = document[page_index]
    try:
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        page.close()
