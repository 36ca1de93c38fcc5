"""Facts about the table of marks."""

from db.engine import Engine
from db.exports import stored_marks
from reports.marks import MARK_COLUMNS, mark_rows
from tests.db.values import FIRST, accepted, printed, reading, scanned


def test_a_row_for_each_box(engine: Engine) -> None:
    """In printed order, with the probability that it is marked."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "4")), path="a.pdf")

    rows = list(mark_rows(stored_marks(engine)))

    assert ",".join(MARK_COLUMNS) == "source,source_page,question,choice,state,p_marked"
    assert rows[:2] == [("a.pdf", 1, "C1", "5", "empty", 0.0001), ("a.pdf", 1, "C1", "4", "marked", 0.9877)]
    assert len(rows) == 8


def test_a_duplicate_has_no_rows(engine: Engine) -> None:
    """Boxes of a page that does not count are not put beside those that do."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "4"))
    scanned(engine, page, page)

    assert {row[1] for row in mark_rows(stored_marks(engine))} == {1}
