"""The table of answers: one row for each question of each sheet."""

from collections.abc import Iterable, Iterator

from db.exports import FinalAnswer
from reports.tables import Cell

ANSWER_COLUMNS = (
    "batch",
    "source",
    "source_page",
    "serial",
    "form",
    "layout_id",
    "question",
    "answer",
    "state",
    "confidence",
    "decided_by",
)
# Stands for an answer that a person could not tell either; no choice of a form may be called so.
SPOILED = "spoiled"


def answer_rows(answers: Iterable[FinalAnswer]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows. `answer` is empty for blank and while the answer waits (`state` tells which)."""
    for a in answers:
        yield (
            a.batch,
            a.source,
            a.source_page,
            a.serial,
            a.form,
            a.layout_id,
            a.question,
            SPOILED if a.spoiled else ";".join(a.chosen),
            a.state.value,
            round(a.confidence, 4),
            a.decided_by,
        )
