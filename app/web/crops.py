"""What does a person look at to decide? Pieces of the scanned page, cut from the original file and laid upright."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from batches.originals import OriginalMissing, find_original
from batches.page_image import PageImage
from batches.rasterize import rasterize
from batches.remote import as_path, local_copy
from db.desk import Detail, Seen, StoredPlace
from omr.geometry import BoxMm
from omr.layout.sheet import PageLayout

# At this resolution a row of an A4 sheet is 1,500 pixels wide: sharp on any screen, and 60 KB.
_CROP_PX_PER_MM = 8.0
_PAGE_PX_PER_MM = 5.0
# A page beside its row is 260 pixels wide on the screen, twice that on a fine one.
_SMALL_PX_PER_MM = 2.5
# The printed words of a row stand within this of its boxes, and this much is shown above and below.
_CONTEXT_MM = 6.0
_SIDE_MM = 4.0
# The heads of columns stand so far above the boxes of the first row at most; their lines are less than this apart, a
# third of a line of small print.
_HEAD_MM = 18.0
_LINE_GAP_MM = 1.5
_JPEG_QUALITY = 82
# Pages that are open at once: two side by side, the one before and the one that comes next.
_OPEN_PAGES = 6

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on the page in per cent of its width and height, for drawing a frame over the picture of the page."""

    left: float
    top: float
    width: float
    height: float


def row_crop(store: Path | None, detail: Detail) -> bytes:
    """Return the row of a question with all its choices and their words, as a JPEG.

    Raises
    ------
    OriginalMissing, OriginalAltered
        When the file is gone or no longer what it was.
    """
    if detail.seen is None or not _boxes(detail):
        raise OriginalMissing(path=detail.place.path)
    return _jpeg(_laid_out(store, detail.place, detail.seen, row_box(detail), detail.shift_mm, _CROP_PX_PER_MM))


def row_box(detail: Detail) -> BoxMm:
    """Return what of the sheet is shown of a question: its boxes, the words beside them, and a little around.

    Of the first row of a table the whole heads of its columns, of a comment the lines it stands on.
    """
    boxes = _boxes(detail)
    if detail.seen is None or not boxes:
        return BoxMm(0, 0, 1, 1)
    size = detail.seen.sheet.page_size
    top, bottom = _top_mm(detail.seen.page, boxes), max(b.bottom_mm for b in boxes) + _CONTEXT_MM
    left, right = _SIDE_MM, size.width_mm - _SIDE_MM
    return BoxMm(left, max(0.0, top), right - left, min(size.height_mm, bottom) - max(0.0, top))


def _top_mm(page: PageLayout, boxes: list[BoxMm]) -> float:
    """Return where the picture of a row begins: above words over its boxes that would be cut, below any other row."""
    first = min(box.y_mm for box in boxes)
    left, right = min(box.x_mm for box in boxes) - _CONTEXT_MM, max(box.right_mm for box in boxes) + _CONTEXT_MM
    top = first - _CONTEXT_MM
    above = [mark.box.bottom_mm for _, mark in page.boxes() if mark.box.bottom_mm <= first]
    highest = max([first - _HEAD_MM, *above])
    for word in sorted(page.printed, key=lambda word: -word.bottom_mm):
        over = word.right_mm > left and word.x_mm < right
        if over and highest <= word.y_mm < top < word.bottom_mm + _LINE_GAP_MM:
            top = word.y_mm
    return top if top == first - _CONTEXT_MM else top - _LINE_GAP_MM / 2


def _boxes(detail: Detail) -> list[BoxMm]:
    if detail.field is not None:
        return [box.box for box in detail.field.boxes]
    areas = detail.seen.page.text_areas if detail.seen is not None else ()
    return [area.box for area in areas if area.id == detail.item.question]


def choice_places(detail: Detail) -> tuple[float, ...]:
    """Return where the choices stand across the row's picture, 0..100, in printed order; none in more than one row."""
    if detail.field is None:
        return ()
    row, boxes = row_box(detail), [box.box for box in detail.field.boxes]
    if max(b.y_mm for b in boxes) > min(b.bottom_mm for b in boxes):
        return ()
    return tuple(100 * (box.box.centre.x_mm - row.x_mm) / row.width_mm for box in detail.field.boxes)


def frame_of(detail: Detail) -> Frame | None:
    """Return where on the page the question is."""
    if detail.seen is None or detail.field is None:
        return None
    size, row = detail.seen.sheet.page_size, row_box(detail)
    return Frame(
        100 * row.x_mm / size.width_mm,
        100 * row.y_mm / size.height_mm,
        100 * row.width_mm / size.width_mm,
        100 * row.height_mm / size.height_mm,
    )


def page_picture(store: Path | None, place: StoredPlace, seen: Seen | None, small: bool = False) -> bytes:
    """Return a whole page as a JPEG: upright where it was read, as it was scanned where it was not."""
    if seen is None:
        pixels = _opened(_file(store, place), place.page_number)
        factor = min(1.0, 1600 / max(pixels.shape[:2]))
        return _jpeg(cast(Pixels, cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)))
    size = seen.sheet.page_size
    whole = BoxMm(0.0, 0.0, size.width_mm, size.height_mm)
    return _jpeg(_laid_out(store, place, seen, whole, (0.0, 0.0), _SMALL_PX_PER_MM if small else _PAGE_PX_PER_MM))


def _laid_out(
    store: Path | None,
    place: StoredPlace,
    seen: Seen,
    box: BoxMm,
    shift_mm: tuple[float, float],
    px_per_mm: float,
) -> Pixels:
    """Return a rectangle of the sheet, upright, whatever way the page lay."""
    pixels = _opened(_file(store, place), place.page_number)
    size = max(1, round(box.width_mm * px_per_mm)), max(1, round(box.height_mm * px_per_mm))
    step = 1 / px_per_mm
    to_mm = np.array(
        [[step, 0.0, box.x_mm + shift_mm[0] + step / 2], [0.0, step, box.y_mm + shift_mm[1] + step / 2], [0, 0, 1]]
    )
    matrix = np.array(seen.mm_to_px).reshape(3, 3) @ to_mm
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    return cast(Pixels, cv2.warpPerspective(pixels, matrix, size, flags=flags, borderValue=(255.0, 255.0, 255.0)))


def _file(store: Path | None, place: StoredPlace) -> Path:
    return _checked(store, as_path(place.path), place.sha256)


@lru_cache(maxsize=64)
def _checked(store: Path | None, path: Path, sha256: str) -> Path:
    """Return the original, held against its hash once for as long as the desk is open."""
    return find_original(store, path, sha256)


@lru_cache(maxsize=_OPEN_PAGES)
def _opened(path: Path, number: int) -> Pixels:
    pages: Iterable[object] = rasterize(local_copy(path), range(number, number + 1))
    page = next(iter(pages), None)
    if not isinstance(page, PageImage):
        raise OriginalMissing(path=path)
    if page.reduced == 1:
        return page.pixels
    # Places are told in pixels of the file's own picture.
    size = page.pixels.shape[1] * page.reduced, page.pixels.shape[0] * page.reduced
    return cast(Pixels, cv2.resize(page.pixels, size, interpolation=cv2.INTER_LINEAR))


def _jpeg(pixels: Pixels) -> bytes:
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return data.tobytes()
