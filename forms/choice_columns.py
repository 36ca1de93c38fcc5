"""In which columns does a list of choices stand? Two under the form's other answers, or as many as fit."""

from dataclasses import dataclass, replace

from forms.plan import TextRun
from forms.question_wording import Lines, english_of, label_of, lines_of, refuse_overhang, set_lines
from forms.questions import Choice, Label, MultipleQuestion, SingleQuestion
from forms.strips import Ground
from forms.type_setting import text_width_mm

_MAX_COLUMNS = 4
# Longer lists in two columns would take too much of the page.
_MAX_ALIGNED_CHOICES = 6
# Two lines of a label stand beside one box without pushing the next one down.
_MOST_LINES_BESIDE = 2
# What fits exactly is not broken by rounding.
_ROUNDING_MM = 0.01


@dataclass(frozen=True, slots=True)
class ChoiceColumns:
    """A list of labels in columns, filled downwards: the middle of each column's boxes and its labels' lines.

    `centred` labels have their box at half their height, others at their first line.
    """

    ground: Ground
    middles_mm: tuple[float, ...]
    labels: tuple[tuple[Lines, ...], ...]
    centred: bool = False

    def placed(self, above_mm: float) -> tuple[tuple[TextRun, ...], list[tuple[float, float]]]:
        """Return the labels, and the middle and first baseline of each, under a baseline."""
        baselines_mm = self._baselines(above_mm)
        runs: list[TextRun] = []
        places: list[tuple[float, float]] = []
        for middle_mm, column in zip(self.middles_mm, self.labels, strict=True):
            for lines, baseline_mm in zip(column, baselines_mm, strict=False):
                places.append((middle_mm, baseline_mm))
                up_mm = (len(lines) - 1) * self.ground.measures.baseline_mm / 2 if self.centred else 0.0
                runs += set_lines(lines, label_left_mm(middle_mm, self.ground), baseline_mm - up_mm, self.ground)
        return tuple(runs), places

    def _baselines(self, above_mm: float) -> list[float]:
        """Return the first baseline of each row; a label of several lines pushes the rows below it down."""
        measures = self.ground.measures
        baselines_mm: list[float] = []
        next_mm = above_mm + measures.under_wording_mm
        for row in range(len(self.labels[0])):
            baselines_mm.append(next_mm)
            most = 1 if self.centred else max(len(column[row]) for column in self.labels if row < len(column))
            next_mm += measures.choice_pitch_mm + (most - 1) * measures.baseline_mm
        return baselines_mm


def choice_columns(question: SingleQuestion | MultipleQuestion, ground: Ground) -> ChoiceColumns:
    """Return the columns of a list, every label on one line; one column of broken labels where they are too long.

    Two columns, the second under the form's other answers, are the calmest; a long list takes as many as fit. On small
    paper the fewest rows are best, and a label may take two lines.

    Raises
    ------
    NoRoomOnPage
        When a word is wider than the page.
    """
    if ground.frame.is_tight:
        return _tight_columns(question, ground) or _one_column(question, ground)
    aligned = _aligned_columns(question, ground)
    if aligned is not None:
        return aligned
    for count in range(min(_MAX_COLUMNS, len(question.choices)), 0, -1):
        spread = _spread_columns(_chunks(question.choices, count), ground)
        if spread is not None:
            return spread
    return _one_column(question, ground)


def choice_width_mm(choice: Choice, ground: Ground) -> float:
    """Return how wide a box with its label on one line is."""
    return _beside_box_mm(ground) + _label_width_mm(label_of(choice), ground)


def label_left_mm(middle_mm: float, ground: Ground) -> float:
    """Return where the label of a box begins."""
    return middle_mm + ground.mark_width_mm / 2 + ground.measures.label_gap_mm


def _aligned_columns(question: SingleQuestion | MultipleQuestion, ground: Ground) -> ChoiceColumns | None:
    """Return two columns of which the second stands under the first column of answers, where they fit."""
    if not 2 <= len(question.choices) <= _MAX_ALIGNED_CHOICES:
        return None
    chunks = _chunks(question.choices, 2)
    widths_mm = _widths(chunks, ground)
    first_mm = ground.text_left_mm + ground.mark_width_mm / 2
    second_mm = ground.first_answer_mm
    room_mm = ground.frame.right_mm - second_mm + ground.mark_width_mm / 2
    if widths_mm[0] + ground.measures.column_gap_mm > second_mm - first_mm or widths_mm[1] > room_mm:
        return None
    return ChoiceColumns(ground, (first_mm, second_mm), _one_line_labels(chunks, ground))


def _spread_columns(chunks: tuple[tuple[Choice, ...], ...], ground: Ground) -> ChoiceColumns | None:
    """Return columns with every label on one line, where they fit side by side."""
    widths_mm = _widths(chunks, ground)
    spare_mm = _room_mm(ground) - sum(widths_mm) - ground.measures.column_gap_mm * (len(chunks) - 1)
    if spare_mm < 0:
        return None
    return ChoiceColumns(ground, _middles(widths_mm, spare_mm, ground), _one_line_labels(chunks, ground))


