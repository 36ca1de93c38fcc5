"""How does a plan become a PDF? Vectors and embedded type; what all copies share is stored once."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from forms.address_code import AddressCode, place_address
from forms.canvas import SheetCanvas
from forms.example import cross_in
from forms.fonts import register_faces
from forms.imposition import Imposition, impose
from forms.plan import Outline, PrintPage, PrintPlan
from forms.printed import NOTHING_PRINTED, Printed, caption_runs, prefilled_runs
from forms.strips import OUTLINE_INK
from forms.typeface import MM_PER_POINT
from omr.geometry import SizeMm
from omr.layout.code import SheetCode, code_text
from omr.layout.paper import PAPER_SIZES_MM
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How copies are printed: so many sheets on a page, and what stands on each copy, in order (or nothing on any).

    `address` is that of the form on the web, empty to print none.
    """

    n_up: int = 1
    printed: tuple[Printed, ...] = ()
    address: str = ""


def draw_pdf(
    plan: PrintPlan,
    serials: Sequence[str | None],
    progress: Callable[[int], None] = lambda _copies_drawn: None,
    options: PrintOptions = PrintOptions(),
) -> bytes:
    """Return a PDF with one copy of the form for each serial.

    Parameters
    ----------
    plan
        What to print.
    serials
        A serial per copy, as `omr.layout.code.new_serial` makes them; None for a master to photocopy.
    progress
        Called after each copy with how many are drawn.

    Raises
    ------
    NUpImpossible
        When so many sheets do not fit on a page.
    PrefillTooLong
        When something to print on a sheet is longer than its line.
    AddressTooLong, NoRoomForAddress
        When there is no place for the address.
    ValueError
        When there is no serial at all: a PDF without pages is not a PDF.
    """
    if not serials:
        raise ValueError("a PDF needs at least one copy")
    paper = next((name for name, size in PAPER_SIZES_MM.items() if size == _upright(plan)), "?")
    imposition = impose(plan.layout.page_size, options.n_up, paper)
    register_faces()
    address = place_address(plan, options.address) if options.address else None
    stream = io.BytesIO()
    canvas = _canvas(stream, plan, imposition)
    sheet = SheetCanvas(canvas, plan.layout.page_size.height_mm)
    for page in plan.pages:
        store_shared(sheet, page, plan.layout, address)
    printed = options.printed or (NOTHING_PRINTED,) * len(serials)
    copies = tuple(zip(serials, printed, strict=True))
    drawn = 0
    # Sheets of different officers share no page, so that what is cut is one stack.
    for _, group in groupby(copies, key=lambda copy: copy[1]):
        own = tuple(group)
        for start in range(0, len(own), options.n_up):
            together = own[start : start + options.n_up]
            for page in plan.pages:
                _draw_carrier(sheet, plan, page, imposition, together)
            for _ in together:
                drawn += 1
                progress(drawn)
    canvas.save()
    return stream.getvalue()


def _upright(plan: PrintPlan) -> SizeMm:
    size = plan.layout.page_size
    return SizeMm(min(size.width_mm, size.height_mm), max(size.width_mm, size.height_mm))


def _canvas(stream: io.BytesIO, plan: PrintPlan, imposition: Imposition) -> Canvas:
    size = imposition.page_size
    canvas = Canvas(
        stream,
        pagesize=(size.width_mm / MM_PER_POINT, size.height_mm / MM_PER_POINT),
        pageCompression=1,
        invariant=1,
        lang="vi-VN",
    )
    canvas.setTitle(plan.title)
    canvas.setCreator("omr-survey")
    return canvas


def _draw_carrier(
    sheet: SheetCanvas,
    plan: PrintPlan,
    page: PrintPage,
    imposition: Imposition,
    copies: Sequence[tuple[str | None, Printed]],
) -> None:
    """Draw one side of one piece of paper: the same page of the sheets that share it, and where to cut."""
    identity = layout_id(plan.layout)
    # Odd pages are fronts, even ones the backs behind them.
    places = imposition.fronts if page.layout.number % 2 else imposition.backs
    for (serial, printed), corner in zip(copies, places, strict=False):
        sheet.canvas.saveState()
        bottom_mm = imposition.page_size.height_mm - corner.y_mm - sheet.height_mm
        sheet.canvas.translate(corner.x_mm / MM_PER_POINT, bottom_mm / MM_PER_POINT)
        draw_page(sheet, plan, page, SheetCode(identity, serial, page.layout.number), printed)
        sheet.canvas.restoreState()
    whole = SheetCanvas(sheet.canvas, imposition.page_size.height_mm)
    for cut in imposition.cuts:
        whole.line(cut)
    sheet.canvas.showPage()


def draw_page(sheet: SheetCanvas, plan: PrintPlan, page: PrintPage, code: SheetCode, printed: Printed) -> None:
    """Draw one page of one copy where the canvas stands.

    Raises
    ------
    PrefillTooLong
        When something to print on it is longer than its line.
    """
    sheet.canvas.doForm(_shared_name(page))
    sheet.qr(page.layout.codes, code_text(code))
    for caption in page.captions:
        for run in caption_runs(plan, caption, code):
            sheet.text(run)
    for run in prefilled_runs(page, printed):
        sheet.text(run)
    for field, mark in page.layout.boxes():
        if (field.question, mark.choice) in printed.marks:
            for line in cross_in(mark.box):
                sheet.line(line)


def store_shared(sheet: SheetCanvas, page: PrintPage, layout: SheetLayout, address: AddressCode | None = None) -> None:
    """Store everything that the copies of a page have in common under a name."""
    sheet.canvas.beginForm(_shared_name(page))
    for mark in page.layout.fiducials:
        sheet.tag(mark)
    sheet.wording(page.drawing)
    for _, mark_box in page.layout.boxes():
        sheet.outline(Outline(mark_box.box, mark_box.shape, layout.outline_mm / MM_PER_POINT, OUTLINE_INK))
    if address is not None and address.page_number == page.layout.number:
        sheet.address(address.box, address.url)
        for run in address.words:
            sheet.text(run)
    sheet.canvas.endForm()


def _shared_name(page: PrintPage) -> str:
    return f"page{page.layout.number}"
