"""How does one reading compare with the truth? Every question is right, silently wrong, or waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from omr.reading import AnswerState, PageOutcome, PageReading
from simulate.truth import MarkKind, SheetTruth


class Outcome(StrEnum):
    """What became of one question."""

    RIGHT = "right"
    SILENT_ERROR = "silent error"
    REVIEW = "review"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question of one page: what was meant, what was made of it, and what kind of mark it was."""

    seed: int
    question: str
    positions: int
    kind: str
    meant: tuple[str, ...]
    chosen: tuple[str, ...]
    confidence: float
    outcome: Outcome
    reasons: tuple[str, ...] = ()


def score(reading: PageOutcome, truth: SheetTruth) -> Iterator[ScoredQuestion]:
    """Yield every question of a page with its outcome; a page that was rejected has all of them unread."""
    answers = {a.question: a for a in reading.answers} if isinstance(reading, PageReading) else {}
    for question, meant in truth.answers:
        boxes = [box for box in truth.boxes if box.question == question]
        kind, answer = _kind(truth, question), answers.get(question)
        if answer is None:
            yield ScoredQuestion(truth.seed, question, len(boxes), kind, meant, (), 0.0, Outcome.UNREAD)
            continue
        outcome = Outcome.REVIEW
        if answer.state is AnswerState.ACCEPTED:
            outcome = Outcome.RIGHT if answer.chosen == meant else Outcome.SILENT_ERROR
        reasons = tuple(reason.value for reason in answer.reasons)
        yield ScoredQuestion(
            truth.seed, question, len(boxes), kind, meant, answer.chosen, answer.confidence, outcome, reasons
        )


def _kind(truth: SheetTruth, question: str) -> str:
    """Return what was done in a question: the kind of its mark, blank, corrected, or several."""
    kinds = [box.kind for box in truth.boxes if box.question == question and box.kind is not MarkKind.NONE]
    if not kinds:
        return "blank"
    cancelled = [kind for kind in kinds if kind.cancels]
    if cancelled:
        return f"corrected: {cancelled[0].value}"
    return kinds[0].value if len(kinds) == 1 else "several"
