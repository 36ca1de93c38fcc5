"""Facts about survey definitions."""

import pytest
from pydantic import ValidationError

from forms.catalogue import find_form, library_forms
from forms.definition import Label, RatingQuestion, SingleQuestion, Survey, definition_schema
from forms.scales import built_in_scale
from omr.words import Language


def test_a_survey_comes_back_from_json() -> None:
    """A survey written as JSON and read again is the same survey."""
    survey = find_form("pks-q")

    assert Survey.model_validate_json(survey.model_dump_json()) == survey


def test_every_digit_is_answerable() -> None:
    """A number of two digits is read as two questions named after it."""
    survey = find_form("pks-q")

    codes = [answerable.code for answerable in survey.answerables()]

    assert codes == ["LV", "CB1", "CB2", "DT", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"]
    assert survey.question("CB2") is survey.question("CB")
    assert survey.question("C9") is None


def test_roles_name_the_questions_of_reports() -> None:
    """Reports find the field, the officer and the overall question by role."""
    survey = find_form("pks-q")

    roles = [survey.with_role("field"), survey.with_role("officer"), survey.with_role("overall")]

    assert [question.code for question in roles if question] == ["LV", "CB", "C8"]


def test_a_rating_carries_its_scale() -> None:
    """A rating has the choices and the positive set of its scale, the codes being the scores."""
    rating = find_form("pks-q").answerables()[-1]

    assert [(choice.code, choice.score) for choice in rating.choices] == [(str(s), s) for s in (5, 4, 3, 2, 1)]
    assert rating.positive == ("5", "4")


def test_a_label_without_english_speaks_vietnamese() -> None:
    """Wording that has no English is shown in Vietnamese."""
    assert Label(vi="Phường").to(Language.EN) == "Phường"
    assert Label(vi="Phường", en="Ward").to(Language.EN) == "Ward"


def test_a_survey_is_frozen() -> None:
    """A survey cannot be changed."""
    survey = find_form("pks-q")

    with pytest.raises(ValidationError):
        survey.title = Label(vi="Khác")  # type: ignore[misc]


def test_a_yes_no_question_brings_its_choices() -> None:
    """It is a single question with the choices yes and no; others may be given instead."""
    question = SingleQuestion.model_validate({"kind": "yesno", "code": "A", "label": "Có lần nào trễ hẹn?"})

    assert [choice.label.vi for choice in question.choices] == ["Có", "Không"]
    with pytest.raises(ValidationError):
        SingleQuestion.model_validate({"kind": "single", "code": "A", "label": "Có lần nào trễ hẹn?"})


def test_every_scale_comes_backwards_and_with_no_opinion() -> None:
    """R turns the printed order, K adds a choice outside the denominator; scores and the positive set stay."""
    for name in ("S5", "S4", "S3a", "S3b", "P210"):
        plain, backwards, undecided = (built_in_scale(name + suffix) for suffix in ("", "R", "K"))
        assert plain is not None
        assert backwards is not None
        assert undecided is not None
        assert backwards.choices == plain.choices[::-1]
        assert backwards.positive == undecided.positive == plain.positive
        assert undecided.choices[:-1] == plain.choices
        assert undecided.choices[-1].no_opinion
        assert undecided.choices[-1].score is None
        assert len({choice.code for choice in undecided.choices}) == len(undecided.choices)


def test_what_the_office_fills_in_is_no_question() -> None:
    """Places to fill in are told apart and never counted."""
    survey = find_form("pks-c")

    assert [place.fills for place in survey.prefilled()] == ["officer", "counter"]
    assert [answerable.code for answerable in survey.answerables()] == ["D1", "D2", "D3", "D4", "LD"]


def test_factors_and_weights_are_the_authors() -> None:
    """A rating carries its factor, and counts once unless the author says otherwise."""
    question = find_form("pks-s").question("CC5")

    assert isinstance(question, RatingQuestion)
    assert (question.factor, question.weight) == ("F3", 1.0)


def test_the_schema_knows_every_key_of_the_library() -> None:
    """An editor that follows the schema marks no key of a form that comes with the program."""
    schema = definition_schema()

    assert schema["$schema"].endswith("2020-12/schema")
    keys = _properties_of(schema)
    for survey in library_forms():
        assert _keys_of(survey.model_dump(exclude_unset=True)) <= keys


def _properties_of(schema: object) -> set[str]:
    if isinstance(schema, dict):
        own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        return own.union(*(_properties_of(value) for value in schema.values()))
    return set().union(*(_properties_of(item) for item in schema)) if isinstance(schema, list) else set()


def _keys_of(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in _keys_of(value)}
    return {key for item in data for key in _keys_of(item)} if isinstance(data, list | tuple) else set()
