"""Where on a sheet is room for the address of its web form? A code with words beside it, away from all that is read.

It stands at the foot or wherever a page has room, never near a mark box, a corner mark or the sheet's own codes, and is
no part of the layout: sheets with and without it are read alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import segno

from forms.errors import AddressTooLong, NoRoomForAddress
from forms.plan import Line, PrintPage, PrintPlan, TextRun, TextStyle
from forms.sheet_foot import caption_place
from forms.type_setting import set_left, text_width_mm
from forms.typeface import Face
from omr.geometry import BoxMm, PointMm
from omr.layout.paper import UNPRINTABLE_MARGIN_MM

_WORDS = ("Trả lời bằng", "điện thoại", "Or by phone")
_STYLE = TextStyle(Face.REGULAR, 6.5)
_LEADING_MM, _WORDS_GAP_MM = 2.9, 1.5
# Telephones read modules of 0.35 mm from a hand's breadth; laser printers print them.
_LEAST_MODULE_MM = 0.36
_SIDES_MM = (20.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0)
# The standard's quiet zone (ISO/IEC 18004).
_QUIET_MODULES = 4
# Pen goes over the edge of its box; the reader looks this far around one.
_AROUND_BOX_MM = 5.0
# Around corner marks and codes the reader looks for them.
_AROUND_MARK_MM = 5.0
_STEP_MM = 0.5


@dataclass(frozen=True, slots=True)
class AddressCode:
    """An address on a page: the code's place and rows of modules, and the words beside it."""

    page_number: int
    box: BoxMm
    url: str
    words: tuple[TextRun, ...]


def place_address(plan: PrintPlan, url: str) -> AddressCode:
    """Return where an address is printed: on the last page that has room, as large and as low as there is.

    Raises
    ------
    AddressTooLong
        When its code would be too fine for any telephone.
    NoRoomForAddress
        When no page has room for it.
    """
    modules = segno.make_qr(url, error="l").symbol_size(border=0)[0]
    sides = [side for side in _SIDES_MM if side / modules >= _LEAST_MODULE_MM]
    if not sides:
        raise AddressTooLong(url=url)
    # With its words and at the foot, where nobody answers; then wherever there is room.
    for with_words, at_the_foot in product((True, False), (True, False)):
        for side_mm, page in product(sides, reversed(plan.pages)):
            top_mm = _last_of_answers_mm(page) if at_the_foot else 0.0
            corner = _free_corner(plan, page, _needed(side_mm, side_mm / modules, with_words), top_mm)
            if corner is not None:
                return _placed(page, corner, (side_mm, side_mm / modules), url, with_words)
    raise NoRoomForAddress(form=plan.layout.form, side_mm=f"{sides[-1]:.0f}")


def _needed(side_mm: float, module_mm: float, with_words: bool) -> tuple[float, float]:
    """Return width and height of a code with its quiet zone and the words beside it."""
    quiet_mm = _QUIET_MODULES * module_mm
    width_mm = side_mm + 2 * quiet_mm
    if with_words:
        width_mm += max(text_width_mm(line, _STYLE) for line in _WORDS) + _WORDS_GAP_MM
    return width_mm, side_mm + 2 * quiet_mm


def _last_of_answers_mm(page: PrintPage) -> float:
    """Return where the last place to answer ends."""
    boxes = [mark.box for _, mark in page.layout.boxes()] + [area.box for area in page.drawing.text_areas]
    return max((box.bottom_mm for box in boxes), default=0.0)


def _free_corner(plan: PrintPlan, page: PrintPage, needed: tuple[float, float], top_mm: float) -> PointMm | None:
    """Return the top-left corner of a free place of this size: the lowest, and of these the middle one."""
    width_mm, height_mm = needed
    size = plan.layout.page_size
    taken = list(_taken(plan, page))
    y_mm = size.height_mm - UNPRINTABLE_MARGIN_MM - height_mm
    while y_mm >= max(top_mm, UNPRINTABLE_MARGIN_MM):
        free = []
        x_mm = UNPRINTABLE_MARGIN_MM
        while x_mm <= size.width_mm - UNPRINTABLE_MARGIN_MM - width_mm:
            place = BoxMm(x_mm, y_mm, width_mm, height_mm)
            if not any(place.overlaps(other) for other in taken):
                free.append(x_mm)
            x_mm += _STEP_MM
        if free:
            return PointMm(free[len(free) // 2], y_mm)
        y_mm -= _STEP_MM
    return None


def _taken(plan: PrintPlan, page: PrintPage) -> Iterator[BoxMm]:
    drawing = page.drawing
    yield from (run.box for run in drawing.runs)
    yield from (_along(line) for line in drawing.lines)
    yield from (outline.box for outline in drawing.outlines)
    yield from (area.box for area in drawing.text_areas)
    for place in drawing.prefills:
        yield BoxMm(place.at.x_mm, place.at.y_mm - 5.0, place.room_mm, 7.0)
    yield from (mark.box.grown(_AROUND_BOX_MM) for _, mark in page.layout.boxes())
    yield from (fiducial.box.grown(_AROUND_MARK_MM) for fiducial in page.layout.fiducials)
    yield from (code.grown(_AROUND_MARK_MM) for code in page.layout.codes)
    yield from (caption_place(plan, caption) for caption in page.captions)


def _along(line: Line) -> BoxMm:
    left, top = min(line.start.x_mm, line.end.x_mm), min(line.start.y_mm, line.end.y_mm)
    right, bottom = max(line.start.x_mm, line.end.x_mm), max(line.start.y_mm, line.end.y_mm)
    return BoxMm(left, top, right - left, bottom - top).grown(0.3)


def _placed(
    page: PrintPage, corner: PointMm, side_and_module_mm: tuple[float, float], url: str, with_words: bool
) -> AddressCode:
    side_mm, module_mm = side_and_module_mm
    quiet_mm = _QUIET_MODULES * module_mm
    box = BoxMm(corner.x_mm + quiet_mm, corner.y_mm + quiet_mm, side_mm, side_mm)
    first_mm = box.centre.y_mm - (len(_WORDS) / 2 - 0.75) * _LEADING_MM
    words = tuple(
        set_left(line, _STYLE, box.right_mm + quiet_mm + _WORDS_GAP_MM / 2, first_mm + i * _LEADING_MM)
        for i, line in enumerate(_WORDS)
    )
    return AddressCode(page.layout.number, box, url, words if with_words else ())
