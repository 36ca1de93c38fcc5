"""What does a form ask? The survey as its author defines it, before anything is placed on paper.

The models are strict and frozen, and go to JSON and back (`Survey.model_dump_json`, `Survey.model_validate_json`):
that JSON is stored beside the printed layout, so that reports have the wording which people answered.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from forms.consistency import contradictions
from forms.questions import (
    DIGIT_CHOICES,
    Choice,
    CommentQuestion,
    DigitsQuestion,
    Label,
    Model,
    MultipleQuestion,
    PrefilledQuestion,
    Question,
    RatingQuestion,
    Role,
    Scale,
    Section,
    SingleQuestion,
    Version,
    codes_of,
)
from omr.layout.sheet import BoxShape

__all__ = [
    "Answerable",
    "Choice",
    "CommentQuestion",
    "DigitsQuestion",
    "Label",
    "MultipleQuestion",
    "PrefilledQuestion",
    "Question",
    "RatingQuestion",
    "Role",
    "Scale",
    "Section",
    "SingleQuestion",
    "Survey",
]


class Answerable(Model):
    """A question as it is read and counted: one code and its choices. Each digit of a number is one."""

    code: str
    question: Question
    choices: tuple[Choice, ...]
    positive: tuple[str, ...] = ()


class Survey(Model):
    """A whole form."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
    version: Version
    paper: Literal["A4", "A5", "A6"] = "A4"
    orientation: Literal["portrait", "landscape"] = "portrait"
    large_print: bool = False
    dense: bool = False
    bilingual: bool = False
    shape: BoxShape = BoxShape.BOX
    office: Annotated[tuple[Label, ...], Field(max_length=3)] = ()
    title: Label
    purpose: Label | None = None
    instruction: Label
    correction: Label | None = None
    scales: tuple[Scale, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=40)]
    thanks: Annotated[tuple[Label, ...], Field(max_length=3)] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "Survey":
        found = contradictions(self.sections, self.scales)
        if found:
            raise PydanticCustomError("inconsistent", "the form contradicts itself", {"found": found})
        return self

    def questions(self) -> Iterator[Question]:
        """Yield every question in printed order."""
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        """Return the question with this code, or None; the code of a digit finds its number."""
        for question in self.questions():
            if question.code == code:
                return question
            if isinstance(question, DigitsQuestion) and code in codes_of(question):
                return question
        return None

    def with_role(self, role: Role) -> Question | None:
        """Return the first question that plays a role in reports, or None where the form has none."""
        return next((q for q in self.questions() if getattr(q, "role", None) == role), None)

    def prefilled(self) -> tuple[PrefilledQuestion, ...]:
        """Return the places that the office fills in when it prints, in printed order."""
        return tuple(question for question in self.questions() if isinstance(question, PrefilledQuestion))

    def scale(self, name: str) -> Scale | None:
        """Return the scale of this name as the form carries it, or None."""
        return next((scale for scale in self.scales if scale.name == name), None)

    def answerables(self) -> tuple[Answerable, ...]:
        """Return everything that is read as marks, in printed order; comments are not."""
        return tuple(answerable for question in self.questions() for answerable in self._answerables_of(question))

    def _answerables_of(self, question: Question) -> Iterator[Answerable]:
        match question:
            case RatingQuestion():
                scale = self.scale(question.scale)
                if scale is not None:
                    yield Answerable(
                        code=question.code, question=question, choices=scale.choices, positive=scale.positive
                    )
            case DigitsQuestion():
                for code in codes_of(question):
                    yield Answerable(code=code, question=question, choices=DIGIT_CHOICES)
            case SingleQuestion() | MultipleQuestion():
                yield Answerable(code=question.code, question=question, choices=question.choices)
            case CommentQuestion() | PrefilledQuestion():
                return


def definition_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a form as its author writes it, for editors that complete and check."""
    schema = Survey.model_json_schema(mode="validation", by_alias=True)
    # Wording may be written as a bare text, which is the Vietnamese, and codes as whole numbers.
    definitions = schema["$defs"]
    # Of kind yesno the choices may be left out.
    single = definitions["SingleQuestion"]
    single["required"] = [key for key in single["required"] if key != "choices"]
    single["if"], single["then"] = {"properties": {"kind": {"const": "single"}}}, {"required": ["choices"]}
    definitions["Label"] = {"anyOf": [{"type": "string", "minLength": 1}, definitions["Label"]]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_codes_may_be_numbers(schema)}


def _codes_may_be_numbers(node: Any) -> Any:
    """Return a schema in which every code that is text may be written as a whole number too."""
    if isinstance(node, dict):
        changed = {key: _codes_may_be_numbers(value) for key, value in node.items()}
        for key in ("code", "version", "positive", "skips"):
            written = changed.get(key)
            if isinstance(written, dict) and written.get("type") == "string":
                changed[key] = {"anyOf": [written, {"type": "integer"}], "title": written.get("title", key)}
            elif isinstance(written, dict) and written.get("items", {}).get("type") == "string":
                changed[key] = {**written, "items": {"anyOf": [written["items"], {"type": "integer"}]}}
        return changed
    return [_codes_may_be_numbers(item) for item in node] if isinstance(node, list) else node
