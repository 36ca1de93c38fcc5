"""What will the reader look at on this form? The sheet as printed, with every place that is measured drawn over it."""

import io

from reportlab.pdfgen.canvas import Canvas

from forms.canvas import SheetCanvas
from forms.draw import draw_page, store_shared
from forms.fonts import register_faces
from forms.plan import PrintPage, PrintPlan, TextStyle
from forms.printed import NOTHING_PRINTED
from forms.type_setting import set_left
from forms.typeface import MM_PER_POINT, Face
from omr.geometry import BoxMm
from omr.layout.code import SheetCode
from omr.layout.fiducials import CODE_QUIET_MM, TAG_QUIET_MM, marks_scale
from omr.layout.serial import layout_id

# What lies on the outline is not looked at; what lies so far around it is, for rings and lines that pass through.
_INSIDE_MM, _AROUND_MM = 0.35, 2.6
# Red, green, blue: the inside of a box, what is looked at around it, what must stay white, handwriting, and print.
_INSIDE_RGB, _AROUND_RGB = (0.0, 0.45, 0.4), (0.85, 0.55, 0.0)
_WHITE_RGB, _WRITING_RGB = (0.75, 0.1, 0.1), (0.1, 0.3, 0.75)
_PRINT_RGB = (0.75, 0.6, 0.85)
_NAME = TextStyle(Face.REGULAR, 4.5, ink=0.9)
_THIN_PT = 0.4


def draw_proof(plan: PrintPlan) -> bytes:
    """Return a PDF of every page of the form with the reader's places over it, each box by its question and choice."""
    register_faces()
    size = plan.layout.page_size
    stream = io.BytesIO()
    canvas = Canvas(
        stream, pagesize=(size.width_mm / MM_PER_POINT, size.height_mm / MM_PER_POINT), invariant=1, lang="vi-VN"
    )
    canvas.setTitle(plan.title)
    sheet = SheetCanvas(canvas, size.height_mm)
    for page in plan.pages:
        store_shared(sheet, page, plan.layout)
    for page in plan.pages:
        draw_page(sheet, plan, page, SheetCode(layout_id(plan.layout), None, page.layout.number), NOTHING_PRINTED)
        _draw_places(sheet, page, marks_scale(size))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_places(sheet: SheetCanvas, page: PrintPage, scale: float) -> None:
    for area in page.layout.printed:
        _frame(sheet, area, _PRINT_RGB)
    for mark in page.layout.fiducials:
        _frame(sheet, mark.box.grown(TAG_QUIET_MM * scale), _WHITE_RGB)
    for code in page.layout.codes:
        _frame(sheet, code.grown(CODE_QUIET_MM * scale), _WHITE_RGB)
    for written in page.layout.text_areas:
        _frame(sheet, written.box, _WRITING_RGB)
        sheet.text(set_left(written.id, _NAME, written.box.x_mm + 0.5, written.box.y_mm + 1.8))
    for field, mark_box in page.layout.boxes():
        box = mark_box.box
        _frame(sheet, box.grown(-_INSIDE_MM), _INSIDE_RGB)
        _frame(sheet, box.grown(_AROUND_MM), _AROUND_RGB)
        name = f"{field.question}={mark_box.choice}"
        sheet.text(set_left(name, _NAME, box.x_mm - _AROUND_MM + 0.2, box.y_mm - 0.6))


def _frame(sheet: SheetCanvas, box: BoxMm, rgb: tuple[float, float, float]) -> None:
    sheet.canvas.saveState()
    sheet.canvas.setStrokeColorRGB(*rgb)
    sheet.canvas.setLineWidth(_THIN_PT)
    x_pt, y_pt = sheet.place(box.x_mm, box.bottom_mm)
    sheet.canvas.rect(x_pt, y_pt, box.width_mm / MM_PER_POINT, box.height_mm / MM_PER_POINT, stroke=1, fill=0)
    sheet.canvas.restoreState()
