"""What stands at the head of a page? Who asks, what for, and how to answer."""

import re

from forms.definition import Survey
from forms.example import CROSSED_WIDTH_MM, RINGED_WIDTH_MM, crossed_box, ringed_then_crossed
from forms.frame import Frame
from forms.measures import Measures
from forms.plan import Drawing, Line, TextRun, TextStyle
from forms.question_wording import too_wide
from forms.questions import Label
from forms.sheet_foot import CAPTION_GAP_MM, caption_width_mm
from forms.strips import HAIRLINE_INK, HAIRLINE_PT
from forms.type_setting import break_text, overhang_mm, set_left, text_width_mm
from forms.typeface import ASCENT_EM, MM_PER_POINT
from omr.geometry import PointMm

# White above the rule over the instructions, and between instruction and example.
_RULE_ABOVE_MM = 3.5
_SMALL_RULE_ABOVE_MM = 2.0
# From the rule to the first line of instruction, in lines of text.
_UNDER_RULE, _SMALL_UNDER_RULE = 1.5, 1.35
_EXAMPLE_GAP_MM = 3.0
# Under the last line of instruction: the ring of the example.
_HEAD_FOOT_MM = 2.0
# A trailing row of dots or underscores asks for writing; each becomes this much of a dotted line.
FILL_IN = re.compile(r"[.…_]{3,}$|…+$")
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
    measures = frame.measures
    drawing, baseline_mm = _office(survey, frame, _room_beside_code(survey, frame))
    title, baseline_mm = _title(survey, frame, baseline_mm)
    drawing += title
    if survey.purpose is not None:
        room_mm = frame.right_mm - frame.head_left_mm
        purpose = _lines("purpose", survey.purpose, measures.plain, room_mm, survey, frame)
        baseline_mm += _purpose_drop_mm(frame)
        if frame.is_small:
            baseline_mm = max(baseline_mm, frame.under_code_mm + _ascent_mm(measures.plain))
        drawing += _block(purpose, frame, baseline_mm, measures.baseline_mm)
        baseline_mm += (len(purpose) - 1) * measures.baseline_mm
    rule_mm = baseline_mm + (_SMALL_RULE_ABOVE_MM if frame.is_tight else _RULE_ABOVE_MM)
    how, end_mm = _instructions(survey, frame, max(rule_mm, frame.under_code_mm))
    return drawing + how, end_mm


def later_page_head(survey: Survey, frame: Frame) -> tuple[Drawing, float]:
    """Return the head of any page but the first, and where it ends."""
    measures = frame.measures
    label = Label(vi=survey.title.vi)
    lines = _lines("title", label, measures.strong, _room_beside_code(survey, frame), survey, frame)
    end_mm = frame.head_mm + (len(lines) - 1) * measures.baseline_mm
    return _block(lines, frame, frame.head_mm, measures.baseline_mm), end_mm


def _room_beside_code(survey: Survey, frame: Frame) -> float:
    # Small paper has the words for the upper code beside the lower one only.
    caption_mm = 0.0 if frame.is_small else caption_width_mm(survey, frame) + CAPTION_GAP_MM
    return frame.head_right_mm - caption_mm - frame.head_left_mm


def _title(survey: Survey, frame: Frame, office_mm: float) -> tuple[Drawing, float]:
    """Return the title and its last baseline; on small paper over the whole width, where that is not lower."""
    measures = frame.measures
    drop_mm, leading_mm = _title_drop_mm(measures), _title_leading_mm(measures)
    if frame.is_small:
        drop_mm -= 1.5
    beside = _lines("title", survey.title, measures.title, _room_beside_code(survey, frame), survey, frame)
    first_mm = office_mm + drop_mm
    if not frame.is_small:
        first_mm = max(first_mm, frame.head_mm + 2 * measures.baseline_mm + drop_mm)
        return _block(beside, frame, first_mm, leading_mm), first_mm + (len(beside) - 1) * leading_mm
    whole = _lines("title", survey.title, measures.title, frame.right_mm - frame.head_left_mm, survey, frame)
    under_mm = max(first_mm, frame.under_code_mm + _ascent_mm(measures.title))
    beside_end_mm = first_mm + (len(beside) - 1) * leading_mm
    whole_end_mm = under_mm + (len(whole) - 1) * leading_mm
    if beside_end_mm <= whole_end_mm:
        return _block(beside, frame, first_mm, leading_mm), beside_end_mm
    return _block(whole, frame, under_mm, leading_mm), whole_end_mm


def _ascent_mm(style: TextStyle) -> float:
    return ASCENT_EM * style.size_pt * MM_PER_POINT


def _title_drop_mm(measures: Measures) -> float:
    """Return the way from the last line of the office to the title: capitals with their marks."""
    return 2 * measures.baseline_mm


def _title_leading_mm(measures: Measures) -> float:
    return 1.5 * measures.baseline_mm


