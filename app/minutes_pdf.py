"""How do the minutes look on paper? One A4 page as offices set them: letterhead, title, tables, room to sign."""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from app.minutes import Minutes, MinutesTable
from forms.fonts import register_faces
from forms.typeface import Face

# Decree 30/2020 gives a document 30 mm on the left, 20 at the top and the bottom, 15 to 20 on the right.
_LEFT_MM, _RIGHT_MM, _TOP_MM, _BOTTOM_MM = 28, 18, 16, 14
# reportlab keeps 6 points free on each side of what flows.
_WIDTH_MM = 210 - _LEFT_MM - _RIGHT_MM - 12 / mm
_SIZE_PT, _LEADING_PT = 10.5, 14.5
_HAIR = Color(0, 0, 0, alpha=0.45)
# Room for a signature and a stamp.
_SIGN_MM = 24
_PLACE_DOTS = "." * 40
# Lines to write on by hand, this far apart.
_LINES, _LINE_MM = 3, 7

_PLAIN = ParagraphStyle("plain", fontName=Face.REGULAR.value, fontSize=_SIZE_PT, leading=_LEADING_PT)
_CENTRED = ParagraphStyle("centred", parent=_PLAIN, alignment=TA_CENTER)
_FIGURE = ParagraphStyle("figure", parent=_PLAIN, alignment=TA_RIGHT)
_SMALL = ParagraphStyle("small", parent=_PLAIN, fontSize=9, leading=12)
_STRONG = ParagraphStyle("strong", parent=_PLAIN, fontName=Face.SEMIBOLD.value)
_STRONG_FIGURE = ParagraphStyle("strong figure", parent=_FIGURE, fontName=Face.SEMIBOLD.value)
_STRONG_CENTRED = ParagraphStyle("strong centred", parent=_CENTRED, fontName=Face.SEMIBOLD.value)
_HEAD = ParagraphStyle("head", parent=_STRONG_CENTRED, fontSize=9, leading=13)
_HEAD_PLAIN = ParagraphStyle("head plain", parent=_CENTRED, fontSize=9, leading=13)
_TITLE = ParagraphStyle("title", parent=_CENTRED, fontName=Face.BOLD.value, fontSize=14, leading=19)
_HEADING = ParagraphStyle("heading", parent=_STRONG, spaceBefore=7, spaceAfter=2)
_ITALIC_NOTE = ParagraphStyle("note", parent=_CENTRED, fontSize=9, leading=12, textColor=Color(0.25, 0.25, 0.25))


def draw_minutes(minutes: Minutes) -> bytes:
    """Return the minutes as a PDF."""
    register_faces()
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_LEFT_MM * mm,
        rightMargin=_RIGHT_MM * mm,
        topMargin=_TOP_MM * mm,
        bottomMargin=_BOTTOM_MM * mm,
        title=f"Biên bản mở hòm phiếu – {minutes.batch}",
        creator="omr-survey",
        lang="vi-VN",
        invariant=1,
    )
    document.build(_story(minutes))
    return stream.getvalue()


def _story(minutes: Minutes) -> list[Flowable]:
    story: list[Flowable] = [
        _letterhead(minutes.office),
        Spacer(1, 6 * mm),
        Paragraph("BIÊN BẢN", _TITLE),
        Paragraph("Mở hòm phiếu khảo sát và kiểm đếm phiếu", _STRONG_CENTRED),
        Spacer(1, 4 * mm),
        Paragraph(escape(f"{minutes.opened} {_PLACE_DOTS}"), _PLAIN),
        Paragraph("đã mở hòm phiếu khảo sát, quét và kiểm đếm với kết quả sau:", _PLAIN),
        Spacer(1, 1.5 * mm),
        _facts(minutes.facts),
    ]
    for table in minutes.tables:
        story.append(KeepTogether([Paragraph(escape(table.title), _HEADING), _figures(table)]))
    story.append(KeepTogether([Paragraph("Ghi chú", _HEADING), *_remarks(minutes.remarks)]))
    story.append(
        KeepTogether(
            [
                Spacer(1, 5 * mm),
                Paragraph(
                    "Biên bản lập thành 02 bản, đã đọc lại cho những người có tên trên cùng nghe và cùng ký.", _PLAIN
                ),
                Spacer(1, 4 * mm),
                _signatures(minutes),
            ]
        )
    )
    return story


def _letterhead(office: Sequence[str]) -> Table:
    left = [Paragraph(escape(line), _HEAD_PLAIN if i else _HEAD) for i, line in enumerate(office)]
    right = [
        Paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _HEAD),
        Paragraph("<u>Độc lập – Tự do – Hạnh phúc</u>", _HEAD),
    ]
    return Table([[left, right]], [_WIDTH_MM * 0.46 * mm, _WIDTH_MM * 0.54 * mm], style=_bare())


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    rows = [[Paragraph(escape(f"{name}:"), _PLAIN), Paragraph(escape(value), _STRONG)] for name, value in facts]
    return Table(rows, [42 * mm, (_WIDTH_MM - 42) * mm], style=_bare(), hAlign="LEFT")


def _figures(table: MinutesTable) -> Table:
    rows = []
    for number, line in enumerate(table.lines):
        last = table.summed and number == len(table.lines) - 1
        label = escape(line.label).replace("   ", "\u00a0\u00a0\u00a0\u00a0")
        rows.append(
            [
                Paragraph(label, _STRONG if last else _PLAIN),
                Paragraph(escape(line.count), _STRONG_FIGURE if last else _FIGURE),
                Paragraph(escape(line.note), _SMALL),
            ]
        )
    style = _bare()
    style.add("LINEBELOW", (0, 0), (-1, -1), 0.25, _HAIR)
    style.add("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    if table.summed:
        style.add("LINEABOVE", (0, -1), (-1, -1), 0.75, black)
    widths = [84 * mm, 18 * mm, (_WIDTH_MM - 102) * mm]
    style.add("LEFTPADDING", (2, 0), (2, -1), 5 * mm)
    return Table(rows, widths, style=style, hAlign="LEFT")


def _remarks(remarks: Sequence[str]) -> list[Flowable]:
    """Return what the program noticed, and lines for what people did."""
    lines: list[Flowable] = [Paragraph(escape(f"– {remark}"), _SMALL) for remark in remarks]
    rule = {"width": "100%", "thickness": 0.4, "dash": (0.6, 2), "spaceBefore": _LINE_MM * mm, "spaceAfter": 0}
    return [*lines, *(HRFlowable(color=_HAIR, **rule) for _ in range(_LINES))]


def _signatures(minutes: Minutes) -> Table:
    people = (("NGƯỜI MỞ HÒM", minutes.opened_by), ("NGƯỜI CHỨNG KIẾN", minutes.witness), ("ĐẠI DIỆN ĐƠN VỊ", ""))
    rows = [
        [Paragraph(title, _STRONG_CENTRED) for title, _ in people],
        [Paragraph("(Ký, ghi rõ họ tên)", _ITALIC_NOTE) for _ in people],
        [Spacer(1, _SIGN_MM * mm) for _ in people],
        [Paragraph(escape(name), _STRONG_CENTRED) for _, name in people],
    ]
    return Table(rows, [_WIDTH_MM / 3 * mm] * 3, style=_bare())


def _bare() -> TableStyle:
    return TableStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
