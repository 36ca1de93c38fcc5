"""How is an answer said? By the words that stand on the sheet, never by the codes that it is stored under."""

from collections.abc import Sequence

from app.web.words import said
from db.review import BLANK
from db.wording import survey_of
from omr.words import Language

# What a decision is called that is a choice of boxes, or of none.
_ANSWER = "answer"


def choice_labels(survey_json: str, question: str, language: Language) -> dict[str, str]:
    """Return the words of a question's choices by their codes; nothing where they are not known."""
    survey = survey_of(survey_json)
    answerables = survey.answerables() if survey is not None else ()
    asked = next((answerable for answerable in answerables if answerable.code == question), None)
    return {choice.code: choice.label.to(language) for choice in asked.choices} if asked is not None else {}


def chosen_words(labels: dict[str, str], chosen: Sequence[str], language: Language) -> str:
    """Return what was chosen, by the words of the choices; a choice without words goes by its code."""
    return "; ".join(labels.get(code, code) for code in chosen) or said(language, BLANK)


def outcome_words(labels: dict[str, str], outcome: str, chosen: Sequence[str], language: Language) -> str:
    """Return what was decided: the choices, or what was done with a page."""
    return chosen_words(labels, chosen, language) if outcome == _ANSWER else said(language, outcome)
