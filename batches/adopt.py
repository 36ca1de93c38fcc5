"""How does a form that others printed become one that is read here? Its blank, and where on it the boxes are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from batches.page_image import PageImage
from batches.rasterize import count_pages, rasterize
from db.adopted import StoredForm
from omr.detect.blank import BLANK_PX_PER_MM, AdoptedForm, mm_to_px_of, warped
from omr.detect.image import GreyImage, as_grey
from omr.detect.outlines import FoundOutline, find_outlines
from omr.errors import OmrError
from omr.geometry import MM_PER_INCH, BoxMm, SizeMm
from omr.layout.sheet import Field, FieldKind, MarkBox, PageLayout, SheetLayout
from omr.words import Text

_A4 = SizeMm(210.0, 297.0)
# The blank's picture and the layout's paper may differ in shape by no more than a scanner's margins do.
_MOST_STRETCH = 1.03
# A box of the layout is put on the printed outline that lies so near and is no more different in size.
_SNAP_MM, _SNAP_SIZE = 1.5, 1.5
# Boxes of one row: their middles differ by less than this share of their height, and lie no further apart than this.
_SAME_ROW, _ROW_GAP_MM = 0.6, 60.0
_COLUMN_GAP_MM = 14.0


class BlankNotRead(OmrError):
    """The file of a blank has a page that cannot be opened. Evidence: file, page."""

    exit_code = 65
    sentence_text = Text("Không mở được trang {page} của “{file}”.", "Page {page} of “{file}” cannot be opened.")
    advice_text = Text("Dùng một bản PDF hoặc ảnh khác của mẫu trắng.", "Use another PDF or picture of the blank.")


class BlankDoesNotFit(OmrError):
    """The blank has another shape or number of pages than the layout. Evidence: blank, layout."""

    exit_code = 66
    sentence_text = Text(
        "Mẫu trắng ({blank}) không khớp với tệp bố cục ({layout}).",
        "The blank ({blank}) does not fit the layout ({layout}).",
    )
    advice_text = Text(
        "Kiểm tra page_size_mm và số trang trong tệp bố cục.", "Check page_size_mm and the pages in the layout file."
    )


class NothingToMark(OmrError):
    """No place to mark was found on a blank. Evidence: file."""

    exit_code = 67
    sentence_text = Text("Không thấy ô nào để đánh dấu trên “{file}”.", "No place to mark was found on “{file}”.")
    advice_text = Text(
        "Viết tệp bố cục bằng tay rồi dùng --layout.", "Write a layout file by hand and give it with --layout."
    )


@dataclass(frozen=True, slots=True, eq=False)
class BlankSide:
    """One page of a blank: (H, W) uint8 grey covering the paper, and the paper's size as far as the file tells."""

    grey: GreyImage
    size: SizeMm


@dataclass(frozen=True, slots=True)
class Snapped:
    """A layout with its boxes on the outlines printed on the blank; how many were found, and moved by how much."""

    layout: SheetLayout
    found: int
    most_moved_mm: float


def open_blank(path: Path) -> tuple[BlankSide, ...]:
    """Return the pages of a blank.

    Raises
    ------
    FileEmpty, FileDamaged, FileEncrypted
        When the file cannot be opened at all.
    BlankNotRead
        When one of its pages cannot.
    """
    sides = []
    for page in rasterize(path, range(1, count_pages(path) + 1)):
        if not isinstance(page, PageImage):
            raise BlankNotRead(file=path.name, page=page.page_number)
        sides.append(BlankSide(as_grey(page.pixels), _size_of(page)))
    return tuple(sides)


def _size_of(page: PageImage) -> SizeMm:
    height, width = (side * page.reduced for side in page.pixels.shape[:2])
    if page.dpi:
        return SizeMm(width / page.dpi * MM_PER_INCH, height / page.dpi * MM_PER_INCH)
    return _A4 if height >= width else SizeMm(_A4.height_mm, _A4.width_mm)


def snapped(layout: SheetLayout, sides: Sequence[BlankSide]) -> Snapped:
    """Put every box of a layout on the outline that is printed next to it; one without an outline stays where it is.

    Raises
    ------
    BlankDoesNotFit
        When the blank is not of the layout's shape or has other pages.
    """
    size = layout.page_size
    if len(sides) != len(layout.pages):
        raise BlankDoesNotFit(blank=f"{len(sides)} p.", layout=f"{len(layout.pages)} p.")
    pages, moved = [], []
    for page, side in zip(layout.pages, sides, strict=True):
        stretch = (side.grey.shape[1] / side.grey.shape[0]) / (size.width_mm / size.height_mm)
        if max(stretch, 1 / stretch) > _MOST_STRETCH:
            shown = f"{side.grey.shape[1]} x {side.grey.shape[0]} px"
            raise BlankDoesNotFit(blank=shown, layout=f"{size.width_mm:.1f} x {size.height_mm:.1f} mm")
        outlines = find_outlines(side.grey, size)
        fields = []
        for field in page.fields:
            places = [_nearest(box.box, outlines) for box in field.boxes]
            moved += [_apart(box.box, place) for box, place in zip(field.boxes, places, strict=True) if place]
            boxes = tuple(replace(box, box=place or box.box) for box, place in zip(field.boxes, places, strict=True))
            fields.append(replace(field, boxes=boxes))
        pages.append(replace(page, fields=tuple(fields)))
    return Snapped(replace(layout, pages=tuple(pages)), len(moved), max(moved, default=0.0))


