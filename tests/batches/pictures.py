"""Scans as files: small pictures of what a page might hold, in every wrapping that scanners use."""

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from batches.page_image import PageImage, PageUnopened
from batches.rasterize import count_pages, rasterize

# 5 x 7 inches at 100 dpi.
WIDTH_PX, HEIGHT_PX, DPI = 500, 700, 100
SIZE_PT = (360.0, 504.0)


def page(seed: int = 0) -> NDArray[np.uint8]:
    """Return (700, 500) grey paper with noise and dark marks that no turn or mirror leaves in place."""
    paper = np.random.default_rng(seed).normal(236, 5, (HEIGHT_PX, WIDTH_PX))
    paper[40:80, 30:160] = 20
    paper[60:120, 420:450] = 90
    paper[600:640, 250:290] = 50
    return paper.clip(0, 255).astype(np.uint8)


def bilevel(seed: int = 0) -> NDArray[np.uint8]:
    """Return the page in black and white alone."""
    return np.where(page(seed) > 128, 255, 0).astype(np.uint8)


def coloured() -> NDArray[np.uint8]:
    """Return (700, 500, 3) blue-green-red: the page with a blue stroke."""
    picture = np.dstack([page()] * 3)
    picture[300:340, 100:300] = (200, 90, 40)
    return picture


def jpeg(pixels: NDArray[np.uint8], quality: int = 90) -> bytes:
    """Return a picture as the bytes of a JPEG."""
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Return what OpenCV makes of a JPEG, as it is."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    return pixels.astype(np.uint8)


def saved(path: Path, picture: Image.Image, **options: object) -> Path:
    """Write a Pillow picture to a file."""
    picture.save(path, **options)  # type: ignore[arg-type]
    return path


def pdf(path: Path, *pages: Callable[[Canvas], object]) -> Path:
    """Write a PDF with a page for each function that draws one."""
    canvas = Canvas(str(path), pagesize=SIZE_PT)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def whole(source: bytes | Image.Image) -> Callable[[Canvas], object]:
    """Return what draws a picture over the whole page; bytes of a JPEG go in as they are."""
    return lambda canvas: canvas.drawImage(_reader(source), 0, 0, *SIZE_PT)


def opened(path: Path) -> list[PageImage]:
    """Return all pages of a file, each of which can be opened."""
    pages = list(rasterize(path, range(1, count_pages(path) + 1)))
    assert not [page for page in pages if isinstance(page, PageUnopened)]
    return [page for page in pages if isinstance(page, PageImage)]


def _reader(source: bytes | Image.Image) -> ImageReader:
    # A stream that says it is a JPEG is put into the PDF untouched.
    return ImageReader(io.BytesIO(source) if isinstance(source, bytes) else source)
