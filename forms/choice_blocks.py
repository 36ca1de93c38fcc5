"""How does a list of choices stand on paper? In columns under its question, or in a row beside it when it is short."""

from forms.choice_columns import choice_columns, choice_width_mm, label_left_mm
from forms.plan import Drawing
from forms.question_wording import english_of, label_of, refuse_overhang, set_question
from forms.questions import Label, MultipleQuestion, SingleQuestion
from forms.strips import Ground, Strip, code_in_gutter
from forms.type_setting import set_left, text_width_mm
from omr.layout.sheet import Field, FieldKind

# What a label's last line reaches below its baseline, and a little white.
_TAIL_MM = 1.0


def choice_strip(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip:
    """Return a question with its list of choices.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    beside = _beside_question(question, ground)
    return beside if beside is not None else _under_question(question, ground)


def _hint_of(question: SingleQuestion | MultipleQuestion) -> Label | None:
    if question.hint is not None:
        return question.hint
    if isinstance(question, MultipleQuestion):
        if question.max_choices is None:
            return Label(vi="Có thể chọn nhiều ô.", en="Several boxes may be marked.")
        return Label(vi=f"Chọn tối đa {question.max_choices} ô.", en=f"At most {question.max_choices} boxes.")
    return None


def _beside_question(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip | None:
    """Return the question with its choices in one row beside it, or None where they do not fit."""
    measures = ground.measures
    words = (question.label, *(label_of(choice) for choice in question.choices))
    if _hint_of(question) is not None or any(english_of(label, ground) is not None for label in words):
        return None
    first_mm = _first_beside_mm(question, ground)
    if first_mm is None:
        return None
    middles_mm: list[float] = []
    for choice in question.choices:
        middles_mm.append(first_mm)
        first_mm += choice_width_mm(choice, ground) + measures.column_gap_mm
    baseline_mm = measures.baseline_mm + 1.0
    places = [(middle_mm, baseline_mm) for middle_mm in middles_mm]
    labels = tuple(
        set_left(label_of(choice).vi, measures.plain, label_left_mm(x, ground), y)
        for choice, (x, y) in zip(question.choices, places, strict=True)
    )
    wording = set_left(question.label.vi, measures.strong, ground.text_left_mm, baseline_mm)
    drawing = Drawing(runs=(wording, *labels), fields=(_field(question, places, ground),))
    return Strip(question.code, measures.choice_pitch_mm, code_in_gutter(question.code, ground, baseline_mm) + drawing)


def _first_beside_mm(question: SingleQuestion | MultipleQuestion, ground: Ground) -> float | None:
    """Return the middle of the first box beside the wording: under the other answers; on small paper where it fits."""
    measures, half_mm = ground.measures, ground.mark_width_mm / 2
    row_mm = sum(choice_width_mm(choice, ground) + measures.column_gap_mm for choice in question.choices)
    last_mm = ground.frame.right_mm - row_mm + measures.column_gap_mm + half_mm
    wording_end_mm = ground.text_left_mm + text_width_mm(question.label.vi, measures.strong)
    if wording_end_mm + measures.label_gap_mm + half_mm <= ground.first_answer_mm <= last_mm:
        return ground.first_answer_mm
    after_mm = wording_end_mm + measures.column_gap_mm + half_mm
    return after_mm if ground.frame.is_tight and after_mm <= last_mm else None


def _under_question(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip:
    measures = ground.measures
    room_mm = ground.frame.right_mm - ground.text_left_mm
    refuse_overhang(question.code, question.label, room_mm, ground)
    wording, last_mm = set_question(question.label, _hint_of(question), ground, room_mm)
    labels, places = choice_columns(question, ground).placed(last_mm)
    boxes = Drawing(runs=labels, fields=(_field(question, places, ground),))
    height_mm = max(y for _, y in places) - measures.text_sink_mm + measures.foot_mm
    height_mm = max(height_mm, *(run.baseline_mm + _TAIL_MM for run in labels))
    return Strip(
        question.code, height_mm, code_in_gutter(question.code, ground, measures.baseline_mm) + wording + boxes
    )


def _field(question: SingleQuestion | MultipleQuestion, places: list[tuple[float, float]], ground: Ground) -> Field:
    """Return the field with a box at each place: a middle, and the baseline of the label's first line."""
    boxes = tuple(
        ground.mark(choice.code, x_mm, baseline_mm - ground.measures.text_sink_mm)
        for choice, (x_mm, baseline_mm) in zip(question.choices, places, strict=True)
    )
    multiple = isinstance(question, MultipleQuestion)
    return Field(
        question=question.code,
        kind=FieldKind.MULTIPLE if multiple else FieldKind.SINGLE,
        boxes=boxes,
        max_choices=question.max_choices if isinstance(question, MultipleQuestion) else None,
    )
