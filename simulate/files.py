"""Which files does a scanner leave? PDF, multi-page TIFF, or a folder of JPEGs, each with its resolution in it."""

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import cv2
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from simulate.pdf_file import PdfWriter
from simulate.sheet import ScannedPage
from simulate.truth import SheetTruth, truth_to_json

# Used where a one-bit scan must become a JPEG.
_JPEG_QUALITY_OF_ONE_BIT = 85
# Where the JFIF header holds the unit of resolution and the resolution itself (ITU-T T.871, 10.1).
_JFIF_DENSITY_AT = 13
_DOTS_PER_INCH = 1


def write_pdf(pages: Iterable[ScannedPage], path: Path) -> None:
    """Write pages as a PDF: the scanner's own JPEG for grey and colour, CCITT group 4 for one-bit."""
    with path.open("wb") as stream, PdfWriter(stream) as pdf:
        for page in pages:
            if page.jpeg is None:
                pdf.add_one_bit(page.pixels, page.dpi)
            else:
                height_px, width_px = page.pixels.shape[:2]
                pdf.add_jpeg(page.jpeg, (width_px, height_px), page.pixels.ndim == 3, page.dpi)


def write_tiff(pages: Iterable[ScannedPage], path: Path) -> None:
    """Write pages as one TIFF: CCITT group 4 for one-bit, JPEG at the scanner's quality for grey, LZW for colour."""
    with path.open("w+b") as stream:
        _append_frames(pages, stream)


def _append_frames(pages: Iterable[ScannedPage], stream: IO[bytes]) -> None:
    """Write pages into an empty file; on its own, as Pillow's writer goes back to the file once more as it is freed."""
    with AppendingTiffWriter(stream) as tiff:
        for page in pages:
            image, options = _tiff_frame(page)
            image.save(tiff, format="TIFF", dpi=(page.dpi, page.dpi), **options)
            tiff.newFrame()


def write_jpegs(pages: Iterable[ScannedPage], folder: Path) -> tuple[Path, ...]:
    """Write each page as a JPEG file ``scan-0001.jpg`` and so on into an existing folder; return the paths."""
    paths = []
    for number, page in enumerate(pages, start=1):
        path = folder / f"scan-{number:04d}.jpg"
        path.write_bytes(_with_density(page.jpeg if page.jpeg is not None else _encoded(page), page.dpi))
        paths.append(path)
    return tuple(paths)


def write_truth(truths: Iterable[SheetTruth], path: Path) -> None:
    """Write truths as UTF-8 text, one line of JSON for each page, in the order of the pages."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for truth in truths:
            stream.write(truth_to_json(truth) + "\n")


def _tiff_frame(page: ScannedPage) -> tuple[Image.Image, dict[str, object]]:
    if page.one_bit:
        image = Image.fromarray(page.pixels).convert("1", dither=Image.Dither.NONE)
        return image, {"compression": "group4"}
    if page.pixels.ndim == 3:
        # JPEG in TIFF would be stored with other colours than it is read with by half of the readers.
        return Image.fromarray(np.ascontiguousarray(page.pixels[:, :, ::-1])), {"compression": "tiff_lzw"}
    return Image.fromarray(page.pixels), {"compression": "jpeg", "quality": page.jpeg_quality}


def _encoded(page: ScannedPage) -> bytes:
    _, encoded = cv2.imencode(".jpg", page.pixels, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY_OF_ONE_BIT])
    return encoded.tobytes()


def _with_density(jpeg: bytes, dpi: float) -> bytes:
    """Return a JFIF file with its resolution set."""
    density = struct.pack(">BHH", _DOTS_PER_INCH, round(dpi), round(dpi))
    return jpeg[:_JFIF_DENSITY_AT] + density + jpeg[_JFIF_DENSITY_AT + len(density) :]
