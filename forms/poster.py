"""What stands on the counter? A sign of A5 with a code to scan, in both languages."""

import io

import segno
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forms.definition import Survey
from forms.errors import AddressTooLong
from forms.fonts import register_faces
from forms.plan import TextStyle
from forms.type_setting import break_text
from forms.typeface import Face

_QR_MM = 84.0
_WIDTH_MM = 124.0
# A code of more modules cannot be scanned from a chair: 84 mm over 53 modules are 1.6 mm each.
_MOST_MODULES = 53
_LINES = (
    ("Quét mã để góp ý về việc phục vụ", Face.BOLD, 19.0),
    ("Scan to tell us how you were served", Face.REGULAR, 12.0),
)
_FOOT = ("Không cần ghi họ tên · khoảng một phút", "No name is asked · about a minute")


def draw_poster(survey: Survey, url: str) -> bytes:
    """Return the desk sign of a form as a PDF of one A5 page.

    Raises
    ------
    AddressTooLong
        When the address makes a code too fine to scan from a chair.
    """
    register_faces()
    code = segno.make_qr(url, error="m")
    if code.symbol_size(border=0)[0] > _MOST_MODULES:
        raise AddressTooLong(url=url)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A5, lang="vi-VN", invariant=1)
    canvas.setTitle(f"{survey.id}: {survey.title.vi}")
    y_mm = 190.0
    for line in survey.office:
        y_mm = _centred(canvas, line.vi, Face.SEMIBOLD, 11.0, y_mm)
    y_mm -= 6
    for text, face, size_pt in _LINES:
        y_mm = _centred(canvas, text, face, size_pt, y_mm)
    _qr(canvas, code, y_mm - 4)
    y_mm -= _QR_MM + 14
    y_mm = _centred(canvas, _FOOT[0], Face.SEMIBOLD, 13.0, y_mm)
    _centred(canvas, _FOOT[1], Face.REGULAR, 11.0, y_mm)
    _centred(canvas, url, Face.REGULAR, 7.5, 12.0)
    canvas.save()
    return stream.getvalue()


def _centred(canvas: Canvas, text: str, face: Face, size_pt: float, y_mm: float) -> float:
    """Write a text in the middle, broken where it must be; returns where the next line stands."""
    for line in break_text(text, TextStyle(face, size_pt), _WIDTH_MM):
        canvas.setFont(face.value, size_pt)
        canvas.drawCentredString(A5[0] / 2, y_mm * mm, line)
        y_mm -= size_pt * 0.5
    return y_mm


def _qr(canvas: Canvas, code: segno.QRCode, top_mm: float) -> None:
    rows = list(code.matrix)
    cell_mm = _QR_MM / len(rows)
    left_mm = (A5[0] / mm - _QR_MM) / 2
    for r, row in enumerate(rows):
        for c, dark in enumerate(row):
            if dark:
                x, y = left_mm + c * cell_mm, top_mm - (r + 1) * cell_mm
                # A hair larger, so that no white line stands between two.
                canvas.rect(x * mm, y * mm, (cell_mm + 0.02) * mm, (cell_mm + 0.02) * mm, stroke=0, fill=1)
