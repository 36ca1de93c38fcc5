"""How does one reading compare with the truth? Every question is right, silently wrong, or waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from omr.detect.answers import asked_of
from omr.reading import AnswerState, Care, PageOutcome, PageReading
from simulate.truth import MarkKind, SheetTruth


class Outcome(StrEnum):
    """What became of one question."""

    RIGHT = "right"
    SILENT_ERROR = "silent error"
    REVIEW = "review"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question of one page: what was meant, what was made of it, and what kind of mark it was.

    `barred` questions wait for a person however certain the machine is; the others do below the confidence asked for,
    which is more for some, by the `care` that they ask for.
    """

    seed: int
    question: str
    positions: int
    kind: str
    meant: tuple[str, ...]
    chosen: tuple[str, ...]
    confidence: float
    barred: bool
    unread: bool = False
    reasons: tuple[str, ...] = ()
    care: Care = Care.PLAIN

    def outcome(self, accepted_confidence: float) -> Outcome:
        """Return what becomes of the question where answers are accepted from a confidence on."""
        if self.unread:
            return Outcome.UNREAD
        if self.barred or self.confidence < asked_of(accepted_confidence, self.care):
            return Outcome.REVIEW
        return Outcome.RIGHT if self.right else Outcome.SILENT_ERROR

    @property
    def right(self) -> bool:
        """Whether what the machine thought is what was meant."""
        return self.chosen == self.meant


def score(reading: PageOutcome, truth: SheetTruth) -> Iterator[ScoredQuestion]:
    """Yield every question of a page; a page that was rejected has all of them unread.

    The page is to be read with a model that accepts any confidence, so that the outcome at each can be told.
    """
    answers = {a.question: a for a in reading.answers} if isinstance(reading, PageReading) else {}
    for question, meant in truth.answers:
        boxes = [box for box in truth.boxes if box.question == question]
        kind, answer = _kind(truth, question), answers.get(question)
        if answer is None:
            yield ScoredQuestion(truth.seed, question, len(boxes), kind, meant, (), 0.0, barred=True, unread=True)
            continue
        yield ScoredQuestion(
            seed=truth.seed,
            question=question,
            positions=len(boxes),
            kind=kind,
            meant=meant,
            chosen=answer.chosen,
            confidence=answer.confidence,
            barred=answer.state is not AnswerState.ACCEPTED,
            reasons=tuple(reason.value for reason in answer.reasons),
            care=answer.care,
        )


def _kind(truth: SheetTruth, question: str) -> str:
    """Return what was done in a question: the kind of its mark, blank, corrected, taken back alone, or several.

    What was taken back with nothing in its place waits by rule, so that it is no measure of how corrections are read.
    """
    kinds = [box.kind for box in truth.boxes if box.question == question and box.kind is not MarkKind.NONE]
    if not kinds:
        return "blank"
    cancelled = [kind for kind in kinds if kind.cancels]
    if cancelled and len(cancelled) == len(kinds):
        return "taken back alone"
    if cancelled:
        return f"corrected: {cancelled[0].value}"
    return kinds[0].value if len(kinds) == 1 else "several"
