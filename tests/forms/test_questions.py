"""Facts about the models of questions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from forms.questions import (
    DIGIT_CHOICES,
    MAX_CHOICES,
    AnyQuestion,
    Choice,
    CommentQuestion,
    DigitsQuestion,
    Label,
    MultipleQuestion,
    PrefilledQuestion,
    RatingQuestion,
    Scale,
    SingleQuestion,
    codes_of,
)
from tests.forms.surveys import questions

ANY: TypeAdapter[BaseModel] = TypeAdapter(AnyQuestion)
CHOICES = [{"code": 1, "label": "Một"}, {"code": 2, "label": "Hai"}]


def is_choice(code: object) -> bool:
    """Tell whether a code may be that of a choice."""
    try:
        Choice.model_validate({"code": code, "label": "x"})
    except ValidationError:
        return False
    return True


@given(questions("C1"))
def test_a_question_comes_back_from_json_as_what_it_was(question: BaseModel) -> None:
    """Of the same kind, with everything it asks."""
    again = ANY.validate_json(question.model_dump_json())

    assert again == question
    assert type(again) is type(question)


@pytest.mark.parametrize(
    ("kind", "further", "model"),
    [
        ("single", {"choices": CHOICES}, SingleQuestion),
        ("yesno", {}, SingleQuestion),
        ("multiple", {"choices": CHOICES}, MultipleQuestion),
        ("rating", {"scale": "S5"}, RatingQuestion),
        ("digits", {"digits": 2}, DigitsQuestion),
        ("comment", {}, CommentQuestion),
        ("prefilled", {"fills": "officer"}, PrefilledQuestion),
    ],
)
def test_a_kind_has_its_own_keys_and_no_others(kind: str, further: dict[str, Any], model: type[BaseModel]) -> None:
    """A key that belongs to another kind is refused instead of passed over: it is a slip of the author."""
    asked = {"kind": kind, "code": "C1", "label": "Câu", **further}
    foreign = {"choices": CHOICES, "scale": "S5", "digits": 2, "lines": 3, "fills": "officer", "max_choices": 1}

    assert type(ANY.validate_python(asked)) is model
    for key in foreign.keys() - model.model_fields.keys():
        with pytest.raises(ValidationError):
            ANY.validate_python({**asked, key: foreign[key]})


@pytest.mark.parametrize("code", ["1", "02", "a", "25-29", "<1", "Câu 2", "x" * 40, 5, 0, "blanket"])
def test_a_code_may_be_what_other_forms_call_their_choices(code: object) -> None:
    """Words, numbers and what is between them."""
    assert is_choice(code)


@pytest.mark.parametrize(
    "code", ["", " ", "a;b", "=1+1", "+1", "-1", "@a", "a\x07b", "a\u200b", "x" * 41, True, 1.5, None]
)
def test_a_code_is_nothing_that_a_table_takes_for_something_else(code: object) -> None:
    """No formula, no sign that parts choices, nothing unseen, and no longer than a column is wide."""
    assert not is_choice(code)


@pytest.mark.parametrize("typed", [" 1a", "1a ", "1a\n"])
def test_codes_that_look_the_same_are_the_same(typed: str) -> None:
    """However many spaces stand around them, and however their letters were typed."""
    assert Choice(code=typed, label=Label(vi="Có")).code == "1a"
    assert Choice(code="e\u0302", label=Label(vi="Có")).code == "\u00ea"
    assert not is_choice("blank ")


@pytest.mark.parametrize("code", ["blank", "Spoiled", "DISCARD"])
def test_a_reviewer_types_no_choice_by_accident(code: str) -> None:
    """Words of the review are no choices, in large letters or small; questions may be called so."""
    assert not is_choice(code)
    assert CommentQuestion(kind="comment", code=code, label=Label(vi="Góp ý")).code == code


@pytest.mark.parametrize(
    ("asked", "key", "least", "most"),
    [
        ({"kind": "digits"}, "digits", 1, 8),
        ({"kind": "comment"}, "lines", 1, 24),
        ({"kind": "multiple", "choices": CHOICES}, "max_choices", 1, None),
    ],
)
def test_a_count_is_a_whole_number_within_its_bounds(
    asked: dict[str, Any], key: str, least: int, most: int | None
) -> None:
    """Written as a number or as text; true is no 1."""
    asked = {**asked, "code": "C1", "label": "Câu"}

    for written in (least, str(least), *((most, str(most)) if most is not None else ())):
        assert getattr(ANY.validate_python({**asked, key: written}), key) == int(written)
    for written in (least - 1, True, "hai", 1.5, *((most + 1,) if most is not None else ())):
        with pytest.raises(ValidationError):
            ANY.validate_python({**asked, key: written})


def test_a_list_has_as_many_choices_as_are_read_at_a_counter() -> None:
    """From 1 to 36, and a scale has two levels at least."""

    def made(count: int) -> tuple[Choice, ...]:
        return tuple(Choice(code=f"c{i}", label=Label(vi="x")) for i in range(count))

    for count in (0, MAX_CHOICES + 1):
        with pytest.raises(ValidationError):
            SingleQuestion(kind="single", code="A", label=Label(vi="x"), choices=made(count))
    with pytest.raises(ValidationError):
        Scale(name="S", choices=made(1))
    assert len(Scale(name="S", choices=made(MAX_CHOICES)).choices) == 36


@given(st.integers(1, 8))
def test_a_number_takes_a_code_for_each_digit(digits: int) -> None:
    """Counted from 1 at the left; any other question takes its own code only."""
    question = DigitsQuestion(kind="digits", code="CB", label=Label(vi="Mã"), digits=digits)

    assert codes_of(question) == tuple(f"CB{place}" for place in range(1, digits + 1))
    assert codes_of(CommentQuestion(kind="comment", code="CB", label=Label(vi="Mã"))) == ("CB",)
    assert [(choice.code, choice.score) for choice in DIGIT_CHOICES] == [(str(d), float(d)) for d in range(10)]


def test_a_text_is_measured_as_it_is_printed() -> None:
    """Spaces and marks that follow their letters do not count; editors that know the schema are told the bound."""
    assert len(Label(vi="a\u0306 " * 150).vi) == 299
    with pytest.raises(ValidationError) as refused:
        Label(vi="ă" * 301)

    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == ("string_too_long", {"max_length": 300})
    assert Label.model_json_schema()["properties"]["vi"]["maxLength"] == 300