def _purpose_drop_mm(frame: Frame) -> float:
    return frame.measures.baseline_mm * 1.375


def _lines(
    key: str, label: Label, style: TextStyle, room_mm: float, survey: Survey, frame: Frame
) -> tuple[tuple[str, TextStyle], ...]:
    words = [(label.vi, style)]
    if survey.bilingual and label.en is not None:
        words.append((label.en, frame.measures.small))
    for text, its_style in words:
        over_mm = overhang_mm(text, its_style, room_mm)
        if over_mm > 0:
            raise too_wide(key, frame.paper, over_mm)
    return tuple((line, its_style) for text, its_style in words for line in break_text(text, its_style, room_mm))


def _office(survey: Survey, frame: Frame, room_mm: float) -> tuple[Drawing, float]:
    """Return who asks, the last line in a heavier weight, and the last baseline."""
    measures = frame.measures
    drawing, baseline_mm = Drawing(), frame.head_mm - measures.baseline_mm
    for i, label in enumerate(survey.office):
        style = measures.strong if i == len(survey.office) - 1 else measures.plain
        blanks = FILL_IN.search(label.vi)
        words = Label(vi=FILL_IN.sub("", label.vi).rstrip() or "\u00a0")
        for line, its_style in _lines("office", words, style, room_mm, survey, frame):
            baseline_mm += measures.baseline_mm
            run = set_left(line, its_style, frame.head_left_mm, baseline_mm)
            drawing += Drawing(runs=(run,))
        if blanks is not None:
            drawing += _fill_in(run, len(blanks.group()), frame.head_left_mm + room_mm)
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
    under_rule_mm = frame.measures.baseline_mm * (_SMALL_UNDER_RULE if frame.is_tight else _UNDER_RULE)
    how, end_mm = _in_one_row(survey, frame, rule_mm + under_rule_mm) or _in_rows(
        survey, frame, rule_mm + under_rule_mm
    )
    return Drawing(lines=(rule,)) + how, end_mm


def _in_one_row(survey: Survey, frame: Frame, baseline_mm: float) -> tuple[Drawing, float] | None:
    """Return the instructions beside each other, on small paper where they fit."""
    if not frame.is_tight or survey.correction is None or survey.bilingual:
        return None
    measures = frame.measures
    instruction = set_left(survey.instruction.vi, measures.plain, frame.head_left_mm, baseline_mm)
    example_mm = instruction.x_mm + instruction.width_mm + _EXAMPLE_GAP_MM / 2
    correction_mm = example_mm + CROSSED_WIDTH_MM + _EXAMPLE_GAP_MM
    correction = set_left(survey.correction.vi, measures.plain, correction_mm, baseline_mm)
    ringed_mm = correction.x_mm + correction.width_mm + _EXAMPLE_GAP_MM / 2
    if ringed_mm + RINGED_WIDTH_MM > frame.right_mm:
        return None
    drawing = Drawing(runs=(instruction, correction))
    drawing += crossed_box(PointMm(example_mm, baseline_mm), survey.shape, measures)
    drawing += ringed_then_crossed(PointMm(ringed_mm, baseline_mm), survey.shape, measures)
    return drawing, baseline_mm + _HEAD_FOOT_MM


def _in_rows(survey: Survey, frame: Frame, baseline_mm: float) -> tuple[Drawing, float]:
    measures = frame.measures
    room_mm = frame.right_mm - frame.head_left_mm - _EXAMPLE_GAP_MM - RINGED_WIDTH_MM
    rows = [(_lines("instruction", survey.instruction, measures.plain, room_mm, survey, frame), crossed_box)]
    if survey.correction is not None:
        correction = _lines("correction", survey.correction, measures.plain, room_mm, survey, frame)
        rows.append((correction, ringed_then_crossed))
    widest_mm = max(text_width_mm(*lines[-1]) for lines, _ in rows)
    example_mm = frame.head_left_mm + _EXAMPLE_GAP_MM + widest_mm
    pitch_mm = _instruction_pitch_mm(frame)
    drawing = Drawing()
    for lines, example in rows:
        drawing += _block(lines, frame, baseline_mm, measures.baseline_mm)
        baseline_mm += (len(lines) - 1) * measures.baseline_mm
        drawing += example(PointMm(example_mm, baseline_mm), survey.shape, measures)
        baseline_mm += pitch_mm
    return drawing, baseline_mm - pitch_mm + _HEAD_FOOT_MM


def _instruction_pitch_mm(frame: Frame) -> float:
    """Return the way from line to line of instruction: the ring of an example needs more than a line of text."""
    return 5.6 if frame.is_tight else frame.measures.baseline_mm + 2.5


def _block(lines: tuple[tuple[str, TextStyle], ...], frame: Frame, first_mm: float, leading_mm: float) -> Drawing:
    return Drawing(
        runs=tuple(
            set_left(line, style, frame.head_left_mm, first_mm + i * leading_mm)
            for i, (line, style) in enumerate(lines)
        )
    )