def _tight_columns(question: SingleQuestion | MultipleQuestion, ground: Ground) -> ChoiceColumns | None:
    """Return the columns with the fewest rows whose labels take two lines at most."""
    for count in range(min(_MAX_COLUMNS, len(question.choices)), 0, -1):
        chunks = _chunks(question.choices, count)
        spread = _spread_columns(chunks, ground)
        if spread is not None:
            return replace(spread, centred=True)
        wrapped = _wrapped_columns(chunks, ground)
        if wrapped is not None:
            return wrapped
    return None


def _wrapped_columns(chunks: tuple[tuple[Choice, ...], ...], ground: Ground) -> ChoiceColumns | None:
    if ground.bilingual:
        # The English takes the second line.
        return None
    least_mm = tuple(
        _beside_box_mm(ground) + max(_two_lines_width_mm(label_of(choice).vi, ground) for choice in chunk)
        for chunk in chunks
    )
    gap_mm = ground.measures.column_gap_mm
    spare_mm = _room_mm(ground) - sum(least_mm) - gap_mm * (len(chunks) - 1)
    if spare_mm < 0:
        return None
    widths_mm = _with_spare(least_mm, _widths(chunks, ground), spare_mm)
    labels = tuple(
        tuple(
            lines_of(label_of(choice), ground.measures.plain, ground, width_mm - _beside_box_mm(ground))
            for choice in chunk
        )
        for chunk, width_mm in zip(chunks, widths_mm, strict=True)
    )
    if any(len(lines) > _MOST_LINES_BESIDE for column in labels for lines in column):
        return None
    lefts_mm = tuple(ground.text_left_mm + sum(widths_mm[:i]) + i * gap_mm for i in range(len(chunks)))
    return ChoiceColumns(ground, tuple(x + ground.mark_width_mm / 2 for x in lefts_mm), labels, centred=True)


def _with_spare(least_mm: tuple[float, ...], whole_mm: tuple[float, ...], spare_mm: float) -> tuple[float, ...]:
    """Return the widths with the spare room given away: first to columns that then need no second line."""
    widths_mm = list(least_mm)
    for i in sorted(range(len(least_mm)), key=lambda i: whole_mm[i] - least_mm[i]):
        wanted_mm = whole_mm[i] - least_mm[i] + _ROUNDING_MM
        if wanted_mm <= spare_mm:
            widths_mm[i] += wanted_mm
            spare_mm -= wanted_mm
    return tuple(width_mm + spare_mm / len(widths_mm) for width_mm in widths_mm)


def _one_column(question: SingleQuestion | MultipleQuestion, ground: Ground) -> ChoiceColumns:
    room_mm = _room_mm(ground) - _beside_box_mm(ground)
    for choice in question.choices:
        refuse_overhang(question.code, label_of(choice), room_mm, ground)
    labels = tuple(lines_of(label_of(choice), ground.measures.plain, ground, room_mm) for choice in question.choices)
    return ChoiceColumns(ground, (ground.text_left_mm + ground.mark_width_mm / 2,), (labels,))


def _middles(widths_mm: tuple[float, ...], spare_mm: float, ground: Ground) -> tuple[float, ...]:
    """Return the middles of the columns' boxes: equal columns where all labels fit those, else spread evenly."""
    first_mm = ground.text_left_mm + ground.mark_width_mm / 2
    count, least_gap_mm = len(widths_mm), ground.measures.column_gap_mm
    step_mm = (sum(widths_mm) + spare_mm + least_gap_mm * count) / count
    if max(widths_mm) + least_gap_mm <= step_mm:
        return tuple(first_mm + i * step_mm for i in range(count))
    gap_mm = least_gap_mm + spare_mm / count
    return tuple(first_mm + sum(widths_mm[:i]) + i * gap_mm for i in range(count))


def _chunks(choices: tuple[Choice, ...], count: int) -> tuple[tuple[Choice, ...], ...]:
    rows = -(-len(choices) // count)
    return tuple(choices[i : i + rows] for i in range(0, len(choices), rows))


def _widths(chunks: tuple[tuple[Choice, ...], ...], ground: Ground) -> tuple[float, ...]:
    return tuple(max(choice_width_mm(choice, ground) for choice in chunk) for chunk in chunks)


def _one_line_labels(chunks: tuple[tuple[Choice, ...], ...], ground: Ground) -> tuple[tuple[Lines, ...], ...]:
    """Return each label on one line, with its English on a second one where the form has two languages."""
    room_mm = ground.frame.page_size.width_mm
    return tuple(
        tuple(lines_of(label_of(choice), ground.measures.plain, ground, room_mm) for choice in chunk)
        for chunk in chunks
    )


def _label_width_mm(label: Label, ground: Ground) -> float:
    english = english_of(label, ground)
    english_mm = 0.0 if english is None else text_width_mm(english, ground.measures.small)
    return max(text_width_mm(label.vi, ground.measures.plain), english_mm)


def _two_lines_width_mm(text: str, ground: Ground) -> float:
    """Return the narrowest room in which a text takes two lines."""
    words, style = text.split(" "), ground.measures.plain
    halves = ((" ".join(words[:i]), " ".join(words[i:])) for i in range(len(words)))
    least_mm = min(max(text_width_mm(a, style) if a else 0.0, text_width_mm(b, style)) for a, b in halves)
    return least_mm + _ROUNDING_MM


def _beside_box_mm(ground: Ground) -> float:
    return ground.mark_width_mm + ground.measures.label_gap_mm


def _room_mm(ground: Ground) -> float:
    return ground.frame.right_mm - ground.text_left_mm
