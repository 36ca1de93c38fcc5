"""Where do the columns of a scale stand? As wide as reads well, as narrow as the wording beside them needs."""

from dataclasses import dataclass

from forms.frame import Frame
from forms.question_wording import english_of, too_wide
from forms.questions import Scale
from forms.strips import Ground
from forms.type_setting import overhang_mm

# Of the width, on paper on which good wording would leave too little for the answers.
_MOST_WORDING = 0.55
# Between the words of neighbouring columns.
_WORD_GAP_MM, _SMALL_WORD_GAP_MM = 1.5, 0.9


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
    gap_mm = _SMALL_WORD_GAP_MM if frame.is_tight else _WORD_GAP_MM
    # Columns go wider apart only for a word that would not fit.
    pitch_mm = max(_pitch(frame, ground.text_left_mm, levels), _widest_word_mm(scale, ground) + gap_mm)
    last_mm = frame.right_mm - pitch_mm / 2
    middles_mm = tuple(last_mm - (levels - 1 - level) * pitch_mm for level in range(levels))
    wording_right_mm = middles_mm[0] - pitch_mm / 2
    over_mm = frame.measures.least_wording_mm - (wording_right_mm - ground.text_left_mm)
    if over_mm > 0:
        raise too_wide(name, frame.paper, over_mm)
    return ScaleColumns(middles_mm, pitch_mm - gap_mm, wording_right_mm)


def _widest_word_mm(scale: Scale, ground: Ground) -> float:
    measures = ground.measures
    words = [overhang_mm(choice.label.vi, measures.small_strong, 0.0) for choice in scale.choices]
    english = (english_of(choice.label, ground) for choice in scale.choices)
    return max(0.0, *words, *(overhang_mm(text, measures.quiet, 0.0) for text in english if text is not None))


def _pitch(frame: Frame, text_left_mm: float, levels: int) -> float:
    least_mm, most_mm = frame.measures.column_mm
    room_mm = frame.right_mm - text_left_mm
    fitting_mm = (room_mm - min(frame.measures.good_wording_mm, _MOST_WORDING * room_mm)) / levels
    return min(most_mm, max(least_mm, fitting_mm))
