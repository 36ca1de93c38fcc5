"""How does a report look on paper? Letterhead, the verdict in words, charts, and every table with its check."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, LongTable, Paragraph, Spacer, Table

from app.letter_pdf import (
    CENTRED,
    FIGURE,
    HAIR,
    HEADING,
    PLAIN,
    SMALL,
    STRONG,
    STRONG_CENTRED,
    TITLE,
    WIDTH_MM,
    bare,
    drawn,
    letterhead,
)
from app.office import Office
from app.report_charts import levels_charts, quota_charts, trend_chart
from app.report_words import ReportWords, dated, marks_of, reference, told
from reports.period_figures import FormFigures
from reports.report_table import HIDDEN, ReportTable

_SIGN_MM = 24
# To the right of every cell of a table.
_AIR_PT = 4.0
_CELL = ParagraphStyle("cell", parent=PLAIN, fontSize=8, leading=10)
_FIGURE_CELL = ParagraphStyle("figure cell", parent=FIGURE, fontSize=8, leading=10)
_HEAD = ParagraphStyle("head cell", parent=STRONG, fontSize=8, leading=10)
_FIGURE_HEAD = ParagraphStyle("figure head", parent=_HEAD, alignment=TA_RIGHT)


def draw_report(told_of: ReportWords) -> bytes:
    """Return the report of a period as a PDF."""
    return drawn(f"Báo cáo {told_of.figures.period.title}", lambda: _report(told_of))


def draw_notice(told_of: ReportWords) -> bytes:
    """Return the notice of a period, to post at the office, as a PDF."""
    return drawn(f"Thông báo {told_of.figures.period.title}", lambda: _notice(told_of))


def _report(told_of: ReportWords) -> list[Flowable]:
    office, figures = told_of.office, told_of.figures
    story = _head("BÁO CÁO", told_of)
    story += [Paragraph(escape(line), PLAIN) for line in told_of.lines()]
    for form in figures.forms:
        story += _levels(form, office)
        trend = trend_chart(form, office.denominator)
        if trend is not None:
            story.append(KeepTogether([Paragraph(escape(f"Xu hướng trong năm: {form.title}"), HEADING), trend]))
    story += _charted("Chỉ tiêu số lượng", quota_charts(figures.quotas))
    for table in told_of.tables:
        if not table.detail:
            story += _table(table)
    story.append(KeepTogether([Spacer(1, 6 * mm), _foot(office)]))
    return story


def _notice(told_of: ReportWords) -> list[Flowable]:
    office, figures = told_of.office, told_of.figures
    story = _head("THÔNG BÁO", told_of)
    story += [Paragraph(escape(line), PLAIN) for line in told_of.lines()]
    for form in figures.forms:
        story += _levels(form, office)
    for table in told_of.tables:
        story += _table(table)
    thanks = f"Xin cảm ơn Ông/Bà đã góp ý. Ý kiến thêm xin bỏ vào hòm phiếu hoặc gửi cho {office.unit}."
    sign = [Paragraph(escape(office.signer or "THỦ TRƯỞNG ĐƠN VỊ"), STRONG_CENTRED), Spacer(1, _SIGN_MM * mm)]
    foot = Table([["", sign]], [WIDTH_MM * share * mm for share in (0.5, 0.5)], style=bare())
    story.append(KeepTogether([Spacer(1, 4 * mm), Paragraph(escape(thanks), PLAIN), Spacer(1, 6 * mm), foot]))
    return story


def _head(title: str, told_of: ReportWords) -> list[Flowable]:
    office, period = told_of.office, told_of.figures.period
    return [
        letterhead([office.parent or "", office.unit, reference(office)]),
        Spacer(1, 3 * mm),
        Paragraph(escape(dated(office, told_of.today)), CENTRED),
        Spacer(1, 4 * mm),
        Paragraph(title, TITLE),
        Paragraph(escape(f"Kết quả khảo sát mức độ hài lòng, {period.title}"), STRONG_CENTRED),
        Paragraph(f"(từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y})", CENTRED),
        *(Paragraph(escape(mark), STRONG_CENTRED) for mark in marks_of(told_of.figures)),
        Spacer(1, 3 * mm),
    ]


def _levels(form: FormFigures, office: Office) -> list[Flowable]:
    title = f"Mức độ hài lòng theo câu: {form.title}"
    return _charted(title, levels_charts(form, office.denominator))


def _charted(title: str, charts: Iterable[Drawing]) -> list[Flowable]:
    """Return charts under their title, which says of each but the first that it goes on."""
    return [
        KeepTogether([Paragraph(escape(title if number == 0 else f"{title} (tiếp)"), HEADING), chart])
        for number, chart in enumerate(charts)
    ]


def _table(table: ReportTable) -> list[Flowable]:
    title = f"{table.code.split()[0]}. {table.title}"
    if not table.rows:
        return []
    figures = [_is_figures(table, column) for column in range(len(table.headings))]
    heads = [
        Paragraph(escape(heading), _FIGURE_HEAD if figure else _HEAD)
        for heading, figure in zip(table.headings, figures, strict=True)
    ]
    rows: list[list[object]] = [list(heads)]
    rows += [
        [
            Paragraph(escape(told(cell)), _FIGURE_CELL if figure else _CELL)
            for cell, figure in zip(row, figures, strict=True)
        ]
        for row in table.rows
    ]
    style = bare()
    style.add("LINEBELOW", (0, 0), (-1, 0), 0.75, black)
    style.add("LINEBELOW", (0, 1), (-1, -1), 0.25, HAIR)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), _AIR_PT)
    grid = LongTable(rows, _widths(table), style=style, hAlign="LEFT", repeatRows=1)
    parts: list[Flowable] = [Paragraph(escape(title), HEADING), grid]
    if table.note:
        parts.append(Paragraph(escape(table.note), SMALL))
    return parts


def _is_figures(table: ReportTable, column: int) -> bool:
    """Return whether a column holds numbers: hidden ones and empty cells are no words."""
    cells = [row[column] for row in table.rows]
    return all(not isinstance(cell, str) or cell == HIDDEN for cell in cells)


def _widths(table: ReportTable) -> list[float]:
    """Return widths in which no word is broken; what is left of the page goes to the columns with the longest texts."""
    least, wished = [], []
    for column, heading in enumerate(table.headings):
        texts = [told(row[column]) for row in table.rows]
        # An ordinary space: a figure and its per-cent sign stay together.
        words = [
            *(_wide(word, _CELL) for text in texts for word in text.split(" ")),
            *(_wide(w, _HEAD) for w in heading.split(" ")),
        ]
        least.append(max(words, default=0.0) + _AIR_PT + 0.5)
        wished.append(max((_wide(text, _CELL) for text in texts), default=0.0) + _AIR_PT + 0.5)
    room = WIDTH_MM * mm - sum(least)
    wants = [max(0.0, wish - enough) for wish, enough in zip(wished, least, strict=True)]
    if room <= 0 or not sum(wants):
        return [WIDTH_MM * mm * width / sum(least) for width in least]
    return [enough + room * want / sum(wants) for enough, want in zip(least, wants, strict=True)]


def _wide(text: str, style: ParagraphStyle) -> float:
    return float(stringWidth(text, style.fontName, style.fontSize))


def _foot(office: Office) -> Table:
    to = [Paragraph("Nơi nhận:", STRONG), *(Paragraph(escape(f"- {name};"), SMALL) for name in office.recipients)]
    sign = (
        [
            Paragraph("NGƯỜI TỔNG HỢP", STRONG_CENTRED),
            Spacer(1, _SIGN_MM * mm),
        ],
        [
            Paragraph(escape(office.signer or "THỦ TRƯỞNG ĐƠN VỊ"), STRONG_CENTRED),
            Spacer(1, _SIGN_MM * mm),
        ],
    )
    return Table([[to, *sign]], [WIDTH_MM * share * mm for share in (0.34, 0.3, 0.36)], style=bare())
