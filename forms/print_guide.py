"""How must sheets be printed? One page of A4 that says so, with a ruler that shows whether the printer did."""

import io

from reportlab.pdfgen.canvas import Canvas

from forms.canvas import SheetCanvas
from forms.fonts import register_faces
from forms.measures import STANDARD
from forms.plan import Drawing, Line, Outline, TextRun, TextStyle
from forms.type_setting import break_text, set_centred, set_left
from forms.typeface import MM_PER_POINT
from omr.geometry import BoxMm, PointMm
from omr.layout.paper import PAPER_SIZES_MM
from omr.layout.sheet import BoxShape
from omr.words import Text

_LEFT_MM, _WIDTH_MM = 25.0, 160.0
_LEADING_MM = 5.0
_TITLE = Text("CÁCH IN PHIẾU", "How to print the sheets")
_STEPS = (
    Text(
        "1. Trong hộp thoại in chọn “Kích thước thực” hoặc 100 %. Không chọn “Vừa trang”, “Thu nhỏ cho vừa”.",
        "In the print dialogue choose “Actual size” or 100 %. Not “Fit to page”, not “Shrink oversized pages”.",
    ),
    Text(
        "2. Khổ giấy trong máy phải đúng khổ của tệp: A4 cho phiếu A4 và cho trang xếp nhiều phiếu (--n-up).",
        "The paper in the printer is that of the file: A4 for A4 sheets and for several sheets on a page (--n-up).",
    ),
    Text(
        "3. In đen trắng, giấy trắng 70–80 g/m², không dùng chế độ tiết kiệm mực. Không đóng dấu đỏ lên ô.",
        "Print in black on white paper of 70 to 80 g/m², without toner saving. No stamp over the boxes.",
    ),
    Text(
        "4. Phiếu hai mặt: in hai mặt, lật theo cạnh trái. Phiếu xếp nhiều trên một trang: cắt theo vạch ở mép.",
        "Sheets of two sides: print on both sides, turned about the left edge. Several on a page: cut at the ticks.",
    ),
    Text(
        "5. Mỗi phiếu có một số riêng, vì vậy in đủ số bản trong tệp, không photocopy. Muốn photocopy: omr print "
        "--photocopy.",
        "Each sheet has a serial of its own: print all copies of the file, do not photocopy. For that: omr print "
        "--photocopy.",
    ),
    Text(
        "6. In thử trang này rồi đo: thước dưới đây phải dài đúng 150 mm, ô vuông đúng 50 mm mỗi cạnh. Lệch quá 1 mm "
        "thì xem lại bước 1.",
        "Print this page first and measure: the ruler is 150 mm long, the square 50 mm. If they are off by more than "
        "1 mm, see step 1.",
    ),
)
_RULER_MM = 150
_SQUARE_MM = 50.0
_THIN_PT, _THICK_PT = 0.5, 1.0


def draw_print_guide() -> bytes:
    """Return the guide as a PDF of one page of A4, in Vietnamese with the English below each step."""
    register_faces()
    size = PAPER_SIZES_MM["A4"]
    stream = io.BytesIO()
    canvas = Canvas(
        stream, pagesize=(size.width_mm / MM_PER_POINT, size.height_mm / MM_PER_POINT), invariant=1, lang="vi-VN"
    )
    canvas.setTitle(_TITLE.vi)
    words, end_mm = _words()
    ruler_mm = end_mm + 12.0
    SheetCanvas(canvas, size.height_mm).wording(words + _ruler(ruler_mm) + _square(ruler_mm + 30.0))
    canvas.save()
    return stream.getvalue()


def _words() -> tuple[Drawing, float]:
    """Return the title and the steps, and the last baseline."""
    plain = TextStyle(STANDARD.plain.face, 11.0)
    small = TextStyle(STANDARD.small.face, 9.0, ink=0.7)
    runs: list[TextRun] = [
        set_left(_TITLE.vi, TextStyle(STANDARD.title.face, 18.0), _LEFT_MM, 32.0),
        set_left(_TITLE.en, small, _LEFT_MM, 38.0),
    ]
    baseline_mm = 44.0
    for step in _STEPS:
        baseline_mm += 3.0
        for text, style in ((step.vi, plain), (step.en, small)):
            for line in break_text(text, style, _WIDTH_MM):
                baseline_mm += _LEADING_MM
                runs.append(set_left(line, style, _LEFT_MM, baseline_mm))
    return Drawing(runs=tuple(runs)), baseline_mm


def _ruler(top_mm: float) -> Drawing:
    lines = [Line(PointMm(_LEFT_MM, top_mm), PointMm(_LEFT_MM + _RULER_MM, top_mm), _THIN_PT, 1.0)]
    runs = []
    for mm in range(_RULER_MM + 1):
        length_mm = 7.0 if mm % 10 == 0 else 5.0 if mm % 5 == 0 else 3.0
        x_mm = _LEFT_MM + mm
        lines.append(Line(PointMm(x_mm, top_mm), PointMm(x_mm, top_mm + length_mm), _THIN_PT / 2, 1.0))
        if mm % 10 == 0:
            runs.append(set_centred(str(mm), STANDARD.small, x_mm, top_mm + 11.0))
    runs.append(set_left("150 mm", STANDARD.strong, _LEFT_MM + _RULER_MM + 4.0, top_mm + 3.0))
    return Drawing(runs=tuple(runs), lines=tuple(lines))


def _square(top_mm: float) -> Drawing:
    box = BoxMm(_LEFT_MM, top_mm, _SQUARE_MM, _SQUARE_MM)
    words = set_left("50 × 50 mm", STANDARD.strong, _LEFT_MM + _SQUARE_MM + 4.0, top_mm + _SQUARE_MM / 2)
    return Drawing(runs=(words,), outlines=(Outline(box, BoxShape.BOX, _THICK_PT, 1.0),))
