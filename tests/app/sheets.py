"""Sheets as they come back from the scanner: printed, marked with a pen, scanned."""

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from forms.arrange import arrange
from forms.catalogue import find_form
from omr.geometry import BoxMm

# Questions of the sheet that are answered, by choice.
MARKED = {"LV": "1", "C1": "5", "C2": "4", "C3": "3", "C4": "2", "C5": "1", "C6": "5", "C7": "4", "C8": "5"}
_DPI = 150
_PX_PER_MM = _DPI / 25.4


def scanned_sheets(pdf: Path) -> tuple[NDArray[np.uint8], ...]:
    """Return every sheet of a printed PDF with crosses in the boxes of `MARKED`, (H, W) grey at 150 dpi."""
    boxes = [
        box.box
        for field, box in arrange(find_form("pks-q")).layout.pages[0].boxes()
        if MARKED.get(field.question) == box.choice
    ]
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=_DPI / 72, grayscale=True).to_numpy().squeeze().copy() for page in document]
    for page in pages:
        for box in boxes:
            _cross(page, box)
    return tuple(cv2.GaussianBlur(page, (0, 0), 0.6).astype(np.uint8) for page in pages)


def write_tiff(path: Path, pages: tuple[NDArray[np.uint8], ...]) -> Path:
    """Write pages as a TIFF of many pages."""
    first, *others = [Image.fromarray(page) for page in pages]
    first.save(path, save_all=True, append_images=others, compression="tiff_lzw", dpi=(_DPI, _DPI))
    return path


def _cross(page: NDArray[np.uint8], box: BoxMm) -> None:
    inner = box.grown(-0.6)
    left, top, right, bottom = (
        round(v * _PX_PER_MM * 16) for v in (inner.x_mm, inner.y_mm, inner.right_mm, inner.bottom_mm)
    )
    for start, end in (((left, top), (right, bottom)), ((left, bottom), (right, top))):
        cv2.line(page, start, end, 40, 4, cv2.LINE_AA, 4)
