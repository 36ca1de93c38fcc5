"""Small files as scanners write them, made on the spot."""

import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from reportlab.pdfgen.canvas import Canvas

from batches.page_image import PageImage, PageUnopened
from batches.rasterize import rasterize

Pixels = NDArray[np.uint8]
# a, b, c, d, e, f of a PDF: where the unit square of a picture goes, in points.
Placement = tuple[float, float, float, float, float, float]

# A small page: 300 x 400 pixels at 72 dpi, so that a pixel is a point.
WIDTH_PX, HEIGHT_PX = 300, 400


def paper(seed: int = 0, colour: bool = False, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> Pixels:
    """Return a light page, (H, W) or (H, W, 3) BGR, with dark blocks that no turn or mirror brings onto themselves."""
    rng = np.random.default_rng(seed)
    pixels = np.full((height_px, width_px, 3), (235, 240, 245) if colour else 240, dtype=np.uint8)
    pixels[20:90, 15:60] = (160, 40, 30) if colour else 30
    for _ in range(6):
        x, y = int(rng.integers(0, width_px - 40)), int(rng.integers(100, height_px - 30))
        pixels[y : y + 18, x : x + 30] = (20, 20, 140) if colour else 60
    return pixels if colour else np.ascontiguousarray(pixels[:, :, 0])


def jpeg(pixels: Pixels) -> bytes:
    """Return a JPEG of a page."""
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 88])
    assert done
    return data.tobytes()


def decoded(data: bytes, colour: bool = False) -> Pixels:
    """Return the pixels of a JPEG."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    return np.asarray(pixels, dtype=np.uint8)


def whole_page(width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> Placement:
    """Return the placement of a picture that fills its page."""
    return (width_px, 0.0, 0.0, height_px, 0.0, 0.0)


def pdf_of_jpegs(
    path: Path,
    pages: Sequence[Sequence[tuple[bytes, Placement]]],
    rotation_deg: int = 0,
    size_pt: tuple[float, float] = (WIDTH_PX, HEIGHT_PX),
) -> Path:
    """Write a PDF whose pages hold JPEGs as they are, each at its place."""
    document = pypdfium2.PdfDocument.new()
    for placed in pages:
        page = document.new_page(*size_pt)
        for data, placement in placed:
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(io.BytesIO(data), inline=True)
            image.set_matrix(pypdfium2.PdfMatrix(*placement))
            page.insert_obj(image)
        page.gen_content()
        page.set_rotation(rotation_deg)
        page.close()
    document.save(path)
    document.close()
    return path


def pdf_of_papers(path: Path, count: int, first_seed: int = 0) -> Path:
    """Write a PDF of scanned pages that are no sheets of ours."""
    return pdf_of_jpegs(path, [[(jpeg(paper(first_seed + i)), whole_page())] for i in range(count)])


def pdf_of_drawing(path: Path, password: str | None = None) -> Path:
    """Write a PDF of one page with a black square and no picture in it."""
    canvas = Canvas(str(path), pagesize=(WIDTH_PX, HEIGHT_PX), encrypt=password)
    canvas.rect(30, 300, 60, 60, fill=1)
    canvas.drawString(30, 100, "drawn, not scanned")
    canvas.save()
    return path


def opened(path: Path, number: int = 1) -> PageImage:
    """Return one page of a file, which must be a picture."""
    (page,) = rasterize(path, range(number, number + 1))
    assert isinstance(page, PageImage), page
    return page


def unopened(path: Path, number: int = 1) -> PageUnopened:
    """Return why one page of a file is no picture."""
    (page,) = rasterize(path, range(number, number + 1))
    assert isinstance(page, PageUnopened)
    return page
