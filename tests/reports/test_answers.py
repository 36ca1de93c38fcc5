"""Facts about the table of answers."""

from db.engine import Engine
from db.exports import final_answers
from db.review import decide, queue
from omr.layout.serial import layout_id
from reports.answers import ANSWER_COLUMNS, answer_rows
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, printed, reading, scanned, unsure


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


def test_what_is_decided_takes_the_place_of_what_waits(engine: Engine) -> None:
    """Empty while it waits; then the answer, with the confidence of the machine beside the name of the person."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5")))
    assert [row[7:] for row in answer_rows(final_answers(engine))] == [("", "review", 0.6, "")]

    [item] = queue(engine)
    for answer, written in (("spoiled", "spoiled"), ("blank", ""), ("4", "4")):
        decide(engine, item.id, answer, "Người kiểm tra", "", NOW)
        assert [row[7:] for row in answer_rows(final_answers(engine))] == [(written, "reviewed", 0.6, "Người kiểm tra")]


def test_a_photocopied_sheet_has_no_serial(engine: Engine) -> None:
    """The cell is empty, not a word that could be a serial; the layout is named all the same."""
    printed(engine)
    scanned(engine, reading(None, accepted("C1", "5")))

    [row] = answer_rows(final_answers(engine))

    assert dict(zip(ANSWER_COLUMNS, row, strict=True)) == {
        "batch": "2026-09-14-1",
        "source": "hòm phiếu.pdf",
        "source_page": 1,
        "serial": "",
        "form": "pks-q",
        "layout_id": layout_id(layout()),
        "question": "C1",
        "answer": "5",
        "state": "accepted",
        "confidence": 0.9999,
        "decided_by": "",
    }
