"""What is laid between two piles of sheets, so that a scan tells where one ends? A page that the reader knows."""

import io

import segno
from reportlab.pdfgen.canvas import Canvas

from forms.fonts import register_faces
from forms.typeface import MM_PER_POINT, Face
from omr.layout.code import SEPARATOR_TEXT

_WIDTH_MM, _HEIGHT_MM = 210.0, 297.0
# On 100 turned and noisy pages of 100 to 300 dpi, ZXing missed none at 30 and 45 mm, 9 at 60 and 34 at 90: it wants no
# modules larger than some pixels.
_CODE_MM = 40.0
_LINES = (
    (Face.BOLD, 64.0, 148.0, "TRANG NGĂN"),
    (Face.REGULAR, 20.0, 132.0, "Separator page"),
    (Face.REGULAR, 13.0, 60.0, "Đặt tờ này giữa hai xấp phiếu trước khi quét."),
    (Face.REGULAR, 13.0, 53.0, "Máy nhận ra và đếm riêng, không tính là phiếu; dùng lại được nhiều lần."),
)


def draw_separator() -> bytes:
    """Return a PDF of one A4 page with a large code and, for people, what it is for."""
    register_faces()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_WIDTH_MM / MM_PER_POINT, _HEIGHT_MM / MM_PER_POINT), invariant=1, lang="vi-VN")
    canvas.setTitle("Trang ngăn")
    canvas.setCreator("omr-survey")
    matrix = segno.make_qr(SEPARATOR_TEXT, error="h").matrix
    cell_mm = _CODE_MM / len(matrix)
    left_mm, top_mm = (_WIDTH_MM - _CODE_MM) / 2, _HEIGHT_MM - 60
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                x_mm, y_mm = left_mm + column * cell_mm, top_mm - (row + 1) * cell_mm
                path.rect(*(value / MM_PER_POINT for value in (x_mm, y_mm, cell_mm, cell_mm)))
    canvas.drawPath(path, stroke=0, fill=1)
    for face, size_pt, baseline_mm, words in _LINES:
        canvas.setFont(face.value, size_pt)
        canvas.drawCentredString(_WIDTH_MM / 2 / MM_PER_POINT, baseline_mm / MM_PER_POINT, words)
    canvas.save()
    return stream.getvalue()
