"""How are the pages of a PDF opened? A scan inside a PDF is one picture: it is taken out as it is.

Rendering such a page costs five times as much as decoding its picture and may resample it. So a page that is one
picture, or a stack of strips, is extracted; anything else (text, drawings, masks, layers) is rendered. Where pdfium
cannot, poppler is asked if it is there.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from batches import poppler_pages
from batches.page_image import PageImage, PageUnopened, check_size, decoded_jpeg, without_colour
from batches.pdfium import PDFIUM
from omr.errors import FileDamaged, FileEncrypted, PageError

# pdfium keeps the compressed pictures of every page it has opened; a fresh document every so often keeps the memory
# of a 1,000-page file within 23 MB. Opening costs 0.7 ms.
_PAGES_AN_OPENING = 32
# A picture that covers this much of its page is the page.
_COVERS = 0.9
_RENDER_DPI = 300.0
_LEAST_RENDER_DPI = 150.0
# Edges of strips meet to within a point.
_TOUCH_PT = 1.0
_INVISIBLE_TEXT = 3
# A mask by reference or by colours; not the `/SMask /None` of a graphics state, nor `/Type /Mask`.
_MASK = re.compile(rb"/S?Mask\s*[\[\d]")
_BLOCK_BYTES, _LONGEST_MASK_BYTES = 1 << 20, 64


def count_pages(path: Path) -> int:
    """Return the number of pages.

    Raises
    ------
    FileDamaged, FileEncrypted
        When neither pdfium nor poppler can open it.
    """
    try:
        with PDFIUM, _opened(path) as document:
            return len(document)
    except FileDamaged:
        return poppler_pages.count_pages(path)


def rasterize(path: Path, numbers: range) -> Iterator[PageImage | PageUnopened]:
    """Yield the pages with these numbers.

    Raises
    ------
    FileDamaged, FileEncrypted
        When neither pdfium nor poppler can open it.
    """
    for start in range(0, len(numbers), _PAGES_AN_OPENING):
        some = numbers[start : start + _PAGES_AN_OPENING]
        try:
            with _opened(path) as document:
                for number in some:
                    yield _page(path, document, number)
        except FileDamaged:
            for number in some:
                yield _by_poppler(path, number)


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise (FileEncrypted if error.err_code == pdfium_c.FPDF_ERR_PASSWORD else FileDamaged) from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


def _page(path: Path, document: pypdfium2.PdfDocument, number: int) -> PageImage | PageUnopened:
    with PDFIUM:
        page = _by_pdfium(path, document, number)
    return page or _by_poppler(path, number)


def _by_pdfium(path: Path, document: pypdfium2.PdfDocument, number: int) -> PageImage | PageUnopened | None:
    try:
        page = document[number - 1]
        try:
            picture, dpi, reduced = _extracted(page, _has_masks(path, path.stat().st_mtime_ns)) or _rendered(page)
        finally:
            page.close()
        return PageImage(number, without_colour(picture), dpi, reduced)
    except PageError as error:
        return PageUnopened(number, error)
    except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
        return None


def _by_poppler(path: Path, number: int) -> PageImage | PageUnopened:
    try:
        return poppler_pages.render(path, number, _RENDER_DPI)
    except PageError as error:
        return PageUnopened(number, error)


_Picture = tuple[NDArray[np.uint8], float, int]


def _extracted(page: pypdfium2.PdfPage, has_masks: bool) -> _Picture | None:
    """Return the picture that a page is, its resolution and by what it is reduced, or None where it is more."""
    images = _only_images(page)
    if not images or not _cover(images, page) or has_masks:
        return None
    strips = sorted(images, key=lambda image: -image.get_bounds()[3])
    if not _stacked(strips):
        return None
    check_size(strips[0].get_px_size()[0], sum(strip.get_px_size()[1] for strip in strips))
    # Half the size of each strip is not half the size of them all: an odd row would be lost at every seam.
    reducible = len(strips) == 1
    decoded = [_decoded(strip, reducible) for strip in strips]
    pictures, reduced = [picture for picture, _ in decoded], decoded[0][1]
    if len({(picture.shape[1:], picture.dtype) for picture in pictures}) > 1:
        return None
    picture = pictures[0] if len(pictures) == 1 else np.vstack(pictures)
    a, b, c, d, *_ = strips[0].get_matrix().get()
    if a * d - b * c < 0:
        # Drawn mirrored: corner marks have no mirror image that could be found.
        picture = np.ascontiguousarray(picture[:, ::-1])
    dpi = 72 * strips[0].get_px_size()[0] / max(float(np.hypot(a, b)), 1e-6)
    return picture, dpi, reduced


def _only_images(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfImage]:
    """Return the pictures of a page that holds nothing else visible, or none.

    Text that is not painted does not count: scanners put what they recognised behind the picture.
    """
    images = []
    for item in page.get_objects(max_depth=2):
        if isinstance(item, pypdfium2.PdfImage):
            if item.level > 0 or pdfium_c.FPDFPageObj_HasTransparency(item):
                return []
            images.append(item)
        elif not _is_invisible_text(item):
            return []
    return images


@lru_cache(maxsize=8)
def _has_masks(path: Path, _written_at: int) -> bool:
    """Tell whether any picture of a file is seen through another: without its mask it would be something else.

    pdfium does not say so of a picture. But the dictionary of one always stands in the open, never in a compressed
    object (ISO 32000-1, 7.5.7), so its entry can be looked for: 0.5 s a gigabyte, once for a file.
    """
    end = b""
    with path.open("rb") as stream:
        # Block by block: a file of a thousand pages is larger than the memory a worker should take.
        while block := stream.read(_BLOCK_BYTES):
            if _MASK.search(end + block):
                return True
            end = block[-_LONGEST_MASK_BYTES:]
    return False


def _is_invisible_text(item: pypdfium2.PdfObject) -> bool:
    if item.type != pdfium_c.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE_TEXT)


def _cover(images: Sequence[pypdfium2.PdfImage], page: pypdfium2.PdfPage) -> bool:
    width_pt, height_pt = page.get_size()
    covered = 0.0
    for image in images:
        left, bottom, right, top = image.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered >= _COVERS * width_pt * height_pt)


def _stacked(strips: Sequence[pypdfium2.PdfImage]) -> bool:
    """Tell whether pictures lie one below the other without gap or overlap, from the top down."""
    if len(strips) == 1:
        return True
    bounds = [strip.get_bounds() for strip in strips]
    upright = all(
        a > 0 and d > 0 and abs(b) + abs(c) < 1e-3 for a, b, c, d, *_ in (strip.get_matrix().get() for strip in strips)
    )
    aligned = all(abs(box[0] - bounds[0][0]) + abs(box[2] - bounds[0][2]) < _TOUCH_PT for box in bounds)
    meeting = all(abs(upper[1] - lower[3]) < _TOUCH_PT for upper, lower in pairwise(bounds))
    return upright and aligned and meeting and len({strip.get_px_size()[0] for strip in strips}) == 1


def _decoded(image: pypdfium2.PdfImage, reducible: bool) -> tuple[NDArray[np.uint8], int]:
    """Return the pixels of a picture and by what they are reduced: a JPEG by OpenCV, everything else by pdfium."""
    bits = int(image.get_metadata().bits_per_pixel)
    # Some wrap the JPEG once more, as text or deflated: that is undone first, and is no other kind of picture.
    if image.get_filters(skip_simple=True) == ["DCTDecode"] and bits in (8, 24):
        return decoded_jpeg(_jpeg_bytes(image), max(image.get_px_size()) if reducible else 0, colour=bits != 8)
    # pdfium's own memory, given back with the bitmap: so the pixels are copied, and nothing is closed by hand.
    pixels = without_colour(_channels(image.get_bitmap(render=False).to_numpy().copy()))
    return (_black_on_white(pixels) if bits == 1 else pixels), 1


def _jpeg_bytes(image: pypdfium2.PdfImage) -> bytes:
    return bytes(cast("ctypes.Array[ctypes.c_ubyte]", image.get_data(decode_simple=True)))


def _channels(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a bitmap as (H, W) or (H, W, 3)."""
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        return pixels[:, :, 0]
    return np.ascontiguousarray(pixels[:, :, :3]) if pixels.ndim == 3 else pixels


def _black_on_white(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Turn a 1-bit page round that came out white on black, as stencil masks do: paper is mostly paper."""
    return 255 - pixels if pixels[::7, ::7].mean() < 96 else pixels


def _rendered(page: pypdfium2.PdfPage) -> _Picture:
    dpi = min(_RENDER_DPI, max(_LEAST_RENDER_DPI, _native_dpi(page)))
    width_pt, height_pt = page.get_size()
    check_size(round(width_pt * dpi / 72), round(height_pt * dpi / 72))
    bitmap = page.render(scale=dpi / 72)
    try:
        return _channels(bitmap.to_numpy().copy()), dpi, 1
    finally:
        bitmap.close()


def _native_dpi(page: pypdfium2.PdfPage) -> float:
    """Return the resolution of the finest picture on a page; the most we render at where there is none."""
    finest = 0.0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        a, b, *_ = item.get_matrix().get()
        finest = max(finest, 72 * item.get_px_size()[0] / max(float(np.hypot(a, b)), 1e-6))
    return finest or _RENDER_DPI
