"""Where do the columns of a scale stand? As wide as reads well, as narrow as the wording beside them needs."""

from dataclasses import dataclass

from forms.frame import Frame
from forms.question_wording import too_wide
from forms.questions import Scale
from forms.strips import Ground
from forms.type_setting import SMALL_STRONG, overhang_mm

# A thumb-wide X must not touch two boxes.
MIN_PITCH_MM = 11.0
# Wider apart, the eye loses the row.
MAX_PITCH_MM = 17.0
# Between the words of neighbouring columns.
_WORD_GAP_MM = 1.5
# Wording is broken into lines to fit a column this wide before the answers are set closer together ...
_GOOD_WORDING_MM = 64.0
# ... and never set narrower than this.
_MIN_WORDING_MM = 34.0


@dataclass(frozen=True, slots=True)
class ScaleColumns:
    """The middles of the boxes, the room for a word above each, and where the wording beside them ends."""

    middles_mm: tuple[float, ...]
    word_mm: float
    wording_right_mm: float


def answer_span(frame: Frame, text_left_mm: float, levels: int) -> tuple[float, float]:
    """Return the middles of the first and last column of a scale with this many levels."""
    pitch_mm = _pitch(frame, text_left_mm, levels)
    last_mm = frame.right_mm - pitch_mm / 2
    return last_mm - (levels - 1) * pitch_mm, last_mm


def columns_of(scale: Scale, name: str, ground: Ground) -> ScaleColumns:
    """Return the columns of a scale.

    Raises
    ------
    NoRoomOnPage
        By how much all the columns, or one of their words, are too wide. `name` is the question's code.
    """
    frame, levels = ground.frame, len(scale.choices)
    pitch_mm = _pitch(frame, ground.text_left_mm, levels)
    word_mm = pitch_mm - _WORD_GAP_MM
    over_mm = max(overhang_mm(choice.label.vi, SMALL_STRONG, word_mm) for choice in scale.choices)
    if over_mm > 0:
        raise too_wide(name, frame.paper, over_mm)
    first_mm, last_mm = answer_span(frame, ground.text_left_mm, levels)
    wording_right_mm = first_mm - pitch_mm / 2
    over_mm = _MIN_WORDING_MM - (wording_right_mm - ground.text_left_mm)
    if over_mm > 0:
        raise too_wide(name, frame.paper, over_mm)
    middles_mm = tuple(last_mm - (levels - 1 - level) * pitch_mm for level in range(levels))
    return ScaleColumns(middles_mm, word_mm, wording_right_mm)


def _pitch(frame: Frame, text_left_mm: float, levels: int) -> float:
    fitting_mm = (frame.right_mm - text_left_mm - _GOOD_WORDING_MM) / levels
    return min(MAX_PITCH_MM, max(MIN_PITCH_MM, fitting_mm))
