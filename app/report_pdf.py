"""How does a report look on paper? Letterhead, the verdict in words, charts, and every table with its check."""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
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
from app.numbers import number
from app.office import Office
from forms.typeface import Face
from reports.period_figures import FormFigures, PeriodFigures, QuotaLine, levels_of, rate_of
from reports.period_tables import HIDDEN, ReportTable, Share, TableCell
from reports.shares import shares
from reports.tally import QuestionTally

# From satisfied to not; the middle one is the paper's own shade.
_COLOURS = (HexColor("#0d6b63"), HexColor("#7db8b0"), HexColor("#d9d4c7"), HexColor("#e0a08f"), HexColor("#a3341f"))
_ROW_MM, _LABEL_MM = 6.2, 66.0
_SMALL_PT = 7.5
_SIGN_MM = 24
# More would leave no room to read them.
_CHART_ROWS = 24


def draw_report(office: Office, figures: PeriodFigures, tables: Sequence[ReportTable], today: date) -> bytes:
    """Return the report of a period as a PDF."""
    return drawn(f"Báo cáo {figures.period.title}", lambda: _story(office, figures, tables, today))


def _story(office: Office, figures: PeriodFigures, tables: Sequence[ReportTable], today: date) -> list[Flowable]:
    period = figures.period
    story: list[Flowable] = [
        letterhead([office.parent or "", office.unit]),
        Spacer(1, 3 * mm),
        Paragraph(escape(dated(office, today)), CENTRED),
        Spacer(1, 4 * mm),
        Paragraph("BÁO CÁO", TITLE),
        Paragraph(escape(f"Kết quả khảo sát mức độ hài lòng, {period.title}"), STRONG_CENTRED),
        Paragraph(f"(từ {period.first:%d/%m/%Y} đến {period.last:%d/%m/%Y})", CENTRED),
        *(Paragraph(escape(mark), STRONG_CENTRED) for mark in marks_of(figures)),
        Spacer(1, 3 * mm),
    ]
    for form in figures.forms:
        story += [Paragraph(escape(line), PLAIN) for line in verdict_lines(form)]
        story.append(
            KeepTogether([Paragraph(escape(f"Mức độ hài lòng theo câu: {form.title}"), HEADING), _levels(form)])
        )
    if figures.quotas:
        story.append(KeepTogether([Paragraph("Chỉ tiêu số lượng", HEADING), _quota_bars(figures.quotas)]))
    for table in tables:
        if not table.detail:
            story += _table(table)
    story.append(KeepTogether([Spacer(1, 6 * mm), _foot(office)]))
    return story


def marks_of(figures: PeriodFigures) -> tuple[str, ...]:
    """Return what must stand on every page of a report: that its figures are provisional, where they are."""
    if not figures.waiting:
        return ()
    return (f"SỐ LIỆU TẠM TÍNH: còn {number(figures.waiting)} câu trả lời chờ xem lại, chưa được tính",)


def dated(office: Office, today: date) -> str:
    """Return place and day as an office writes them."""
    return f"{office.place or '……'}, ngày {today:%d} tháng {today:%m} năm {today:%Y}"


def verdict_lines(form: FormFigures) -> tuple[str, ...]:
    """Return what an instrument comes to, in sentences, each rate with its n."""
    overall = form.overall
    if overall is None:
        return ()
    rate = rate_of(overall)
    line = f"{form.title}: {number(overall.sheets)} phiếu và lượt trả lời"
    if rate.value is None or rate.interval is None:
        return (f"{line}.",)
    low, high = (number(100 * end, 2) for end in rate.interval)
    percents = shares([count for _, count in levels_of(overall)])
    levels = "; ".join(
        f"{label.lower()} {number(count)} ({number(percent, 1)} %)"
        for (label, count), percent in zip(levels_of(overall), percents, strict=True)
    )
    told = (
        f"Tỷ lệ hài lòng {number(100 * rate.value, 2)} % ({number(rate.positive)}/{number(rate.n)} câu trả lời hợp lệ"
    )
    return (f"{line}.", f"{told}; khoảng tin cậy 95 %: {low}–{high} %).", f"Trong đó: {levels}.")


def _levels(form: FormFigures) -> Drawing:
    """Draw the levels of each rated question, stacked about the middle of the neutral one."""
    rated = [
        t for t in form.tallies if t.valid and not t.meaning.multiple and any(c.positive for c in t.meaning.choices)
    ]
    rated = rated[:_CHART_ROWS]
    width, height = WIDTH_MM * mm, (len(rated) * _ROW_MM + 9) * mm
    drawing = Drawing(width, height)
    left, middle = _LABEL_MM * mm, (_LABEL_MM + (WIDTH_MM - _LABEL_MM - 16) * 0.62) * mm
    unit = (WIDTH_MM - _LABEL_MM - 16) * 0.62 * mm
    for i, tally in enumerate(rated):
        y = height - (i + 1) * _ROW_MM * mm
        _label(drawing, 0, y + 1.6 * mm, f"{tally.meaning.question}  {tally.meaning.label}", left - 2 * mm)
        _bar(drawing, tally, (middle, y), unit)
        rate = rate_of(tally)
        text = f"{number(100 * (rate.value or 0), 1)} % · n={number(rate.n)}"
        drawing.add(
            String(width, y + 1.6 * mm, text, fontName=Face.REGULAR.value, fontSize=_SMALL_PT, textAnchor="end")
        )
    drawing.add(Line(middle, 8 * mm, middle, height, strokeColor=HAIR, strokeWidth=0.4))
    _legend(drawing, rated[0] if rated else None)
    return drawing