def _nearest(box: BoxMm, outlines: Iterable[FoundOutline]) -> BoxMm | None:
    near = [o.box for o in outlines if _apart(box, o.box) <= _SNAP_MM and _like(box, o.box)]
    return min(near, key=lambda other: _apart(box, other), default=None)


def _apart(a: BoxMm, b: BoxMm) -> float:
    return float(np.hypot(a.centre.x_mm - b.centre.x_mm, a.centre.y_mm - b.centre.y_mm))


def _like(a: BoxMm, b: BoxMm) -> bool:
    sides = ((a.width_mm, b.width_mm), (a.height_mm, b.height_mm))
    return all(max(x, y) <= _SNAP_SIZE * min(x, y) for x, y in sides)


def guessed(form: str, sides: Sequence[BlankSide], file_name: str) -> SheetLayout:
    """Return a first guess of a form's layout: its outlines in rows and columns, to be corrected by a person.

    Raises
    ------
    NothingToMark
        When the blank has no outline that could be one.
    """
    size = sides[0].size
    pages, number = [], 0
    for n, side in enumerate(sides, start=1):
        groups = _groups(find_outlines(side.grey, size))
        fields = tuple(
            Field(
                f"C{number + i}",
                FieldKind.SINGLE,
                tuple(MarkBox(str(k), outline.shape, outline.box) for k, outline in enumerate(group, start=1)),
            )
            for i, group in enumerate(groups, start=1)
        )
        number += len(groups)
        pages.append(PageLayout(n, fields, (), (), ()))
    if number == 0:
        raise NothingToMark(file=file_name)
    return SheetLayout(form, size, 0.2, tuple(pages))


def _groups(outlines: Sequence[FoundOutline]) -> list[tuple[FoundOutline, ...]]:
    """Return outlines in rows; boxes alone in their rows, one below the other, are the choices of one question."""
    rows: list[list[FoundOutline]] = []
    for outline in sorted(outlines, key=lambda o: (o.box.centre.y_mm, o.box.x_mm)):
        height = outline.box.height_mm
        row = next((r for r in rows if abs(r[0].box.centre.y_mm - outline.box.centre.y_mm) < _SAME_ROW * height), None)
        rows.append([outline]) if row is None else row.append(outline)
    grouped: list[list[FoundOutline]] = []
    for row in rows:
        row.sort(key=lambda o: o.box.x_mm)
        starts = [0] + [i for i in range(1, len(row)) if row[i].box.x_mm - row[i - 1].box.right_mm > _ROW_GAP_MM]
        for start, end in zip(starts, [*starts[1:], len(row)], strict=True):
            run = row[start:end]
            above = next((g for g in reversed(grouped) if len(run) == 1 and _continues(g, run[0])), None)
            grouped.append(run) if above is None else above.extend(run)
    return [tuple(group) for group in grouped]


def _continues(group: Sequence[FoundOutline], below: FoundOutline) -> bool:
    """Tell whether an outline stands under the last of a column, as the next choice of its question."""
    last = group[-1].box
    column = all(abs(o.box.centre.x_mm - last.centre.x_mm) < _SAME_ROW * last.width_mm for o in group)
    straight = abs(last.centre.x_mm - below.box.centre.x_mm) < _SAME_ROW * last.width_mm
    return column and straight and 0 < below.box.y_mm - last.bottom_mm < _COLUMN_GAP_MM


def blank_png(side: BlankSide, size: SizeMm) -> bytes:
    """Return a page of a blank as a PNG file at the resolution that pages are compared at."""
    to_px = mm_to_px_of(side.grey, size.width_mm, size.height_mm)
    paper = warped(side.grey, to_px, size.width_mm, size.height_mm, BLANK_PX_PER_MM)
    _, data = cv2.imencode(".png", paper, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return data.tobytes()


def opened(forms: Iterable[StoredForm]) -> tuple[AdoptedForm, ...]:
    """Return stored forms with their pictures decoded, ready for the reader."""
    return tuple(AdoptedForm(form.layout_id, form.layout, tuple(map(_decoded, form.blanks_png))) for form in forms)


def _decoded(png: bytes) -> GreyImage:
    return np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
