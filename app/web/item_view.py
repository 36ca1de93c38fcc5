"""What is there to see of an item? Its wording, keys and places, for the page of one decision."""

from itertools import zip_longest
from statistics import median
from typing import Any

from app.web import crops
from app.web.answer_words import choice_labels, chosen_words, outcome_words
from app.web.sessions import Session
from app.web.words import said
from db.desk import Detail, PastDecision
from db.review import BLANK, SPOILED, QueueItem
from db.wording import survey_of
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
        "decided_words": lambda past: decided_words(detail, past, session),
        "pace_s": median(session.seconds[-20:]) if session.seconds else _USUAL_SECONDS,
    }


def wording(detail: Detail, session: Session) -> str:
    """Return the question's own words, empty where there is no question."""
    survey = survey_of(detail.survey_json)
    question = survey.question(detail.item.question) if survey is not None else None
    return question.label.to(session.language) if question is not None else ""


def machine_words(detail: Detail, session: Session) -> str:
    """Return what the machine had read, how sure it was, and why no surer."""
    answer = machine_answer(detail, session)
    told = said(session.language, "machine_chose", answer=answer, confidence=f"{100 * detail.confidence:.0f} %")
    return " ".join([told, *(reason.sentence(session.language, ()) for reason in detail.item.reasons)])


def machine_answer(detail: Detail, session: Session) -> str:
    """Return the machine's guess in the words of the sheet."""
    return chosen_words(_labels(detail, session), detail.machine_chosen, session.language)


def answer_told(detail: Detail, answer: str, session: Session) -> str:
    """Return an answer as a key or a form gives it, in the words of the sheet; one choice with its key."""
    word = answer.strip()
    if detail.field is None or word.lower() in (BLANK, SPOILED):
        return said(session.language, word.lower())
    codes = [code.strip() for code in word.split(";") if code.strip()]
    words = chosen_words(_labels(detail, session), codes, session.language)
    key = next((key for key, code, _ in _choices(detail, session) if [code] == codes), "")
    return said(session.language, "with_key", answer=words, key=key) if key else words


def decided_words(detail: Detail, past: PastDecision, session: Session) -> str:
    """Return what was decided on an item before."""
    return outcome_words(_labels(detail, session), past.outcome, past.chosen, session.language)


def _choices(detail: Detail, session: Session) -> list[tuple[str, str, str]]:
    """Return key, code and words of every choice, in printed order; the last of a long list have no key."""
    if detail.field is None:
        return []
    labels = _labels(detail, session)
    codes = [box.choice for box in detail.field.boxes]
    return [(key, code, labels.get(code, code)) for key, code in zip_longest(KEYS[: len(codes)], codes, fillvalue="")]


def _labels(detail: Detail, session: Session) -> dict[str, str]:
    return choice_labels(detail.survey_json, detail.item.question, session.language)
