"""What stands at the head and the foot of a page? Who asks, what for, how to answer, and thanks."""

import re

from forms.definition import Survey
from forms.example import RINGED_WIDTH_MM, crossed_box, ringed_then_crossed
from forms.frame import Frame
from forms.plan import Caption, Drawing, Line, TextRun, TextStyle
from forms.question_wording import too_high, too_wide
from forms.strips import HAIRLINE_INK, HAIRLINE_PT
from forms.type_setting import (
    BASELINE_MM,
    PLAIN,
    QUIET,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TITLE,
    break_text,
    overhang_mm,
    set_left,
    set_right,
    text_width_mm,
)
from omr.geometry import PointMm

# From the last line of the office to the title, and from line to line of the title: 13 pt capitals with their marks.
_TITLE_DROP_MM = 8.0
_TITLE_LEADING_MM = 6.0
_PURPOSE_DROP_MM = 5.5
# A line of instruction and the example boxes beside it.
_INSTRUCTION_PITCH_MM = 6.5
_RULE_ABOVE_MM = 3.5
_EXAMPLE_GAP_MM = 3.0
# Between the words beside a code and any others.
_CAPTION_GAP_MM = 4.0
# As many lines as the words beside the code have.
_FOOT_LINES = 4
# Words beside a code: the serial and the layout have ten characters, none wider than a W.
_WIDEST_SERIAL = "WWWW-WWWW-WW"
# A trailing row of dots or underscores asks for writing; each becomes this much of a dotted line.
_FILL_IN = re.compile(r"[.…_]{3,}$|…+$")
_FILL_IN_MM = 3.0
_DOTS_PT = 0.75
_DOTS_INK = 0.6


def first_page_head(survey: Survey, frame: Frame) -> tuple[Drawing, float]:
    """Return the head of the first page, and where it ends.

    Raises
    ------
    NoRoomOnPage
        When a word of it is wider than its room.
    """
    beside_code_mm = _room_beside_code(survey, frame)
    drawing, baseline_mm = _office(survey, frame, beside_code_mm)
    title = _lines("title", survey.title.vi, TITLE, beside_code_mm, frame)
    baseline_mm = max(baseline_mm + _TITLE_DROP_MM, frame.head_mm + 2 * BASELINE_MM + _TITLE_DROP_MM)
    drawing += _block(title, TITLE, frame, baseline_mm, _TITLE_LEADING_MM)
    baseline_mm += (len(title) - 1) * _TITLE_LEADING_MM
    if survey.purpose is not None:
        purpose = _lines("purpose", survey.purpose.vi, PLAIN, frame.width_mm, frame)
        drawing += _block(purpose, PLAIN, frame, baseline_mm + _PURPOSE_DROP_MM, BASELINE_MM)
        baseline_mm += _PURPOSE_DROP_MM + (len(purpose) - 1) * BASELINE_MM
    how, end_mm = _instructions(survey, frame, baseline_mm + _RULE_ABOVE_MM)
    return drawing + how, end_mm


def later_page_head(survey: Survey, frame: Frame) -> tuple[Drawing, float]:
    """Return the head of any page but the first, and where it ends."""
    lines = _lines("title", survey.title.vi, STRONG, _room_beside_code(survey, frame), frame)
    end_mm = frame.head_mm + (len(lines) - 1) * BASELINE_MM
    return _block(lines, STRONG, frame, frame.head_mm, BASELINE_MM), end_mm


def page_foot(survey: Survey, frame: Frame) -> Drawing:
    """Return the thanks at the foot of the last page, right of the lower code and its words.

    Raises
    ------
    NoRoomOnPage
        When there is more to say than stands beside the code.
    """
    room_mm = frame.right_mm - frame.foot_left_mm - _caption_width_mm(survey) - _CAPTION_GAP_MM
    lines = tuple(
        (line, style)
        for label, style in zip(survey.thanks, (STRONG, SMALL, SMALL), strict=False)
        for line in _lines("thanks", label.vi, style, room_mm, frame)
    )
    over = len(lines) - _FOOT_LINES
    if over > 0:
        raise too_high("thanks", frame.paper, over * BASELINE_MM)
    first_mm = frame.foot_mm + (_FOOT_LINES - len(lines)) * BASELINE_MM
    return Drawing(
        runs=tuple(
            set_right(line, style, frame.right_mm, first_mm + i * BASELINE_MM) for i, (line, style) in enumerate(lines)
        )
    )


