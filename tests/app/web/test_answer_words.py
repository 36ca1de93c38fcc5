"""Facts about how answers are said."""

import pytest

from app.web.answer_words import choice_labels, chosen_words, outcome_words
from omr.words import Language
from tests.db.opinions import SURVEY

_JSON = SURVEY.model_dump_json()


@pytest.mark.parametrize(
    ("chosen", "told"), [(("4",), "Hài lòng"), (("5", "1"), "=Rất hài lòng; Rất không hài lòng"), ((), "Để trống")]
)
def test_choices_are_said_as_they_are_printed(chosen: tuple[str, ...], told: str) -> None:
    """Several one after another; none is blank."""
    assert chosen_words(choice_labels(_JSON, "C1", Language.VI), chosen, Language.VI) == told


def test_a_language_that_a_form_knows_is_spoken() -> None:
    """Where it has no words in it, its own stand there."""
    labels = choice_labels(_JSON, "C1", Language.EN)

    assert chosen_words(labels, ("KYK", "4"), Language.EN) == "No opinion; Hài lòng"


@pytest.mark.parametrize("survey_json", ["", "{}"])
def test_of_a_form_without_wording_codes_are_said(survey_json: str) -> None:
    """Nobody kept its words."""
    assert chosen_words(choice_labels(survey_json, "C1", Language.VI), ("4",), Language.VI) == "4"


@pytest.mark.parametrize("outcome", ["spoiled", "discard", "first", "second", "both", "accept", "reopen"])
@pytest.mark.parametrize("language", list(Language))
def test_every_decision_has_words(outcome: str, language: Language) -> None:
    """Of a page, of two papers, and of an answer that cannot be told."""
    assert outcome_words({}, outcome, (), language) not in ("", outcome)
