"""What does poppler make of a page that pdfium cannot open? The second opinion, where poppler is installed."""

import shutil
from pathlib import Path

import numpy as np

from batches.page_image import PageImage, without_colour
from omr.errors import FileDamaged, PageDamaged

# A page that takes poppler longer than this, a hundred times what a scan takes, is none.
_TIMEOUT_S = 20


def count_pages(path: Path) -> int:
    """Return the number of pages.

    Raises
    ------
    FileDamaged
        When poppler is not there or cannot open the file either.
    """
    if not _is_installed():
        raise FileDamaged
    from pdf2image import pdfinfo_from_path
    from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError

    try:
        return int(pdfinfo_from_path(str(path), timeout=_TIMEOUT_S)["Pages"])
    except (PDFPageCountError, PDFPopplerTimeoutError, PDFInfoNotInstalledError, KeyError, ValueError) as error:
        raise FileDamaged from error


def render(path: Path, number: int, dpi: float) -> PageImage:
    """Return one page rendered.

    Raises
    ------
    PageDamaged
        When poppler is not there or cannot render it either.
    """
    if not _is_installed():
        raise PageDamaged
    from pdf2image import convert_from_path
    from pdf2image.exceptions import PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

    try:
        pictures = convert_from_path(
            path, dpi=round(dpi), first_page=number, last_page=number, timeout=_TIMEOUT_S, strict=False
        )
    except (PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError, OSError, ValueError) as error:
        raise PageDamaged from error
    if not pictures:
        raise PageDamaged
    colour = np.ascontiguousarray(np.asarray(pictures[0].convert("RGB"))[:, :, ::-1])
    return PageImage(number, without_colour(colour), dpi)


def _is_installed() -> bool:
    return shutil.which("pdftoppm") is not None and shutil.which("pdfinfo") is not None
