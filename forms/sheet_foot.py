"""What stands beside the codes of a page, and at its foot? The names of sheet and form, and thanks."""

from forms.definition import Survey
from forms.frame import Frame
from forms.measures import COMPACT, STANDARD
from forms.plan import Caption, Drawing, PrintPlan, TextStyle
from forms.question_wording import too_high, too_wide
from forms.type_setting import break_text, overhang_mm, set_right, text_width_mm
from forms.typeface import DESCENT_EM, MM_PER_POINT
from omr.geometry import BoxMm, PointMm
from omr.layout.paper import UNPRINTABLE_MARGIN_MM

# Between the words beside a code and any others.
CAPTION_GAP_MM = 4.0
_SMALL_GAP_MM = 2.0
# As many lines as the words beside the code have.
_FOOT_LINES = 4
# Words beside a code: the serial and the layout have ten characters, none wider than a W.
_WIDEST_SERIAL = "WWWW-WWWW-WW"
PHOTOCOPY_WORDS = "Bản để sao chụp"
# Lines of thanks nearer to each other would touch.
_LEAST_LEADING_EM = 1.0
_ROUNDING_MM = 1e-6


def form_name(survey_id: str, version: str) -> str:
    """Return how a form is called in small print."""
    return f"{survey_id} · bản {version}"


def captions(frame: Frame) -> tuple[Caption, ...]:
    """Return where the words beside the two codes stand: left of the upper one, right of the lower one.

    Small paper has no room for them beside the upper one.
    """
    strong, quiet = _caption_styles(frame)
    leading_mm = foot_leading_mm(frame)
    lower = Caption(PointMm(frame.foot_left_mm, frame.foot_mm), False, leading_mm, strong, quiet)
    if frame.is_small:
        return (lower,)
    return Caption(PointMm(frame.head_right_mm, frame.head_mm), True, leading_mm, strong, quiet), lower


def caption_place(plan: PrintPlan, caption: Caption) -> BoxMm:
    """Return the room that the words beside a code take, whatever the serial."""
    widest = (
        text_width_mm(_WIDEST_SERIAL, caption.strong),
        text_width_mm(form_name(plan.layout.form, plan.version), caption.quiet),
    )
    width_mm = max(*widest, text_width_mm(PHOTOCOPY_WORDS, caption.strong))
    left_mm = caption.at.x_mm - (width_mm if caption.ends_here else 0.0)
    top_mm = caption.at.y_mm - caption.leading_mm
    return BoxMm(left_mm, top_mm, width_mm, (_FOOT_LINES + 0.5) * caption.leading_mm)


def caption_width_mm(survey: Survey, frame: Frame) -> float:
    """Return how wide the words beside a code are at most."""
    strong, quiet = _caption_styles(frame)
    return max(text_width_mm(_WIDEST_SERIAL, strong), text_width_mm(form_name(survey.id, survey.version), quiet))


def foot_leading_mm(frame: Frame) -> float:
    """Return how far the lines beside a code are apart, so that four of them are as high as the code."""
    return (frame.codes[1].height_mm - frame.foot_mm + frame.codes[1].y_mm) * 0.9375 / (_FOOT_LINES - 1)


def page_foot(survey: Survey, frame: Frame) -> Drawing:
    """Return the thanks at the foot of the last page, right of the lower code and its words.

    Raises
    ------
    NoRoomOnPage
        When there is more to say than stands beside the code, or the form's own name is too long for it.
    """
    measures = frame.measures
    gap_mm = _SMALL_GAP_MM if frame.is_small else CAPTION_GAP_MM
    beside_mm = frame.foot_right_mm - frame.foot_left_mm - caption_width_mm(survey, frame)
    if beside_mm < 0:
        raise too_wide("id", frame.paper, -beside_mm)
    room_mm = beside_mm - gap_mm
    styles = (measures.strong, measures.small, measures.small)
    lines = []
    for label, style in zip(survey.thanks, styles, strict=False):
        texts = [label.vi] + ([label.en] if survey.bilingual and label.en is not None else [])
        for text, its_style in zip(texts, (style, measures.small), strict=False):
            over_mm = overhang_mm(text, its_style, room_mm)
            if over_mm > 0:
                raise too_wide("thanks", frame.paper, over_mm)
            lines += [(line, its_style) for line in break_text(text, its_style, room_mm)]
    height_mm = (_FOOT_LINES - 1) * foot_leading_mm(frame)
    leading_mm = max(foot_leading_mm(frame), measures.strong.size_pt * _LEAST_LEADING_EM * MM_PER_POINT)
    # Tails of large letters keep to what printers print.
    lowest_mm = frame.page_size.height_mm - UNPRINTABLE_MARGIN_MM - DESCENT_EM * measures.text_pt * MM_PER_POINT
    last_mm = min(frame.foot_mm + height_mm, lowest_mm - _ROUNDING_MM)
    over_mm = (len(lines) - 1) * leading_mm - (last_mm - frame.foot_mm)
    if over_mm > _ROUNDING_MM:
        raise too_high("thanks", frame.paper, over_mm)
    first_mm = last_mm - (len(lines) - 1) * leading_mm
    return Drawing(
        runs=tuple(
            set_right(line, style, frame.foot_right_mm, first_mm + i * leading_mm)
            for i, (line, style) in enumerate(lines)
        )
    )


def _caption_styles(frame: Frame) -> tuple[TextStyle, TextStyle]:
    """Return the type of the words beside a code, which only the office reads: never large print."""
    measures = COMPACT if frame.is_small else STANDARD
    return measures.small_strong, measures.quiet
