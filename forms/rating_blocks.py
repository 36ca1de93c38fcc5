"""How do ratings on one scale stand on paper? A grid: the scale's words once above, a row a question."""

from dataclasses import replace

from forms.columns import ScaleColumns, columns_of
from forms.plan import Drawing, Line, TextRun, TextStyle
from forms.question_wording import Lines, english_of, lines_of, refuse_overhang, set_lines
from forms.questions import Label, RatingQuestion, Scale
from forms.strips import HAIRLINE_INK, HAIRLINE_PT, Ground, Strip, code_in_gutter
from forms.type_setting import break_words, set_centred
from omr.geometry import PointMm
from omr.layout.sheet import Field, FieldKind

# Under the baseline of the words: their tails, and white before the hairline.
_WORDS_FOOT_MM = 2.0
# Between the title and the first word of the scale.
_TITLE_GAP_MM = 2.0
# What a row of several lines of wording is higher than its lines.
_ROW_PADDING_MM = 2.0
# A mark is known as ringed by the ink up to 2.6 mm around its box: a line in there is half a ring. Of 1,000 answers on
# simulated sheets 5.4 % waited for a person because of lines 1.7 mm from the boxes, of lines beyond this 0.2 %.
_RING_CLEAR_MM = 2.7
# Shorter pieces of line are dirt.
_LEAST_PIECE_MM = 2.0


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
    again = _again(questions[0].code, title, columns, ground)
    lines = tuple(_wording(question, wording_mm, ground) for question in questions)
    heights_mm = _row_heights_mm(lines, ground)
    rows = tuple(
        Strip(
            question.code,
            height_mm,
            _row(question, scale, row, (columns, height_mm), ground),
            lead=lead,
            again=again,
            words=scale.name,
        )
        for question, row, height_mm in zip(questions, lines, heights_mm, strict=True)
    )
    last = replace(rows[-1], drawing=rows[-1].drawing + _hairline(heights_mm[-1], columns, heights_mm[-1], ground))
    return (*rows[:-1], last)


def _row_heights_mm(lines: tuple[Lines, ...], ground: Ground) -> tuple[float, ...]:
    """Return the height of each row: all alike, but on small paper as high as its own wording needs."""
    needed_mm = tuple(len(row) * ground.measures.baseline_mm + _ROW_PADDING_MM for row in lines)
    heights_mm = tuple(max(ground.density.row_mm, height_mm) for height_mm in needed_mm)
    return heights_mm if ground.frame.is_tight else (max(heights_mm),) * len(lines)


def _lead(code: str, scale: Scale, title: Label | None, columns: ScaleColumns, ground: Ground) -> Strip:
    """Return the title and the words of the scale, all ending on one baseline."""
    measures = ground.measures
    words = tuple(_words(choice.label, columns.word_mm, ground) for choice in scale.choices)
    titles = () if title is None else _title(title, columns, ground)
    above_mm = max((max(map(len, words)) - 1) * measures.small_leading_mm, (len(titles) - 1) * measures.baseline_mm)
    base_mm = measures.baseline_mm + above_mm
    runs: tuple[TextRun, ...] = tuple(
        set_centred(line, style, x, base_mm - (len(lines) - 1 - i) * measures.small_leading_mm)
        for lines, x in zip(words, columns.middles_mm, strict=True)
        for i, (line, style) in enumerate(lines)
    )
    runs += set_lines(titles, ground.text_left_mm, base_mm - (len(titles) - 1) * measures.baseline_mm, ground)
    return Strip(code, base_mm + _WORDS_FOOT_MM, Drawing(runs=runs), keeps_next=True)


def _again(code: str, title: Label | None, columns: ScaleColumns, ground: Ground) -> Strip | None:
    """Return the title alone, for a grid under one with the same words where room is short."""
    if title is None or not ground.frame.is_tight:
        return None
    baseline_mm = ground.measures.baseline_mm
    titles = _title(title, columns, ground)
    runs = set_lines(titles, ground.text_left_mm, baseline_mm, ground)
    return Strip(code, len(titles) * baseline_mm + _WORDS_FOOT_MM, Drawing(runs=runs), keeps_next=True)


def _words(label: Label, room_mm: float, ground: Ground) -> Lines:
    measures = ground.measures
    lines = tuple((line, measures.small_strong) for line in break_words(label.vi, measures.small_strong, room_mm))
    english = english_of(label, ground)
    small = () if english is None else break_words(english, measures.quiet, room_mm)
    return lines + tuple((line, measures.quiet) for line in small)


def _title(title: Label, columns: ScaleColumns, ground: Ground) -> Lines:
    room_mm = columns.wording_right_mm - _TITLE_GAP_MM - ground.text_left_mm
    return lines_of(title, ground.measures.strong, ground, room_mm)


def _wording(question: RatingQuestion, room_mm: float, ground: Ground) -> Lines:
    refuse_overhang(question.code, question.label, room_mm, ground)
    return lines_of(question.label, _style(question, ground), ground, room_mm)


def _style(question: RatingQuestion, ground: Ground) -> TextStyle:
    return ground.measures.strong if question.role == "overall" else ground.measures.plain


def _row(
    question: RatingQuestion,
    scale: Scale,
    lines: Lines,
    room: tuple[ScaleColumns, float],
    ground: Ground,
) -> Drawing:
    columns, height_mm = room
    middle_mm = height_mm / 2
    first_mm = middle_mm - (len(lines) - 1) * ground.measures.baseline_mm / 2 + ground.measures.text_sink_mm
    boxes = tuple(
        ground.mark(choice.code, x, middle_mm) for choice, x in zip(scale.choices, columns.middles_mm, strict=True)
    )
    field = Field(question=question.code, kind=FieldKind.SINGLE, boxes=boxes)
    runs = set_lines(lines, ground.text_left_mm, first_mm, ground)
    wording = code_in_gutter(question.code, ground, first_mm) + Drawing(runs=runs, fields=(field,))
    return wording + _hairline(0.0, columns, height_mm, ground)


def _hairline(y_mm: float, columns: ScaleColumns, height_mm: float, ground: Ground) -> Drawing:
    """Return the line between two rows; where rows are close it is left out above and below the boxes."""
    left_mm, right_mm = ground.frame.left_mm, ground.frame.right_mm
    size = ground.measures.mark_size(ground.shape)
    edges_mm = [left_mm, right_mm]
    if height_mm / 2 < size.height_mm / 2 + _RING_CLEAR_MM:
        reach_mm = size.width_mm / 2 + _RING_CLEAR_MM
        edges_mm[1:1] = (edge for x in columns.middles_mm for edge in (x - reach_mm, x + reach_mm))
    pieces = ((a, b) for a, b in zip(edges_mm[::2], edges_mm[1::2], strict=True) if b - a > _LEAST_PIECE_MM)
    return Drawing(lines=tuple(Line(PointMm(a, y_mm), PointMm(b, y_mm), HAIRLINE_PT, HAIRLINE_INK) for a, b in pieces))
