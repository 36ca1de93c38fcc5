"""How does a number marked digit by digit stand on paper? A row of ten boxes a digit, the ten named once above."""

from forms.plan import Drawing, TextRun
from forms.question_wording import refuse_overhang, set_question, too_wide
from forms.questions import DIGIT_CHOICES, DigitsQuestion
from forms.strips import CHOICE_PITCH_MM, Ground, Strip, code_in_gutter
from forms.type_setting import BASELINE_MM, SMALL, set_centred, set_right, text_width_mm
from omr.layout.sheet import Field, FieldKind

# Between the middles of neighbouring digits: a box, and white enough that a stroke too long stays clear of the next.
_MIN_PITCH_MM = 7.5
# From the baseline of the digits to the middle of the first row: white over a 4.5 mm box, clear of any tail.
_UNDER_DIGITS_MM = 4.8
# From the last middle to the strip's end.
_FOOT_MM = 3.5
# A wording column narrower than this puts the boxes under the wording instead of beside it.
_MIN_WORDING_MM = 36.0
# Between the name of a row and its first box.
_ROW_NAME_GAP_MM = 3.0


def digits_strip(question: DigitsQuestion, ground: Ground) -> Strip:
    """Return a question whose answer is a number.

    Raises
    ------
    NoRoomOnPage
        When ten boxes, or a word, are wider than the page.
    """
    last_mm = ground.last_answer_mm
    pitch_mm = max(_MIN_PITCH_MM, (last_mm - ground.first_answer_mm) / 9)
    first_mm = last_mm - 9 * pitch_mm
    names = _row_names(question.digits)
    names_mm = max(text_width_mm(name, SMALL) for name in names) + (2 * _ROW_NAME_GAP_MM if names[0] else 0)
    room_mm = first_mm - ground.mark_width_mm / 2 - names_mm - ground.text_left_mm
    over_mm = -room_mm
    if over_mm > 0:
        raise too_wide(question.code, ground.frame.paper, over_mm)
    beside = room_mm >= _MIN_WORDING_MM
    wording_mm = room_mm if beside else ground.frame.right_mm - ground.text_left_mm
    refuse_overhang(question.code, question.label.vi, wording_mm, ground)
    wording, wording_end_mm = set_question(
        question.label, question.hint.vi if question.hint else None, ground, wording_mm
    )
    digits_baseline_mm = BASELINE_MM if beside else wording_end_mm + BASELINE_MM
    middles_mm = tuple(first_mm + digit * pitch_mm for digit in range(10))
    grid, last_middle_mm = _grid(question, ground, middles_mm, digits_baseline_mm)
    height_mm = max(last_middle_mm + _FOOT_MM, wording_end_mm + 1.0)
    return Strip(question.code, height_mm, code_in_gutter(question.code, ground, BASELINE_MM) + wording + grid)


def _grid(
    question: DigitsQuestion, ground: Ground, middles_mm: tuple[float, ...], baseline_mm: float
) -> tuple[Drawing, float]:
    """Return the rows of boxes under their digits, and the middle of the last row."""
    heads = tuple(
        set_centred(choice.code, SMALL, x, baseline_mm) for choice, x in zip(DIGIT_CHOICES, middles_mm, strict=True)
    )
    rows_mm = tuple(baseline_mm + _UNDER_DIGITS_MM + row * CHOICE_PITCH_MM for row in range(question.digits))
    fields = tuple(
        Field(
            question=question.digit_code(row + 1),
            kind=FieldKind.SINGLE,
            boxes=tuple(ground.mark(c.code, x, y) for c, x in zip(DIGIT_CHOICES, middles_mm, strict=True)),
        )
        for row, y in enumerate(rows_mm)
    )
    names = _set_row_names(question.digits, middles_mm[0] - ground.mark_width_mm / 2, rows_mm)
    return Drawing(runs=heads + names, fields=fields), rows_mm[-1]


def _set_row_names(digits: int, first_box_left_mm: float, rows_mm: tuple[float, ...]) -> tuple[TextRun, ...]:
    right_mm = first_box_left_mm - _ROW_NAME_GAP_MM
    return tuple(
        set_right(name, SMALL, right_mm, y + 1.0) for name, y in zip(_row_names(digits), rows_mm, strict=True) if name
    )


def _row_names(digits: int) -> tuple[str, ...]:
    """Return what to call each digit; a single one needs no name."""
    if digits == 1:
        return ("",)
    middle = tuple(f"Chữ số thứ {place}" for place in range(2, digits))
    return ("Chữ số đầu", *middle, "Chữ số cuối")
