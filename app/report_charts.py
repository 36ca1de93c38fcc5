"""How are a report's figures drawn on paper? Levels stacked about the middle, quotas as bars, a trend as a line."""

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.units import mm

from app.letter_pdf import HAIR, WIDTH_MM
from app.numbers import number
from forms.typeface import Face
from reports.indices import Denominator
from reports.period_figures import FormFigures, QuotaLine, levels_of, rate_of
from reports.tally import QuestionTally

# From satisfied to not; the middle one is the paper's own shade.
_COLOURS = (HexColor("#0d6b63"), HexColor("#7db8b0"), HexColor("#d9d4c7"), HexColor("#e0a08f"), HexColor("#a3341f"))
_BEHIND = HexColor("#8a5300")
_ROW_MM, _LABEL_MM = 6.2, 66.0
_SMALL_PT = 7.5
# More would leave no room to read them; what is over goes into another chart.
_CHART_ROWS = 24
_TREND_MM = 42.0


def levels_charts(form: FormFigures, denominator: Denominator) -> Iterator[Drawing]:
    """Draw the levels of each rated question, stacked about the middle of the neutral one, a chart for so many."""
    rated = [
        t for t in form.tallies if t.valid and not t.meaning.multiple and any(c.positive for c in t.meaning.choices)
    ]
    for start in range(0, len(rated), _CHART_ROWS):
        yield _levels_chart(rated[start : start + _CHART_ROWS], denominator)


def _levels_chart(rated: Sequence[QuestionTally], denominator: Denominator) -> Drawing:
    width, height = WIDTH_MM * mm, (len(rated) * _ROW_MM + 9) * mm
    drawing = Drawing(width, height)
    left, middle = _LABEL_MM * mm, (_LABEL_MM + (WIDTH_MM - _LABEL_MM - 16) * 0.62) * mm
    unit = (WIDTH_MM - _LABEL_MM - 16) * 0.62 * mm
    for i, tally in enumerate(rated):
        y = height - (i + 1) * _ROW_MM * mm
        _label(drawing, 0, y + 1.6 * mm, f"{tally.meaning.question}  {tally.meaning.label}", left - 2 * mm)
        _bar(drawing, tally, (middle, y), unit)
        rate = rate_of(tally, denominator)
        text = f"{number(100 * (rate.value or 0), 1)} % · n={number(rate.n)}"
        drawing.add(
            String(width, y + 1.6 * mm, text, fontName=Face.REGULAR.value, fontSize=_SMALL_PT, textAnchor="end")
        )
    drawing.add(Line(middle, 8 * mm, middle, height, strokeColor=HAIR, strokeWidth=0.4))
    _legend(drawing, rated[0])
    return drawing


def quota_charts(quotas: Sequence[QuotaLine]) -> Iterator[Drawing]:
    """Draw each quota as a bar towards its minimum, in as many drawings as fit on pages."""
    for start in range(0, len(quotas), _CHART_ROWS):
        yield _quota_chart(quotas[start : start + _CHART_ROWS])


def _quota_chart(quotas: Sequence[QuotaLine]) -> Drawing:
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
        colour = _COLOURS[0] if not progress.missing else _BEHIND
        drawing.add(Rect(x, y + 1 * mm, span * reached, 3.8 * mm, fillColor=colour, strokeColor=None))
        words = f"{number(progress.done)}/{number(progress.minimum)}"
        words += f", thiếu {number(progress.missing)}" if progress.missing else ""
        drawing.add(String(x + span + 2 * mm, y + 1.6 * mm, words, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))
    return drawing


