"""How does a plan become a PDF? Vectors and embedded type; what all copies share is stored once.

Every measure here is in the plan's millimetres from the top-left corner. reportlab counts points from the bottom-left:
`_Sheet` is where that is turned round.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas

from forms.errors import PrefillTooLong
from forms.example import cross_in
from forms.fonts import register_faces
from forms.imposition import Imposition, impose
from forms.plan import Caption, Drawing, Line, Outline, PrintPage, PrintPlan, TextRun
from forms.questions import Prefill
from forms.sheet_foot import form_name
from forms.strips import OUTLINE_INK
from forms.type_setting import set_left, set_right
from forms.typeface import MM_PER_POINT
from omr.geometry import BoxMm, SizeMm
from omr.layout.code import SheetCode, code_text, spoken_serial
from omr.layout.fiducials import TAG_CELLS, Fiducial
from omr.layout.paper import PAPER_SIZES_MM
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, SheetLayout

# 29 alphanumeric characters at level Q fill version 2: 25 x 25 modules.
_QR_VERSION = 2
_QR_MODULES = 25
_QR_ERROR = "q"
# Dots a hair apart, drawn with round ends.
_DOT_GAP_PT = 2.4
_PHOTOCOPY_WORDS = "Bản để sao chụp"

# Cells of a square that are printed together: row, first column, how many.
_CellRun = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """What the office prints on one sheet besides the form: words in their places, and boxes marked for the citizen.

    `marks` are pairs of a question's code and the choice that is marked.
    """

    words: tuple[tuple[Prefill, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


NOTHING_PRINTED = Printed()


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How copies are printed: so many sheets on a page, and what stands on each copy, in order (or nothing on any)."""

    n_up: int = 1
    printed: tuple[Printed, ...] = ()


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
    ValueError
        When there is no serial at all: a PDF without pages is not a PDF.
    """
    if not serials:
        raise ValueError("a PDF needs at least one copy")
    paper = next((name for name, size in PAPER_SIZES_MM.items() if size == _upright(plan)), "?")
    imposition = impose(plan.layout.page_size, options.n_up, paper)
    register_faces()
    stream = io.BytesIO()
    canvas = _canvas(stream, plan, imposition)
    sheet = _Sheet(canvas, plan.layout.page_size.height_mm)
    for page in plan.pages:
        _store_shared(sheet, page, plan.layout)
    printed = options.printed or (NOTHING_PRINTED,) * len(serials)
    copies = tuple(zip(serials, printed, strict=True))
    for start in range(0, len(copies), options.n_up):
        together = copies[start : start + options.n_up]
        for page in plan.pages:
            _draw_carrier(sheet, plan, page, imposition, together)
        for count in range(start, start + len(together)):
            progress(count + 1)
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


def caption_runs(plan: PrintPlan, caption: Caption, code: SheetCode) -> tuple[TextRun, ...]:
    """Return what is printed beside a code for people to read, line by line."""
    serial = _PHOTOCOPY_WORDS if code.serial is None else spoken_serial(code.serial)
    name, layout = form_name(plan.layout.form, plan.version), spoken_serial(code.layout_id)
    lines = (serial, name, layout, f"trang {code.page_number}/{len(plan.pages)}")
    styles = (caption.strong, caption.quiet, caption.quiet, caption.quiet)
    return tuple(
        (set_right if caption.ends_here else set_left)(
            line, style, caption.at.x_mm, caption.at.y_mm + i * caption.leading_mm
        )
        for i, (line, style) in enumerate(zip(lines, styles, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A canvas that is drawn on in millimetres from the top-left corner of the page."""

    canvas: Canvas
    height_mm: float

    def place(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return a place in points from the bottom-left corner: the only flip."""
        return x_mm / MM_PER_POINT, (self.height_mm - y_mm) / MM_PER_POINT

    def text(self, run: TextRun) -> None:
        self.canvas.setFillGray(1 - run.style.ink)
        self.canvas.setFont(run.style.face.value, run.style.size_pt)
        self.canvas.drawString(*self.place(run.x_mm, run.baseline_mm), run.text)

    def line(self, line: Line) -> None:
        self.canvas.setStrokeGray(1 - line.ink)
        self.canvas.setLineWidth(line.thickness_pt)
        self.canvas.setLineCap(1)
        self.canvas.setDash(*([0, _DOT_GAP_PT],) if line.dotted else ())
        self.canvas.line(*self.place(line.start.x_mm, line.start.y_mm), *self.place(line.end.x_mm, line.end.y_mm))
        self.canvas.setDash()

    def outline(self, outline: Outline) -> None:
        self.canvas.setStrokeGray(1 - outline.ink)
        self.canvas.setLineWidth(outline.thickness_pt)
        box = outline.box
        if outline.shape is BoxShape.BUBBLE:
            self.canvas.ellipse(*self.place(box.x_mm, box.bottom_mm), *self.place(box.right_mm, box.y_mm))
        else:
            self.canvas.rect(*self._corner_and_size(box))

    def fill(self, boxes: Sequence[BoxMm], ink: float) -> None:
        """Fill boxes as one path, so that no viewer shows a seam between neighbours."""
        path = self.canvas.beginPath()
        for box in boxes:
            path.rect(*self._corner_and_size(box))
        self.canvas.setFillGray(1 - ink)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def fill_cells(self, box: BoxMm, cells: int, runs: tuple[_CellRun, ...]) -> None:
        """Fill runs of cells of a square of `cells` x `cells`, as one path in whole numbers: short, and quick."""
        x_pt, y_pt = self.place(box.x_mm, box.y_mm)
        cell_pt = box.width_mm / MM_PER_POINT / cells
        self.canvas.saveState()
        self.canvas.setFillGray(0)
        self.canvas.transform(cell_pt, 0, 0, -cell_pt, x_pt, y_pt)
        self.canvas.addLiteral(" ".join(f"{column} {row} {length} 1 re" for row, column, length in runs) + " f")
        self.canvas.restoreState()

    def _corner_and_size(self, box: BoxMm) -> tuple[float, float, float, float]:
        x_pt, y_pt = self.place(box.x_mm, box.bottom_mm)
        return x_pt, y_pt, box.width_mm / MM_PER_POINT, box.height_mm / MM_PER_POINT


def _store_shared(sheet: _Sheet, page: PrintPage, layout: SheetLayout) -> None:
    """Store everything that the copies of a page have in common under a name."""
    sheet.canvas.beginForm(_shared_name(page))
    for mark in page.layout.fiducials:
        _draw_tag(sheet, mark)
    _draw_wording(sheet, page.drawing)
    for _, mark_box in page.layout.boxes():
        sheet.outline(Outline(mark_box.box, mark_box.shape, layout.outline_mm / MM_PER_POINT, OUTLINE_INK))
    sheet.canvas.endForm()


def _shared_name(page: PrintPage) -> str:
    return f"page{page.layout.number}"


def _draw_tag(sheet: _Sheet, mark: Fiducial) -> None:
    """Draw a corner mark: a black square, and its white cells over it."""
    cells = TAG_CELLS[mark.corner]
    cell_mm = mark.box.width_mm / len(cells)
    white = tuple(
        BoxMm(mark.box.x_mm + column * cell_mm, mark.box.y_mm + row * cell_mm, cell_mm, cell_mm)
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if cell == "0"
    )
    sheet.fill((mark.box,), ink=1.0)
    sheet.fill(white, ink=0.0)


def _draw_wording(sheet: _Sheet, drawing: Drawing) -> None:
    for line in drawing.lines:
        sheet.line(line)
    for outline in drawing.outlines:
        sheet.outline(outline)
    for run in drawing.runs:
        sheet.text(run)


def _draw_carrier(
    sheet: _Sheet,
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
        _draw_page(sheet, plan, page, SheetCode(identity, serial, page.layout.number), printed)
        sheet.canvas.restoreState()
    whole = _Sheet(sheet.canvas, imposition.page_size.height_mm)
    for cut in imposition.cuts:
        whole.line(cut)
    sheet.canvas.showPage()


def _draw_page(sheet: _Sheet, plan: PrintPlan, page: PrintPage, code: SheetCode, printed: Printed) -> None:
    sheet.canvas.doForm(_shared_name(page))
    modules = _dark_modules(code_text(code))
    for box in page.layout.codes:
        sheet.fill_cells(box, _QR_MODULES, modules)
    for caption in page.captions:
        for run in caption_runs(plan, caption, code):
            sheet.text(run)
    for run in prefilled_runs(page, printed):
        sheet.text(run)
    for field, mark in page.layout.boxes():
        if (field.question, mark.choice) in printed.marks:
            for line in cross_in(mark.box):
                sheet.line(line)


def prefilled_runs(page: PrintPage, printed: Printed) -> Iterator[TextRun]:
    """Yield the words that the office prints in their places on a page.

    Raises
    ------
    PrefillTooLong
        When one is longer than its line.
    """
    for place in page.drawing.prefills:
        for fills, text in printed.words:
            if fills == place.fills:
                run = set_left(text, place.style, place.at.x_mm, place.at.y_mm)
                if run.width_mm > place.room_mm:
                    raise PrefillTooLong(text=text, over_mm=f"{run.width_mm - place.room_mm:.1f}")
                yield run


def _dark_modules(text: str) -> tuple[_CellRun, ...]:
    """Return the dark modules of a code, neighbours in a row taken together."""
    code = segno.make_qr(text, version=_QR_VERSION, error=_QR_ERROR, mode="alphanumeric", boost_error=False)
    return tuple(run for row, modules in enumerate(code.matrix) for run in _dark_runs(row, modules))


def _dark_runs(row: int, modules: Iterable[int]) -> Iterator[_CellRun]:
    column = 0
    for dark, group in groupby(modules):
        length = len(tuple(group))
        if dark:
            yield row, column, length
        column += length