def captions(frame: Frame) -> tuple[Caption, Caption]:
    """Return where the words beside the two codes stand: left of the upper one, right of the lower one."""
    return (
        Caption(PointMm(frame.head_right_mm, frame.head_mm), ends_here=True),
        Caption(PointMm(frame.foot_left_mm, frame.foot_mm), ends_here=False),
    )


def form_name(survey_id: str, version: str) -> str:
    """Return how a form is called in small print."""
    return f"{survey_id} · bản {version}"


def _caption_width_mm(survey: Survey) -> float:
    return max(text_width_mm(_WIDEST_SERIAL, SMALL_STRONG), text_width_mm(form_name(survey.id, survey.version), QUIET))


def _room_beside_code(survey: Survey, frame: Frame) -> float:
    return frame.head_right_mm - _caption_width_mm(survey) - _CAPTION_GAP_MM - frame.left_mm


def _lines(key: str, text: str, style: TextStyle, room_mm: float, frame: Frame) -> tuple[str, ...]:
    over_mm = overhang_mm(text, style, room_mm)
    if over_mm > 0:
        raise too_wide(key, frame.paper, over_mm)
    return break_text(text, style, room_mm)


def _office(survey: Survey, frame: Frame, room_mm: float) -> tuple[Drawing, float]:
    """Return who asks, the last line in a heavier weight, and the last baseline."""
    drawing, baseline_mm = Drawing(), frame.head_mm - BASELINE_MM
    for i, label in enumerate(survey.office):
        style = STRONG if i == len(survey.office) - 1 else PLAIN
        blanks = _FILL_IN.search(label.vi)
        for line in _lines("office", _FILL_IN.sub("", label.vi).rstrip() or " ", style, room_mm, frame):
            baseline_mm += BASELINE_MM
            run = set_left(line, style, frame.left_mm, baseline_mm)
            drawing += Drawing(runs=(run,))
        if blanks is not None:
            drawing += _fill_in(run, len(blanks.group()), frame.left_mm + room_mm)
    return drawing, baseline_mm


def _fill_in(after: TextRun, count: int, right_mm: float) -> Drawing:
    start_mm = after.x_mm + after.width_mm + 1.5
    end_mm = min(right_mm, start_mm + count * _FILL_IN_MM)
    if end_mm <= start_mm:
        return Drawing()
    y_mm = after.baseline_mm
    return Drawing(lines=(Line(PointMm(start_mm, y_mm), PointMm(end_mm, y_mm), _DOTS_PT, _DOTS_INK, dotted=True),))


def _instructions(survey: Survey, frame: Frame, rule_mm: float) -> tuple[Drawing, float]:
    """Return how to answer and how to correct, each with its example, under a hairline."""
    rule = Line(PointMm(frame.left_mm, rule_mm), PointMm(frame.right_mm, rule_mm), HAIRLINE_PT, HAIRLINE_INK)
    drawing, baseline_mm = Drawing(lines=(rule,)), rule_mm + BASELINE_MM * 1.5
    room_mm = frame.width_mm - _EXAMPLE_GAP_MM - RINGED_WIDTH_MM
    rows = [(_lines("instruction", survey.instruction.vi, PLAIN, room_mm, frame), crossed_box)]
    if survey.correction is not None:
        rows.append((_lines("correction", survey.correction.vi, PLAIN, room_mm, frame), ringed_then_crossed))
    example_mm = frame.left_mm + _EXAMPLE_GAP_MM + max(text_width_mm(lines[-1], PLAIN) for lines, _ in rows)
    for lines, example in rows:
        drawing += _block(lines, PLAIN, frame, baseline_mm, BASELINE_MM)
        baseline_mm += (len(lines) - 1) * BASELINE_MM
        drawing += example(PointMm(example_mm, baseline_mm), survey.shape)
        baseline_mm += _INSTRUCTION_PITCH_MM
    return drawing, baseline_mm - _INSTRUCTION_PITCH_MM + 2.0


def _block(lines: tuple[str, ...], style: TextStyle, frame: Frame, first_mm: float, leading_mm: float) -> Drawing:
    return Drawing(
        runs=tuple(set_left(line, style, frame.left_mm, first_mm + i * leading_mm) for i, line in enumerate(lines))
    )