def _bar(drawing: Drawing, tally: QuestionTally, place: tuple[float, float], unit: float) -> None:
    middle, y = place
    levels = levels_of(tally)
    colours = _spread(len(levels))
    parts = [count / tally.valid for _, count in levels]
    positive = sum(1 for choice in tally.meaning.choices if choice.positive and not choice.no_opinion)
    neutral = parts[positive] if len(levels) % 2 and positive < len(levels) else 0.0
    x = middle - (sum(parts[:positive]) + neutral / 2) * unit
    for part, colour in zip(parts, colours, strict=True):
        drawing.add(Rect(x, y + 0.8 * mm, part * unit, 4.2 * mm, fillColor=colour, strokeColor=white, strokeWidth=0.3))
        x += part * unit


def _spread(count: int) -> tuple[Color, ...]:
    """Return colours for so many levels, the ends always the same."""
    chosen = {2: (0, 4), 3: (0, 1, 4), 4: (0, 1, 3, 4)}.get(count, tuple(range(5)))
    return tuple(_COLOURS[min(i, 4)] for i in (*chosen, *(4 for _ in range(count - len(chosen)))))[:count]


def _legend(drawing: Drawing, tally: QuestionTally | None) -> None:
    x = 0.0
    for (label, _), colour in zip(levels_of(tally), _spread(len(levels_of(tally))), strict=True) if tally else ():
        drawing.add(Rect(x, 2 * mm, 3 * mm, 3 * mm, fillColor=colour, strokeColor=None))
        drawing.add(String(x + 4 * mm, 2.4 * mm, label, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))
        x += (9 + 1.45 * len(label)) * mm


def _quota_bars(quotas: Sequence[QuotaLine]) -> Drawing:
    """Draw each quota as a bar towards its minimum."""
    width, height = WIDTH_MM * mm, (len(quotas) * _ROW_MM + 2) * mm
    drawing = Drawing(width, height)
    span = (WIDTH_MM - _LABEL_MM - 40) * mm
    for i, line in enumerate(quotas):
        y = height - (i + 1) * _ROW_MM * mm
        progress = line.progress
        _label(drawing, 0, y + 1.6 * mm, f"{line.form}  {line.name or 'đơn vị'}", (_LABEL_MM - 2) * mm)
        x = _LABEL_MM * mm
        drawing.add(Rect(x, y + 1 * mm, span, 3.8 * mm, fillColor=_COLOURS[2], strokeColor=None))
        reached = min(1.0, progress.share if progress.share is not None else 1.0)
        colour = _COLOURS[0] if not progress.missing else HexColor("#8a5300")
        drawing.add(Rect(x, y + 1 * mm, span * reached, 3.8 * mm, fillColor=colour, strokeColor=None))
        words = f"{number(progress.done)}/{number(progress.minimum)}"
        words += f", thiếu {number(progress.missing)}" if progress.missing else ""
        drawing.add(String(x + span + 2 * mm, y + 1.6 * mm, words, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))
    return drawing


def _label(drawing: Drawing, x: float, y: float, text: str, width: float) -> None:
    most = int(width / (0.5 * _SMALL_PT))
    shown = text if len(text) <= most else text[: most - 1] + "…"
    drawing.add(String(x, y, shown, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))


def _table(table: ReportTable) -> list[Flowable]:
    title = f"{table.code.split()[0]}. {table.title}"
    if not table.rows:
        return []
    widths = _widths(table)
    rows: list[list[object]] = [[Paragraph(escape(heading), _small(STRONG)) for heading in table.headings]]
    rows += [
        [
            Paragraph(escape(told(cell)), _small(PLAIN if isinstance(cell, str) and cell != HIDDEN else FIGURE))
            for cell in row
        ]
        for row in table.rows
    ]
    style = bare()
    style.add("LINEBELOW", (0, 0), (-1, 0), 0.75, black)
    style.add("LINEBELOW", (0, 1), (-1, -1), 0.25, HAIR)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), 1.5 * mm)
    grid = LongTable(rows, widths, style=style, hAlign="LEFT", repeatRows=1)
    parts: list[Flowable] = [Paragraph(escape(title), HEADING), grid]
    if table.note:
        parts.append(Paragraph(escape(table.note), SMALL))
    return parts


def _small(style: ParagraphStyle) -> ParagraphStyle:

    return ParagraphStyle("cell", parent=style, fontSize=8, leading=10)


def _widths(table: ReportTable) -> list[float]:
    """Return widths that share the page by what stands in the columns."""
    longest = [
        max(6.0, *(min(34.0, len(told(row[c])) + 1.0) for row in table.rows), 1.4 * max(map(len, heading.split())))
        for c, heading in enumerate(table.headings)
    ]
    return [WIDTH_MM * mm * length / sum(longest) for length in longest]


def told(cell: TableCell) -> str:
    """Return a cell in words: shares as per cent with two decimals, numbers as Vietnamese writes them."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Share():
            return "" if cell.value is None else f"{number(100 * cell.value, 2)}\u00a0%"
        case int():
            return number(cell)
        case float() if 0 <= cell <= 1:
            return f"{number(100 * cell, 2)}\u00a0%"
    return number(cell, 2)


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
