"""What does each column of a dataset hold? Its label, its values with theirs, and which of them are missing ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from omr.words import Language, Text
from reports.tables import Cell
from reports.tally import ChoiceMeaning, QuestionMeaning

CODEBOOK_COLUMNS = (
    "variable",
    "label",
    "kind",
    "question",
    "choice",
    "value",
    "value_label",
    "number",
    "missing",
    "score",
)


class Shape(StrEnum):
    """How a dataset lies: one row for each respondent, or for each answer."""

    WIDE = "wide"
    LONG = "long"


class State(StrEnum):
    """What an answer is worth in figures."""

    VALID = "valid"
    NO_OPINION = "no_opinion"
    BLANK = "blank"
    SEVERAL = "several"
    SPOILED = "spoiled"
    WAITING = "waiting"


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    # Text with a number behind each value, for programs that count with numbers.
    CODED = "coded"


STATE_TEXTS = (
    (State.VALID, Text("Có trả lời", "Answered")),
    (State.NO_OPINION, Text("Không có ý kiến", "No opinion")),
    (State.BLANK, Text("Không trả lời", "Blank")),
    (State.SEVERAL, Text("Đánh nhiều ô", "Several marks")),
    (State.SPOILED, Text("Không đọc được", "Spoiled")),
    (State.WAITING, Text("Đang chờ xem", "Waiting for review")),
)
# Numbers that no choice has, in the order of the states; SPSS takes all of them for missing, and those down to -9,
# which are for further choices that are no opinion.
_NUMBERS = {State.BLANK: -1, State.SEVERAL: -2, State.SPOILED: -3, State.WAITING: -4, State.NO_OPINION: -5}
_FLAGS = (Text("Không chọn", "Not chosen"), Text("Có chọn", "Chosen"))


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a column: as written, its label, the number that stands for it, and if it says: no answer."""

    written: str
    label: str
    number: int
    missing: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: its name and label, and where its values are known all of them, in printed order.

    `question` and `choice` say which of the form it is about, empty where it is about the sheet.
    """

    name: str
    label: str
    kind: Kind
    values: tuple[Value, ...] = ()
    question: str = ""
    choice: str = ""


def answer_variable(name: str, meaning: QuestionMeaning, language: Language) -> Variable:
    """Return the column of a question with one answer: a choice's code, or a word for why there is none."""
    whole = all(c.code.isascii() and c.code.isdigit() and c.code == str(int(c.code)) for c in _spoken(meaning))
    silent = [choice for choice in meaning.choices if choice.no_opinion]

    def number(place: int, choice: ChoiceMeaning) -> int:
        if choice.no_opinion:
            return _NUMBERS[State.NO_OPINION] - silent.index(choice)
        return int(choice.code) if whole else place

    values = [
        Value(
            written=choice.code,
            label=choice.label,
            number=number(place, choice),
            missing=choice.no_opinion,
            score=choice.score,
        )
        for place, choice in enumerate(meaning.choices, start=1)
    ]
    none = _missing((State.BLANK, State.SEVERAL, State.SPOILED, State.WAITING), language)
    none = tuple(replace(value, written=missing_word(meaning, State(value.written))) for value in none)
    return Variable(name, meaning.label, Kind.CODED, (*values, *none), meaning.question)


def missing_word(meaning: QuestionMeaning, state: State) -> str:
    """Return the word that stands in a question's column for why there is no answer; never one of its choices."""
    codes, word = {choice.code for choice in meaning.choices}, state.value
    while word in codes:
        word += "_"
    return word


def state_variable(name: str, meaning: QuestionMeaning, language: Language) -> Variable:
    """Return the column that says if a question with several answers was answered at all."""
    answered = Value(State.VALID, dict(STATE_TEXTS)[State.VALID].to(language), 1)
    none = _missing((State.NO_OPINION, State.BLANK, State.SPOILED, State.WAITING), language)
    return Variable(name, meaning.label, Kind.CODED, (answered, *none), meaning.question)


def flag_variable(name: str, meaning: QuestionMeaning, choice: str, language: Language) -> Variable:
    """Return the column of one choice of a question with several answers: 1, 0, or empty where nobody can know."""
    label = next(c.label for c in meaning.choices if c.code == choice)
    values = tuple(Value(str(n), text.to(language), n) for n, text in enumerate(_FLAGS))
    return Variable(name, f"{meaning.label}: {label}", Kind.WHOLE, values, meaning.question, choice)


def codebook_rows(variables: Sequence[Variable]) -> Iterator[tuple[Cell, ...]]:
    """Yield one row for each value of each column, one for a column whose values are not told."""
    for v in variables:
        head = (v.name, v.label, v.kind.value, v.question, v.choice)
        if not v.values:
            yield (*head, "", "", None, None, None)
        for value in v.values:
            yield (*head, value.written, value.label, value.number, int(value.missing), value.score)


def _spoken(meaning: QuestionMeaning) -> list[ChoiceMeaning]:
    return [choice for choice in meaning.choices if not choice.no_opinion]


def _missing(states: Sequence[State], language: Language) -> tuple[Value, ...]:
    texts = dict(STATE_TEXTS)
    return tuple(Value(state.value, texts[state].to(language), _NUMBERS[state], True) for state in states)
