"""How are TIFF, JPEG, PNG and the like opened? JPEG by OpenCV, twice as fast as Pillow; the rest by Pillow."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from batches.page_image import PageImage, PageUnopened, check_size, decoded_jpeg, without_colour
from omr.errors import FileDamaged, PageDamaged, PageError

# What Pillow's readers raise on files that lie about themselves.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, OverflowError, struct.error)


def count_pages(path: Path) -> int:
    """Return the number of pictures in the file; more than one only in a TIFF.

    Raises
    ------
    FileDamaged
        When it is no picture, or is cut off before its first.
    """
    with _opened(path) as picture:
        if picture.format != "TIFF":
            return 1
        try:
            # Pillow walks to the last picture of the file to count them, and so meets what is wrong on the way.
            with _unremarked():
                return int(getattr(picture, "n_frames", 1))
        except _DAMAGED as error:
            raise FileDamaged from error


def rasterize(path: Path, numbers: range) -> Iterator[PageImage | PageUnopened]:
    """Yield the pictures with these numbers.

    Raises
    ------
    FileDamaged
        When it is no picture.
    """
    with _opened(path) as picture:
        for number in numbers:
            try:
                yield _page(path, picture, number)
            except PageError as error:
                yield PageUnopened(number, error)
            except _DAMAGED:
                yield PageUnopened(number, PageDamaged())


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    # Sizes are checked by `check_size` before any pixel is decoded; Pillow's own limit is another, and only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with _unremarked():
            picture = Image.open(path)
    except (UnidentifiedImageError, *_DAMAGED) as error:
        raise FileDamaged from error
    with picture:
        yield picture


@contextmanager
def _unremarked() -> Iterator[None]:
    """Let Pillow say nothing of odd metadata: what matters is the picture, and that is there or is not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _page(path: Path, picture: Image.Image, number: int) -> PageImage:
    with _unremarked():
        picture.seek(number - 1)
        check_size(*picture.size)
        dpi = _dpi(picture)
        if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
            pixels, reduced = decoded_jpeg(path.read_bytes(), max(picture.size), colour=picture.mode == "RGB")
            return PageImage(number, pixels, dpi, reduced)
        return PageImage(number, without_colour(_as_array(picture)), dpi)


def _as_array(picture: Image.Image) -> NDArray[np.uint8]:
    """Return a Pillow picture of any mode as grey or BGR, laid on white where it is transparent."""
    if picture.mode.startswith("I") or picture.mode == "F":
        values = np.asarray(picture, dtype=np.float64)
        # 16 bits a pixel, whatever Pillow holds them in; 8-bit values in a wide mode stay as they are.
        scale = 257.0 if values.max(initial=0) > 255 else 1.0
        return np.clip(values / scale, 0, 255).astype(np.uint8)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


def _dpi(picture: Image.Image) -> float | None:
    """Return the resolution a file claims, where it claims one that can be true."""
    claimed = picture.info.get("dpi", (0, 0))
    try:
        dpi = float(claimed[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return dpi if 50 <= dpi <= 1200 else None
