"""How do an office's papers look? Margins, letterhead and type as the decree on records has them (NĐ 30/2020)."""

import io
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from forms.fonts import register_faces
from forms.typeface import Face

# Decree 30/2020 gives a document 30 mm on the left, 20 at the top and the bottom, 15 to 20 on the right.
_LEFT_MM, _RIGHT_MM, _TOP_MM, _BOTTOM_MM = 28, 18, 16, 14
# reportlab keeps 6 points free on each side of what flows.
WIDTH_MM = 210 - _LEFT_MM - _RIGHT_MM - 12 / mm
_SIZE_PT, _LEADING_PT = 10.5, 14.5
HAIR = Color(0, 0, 0, alpha=0.45)

PLAIN = ParagraphStyle("plain", fontName=Face.REGULAR.value, fontSize=_SIZE_PT, leading=_LEADING_PT)
CENTRED = ParagraphStyle("centred", parent=PLAIN, alignment=TA_CENTER)
FIGURE = ParagraphStyle("figure", parent=PLAIN, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=9, leading=12)
STRONG = ParagraphStyle("strong", parent=PLAIN, fontName=Face.SEMIBOLD.value)
STRONG_FIGURE = ParagraphStyle("strong figure", parent=FIGURE, fontName=Face.SEMIBOLD.value)
STRONG_CENTRED = ParagraphStyle("strong centred", parent=CENTRED, fontName=Face.SEMIBOLD.value)
HEAD = ParagraphStyle("head", parent=STRONG_CENTRED, fontSize=9, leading=13)
HEAD_PLAIN = ParagraphStyle("head plain", parent=CENTRED, fontSize=9, leading=13)
TITLE = ParagraphStyle("title", parent=CENTRED, fontName=Face.BOLD.value, fontSize=14, leading=19)
HEADING = ParagraphStyle("heading", parent=STRONG, spaceBefore=7, spaceAfter=2, keepWithNext=True)
ITALIC_NOTE = ParagraphStyle("note", parent=CENTRED, fontSize=9, leading=12, textColor=Color(0.25, 0.25, 0.25))


def drawn(title: str, story: Callable[[], list[Flowable]]) -> bytes:
    """Return what flows as a PDF on A4, under a title that readers of the file see.

    What flows is asked for once the faces are known that it is set in.
    """
    register_faces()
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_LEFT_MM * mm,
        rightMargin=_RIGHT_MM * mm,
        topMargin=_TOP_MM * mm,
        bottomMargin=_BOTTOM_MM * mm,
        title=title,
        creator="omr-survey",
        lang="vi-VN",
        invariant=1,
    )
    document.build(story())
    return stream.getvalue()


def letterhead(office: Sequence[str]) -> Table:
    """Return who writes on the left, and the nation's name and motto on the right."""
    left = [Paragraph(escape(line), HEAD_PLAIN if i else HEAD) for i, line in enumerate(office)]
    right = [
        Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", HEAD),
        Paragraph("<u>Độc lập – Tự do – Hạnh phúc</u>", HEAD),
    ]
    return Table([[left, right]], [WIDTH_MM * 0.46 * mm, WIDTH_MM * 0.54 * mm], style=bare())


def bare() -> TableStyle:
    """Return a table without lines and with little air."""
    return TableStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
