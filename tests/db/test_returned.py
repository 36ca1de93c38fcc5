"""Facts about papers that came back and say nothing."""

from dataclasses import replace
from datetime import date

from db.engine import Engine
from db.returned import NotRead, blank_sheets, pages_not_read, responses_received
from db.review import decide, queue
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.opinions import opinions
from tests.db.values import (
    FIRST,
    NOW,
    SECOND,
    THIRD,
    accepted,
    printed,
    reading,
    scanned,
    two_sides,
    two_sides_code,
    unsure,
)

_DAY = (date(2026, 9, 14), date(2026, 9, 14))
_LATER = (date(2026, 9, 15), date(2026, 9, 30))


def test_a_paper_is_blank_when_nothing_is_answered_for_sure(engine: Engine) -> None:
    """An answer that waits may be one; a person who says blank settles it; days are those of the box."""
    printed(engine, FIRST, SECOND, THIRD)
    nothing = (accepted("C1"), accepted("MD"))
    scanned(
        engine,
        reading(FIRST, *nothing),
        reading(SECOND, accepted("C1"), unsure("MD", "tt")),
        reading(THIRD, accepted("C1", "5"), accepted("MD")),
        reading(None, *nothing),
    )
    assert blank_sheets(engine, *_DAY) == {("pks-q", "C1"): 2, ("pks-q", "MD"): 2}
    assert blank_sheets(engine, *_LATER) == {}

    (item,) = (item for item in queue(engine) if item.kind == "question")
    decide(engine, item.id, "blank", "Người kiểm tra", "", NOW)
    assert blank_sheets(engine, *_DAY) == {("pks-q", "C1"): 3, ("pks-q", "MD"): 3}
    decide(engine, item.id, "spoiled", "Người kiểm tra", "", NOW)
    assert blank_sheets(engine, *_DAY) == {("pks-q", "C1"): 2, ("pks-q", "MD"): 2}


def test_both_sides_of_a_paper_must_be_blank(engine: Engine) -> None:
    """One answer on the back and the paper says something."""
    two_sides(engine, FIRST, SECOND)
    codes = [two_sides_code(serial, side) for serial in (FIRST, SECOND) for side in (1, 2)]
    fronts_and_backs = [accepted("C1"), accepted("MD"), accepted("C1"), accepted("MD", "tt")]
    pages = [replace(reading(c.serial, answer), code=c) for c, answer in zip(codes, fronts_and_backs, strict=True)]
    scanned(engine, *pages)

    assert blank_sheets(engine, *_DAY) == {("pks-s", "C1"): 1, ("pks-s", "MD"): 1}


def test_pages_that_were_not_read_are_counted_by_reason(engine: Engine) -> None:
    """Those that a person has put aside apart from those that wait; blank backs are no papers."""
    printed(engine, FIRST)
    rejected = [PageRejected(reason) for reason in (Reason.NOT_A_SHEET, Reason.POOR_ALIGNMENT, Reason.BLANK_PAGE)]
    scanned(engine, reading(FIRST, accepted("C1", "5"), accepted("MD")), *rejected)
    decide(engine, queue(engine)[0].id, "discard", "Người kiểm tra", "", NOW)

    assert set(pages_not_read(engine, *_DAY)) == {
        NotRead("", Reason.NOT_A_SHEET, False, 1),
        NotRead("", Reason.POOR_ALIGNMENT, True, 1),
    }
    assert pages_not_read(engine, *_LATER) == ()


def test_responses_without_paper_are_counted_by_their_own_day(engine: Engine) -> None:
    """One of July that says nothing, one of September; papers are none."""
    opinions(engine)

    assert responses_received(engine, date(2026, 6, 15), date(2026, 9, 14)) == {"pks-q": 2}
    assert responses_received(engine, date(2026, 7, 1), date(2026, 7, 31)) == {"pks-q": 1}
    assert responses_received(engine, date(2026, 8, 1), date(2026, 8, 31)) == {}
