"""Facts about reading everything back."""

from db.engine import Engine
from db.exports import final_answers, stored_marks, stored_pages
from omr.reading import AnswerState
from tests.db.values import FIRST, SECOND, accepted, printed, reading, scanned, unsure


def test_rows_come_in_the_order_of_scanning(engine: Engine) -> None:
    """Batch by batch, file by file, page by page, question by question."""
    printed(engine, FIRST, SECOND)
    scanned(engine, reading(SECOND, accepted("C1", "1"), accepted("MD")), path="b.pdf")
    scanned(engine, reading(FIRST, accepted("C1", "2"), unsure("MD")), path="a.pdf")

    answers = [(a.batch, a.source, a.source_page, a.question, a.state) for a in final_answers(engine)]

    assert answers == [
        ("2026-09-14-1", "b.pdf", 1, "C1", AnswerState.ACCEPTED),
        ("2026-09-14-1", "b.pdf", 1, "MD", AnswerState.ACCEPTED),
        ("2026-09-14-2", "a.pdf", 1, "C1", AnswerState.ACCEPTED),
        ("2026-09-14-2", "a.pdf", 1, "MD", AnswerState.REVIEW),
    ]


def test_an_empty_database_has_no_rows(engine: Engine) -> None:
    """Nothing scanned is nothing exported, not an error."""
    assert not [*final_answers(engine), *stored_pages(engine), *stored_marks(engine)]
