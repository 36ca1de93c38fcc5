"""How do the minutes look on paper? One A4 page as offices set them: letterhead, title, tables, room to sign."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, Spacer, Table

from app.letter_pdf import (
    FIGURE,
    HAIR,
    HEADING,
    ITALIC_NOTE,
    PLAIN,
    SMALL,
    STRONG,
    STRONG_CENTRED,
    STRONG_FIGURE,
    TITLE,
    WIDTH_MM,
    bare,
    drawn,
    letterhead,
)
from app.minutes import Minutes, MinutesTable

# Room for a signature and a stamp.
_SIGN_MM = 24
_PLACE_DOTS = "." * 40
# Lines to write on by hand, this far apart.
_LINES, _LINE_MM = 3, 7


def draw_minutes(minutes: Minutes) -> bytes:
    """Return the minutes as a PDF."""
    return drawn(f"Biên bản mở hòm phiếu – {minutes.batch}", lambda: _story(minutes))


def _story(minutes: Minutes) -> list[Flowable]:
    story: list[Flowable] = [
        letterhead(minutes.office),
        Spacer(1, 6 * mm),
        Paragraph("BIÊN BẢN", TITLE),
        Paragraph("Mở hòm phiếu khảo sát và kiểm đếm phiếu", STRONG_CENTRED),
        Spacer(1, 4 * mm),
        Paragraph(escape(f"{minutes.opened} {_PLACE_DOTS}"), PLAIN),
        Paragraph("đã mở hòm phiếu khảo sát, quét và kiểm đếm với kết quả sau:", PLAIN),
        Spacer(1, 1.5 * mm),
        _facts(minutes.facts),
    ]
    for table in minutes.tables:
        story.append(KeepTogether([Paragraph(escape(table.title), HEADING), _figures(table)]))
    story.append(KeepTogether([Paragraph("Ghi chú", HEADING), *_remarks(minutes.remarks)]))
    story.append(
        KeepTogether(
            [
                Spacer(1, 5 * mm),
                Paragraph(
                    "Biên bản lập thành 02 bản, đã đọc lại cho những người có tên trên cùng nghe và cùng ký.", PLAIN
                ),
                Spacer(1, 4 * mm),
                _signatures(minutes),
            ]
        )
    )
    return story


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    rows = [[Paragraph(escape(f"{name}:"), PLAIN), Paragraph(escape(value), STRONG)] for name, value in facts]
    return Table(rows, [42 * mm, (WIDTH_MM - 42) * mm], style=bare(), hAlign="LEFT")


def _figures(table: MinutesTable) -> Table:
    rows = []
    for number, line in enumerate(table.lines):
        last = table.summed and number == len(table.lines) - 1
        label = escape(line.label).replace("   ", "\u00a0\u00a0\u00a0\u00a0")
        rows.append(
            [
                Paragraph(label, STRONG if last else PLAIN),
                Paragraph(escape(line.count), STRONG_FIGURE if last else FIGURE),
                Paragraph(escape(line.note), SMALL),
            ]
        )
    style = bare()
    style.add("LINEBELOW", (0, 0), (-1, -1), 0.25, HAIR)
    style.add("VALIGN", (0, 0), (-1, -1), "MIDDLE")
    if table.summed:
        style.add("LINEABOVE", (0, -1), (-1, -1), 0.75, black)
    widths = [84 * mm, 18 * mm, (WIDTH_MM - 102) * mm]
    style.add("LEFTPADDING", (2, 0), (2, -1), 5 * mm)
    return Table(rows, widths, style=style, hAlign="LEFT")


def _remarks(remarks: Sequence[str]) -> list[Flowable]:
    """Return what the program noticed, and lines for what people did."""
    lines: list[Flowable] = [Paragraph(escape(f"– {remark}"), SMALL) for remark in remarks]
    rule = {"width": "100%", "thickness": 0.4, "dash": (0.6, 2), "spaceBefore": _LINE_MM * mm, "spaceAfter": 0}
    return [*lines, *(HRFlowable(color=HAIR, **rule) for _ in range(_LINES))]


def _signatures(minutes: Minutes) -> Table:
    people = (("NGƯỜI MỞ HÒM", minutes.opened_by), ("NGƯỜI CHỨNG KIẾN", minutes.witness), ("ĐẠI DIỆN ĐƠN VỊ", ""))
    rows = [
        [Paragraph(title, STRONG_CENTRED) for title, _ in people],
        [Paragraph("(Ký, ghi rõ họ tên)", ITALIC_NOTE) for _ in people],
        [Spacer(1, _SIGN_MM * mm) for _ in people],
        [Paragraph(escape(name), STRONG_CENTRED) for _, name in people],
    ]
    return Table(rows, [WIDTH_MM / 3 * mm] * 3, style=bare())
