"""How does room for handwriting stand on paper? Dotted lines under the question, kept as a picture."""

from forms.plan import Drawing, Line
from forms.question_wording import refuse_overhang, set_question
from forms.questions import CommentQuestion
from forms.strips import Ground, Strip, code_in_gutter
from omr.geometry import BoxMm, PointMm
from omr.layout.sheet import TextArea

_DOTS_PT = 0.75
_DOTS_INK = 0.6
# The picture that is kept begins a little under the wording and ends with the tails of the last line.
_AREA_ABOVE_MM = 1.5
_AREA_BELOW_MM = 2.0


def comment_strip(question: CommentQuestion, ground: Ground) -> Strip:
    """Return a question that is answered in one's own words.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    left_mm, right_mm = ground.text_left_mm, ground.frame.right_mm
    refuse_overhang(question.code, question.label, right_mm - left_mm, ground)
    wording, last_mm = set_question(question.label, question.hint, ground, right_mm - left_mm)
    lines_mm = tuple(last_mm + (i + 1) * ground.measures.line_pitch_mm for i in range(question.lines))
    lines = tuple(Line(PointMm(left_mm, y), PointMm(right_mm, y), _DOTS_PT, _DOTS_INK, dotted=True) for y in lines_mm)
    top_mm, bottom_mm = last_mm + _AREA_ABOVE_MM, lines_mm[-1] + _AREA_BELOW_MM
    area = TextArea(question.code, BoxMm(left_mm, top_mm, right_mm - left_mm, bottom_mm - top_mm))
    drawing = code_in_gutter(question.code, ground, ground.measures.baseline_mm) + wording
    return Strip(question.code, bottom_mm, drawing + Drawing(lines=lines, text_areas=(area,)), has_boxes=False)
