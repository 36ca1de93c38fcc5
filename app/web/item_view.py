"""What is there to see of an item? Its wording, keys and places, for the page of one decision."""

from itertools import zip_longest
from statistics import median
from typing import Any

from app.web import crops
from app.web.sessions import Session
from app.web.words import said
from db.desk import Detail
from db.review import QueueItem
from forms.definition import Survey
from omr.layout.sheet import FieldKind

# Keys in the order of the choices: digits first, then letters that stand for nothing else here.
KEYS = "123456789abcdefghijklmnopqrtvwyz"
_USUAL_SECONDS = 4.0


def item_values(detail: Detail, item: QueueItem, session: Session) -> dict[str, Any]:
    """Return what the page of an item shows. `item` is as the queue has it, with what was seen."""
    return {
        "detail": detail,
        "item": item,
        "wording": wording(detail, session),
        "choices": _choices(detail, session),
        "ticks": list(zip(KEYS, crops.choice_places(detail), strict=False)),
        "frame": crops.frame_of(detail),
        "several": detail.field is not None and detail.field.kind is FieldKind.MULTIPLE,
        "reasons": [reason.sentence(session.language, item.evidence) for reason in item.reasons],
        "history": [past for past in detail.history if past.holds],
        "pace_s": median(session.seconds[-20:]) if session.seconds else _USUAL_SECONDS,
    }


def wording(detail: Detail, session: Session) -> str:
    """Return the question's own words, empty where there is no question."""
    survey = _survey(detail)
    question = survey.question(detail.item.question) if survey is not None else None
    return question.label.to(session.language) if question is not None else ""


def machine_words(detail: Detail, session: Session) -> str:
    """Return what the machine had read, how sure it was, and why no surer."""
    answer = ", ".join(detail.machine_chosen) or said(session.language, "machine_blank")
    told = said(session.language, "machine_chose", answer=answer, confidence=f"{100 * detail.confidence:.0f} %")
    return " ".join([told, *(reason.sentence(session.language, ()) for reason in detail.item.reasons)])


def _choices(detail: Detail, session: Session) -> list[tuple[str, str, str]]:
    """Return key, code and words of every choice, in printed order; the last of a long list have no key."""
    if detail.field is None:
        return []
    survey = _survey(detail)
    answerables = survey.answerables() if survey is not None else ()
    asked = next((a for a in answerables if a.code == detail.item.question), None)
    labels = {c.code: c.label.to(session.language) for c in asked.choices} if asked is not None else {}
    codes = [box.choice for box in detail.field.boxes]
    return [(key, code, labels.get(code, code)) for key, code in zip_longest(KEYS[: len(codes)], codes, fillvalue="")]


def _survey(detail: Detail) -> Survey | None:
    """Return the form that an item's page is of, None where its wording is not known."""
    known = detail.survey_json not in ("", "{}")
    return Survey.model_validate_json(detail.survey_json) if known else None
