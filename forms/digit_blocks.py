"""How does a number marked digit by digit stand on paper? A row of ten boxes a digit, the ten named once above."""

from forms.measures import STANDARD
from forms.plan import Drawing, TextRun
from forms.question_wording import refuse_overhang, set_question, too_wide
from forms.questions import DIGIT_CHOICES, DigitsQuestion
from forms.strips import Ground, Strip, code_in_gutter
from forms.type_setting import set_centred, set_right, text_width_mm
from omr.layout.sheet import Field, FieldKind

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
    measures, last_mm = ground.measures, ground.last_answer_mm
    pitch_mm = max(measures.digit_pitch_mm, (last_mm - ground.first_answer_mm) / 9)
    first_mm = last_mm - 9 * pitch_mm
    names, names_mm = _row_names(question.digits, first_mm, ground)
    room_mm = first_mm - ground.mark_width_mm / 2 - names_mm - ground.text_left_mm
    over_mm = -room_mm
    if over_mm > 0:
        raise too_wide(question.code, ground.frame.paper, over_mm)
    beside = room_mm >= _MIN_WORDING_MM
    wording_mm = room_mm if beside else ground.frame.right_mm - ground.text_left_mm
    refuse_overhang(question.code, question.label, wording_mm, ground)
    wording, wording_end_mm = set_question(question.label, question.hint, ground, wording_mm)
    digits_baseline_mm = measures.baseline_mm if beside else wording_end_mm + measures.baseline_mm
    middles_mm = tuple(first_mm + digit * pitch_mm for digit in range(10))
    grid, last_middle_mm = _grid(question, names, ground, middles_mm, digits_baseline_mm)
    height_mm = max(last_middle_mm + measures.foot_mm, wording_end_mm + 1.0)
    drawing = code_in_gutter(question.code, ground, measures.baseline_mm) + wording + grid
    return Strip(question.code, height_mm, drawing)


def _grid(
    question: DigitsQuestion,
    names: tuple[str, ...],
    ground: Ground,
    middles_mm: tuple[float, ...],
    baseline_mm: float,
) -> tuple[Drawing, float]:
    """Return the rows of boxes under their digits, and the middle of the last row."""
    measures = ground.measures
    heads = tuple(
        set_centred(choice.code, measures.small, x, baseline_mm)
        for choice, x in zip(DIGIT_CHOICES, middles_mm, strict=True)
    )
    rows_mm = tuple(
        baseline_mm + measures.under_digits_mm + row * measures.choice_pitch_mm for row in range(question.digits)
    )
    fields = tuple(
        Field(
            question=question.digit_code(row + 1),
            kind=FieldKind.SINGLE,
            boxes=tuple(ground.mark(c.code, x, y) for c, x in zip(DIGIT_CHOICES, middles_mm, strict=True)),
        )
        for row, y in enumerate(rows_mm)
    )
    named = _set_row_names(names, middles_mm[0] - ground.mark_width_mm / 2, rows_mm, ground)
    return Drawing(runs=heads + named, fields=fields), rows_mm[-1]


def _set_row_names(
    names: tuple[str, ...], first_box_left_mm: float, rows_mm: tuple[float, ...], ground: Ground
) -> tuple[TextRun, ...]:
    right_mm = first_box_left_mm - _ROW_NAME_GAP_MM
    return tuple(
        set_right(name, ground.measures.small, right_mm, y + 1.0)
        for name, y in zip(names, rows_mm, strict=True)
        if name
    )


def _row_names(digits: int, first_mm: float, ground: Ground) -> tuple[tuple[str, ...], float]:
    """Return what to call each digit, and the room that takes; a single one needs no name.

    On small paper the names go where the wording fits beside the boxes only without them: the upper row is the first.
    """
    nameless = ("",) * digits
    if digits == 1:
        return nameless, _ROW_NAME_GAP_MM if ground.frame.measures is not STANDARD else 0.0
    middle = tuple(f"Chữ số thứ {place}" for place in range(2, digits))
    names = ("Chữ số đầu", *middle, "Chữ số cuối")
    names_mm = max(text_width_mm(name, ground.measures.small) for name in names) + 2 * _ROW_NAME_GAP_MM
    room_mm = first_mm - ground.mark_width_mm / 2 - ground.text_left_mm
    if ground.frame.is_tight and room_mm - names_mm < _MIN_WORDING_MM:
        return nameless, _ROW_NAME_GAP_MM
    return names, names_mm
