"""How does something stand on paper that the office prints on each sheet? A name and a line, side by side in a row."""

from forms.plan import Drawing, Line, PrefillPlace
from forms.question_wording import english_of, too_wide
from forms.questions import PrefilledQuestion
from forms.strips import Ground, Strip, code_in_gutter
from forms.type_setting import set_left, text_width_mm
from omr.geometry import PointMm

_DOTS_PT = 0.75
_DOTS_INK = 0.6
# From the name to its line, and from the line to the next name.
_LINE_GAP_MM = 2.0
_NEXT_GAP_MM = 5.0
# A code of an officer or the name of a field, at least.
_LEAST_LINE_MM = 14.0
# White under the line.
_FOOT_MM = 1.6


def prefill_strips(questions: tuple[PrefilledQuestion, ...], ground: Ground) -> tuple[Strip, ...]:
    """Return places to fill in that follow each other: as many in a row as fit.

    Raises
    ------
    NoRoomOnPage
        When a name leaves too little of the page for its line.
    """
    strips: list[Strip] = []
    rest = questions
    while rest:
        count = next((n for n in range(len(rest), 1, -1) if _line_mm(rest[:n], ground) >= _LEAST_LINE_MM), 1)
        strips.append(_row(rest[:count], ground))
        rest = rest[count:]
    return tuple(strips)


def _line_mm(questions: tuple[PrefilledQuestion, ...], ground: Ground) -> float:
    """Return how long the lines are when these stand in one row."""
    room_mm = ground.frame.right_mm - ground.text_left_mm - _NEXT_GAP_MM * (len(questions) - 1)
    named_mm = sum(text_width_mm(_name(question, ground), ground.measures.strong) for question in questions)
    return (room_mm - named_mm) / len(questions) - _LINE_GAP_MM


def _name(question: PrefilledQuestion, ground: Ground) -> str:
    english = english_of(question.label, ground)
    return question.label.vi if english is None else f"{question.label.vi} / {english}"


def _row(questions: tuple[PrefilledQuestion, ...], ground: Ground) -> Strip:
    measures = ground.measures
    line_mm, baseline_mm = _line_mm(questions, ground), measures.baseline_mm + 1.0
    if line_mm < _LEAST_LINE_MM:
        raise too_wide(questions[0].code, ground.frame.paper, _LEAST_LINE_MM - line_mm)
    drawing, left_mm = code_in_gutter(questions[0].code, ground, baseline_mm), ground.text_left_mm
    for question in questions:
        name = set_left(_name(question, ground), measures.strong, left_mm, baseline_mm)
        start_mm = left_mm + name.width_mm + _LINE_GAP_MM
        line = Line(
            PointMm(start_mm, baseline_mm + 0.6),
            PointMm(start_mm + line_mm, baseline_mm + 0.6),
            _DOTS_PT,
            _DOTS_INK,
            dotted=True,
        )
        place = PrefillPlace(question.fills, PointMm(start_mm + 1.0, baseline_mm), line_mm - 1.0, measures.strong)
        drawing += Drawing(runs=(name,), lines=(line,), prefills=(place,))
        left_mm = start_mm + line_mm + _NEXT_GAP_MM
    return Strip(questions[0].code, baseline_mm + _FOOT_MM, drawing, has_boxes=False)
