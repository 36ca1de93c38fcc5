"""Facts about the table of answers."""

from db.engine import Engine
from db.exports import final_answers
from db.review import decide, queue
from reports.answers import ANSWER_COLUMNS, answer_rows
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure


def test_the_columns_are_the_published_ones() -> None:
    """Other tools rely on these names in this order."""
    assert ",".join(ANSWER_COLUMNS) == (
        "batch,source,source_page,serial,form,layout_id,question,answer,state,confidence,decided_by"
    )


def test_a_row_for_each_question_of_each_sheet(engine: Engine) -> None:
    """Several choices stand in one cell, blank is empty, and so is what still waits."""
    printed(engine, FIRST, SECOND)
    scanned(engine, reading(FIRST, accepted("C1"), accepted("MD", "tt", "td")))
    scanned(engine, reading(SECOND, unsure("C1", "5"), unsure("MD", "cs")), path="b.pdf")
    decide(
        engine, next(item.id for item in queue(engine) if item.question == "MD"), "spoiled", "Người kiểm tra", "", NOW
    )

    rows = [dict(zip(ANSWER_COLUMNS, row, strict=True)) for row in answer_rows(final_answers(engine))]

    assert [(row["serial"], row["question"], row["answer"], row["state"], row["decided_by"]) for row in rows] == [
        (FIRST, "C1", "", "accepted", ""),
        (FIRST, "MD", "tt;td", "accepted", ""),
        (SECOND, "C1", "", "review", ""),
        (SECOND, "MD", "spoiled", "reviewed", "Người kiểm tra"),
    ]
    assert [row["confidence"] for row in rows] == [0.9999, 0.9999, 0.6, 0.6]
