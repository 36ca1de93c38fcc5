"""What kinds of question are there? The models of wording, choices, scales and questions, frozen and strict."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from forms.wording import code_text_of, line_of, not_reserved, whole_number
from omr.words import Language

# 36 boxes are the most that one question may have: more is a list nobody reads at a counter.
MAX_CHOICES = 36
Role = Literal["field", "officer", "respondent", "overall"]
Prefill = Literal["officer", "counter", "field"]

# Made one line before it is measured: four lines of A5 at most. Named after the validator, the bound would be told as
# that of a list.
Phrase = Annotated[str, Field(min_length=1, max_length=300), BeforeValidator(line_of)]
# Codes are short on forms of ours; forms that others made come with names of their own. A semicolon parts choices in
# exports, and what begins as a formula would be one in a spreadsheet.
_CODE = r"^[^\s;=+@\-\x00-\x1f][^;\x00-\x1f]{0,39}$"
QuestionCode = Annotated[str, BeforeValidator(code_text_of), Field(pattern=_CODE)]
Version = Annotated[str, BeforeValidator(code_text_of), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,11}$")]
# Nor may it be a word that a reviewer types for something else.
ChoiceCode = Annotated[
    str,
    BeforeValidator(code_text_of),
    Field(pattern=_CODE),
    AfterValidator(not_reserved),
]
ScaleName = Annotated[str, BeforeValidator(code_text_of), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$")]
Whole = Annotated[int, BeforeValidator(whole_number)]


class Model(BaseModel):
    """The manners of every model here: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Label(Model):
    """A piece of wording: Vietnamese as printed, English where the author gives it. A bare text is Vietnamese."""

    vi: Phrase
    en: Phrase | None = None

    @model_validator(mode="before")
    @classmethod
    def _accept_bare_text(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"vi": data}
        if isinstance(data, dict | Label):
            return data
        raise PydanticCustomError("string_type", "this must be text")

    def to(self, language: Language) -> str:
        """Return the wording in a language, or in Vietnamese where there is none."""
        return self.en if language is Language.EN and self.en is not None else self.vi


class Choice(Model):
    """One answer that can be marked.

    `no_opinion` takes it out of the denominator of every rate. Who chooses it need not answer the questions that it
    `skips`; the sheet says so beside it.
    """

    code: ChoiceCode
    label: Label
    score: float | None = None
    no_opinion: bool = False
    skips: tuple[QuestionCode, ...] = ()


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=MAX_CHOICES)]


class Scale(Model):
    """The levels that rating questions share, in printed order, and which of them count as satisfied."""

    name: ScaleName
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=MAX_CHOICES)]
    positive: tuple[ChoiceCode, ...] = ()


YES_NO = (Choice(code="1", label=Label(vi="Có", en="Yes")), Choice(code="2", label=Label(vi="Không", en="No")))


class SingleQuestion(Model):
    """One choice from a list; of kind `yesno` the list is *Có, Không* where none is given."""

    kind: Literal["single", "yesno"]
    code: QuestionCode
    label: Label
    hint: Label | None = None
    role: Role | None = None
    choices: Choices

    @model_validator(mode="before")
    @classmethod
    def _give_yes_and_no(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("kind") == "yesno" and "choices" not in data:
            return {**data, "choices": YES_NO}
        return data


class MultipleQuestion(Model):
    """Any number of choices from a list, or at most `max_choices`."""

    kind: Literal["multiple"]
    code: QuestionCode
    label: Label
    hint: Label | None = None
    role: Role | None = None
    choices: Choices
    max_choices: Annotated[Whole, Field(ge=1)] | None = None


class RatingQuestion(Model):
    """One level of a scale; ratings that follow each other on the same scale are printed as one grid.

    `factor` names the index that the question is part of, `weight` how much it counts there.
    """

    kind: Literal["rating"]
    code: QuestionCode
    label: Label
    role: Role | None = None
    scale: ScaleName
    factor: Annotated[str, BeforeValidator(code_text_of), Field(pattern=_CODE)] | None = None
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0


class DigitsQuestion(Model):
    """A number of one to eight digits, each marked in a row of ten boxes and read as a question of its own."""

    kind: Literal["digits"]
    code: QuestionCode
    label: Label
    hint: Label | None = None
    role: Role | None = None
    digits: Annotated[Whole, Field(ge=1, le=8)]

    def digit_code(self, place: int) -> str:
        """Return the code of the digit at a place, counted from 1 at the left."""
        return f"{self.code}{place}"


class CommentQuestion(Model):
    """Room to write freely; kept as a picture, never read as marks."""

    kind: Literal["comment"]
    code: QuestionCode
    label: Label
    hint: Label | None = None
    lines: Annotated[Whole, Field(ge=1, le=24)] = 3


class PrefilledQuestion(Model):
    """What the office prints on the sheet: officer, counter or field; a line to write on where it is not known."""

    kind: Literal["prefilled"]
    code: QuestionCode
    label: Label
    fills: Prefill


Question = SingleQuestion | MultipleQuestion | RatingQuestion | DigitsQuestion | CommentQuestion | PrefilledQuestion
AnyQuestion = Annotated[Question, Field(discriminator="kind")]


class Section(Model):
    """Questions that belong together, under a title or none."""

    title: Label | None = None
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1, max_length=100)]


DIGIT_CHOICES = tuple(Choice(code=digit, label=Label(vi=digit), score=float(digit)) for digit in "0123456789")


def codes_of(question: Question) -> tuple[str, ...]:
    """Return the codes that a question takes up in a layout: its own, or one for each of its digits."""
    if isinstance(question, DigitsQuestion):
        return tuple(question.digit_code(place) for place in range(1, question.digits + 1))
    return (question.code,)
