"""The table of marks: one row for each box of each sheet."""

from collections.abc import Iterable, Iterator

from db.exports import StoredMark
from reports.tables import Cell

MARK_COLUMNS = ("source", "source_page", "question", "choice", "state", "p_marked")


def mark_rows(marks: Iterable[StoredMark]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows."""
    for mark in marks:
        yield (mark.source, mark.source_page, mark.question, mark.choice, mark.state, round(mark.p_marked, 4))
