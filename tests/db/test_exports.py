"""Facts about reading everything back."""

import pytest

import db.exports
from db.engine import Engine
from db.exports import final_answers, stored_marks, stored_pages
from omr.reading import AnswerState, PageRejected
from omr.reasons import Reason
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


def test_only_pages_that_count_have_answers_and_marks(engine: Engine) -> None:
    """A duplicate and a rejected page are among the pages and nowhere else."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"), accepted("MD"))
    scanned(engine, PageRejected(Reason.NOT_A_SHEET), page, page)

    assert [stored.outcome for stored in stored_pages(engine)] == ["rejected", "read", "duplicate"]
    assert {answer.source_page for answer in final_answers(engine)} == {2}
    assert {mark.source_page for mark in stored_marks(engine)} == {2}


def test_a_long_table_comes_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are fetched a few at a time; none is lost or doubled between two fetches."""
    monkeypatch.setattr(db.exports, "_FETCH", 3)
    printed(engine)
    scanned(engine, *(reading(None, accepted("C1", "5"), accepted("MD")) for _ in range(5)))

    assert [(a.source_page, a.question) for a in final_answers(engine)] == [
        (page, question) for page in range(1, 6) for question in ("C1", "MD")
    ]


def test_an_empty_database_has_no_rows(engine: Engine) -> None:
    """Nothing scanned is nothing exported, not an error."""
    assert not [*final_answers(engine), *stored_pages(engine), *stored_marks(engine)]
