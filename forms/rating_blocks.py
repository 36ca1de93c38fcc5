"""How do ratings on one scale stand on paper? A grid: the scale's words once above, a row a question."""

from dataclasses import replace

from forms.columns import ScaleColumns, columns_of
from forms.plan import Drawing, Line, TextStyle
from forms.question_wording import refuse_overhang
from forms.questions import Label, RatingQuestion, Scale
from forms.strips import HAIRLINE_INK, HAIRLINE_PT, TEXT_SINK_MM, Ground, Strip, code_in_gutter
from forms.type_setting import BASELINE_MM, PLAIN, SMALL_STRONG, STRONG, break_text, break_words, set_centred, set_left
from omr.geometry import PointMm
from omr.layout.sheet import Field, FieldKind

# From line to line of the words of the scale, which are small print.
_WORDS_LEADING_MM = 3.2
# Under the baseline of the words: their tails, and white before the hairline.
_WORDS_FOOT_MM = 2.0
# Between the title and the first word of the scale.
_TITLE_GAP_MM = 2.0
# What a row of several lines of wording is higher than its lines.
_ROW_PADDING_MM = 2.0


def rating_strips(
    questions: tuple[RatingQuestion, ...], scale: Scale, title: Label | None, ground: Ground
) -> tuple[Strip, ...]:
    """Return the rows of ratings that follow each other on one scale; the first carries the words above it.

    Raises
    ------
    NoRoomOnPage
        When the scale has more levels than the page is wide, or a word is wider than its column.
    """
    columns = columns_of(scale, questions[0].code, ground)
    wording_mm = columns.wording_right_mm - ground.text_left_mm
    lead = _lead(questions[0].code, scale, title, columns, ground)
    lines = tuple(_wording(question, wording_mm, ground) for question in questions)
    most = max(len(row) for row in lines)
    height_mm = max(ground.density.row_mm, most * BASELINE_MM + _ROW_PADDING_MM)
    rows = tuple(
        Strip(question.code, height_mm, _row(question, scale, row, (columns, height_mm), ground), lead=lead)
        for question, row in zip(questions, lines, strict=True)
    )
    last = replace(rows[-1], drawing=rows[-1].drawing + _hairline(height_mm, ground))
    return (*rows[:-1], last)


def _lead(code: str, scale: Scale, title: Label | None, columns: ScaleColumns, ground: Ground) -> Strip:
    """Return the title and the words of the scale, all ending on one baseline."""
    words = tuple(break_words(choice.label.vi, SMALL_STRONG, columns.word_mm) for choice in scale.choices)
    titles = (
        ()
        if title is None
        else break_text(title.vi, STRONG, columns.wording_right_mm - _TITLE_GAP_MM - ground.text_left_mm)
    )
    above_mm = max((max(map(len, words)) - 1) * _WORDS_LEADING_MM, (len(titles) - 1) * BASELINE_MM)
    base_mm = BASELINE_MM + above_mm
    runs = tuple(
        set_centred(line, SMALL_STRONG, x, base_mm - (len(lines) - 1 - i) * _WORDS_LEADING_MM)
        for lines, x in zip(words, columns.middles_mm, strict=True)
        for i, line in enumerate(lines)
    )
    runs += tuple(
        set_left(line, STRONG, ground.text_left_mm, base_mm - (len(titles) - 1 - i) * BASELINE_MM)
        for i, line in enumerate(titles)
    )
    return Strip(code, base_mm + _WORDS_FOOT_MM, Drawing(runs=runs), keeps_next=True)


def _wording(question: RatingQuestion, room_mm: float, ground: Ground) -> tuple[str, ...]:
    refuse_overhang(question.code, question.label.vi, room_mm, ground)
    return break_text(question.label.vi, _style(question), room_mm)


def _style(question: RatingQuestion) -> TextStyle:
    return STRONG if question.role == "overall" else PLAIN


def _row(
    question: RatingQuestion,
    scale: Scale,
    lines: tuple[str, ...],
    measures: tuple[ScaleColumns, float],
    ground: Ground,
) -> Drawing:
    columns, height_mm = measures
    middle_mm = height_mm / 2
    first_mm = middle_mm - (len(lines) - 1) * BASELINE_MM / 2 + TEXT_SINK_MM
    runs = tuple(
        set_left(line, _style(question), ground.text_left_mm, first_mm + i * BASELINE_MM)
        for i, line in enumerate(lines)
    )
    boxes = tuple(
        ground.mark(choice.code, x, middle_mm) for choice, x in zip(scale.choices, columns.middles_mm, strict=True)
    )
    field = Field(question=question.code, kind=FieldKind.SINGLE, boxes=boxes)
    wording = code_in_gutter(question.code, ground, first_mm) + Drawing(runs=runs, fields=(field,))
    return wording + _hairline(0.0, ground)


def _hairline(y_mm: float, ground: Ground) -> Drawing:
    start, end = PointMm(ground.frame.left_mm, y_mm), PointMm(ground.frame.right_mm, y_mm)
    return Drawing(lines=(Line(start, end, HAIRLINE_PT, HAIRLINE_INK),))
