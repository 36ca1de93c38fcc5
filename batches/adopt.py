"""How does a form that others printed become one that is read here? Its blank, and where on it the boxes are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

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
# Two columns of questions: a gap so many times the usual one of its row, and no narrower than words between two boxes
# of one question. Of few gaps nobody knows which is the usual one.
_WIDE_GAP, _ROW_GAP_LEAST_MM, _FEW_GAPS = 2.5, 15.0, 4
# A letter O has other letters so near on both its sides; and its size is not that of the form's boxes.
_LETTER_GAP_MM, _LETTER_SIZE = 0.9, 1.2
_INK = 128


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
            # Of a file that cannot be opened at all, its first page.
            raise BlankNotRead(file=path.name, page=page.page_number or 1)
        sides.append(BlankSide(as_grey(page.pixels), _size_of(page)))
    return tuple(sides)


def _size_of(page: PageImage) -> SizeMm:
    height, width = (side * page.reduced for side in page.pixels.shape[:2])
    if page.dpi:
        return SizeMm(width / page.dpi * MM_PER_INCH, height / page.dpi * MM_PER_INCH)
    return _A4 if height >= width else SizeMm(_A4.height_mm, _A4.width_mm)


def snapped(layout: SheetLayout, sides: Sequence[BlankSide]) -> Snapped:
    """Put every box of a layout on the outline that is printed next to it; one without an outline stays where it is.

    Of two boxes next to one outline the nearer is put on it.

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
        drawn = [box.box for field in page.fields for box in field.boxes]
        places = _places(drawn, find_outlines(side.grey, size))
        moved += [_apart(box, place) for box, place in zip(drawn, places, strict=True) if place]
        put = iter(places)
        fields = (
            replace(field, boxes=tuple(replace(box, box=next(put) or box.box) for box in field.boxes))
            for field in page.fields
        )
        pages.append(replace(page, fields=tuple(fields)))
    return Snapped(replace(layout, pages=tuple(pages)), len(moved), max(moved, default=0.0))


def _places(drawn: Sequence[BoxMm], outlines: Sequence[FoundOutline]) -> list[BoxMm | None]:
    """Return the outline that each box is put on, None where it stays: an outline takes one box, the nearest."""
    nearest = [_nearest(box, outlines) for box in drawn]
    takers: dict[BoxMm, int] = {}
    for i, place in enumerate(nearest):
        if place is not None and (place not in takers or _apart(drawn[i], place) < _apart(drawn[takers[place]], place)):
            takers[place] = i
    return [place if place is not None and takers[place] == i else None for i, place in enumerate(nearest)]


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
        groups = _groups(_without_letters(find_outlines(side.grey, size), side, size))
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


def _without_letters(outlines: Sequence[FoundOutline], side: BlankSide, size: SizeMm) -> tuple[FoundOutline, ...]:
    """Return outlines without the letters O of headings: they stand within a word, and are not of the usual size."""
    if not outlines:
        return ()
    usual = BoxMm(0.0, 0.0, median(o.box.width_mm for o in outlines), median(o.box.height_mm for o in outlines))
    px_per_mm = side.grey.shape[1] / size.width_mm
    return tuple(
        outline
        for outline in outlines
        if _of_size(outline.box, usual) or not all(_ink_beside(outline.box, side.grey, px_per_mm))
    )


def _of_size(box: BoxMm, usual: BoxMm) -> bool:
    sides = ((box.width_mm, usual.width_mm), (box.height_mm, usual.height_mm))
    return all(max(a, b) <= _LETTER_SIZE * min(a, b) for a, b in sides)


def _ink_beside(box: BoxMm, grey: GreyImage, px_per_mm: float) -> tuple[bool, bool]:
    """Return whether there is ink just left and just right of a box, between its top and its bottom."""
    top, bottom = (round(y * px_per_mm) for y in (box.y_mm, box.bottom_mm))
    air, reach = 0.15, 0.15 + _LETTER_GAP_MM
    spans = ((box.x_mm - reach, box.x_mm - air), (box.right_mm + air, box.right_mm + reach))
    strips = (grey[top:bottom, max(0, round(a * px_per_mm)) : max(0, round(b * px_per_mm))] for a, b in spans)
    left, right = (bool(strip.size and strip.min() < _INK) for strip in strips)
    return left, right


def _groups(outlines: Sequence[FoundOutline]) -> list[tuple[FoundOutline, ...]]:
    """Return outlines in rows; boxes alone in their rows, one below the other, are the choices of one question."""
    rows: list[list[FoundOutline]] = []
    for outline in sorted(outlines, key=lambda o: (o.box.centre.y_mm, o.box.x_mm)):
        height = outline.box.height_mm
        row = next((r for r in rows if abs(r[0].box.centre.y_mm - outline.box.centre.y_mm) < _SAME_ROW * height), None)
        rows.append([outline]) if row is None else row.append(outline)
    runs: list[tuple[int, list[FoundOutline]]] = []
    for row in rows:
        row.sort(key=lambda o: o.box.x_mm)
        gaps = _gaps(row)
        starts = [0] + [i + 1 for i, gap in enumerate(gaps) if _parts_questions(gap, gaps)]
        ends = [*starts[1:], len(row)]
        runs += [(column, row[start:end]) for column, (start, end) in enumerate(zip(starts, ends, strict=True))]
    if sum(column == 1 for column, _ in runs) > len(rows) / 2:
        # Questions in columns are numbered down the first one, then down the next.
        runs.sort(key=lambda run: run[0])
    grouped: list[list[FoundOutline]] = []
    for _, run in runs:
        above = next((g for g in reversed(grouped) if len(run) == 1 and _continues(g, run[0])), None)
        grouped.append(run) if above is None else above.extend(run)
    return [tuple(group) for group in grouped]


def _gaps(row: Sequence[FoundOutline]) -> list[float]:
    return [after.box.x_mm - before.box.right_mm for before, after in pairwise(row)]


def _parts_questions(gap_mm: float, gaps_mm: Sequence[float]) -> bool:
    """Tell whether a gap in a row lies between two questions: two columns of them stand side by side."""
    usual = median(gaps_mm)
    return gap_mm > _ROW_GAP_MM or (
        len(gaps_mm) >= _FEW_GAPS and gap_mm > _WIDE_GAP * usual and gap_mm > _ROW_GAP_LEAST_MM
    )


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
