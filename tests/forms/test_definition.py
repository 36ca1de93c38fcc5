"""Facts about survey definitions."""

import pytest
from pydantic import ValidationError

from forms.catalogue import find_form
from forms.definition import Label, Survey
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
