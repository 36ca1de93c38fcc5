"""Facts about the table of pages."""

import pytest

from db.engine import Engine
from db.exports import stored_pages
from omr.reading import PageRejected
from omr.reasons import Reason
from omr.words import Language
from reports.pages import PAGE_COLUMNS, page_rows
from tests.db.values import FIRST, accepted, printed, reading, scanned


def test_every_page_says_what_became_of_it(engine: Engine) -> None:
    """With a reason and advice in the language asked for where it was not read."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"))
    scanned(engine, page, page, PageRejected(Reason.UNKNOWN_LAYOUT, (("layout_id", "ABC"),)), path="a.pdf")

    rows = list(page_rows(stored_pages(engine), Language.EN))

    assert PAGE_COLUMNS == ("batch", "source", "source_page", "outcome", "reason", "advice")
    assert rows == [
        ("2026-09-14-1", "a.pdf", 1, "read", "", ""),
        ("2026-09-14-1", "a.pdf", 2, "duplicate", "", ""),
        (
            "2026-09-14-1",
            "a.pdf",
            3,
            "rejected",
            "unknown_layout",
            "Scan it where the form was printed, or bring the form here.",
        ),
    ]
    assert next(page_rows(list(stored_pages(engine))[2:], Language.VI))[5].startswith("Quét ở máy")  # type: ignore[union-attr]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", [Reason.BLANK_PAGE, Reason.NOT_A_SHEET, Reason.FILE_ENCRYPTED, Reason.PAGE_DAMAGED])
def test_a_page_that_was_not_read_comes_with_advice(engine: Engine, reason: Reason, language: Language) -> None:
    """In both languages, and the code of the reason is the same in both."""
    scanned(engine, PageRejected(reason))

    [row] = page_rows(stored_pages(engine), language)

    assert row[3:] == ("rejected", reason.value, reason.advice(language))
    assert row[5]