def trend_chart(form: FormFigures, denominator: Denominator) -> Drawing | None:
    """Draw the satisfaction rate of each report of the year with its interval; None where there is but one."""
    rates = [(period, rate_of(tally, denominator)) for period, tally in form.trend if tally is not None and tally.valid]
    if len(rates) <= 1:
        return None
    drawing = Drawing(WIDTH_MM * mm, _TREND_MM * mm)
    low = min(rate.interval[0] for _, rate in rates if rate.interval is not None)
    floor = max(0.0, int(20 * low) / 20 - 0.05)
    bottom, top = 8 * mm, (_TREND_MM - 6) * mm
    step = WIDTH_MM * mm / len(rates)

    def height(share: float) -> float:
        return float(bottom + (top - bottom) * (share - floor) / (1.0 - floor))

    for share in (floor, 1.0):
        drawing.add(Line(0, height(share), WIDTH_MM * mm, height(share), strokeColor=HAIR, strokeWidth=0.3))
        drawing.add(_text(0, height(share) + 1, f"{number(100 * share)} %", "start"))
    points: list[float] = []
    for i, (period, rate) in enumerate(rates):
        x, (least, most) = (i + 0.5) * step, rate.interval or (0.0, 0.0)
        points += [x, height(rate.value or 0)]
        drawing.add(Line(x, height(least), x, height(most), strokeColor=_COLOURS[1], strokeWidth=2.5))
        drawing.add(_text(x, 2 * mm, period.title, "middle"))
        words = f"{number(100 * (rate.value or 0), 2)} % · n={number(rate.n)}"
        drawing.add(_text(x + 2.2 * mm, height(rate.value or 0) - 3.4 * mm, words, "start"))
    drawing.add(PolyLine(points, strokeColor=_COLOURS[0], strokeWidth=1))
    for x, y in zip(points[::2], points[1::2], strict=True):
        drawing.add(Circle(x, y, 1.6, fillColor=_COLOURS[0], strokeColor=white))
    return drawing


def _bar(drawing: Drawing, tally: QuestionTally, place: tuple[float, float], unit: float) -> None:
    middle, y = place
    levels = _from_satisfied(tally)
    colours = _spread(len(levels))
    parts = [count / tally.valid for _, count in levels]
    positive = sum(1 for choice in tally.meaning.choices if choice.positive and not choice.no_opinion)
    neutral = parts[positive] if len(levels) % 2 and positive < len(levels) else 0.0
    x = middle - (sum(parts[:positive]) + neutral / 2) * unit
    for part, colour in zip(parts, colours, strict=True):
        drawing.add(Rect(x, y + 0.8 * mm, part * unit, 4.2 * mm, fillColor=colour, strokeColor=white, strokeWidth=0.3))
        x += part * unit


def _from_satisfied(tally: QuestionTally) -> tuple[tuple[str, int], ...]:
    """Return the levels from satisfied to not, whichever end a form begins with."""
    positive = [choice.positive for choice in tally.meaning.choices if not choice.no_opinion]
    levels = levels_of(tally)
    return levels[::-1] if positive[-1] and not positive[0] else levels


def _spread(count: int) -> tuple[Color, ...]:
    """Return colours for so many levels, the ends always the same."""
    chosen = {2: (0, 4), 3: (0, 1, 4), 4: (0, 1, 3, 4)}.get(count, tuple(range(5)))
    return tuple(_COLOURS[min(i, 4)] for i in (*chosen, *(4 for _ in range(count - len(chosen)))))[:count]


def _legend(drawing: Drawing, tally: QuestionTally) -> None:
    x = 0.0
    levels = _from_satisfied(tally)
    for (label, _), colour in zip(levels, _spread(len(levels)), strict=True):
        drawing.add(Rect(x, 2 * mm, 3 * mm, 3 * mm, fillColor=colour, strokeColor=None))
        drawing.add(String(x + 4 * mm, 2.4 * mm, label, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))
        x += (9 + 1.45 * len(label)) * mm


def _label(drawing: Drawing, x: float, y: float, text: str, width: float) -> None:
    most = int(width / (0.5 * _SMALL_PT))
    shown = text if len(text) <= most else text[: most - 1] + "…"
    drawing.add(String(x, y, shown, fontName=Face.REGULAR.value, fontSize=_SMALL_PT))


def _text(x: float, y: float, words: str, anchor: str) -> String:
    return String(x, y, words, fontName=Face.REGULAR.value, fontSize=_SMALL_PT, textAnchor=anchor)
