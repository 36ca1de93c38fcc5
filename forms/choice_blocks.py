"""How does a list of choices stand on paper? In columns under its question, or in a row beside it when it is short."""

from dataclasses import dataclass

from forms.plan import Drawing, TextRun
from forms.question_wording import refuse_overhang, set_question
from forms.questions import Choice, MultipleQuestion, SingleQuestion
from forms.strips import CHOICE_PITCH_MM, LABEL_GAP_MM, TEXT_SINK_MM, Ground, Strip, code_in_gutter
from forms.type_setting import BASELINE_MM, PLAIN, STRONG, break_text, set_left, text_width_mm
from omr.layout.sheet import Field, FieldKind

# Between the end of a label and the box of the next column.
_COLUMN_GAP_MM = 6.0
_MAX_COLUMNS = 4
# Longer lists in two columns would take too much of the page.
_MAX_ALIGNED_CHOICES = 6
# White under the last row of boxes: half a box and what a box needs around it.
_FOOT_MM = 3.5


def choice_strip(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip:
    """Return a question with its list of choices.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    beside = _beside_question(question, ground)
    return beside if beside is not None else _under_question(question, ground)


def _hint_of(question: SingleQuestion | MultipleQuestion) -> str | None:
    if question.hint is not None:
        return question.hint.vi
    if isinstance(question, MultipleQuestion):
        return "Có thể chọn nhiều ô." if question.max_choices is None else f"Chọn tối đa {question.max_choices} ô."
    return None


def _beside_question(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip | None:
    """Return the question with its choices in one row in the answers' columns, or None where they do not fit."""
    first_mm = ground.first_answer_mm
    room_mm = first_mm - ground.mark_width_mm / 2 - LABEL_GAP_MM - ground.text_left_mm
    if _hint_of(question) is not None or text_width_mm(question.label.vi, STRONG) > room_mm:
        return None
    middles_mm: list[float] = []
    next_mm = first_mm
    for choice in question.choices:
        middles_mm.append(next_mm)
        next_mm += _choice_width_mm(choice, ground) + _COLUMN_GAP_MM
    if next_mm - _COLUMN_GAP_MM - ground.mark_width_mm / 2 > ground.frame.right_mm:
        return None
    baseline_mm = BASELINE_MM + 1.0
    places = [(middle_mm, baseline_mm) for middle_mm in middles_mm]
    labels = tuple(
        set_left(choice.label.vi, PLAIN, _label_left_mm(x, ground), y)
        for choice, (x, y) in zip(question.choices, places, strict=True)
    )
    wording = set_left(question.label.vi, STRONG, ground.text_left_mm, baseline_mm)
    drawing = Drawing(runs=(wording, *labels), fields=(_field(question, places, ground),))
    return Strip(question.code, CHOICE_PITCH_MM, code_in_gutter(question.code, ground, baseline_mm) + drawing)


def _under_question(question: SingleQuestion | MultipleQuestion, ground: Ground) -> Strip:
    room_mm = ground.frame.right_mm - ground.text_left_mm
    refuse_overhang(question.code, question.label.vi, room_mm, ground)
    wording, last_mm = set_question(question.label, _hint_of(question), ground, room_mm)
    columns = _columns(question, ground)
    labels, places = columns.placed(last_mm)
    boxes = Drawing(runs=labels, fields=(_field(question, places, ground),))
    height_mm = max(y for _, y in places) - TEXT_SINK_MM + _FOOT_MM
    height_mm = max(height_mm, *(run.baseline_mm + 1.0 for run in labels))
    return Strip(question.code, height_mm, code_in_gutter(question.code, ground, BASELINE_MM) + wording + boxes)


def _field(question: SingleQuestion | MultipleQuestion, places: list[tuple[float, float]], ground: Ground) -> Field:
    """Return the field with a box at each place: a middle, and the baseline of the label's first line."""
    boxes = tuple(
        ground.mark(choice.code, x_mm, baseline_mm - TEXT_SINK_MM)
        for choice, (x_mm, baseline_mm) in zip(question.choices, places, strict=True)
    )
    multiple = isinstance(question, MultipleQuestion)
    return Field(
        question=question.code,
        kind=FieldKind.MULTIPLE if multiple else FieldKind.SINGLE,
        boxes=boxes,
        max_choices=question.max_choices if isinstance(question, MultipleQuestion) else None,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """A list of labels in columns, filled downwards: the middle of each column's boxes and its labels' lines."""

    ground: Ground
    middles_mm: tuple[float, ...]
    labels: tuple[tuple[tuple[str, ...], ...], ...]

    def placed(self, above_mm: float) -> tuple[tuple[TextRun, ...], list[tuple[float, float]]]:
        """Return the labels, and the middle and first baseline of each, under a baseline."""
        baselines_mm = self._baselines(above_mm)
        runs: list[TextRun] = []
        places: list[tuple[float, float]] = []
        for middle_mm, column in zip(self.middles_mm, self.labels, strict=True):
            for lines, baseline_mm in zip(column, baselines_mm, strict=False):
                places.append((middle_mm, baseline_mm))
                left_mm = _label_left_mm(middle_mm, self.ground)
                runs += (set_left(line, PLAIN, left_mm, baseline_mm + i * BASELINE_MM) for i, line in enumerate(lines))
        return tuple(runs), places

    def _baselines(self, above_mm: float) -> list[float]:
        """Return the first baseline of each row; a label of several lines pushes the rows below it down."""
        baselines_mm: list[float] = []
        next_mm = above_mm + CHOICE_PITCH_MM
        for row in range(len(self.labels[0])):
            baselines_mm.append(next_mm)
            most = max(len(column[row]) for column in self.labels if row < len(column))
            next_mm += CHOICE_PITCH_MM + (most - 1) * BASELINE_MM
        return baselines_mm


def _columns(question: SingleQuestion | MultipleQuestion, ground: Ground) -> _Columns:
    """Return the columns of a list, every label on one line; one column of broken labels where they are too long.

    Two columns, the second under the form's other answers, are the calmest; a long list takes as many as fit.
    """
    aligned = _aligned_columns(question, ground)
    if aligned is not None:
        return aligned
    room_mm = ground.frame.right_mm - ground.text_left_mm
    for count in range(min(_MAX_COLUMNS, len(question.choices)), 0, -1):
        chunks = _chunks(question.choices, count)
        widths_mm = _widths(chunks, ground)
        spare_mm = room_mm - sum(widths_mm) - _COLUMN_GAP_MM * (len(chunks) - 1)
        if spare_mm >= 0:
            return _Columns(ground, _middles(widths_mm, spare_mm, ground), _one_line_labels(chunks))
    return _one_column(question, room_mm, ground)


def _aligned_columns(question: SingleQuestion | MultipleQuestion, ground: Ground) -> _Columns | None:
    """Return two columns of which the second stands under the first column of answers, where they fit."""
    if not 2 <= len(question.choices) <= _MAX_ALIGNED_CHOICES:
        return None
    chunks = _chunks(question.choices, 2)
    widths_mm = _widths(chunks, ground)
    first_mm = ground.text_left_mm + ground.mark_width_mm / 2
    second_mm = ground.first_answer_mm
    room_mm = ground.frame.right_mm - second_mm + ground.mark_width_mm / 2
    if widths_mm[0] + _COLUMN_GAP_MM > second_mm - first_mm or widths_mm[1] > room_mm:
        return None
    return _Columns(ground, (first_mm, second_mm), _one_line_labels(chunks))


def _widths(chunks: tuple[tuple[Choice, ...], ...], ground: Ground) -> tuple[float, ...]:
    return tuple(max(_choice_width_mm(choice, ground) for choice in chunk) for chunk in chunks)


def _one_line_labels(chunks: tuple[tuple[Choice, ...], ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple((choice.label.vi,) for choice in chunk) for chunk in chunks)


def _chunks(choices: tuple[Choice, ...], count: int) -> tuple[tuple[Choice, ...], ...]:
    rows = -(-len(choices) // count)
    return tuple(choices[i : i + rows] for i in range(0, len(choices), rows))


def _middles(widths_mm: tuple[float, ...], spare_mm: float, ground: Ground) -> tuple[float, ...]:
    """Return the middles of the columns' boxes: equal columns where all labels fit those, else spread evenly."""
    first_mm = ground.text_left_mm + ground.mark_width_mm / 2
    count = len(widths_mm)
    step_mm = (sum(widths_mm) + spare_mm + _COLUMN_GAP_MM * count) / count
    if max(widths_mm) + _COLUMN_GAP_MM <= step_mm:
        return tuple(first_mm + i * step_mm for i in range(count))
    gap_mm = _COLUMN_GAP_MM + spare_mm / count
    return tuple(first_mm + sum(widths_mm[:i]) + i * gap_mm for i in range(count))


def _one_column(question: SingleQuestion | MultipleQuestion, room_mm: float, ground: Ground) -> _Columns:
    label_mm = room_mm - ground.mark_width_mm - LABEL_GAP_MM
    for choice in question.choices:
        refuse_overhang(question.code, choice.label.vi, label_mm, ground)
    labels = tuple(break_text(choice.label.vi, PLAIN, label_mm) for choice in question.choices)
    return _Columns(ground, (ground.text_left_mm + ground.mark_width_mm / 2,), (labels,))


def _choice_width_mm(choice: Choice, ground: Ground) -> float:
    return ground.mark_width_mm + LABEL_GAP_MM + text_width_mm(choice.label.vi, PLAIN)


def _label_left_mm(middle_mm: float, ground: Ground) -> float:
    return middle_mm + ground.mark_width_mm / 2 + LABEL_GAP_MM
