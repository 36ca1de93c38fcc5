"""What is the row of a respondent, or of an answer? Datasets for statistics programs, wide and long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.datasets import Respondent, Said, SheetPlace
from omr.words import Language, Text
from reports.codebook import (
    STATE_TEXTS,
    Kind,
    Shape,
    State,
    Value,
    Variable,
    answer_variable,
    flag_variable,
    missing_word,
    state_variable,
)
from reports.tables import Cell
from reports.tally import QuestionMeaning

_ABOUT = (
    ("row", Kind.WHOLE, Text("Số thứ tự trong tệp này", "Number within this file")),
    ("form", Kind.TEXT, Text("Mẫu phiếu", "Form")),
    ("channel", Kind.TEXT, Text("Kênh", "Channel")),
    ("month", Kind.TEXT, Text("Tháng mở hòm phiếu hoặc nhận", "Month of the box's opening or of receipt")),
    ("field", Kind.TEXT, Text("Lĩnh vực", "Field")),
    ("officer", Kind.TEXT, Text("Mã công chức", "Officer's code")),
)
_PLACE = (
    ("batch", Kind.TEXT, Text("Lô", "Batch")),
    ("serial", Kind.TEXT, Text("Số phiếu", "Serial")),
    ("source", Kind.TEXT, Text("Tệp quét", "Scanned file")),
    ("source_page", Kind.WHOLE, Text("Trang trong tệp quét", "Page in the scanned file")),
    ("read_at", Kind.TEXT, Text("Thời điểm đọc", "Time of reading")),
)
_ANSWER = (
    ("question", Kind.TEXT, Text("Mã câu hỏi", "Question code")),
    ("question_label", Kind.TEXT, Text("Câu hỏi", "Question")),
    ("choice", Kind.TEXT, Text("Mã lựa chọn", "Choice code")),
    ("choice_label", Kind.TEXT, Text("Lựa chọn", "Choice")),
    ("score", Kind.NUMBER, Text("Điểm", "Score")),
    ("positive", Kind.WHOLE, Text("1: tính là hài lòng", "1: counts as satisfied")),
)
_STATE = Text("Giá trị của câu trả lời", "What the answer is worth")


@dataclass(frozen=True, slots=True)
class DatasetPlan:
    """What a dataset is to hold: every question of a form, in which shape, with or without the way back to the sheet.

    `field_questions` and `officer_questions` are those by which a sheet says them, one for each digit of a number.
    `outside` leaves out by which channel and in which month a sheet came.
    """

    questions: tuple[QuestionMeaning, ...]
    shape: Shape
    language: Language
    with_sheets: bool = False
    field_questions: tuple[str, ...] = ()
    officer_questions: tuple[str, ...] = ()
    outside: bool = False


def dataset_variables(plan: DatasetPlan) -> tuple[Variable, ...]:
    """Return the columns, in order, each with a name of its own whatever questions are called."""
    about = [Variable(n, t.to(plan.language), k) for n, k, t in (*_ABOUT, *(_PLACE if plan.with_sheets else ()))]
    if plan.shape is Shape.LONG:
        states = tuple(Value(state, text.to(plan.language), n) for n, (state, text) in enumerate(STATE_TEXTS, start=1))
        answer = [Variable(n, t.to(plan.language), k) for n, k, t in _ANSWER]
        return (*about, *answer, Variable("state", _STATE.to(plan.language), Kind.CODED, states))
    taken = {variable.name.casefold() for variable in about}
    for meaning in plan.questions:
        about += _question_variables(meaning, plan.language, taken)
    return tuple(about)


def dataset_rows(plan: DatasetPlan, everybody: Iterable[Respondent]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows, cells in the order of `dataset_variables`."""
    for number, respondent in enumerate(everybody, start=1):
        head = _head(plan, respondent, number)
        if plan.shape is Shape.WIDE:
            said = {s.question: s for s in respondent.said}
            yield (*head, *(cell for meaning in plan.questions for cell in _cells(meaning, said.get(meaning.question))))
        else:
            yield from ((*head, *cells) for cells in _long_cells(plan.questions, respondent.said))


def state_of(meaning: QuestionMeaning, said: Said) -> State:
    """Return what an answer is worth, by the rules of the tallies."""
    if said.standing != "final":
        return State(said.standing)
    if not said.chosen:
        return State.BLANK
    if len(said.chosen) > 1 and not meaning.multiple:
        return State.SEVERAL
    silent = {choice.code for choice in meaning.choices if choice.no_opinion}
    return State.NO_OPINION if set(said.chosen) <= silent else State.VALID


def _question_variables(meaning: QuestionMeaning, language: Language, taken: set[str]) -> Iterator[Variable]:
    if not meaning.multiple:
        yield answer_variable(_free(meaning.question, taken), meaning, language)
        return
    yield state_variable(_free(meaning.question, taken), meaning, language)
    for choice in meaning.choices:
        yield flag_variable(_free(f"{meaning.question}_{choice.code}", taken), meaning, choice.code, language)


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other column has, in capitals or not: SPSS and SQL do not tell these apart."""
    free, turn = name, 1
    while free.casefold() in taken:
        turn += 1
        free = f"{name}_{turn}"
    taken.add(free.casefold())
    return free


def _head(plan: DatasetPlan, respondent: Respondent, number: int) -> tuple[Cell, ...]:
    field = _told(plan.field_questions, respondent.said) or respondent.field
    officer = _told(plan.officer_questions, respondent.said) or respondent.officer
    came = ("", "") if plan.outside else (respondent.channel, f"{respondent.day:%Y-%m}")
    about = (number, respondent.form, *came, field, officer)
    return (*about, *(_place(respondent.place) if plan.with_sheets else ()))


def _told(questions: Sequence[str], said: Sequence[Said]) -> str:
    """Return the field or officer that a sheet names; a number that lacks a digit names nobody."""
    chosen = {s.question: s.chosen for s in said if s.standing == "final" and len(s.chosen) == 1}
    return "".join(chosen[code][0] for code in questions) if all(code in chosen for code in questions) else ""


def _place(place: SheetPlace) -> tuple[Cell, ...]:
    return (place.batch, place.serial, place.source, place.source_page, place.read_at)


def _cells(meaning: QuestionMeaning, said: Said | None) -> tuple[Cell, ...]:
    """Return the cells of one question; all are empty where it was not asked."""
    state = state_of(meaning, said) if said else None
    chosen = said.chosen if said else ()
    if not meaning.multiple:
        return (chosen[0] if state in {State.VALID, State.NO_OPINION} else state and missing_word(meaning, state),)
    known = state in {State.VALID, State.NO_OPINION}
    return (state and state.value, *(int(c.code in chosen) if known else None for c in meaning.choices))


def _long_cells(questions: Sequence[QuestionMeaning], said: Sequence[Said]) -> Iterator[tuple[Cell, ...]]:
    answers = {s.question: s for s in said}
    for meaning in questions:
        answer = answers.get(meaning.question)
        if answer is None:
            continue
        state, head = state_of(meaning, answer), (meaning.question, meaning.label)
        if state not in {State.VALID, State.NO_OPINION}:
            yield (*head, None, None, None, None, state.value)
            continue
        for c in (c for c in meaning.choices if c.code in answer.chosen):
            yield (*head, c.code, c.label, c.score, int(c.positive), state.value)
