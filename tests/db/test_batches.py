"""Facts about the record of a batch, and about taking it out of the tallies."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db.batches import (
    Opening,
    create_batch,
    find_batch,
    list_batches,
    record_opening,
    reinstate_batch,
    withdraw_batch,
)
from db.engine import Engine
from db.errors import BatchStands, BatchUnknown, BatchWithdrawn, NameMissing, ReasonMissing
from db.exports import final_answers, stored_pages
from db.review import queue
from db.summaries import batch_summary
from db.tallies import count_answers
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure

WHO, WHY = "Người phụ trách", "quét nhầm hòm"


def test_the_opening_of_a_box_is_on_record(engine: Engine) -> None:
    """When, by whom, with which witness and how many by hand; times come back with their zone."""
    batch = create_batch(engine, "lô 1", "counter", NOW)
    opening = Opening(datetime(2026, 9, 14, 16, 30, tzinfo=timezone(timedelta(hours=7))), "A", "B", 52)

    record_opening(engine, batch, opening, NOW)

    found = find_batch(engine, "lô 1")
    assert (found.channel, found.opening, found.withdrawal) == ("counter", opening, None)
    assert found.created_at == NOW
    assert (found.files, found.pages) == (0, 0)


def test_what_was_written_down_first_stays(engine: Engine) -> None:
    """The latest record holds, and the database refuses to change the one before."""
    batch = create_batch(engine, None, "paper_box", NOW)
    record_opening(engine, batch, Opening(opened_by="A", sheets_by_hand=50), NOW)
    record_opening(engine, batch, Opening(opened_by="A", sheets_by_hand=52), NOW)

    assert find_batch(engine, batch.name).opening.sheets_by_hand == 52
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM opening")).scalar() == 2
    for statement in ("UPDATE opening SET sheets_by_hand = 1", "DELETE FROM opening"):
        with pytest.raises(DatabaseError, match="never changed"), engine.begin() as connection:
            connection.execute(text(statement))


def test_batches_are_listed_with_their_files_and_pages(engine: Engine) -> None:
    """Oldest first."""
    first = scanned(engine, reading(None, accepted("C1", "5")), PageRejected(Reason.BLANK_PAGE))
    scanned(engine, reading(None, accepted("C1", "4")), batch=first, path="hai.pdf")
    scanned(engine, PageRejected(Reason.NOT_A_SHEET))

    assert [(r.files, r.pages) for r in list_batches(engine)] == [(2, 3), (1, 1)]


def test_an_unknown_batch_is_a_sentence(engine: Engine) -> None:
    """Whatever is asked of it."""
    with pytest.raises(BatchUnknown):
        find_batch(engine, "lô 9")
    with pytest.raises(BatchUnknown):
        withdraw_batch(engine, "lô 9", WHO, WHY, NOW)


def test_a_withdrawn_batch_counts_nowhere_and_nothing_is_deleted(engine: Engine) -> None:
    """Its pages are said to be withdrawn, nobody is asked about them, and the figures still add up."""
    printed(engine, FIRST)
    pages = (reading(FIRST, accepted("C1", "5"), unsure("MD")), reading(None, accepted("C1", "4")))
    batch = scanned(engine, *pages, PageRejected(Reason.NOT_A_SHEET))

    withdraw_batch(engine, batch.name, WHO, WHY, NOW)

    withdrawal = find_batch(engine, batch.name).withdrawal
    assert withdrawal is not None
    assert (withdrawal.who, withdrawal.why, withdrawal.at) == (WHO, WHY, NOW)
    assert count_answers(engine) == ()
    assert list(final_answers(engine)) == []
    assert queue(engine) == ()
    assert [page.outcome for page in stored_pages(engine)] == ["withdrawn", "withdrawn", "rejected"]
    summary = batch_summary(engine, batch)
    assert (summary.pages, summary.sheets, summary.items_waiting) == (3, 0, 0)


def test_a_batch_that_is_put_back_is_as_it_was(engine: Engine) -> None:
    """Answers, standings and what waits; both steps stay on record."""
    printed(engine, FIRST, SECOND)
    batch = scanned(
        engine,
        reading(FIRST, accepted("C1", "5"), unsure("MD")),
        reading(FIRST, accepted("C1", "5"), unsure("MD")),
        reading(SECOND, accepted("C1", "5")),
        reading(SECOND, accepted("C1", "1")),
        reading(None, accepted("C1", "4")),
        PageRejected(Reason.NOT_A_SHEET),
    )
    before = (list(final_answers(engine)), list(stored_pages(engine)), queue(engine))

    withdraw_batch(engine, batch.name, WHO, WHY, NOW)
    reinstate_batch(engine, batch.name, WHO, "rút nhầm", NOW)

    assert (list(final_answers(engine)), list(stored_pages(engine)), queue(engine)) == before
    with engine.connect() as connection:
        said = connection.execute(text("SELECT withdrawn, why FROM withdrawal ORDER BY id")).all()
    assert [tuple(row) for row in said] == [(1, WHY), (0, "rút nhầm")]


def test_the_rescan_of_a_withdrawn_batch_counts(engine: Engine) -> None:
    """Its sheets were duplicates; once the first batch is out they are all there is."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"))
    first = scanned(engine, page)
    scanned(engine, page, path="lần hai.pdf")

    withdraw_batch(engine, first.name, WHO, WHY, NOW)

    assert [(answer.source, answer.chosen) for answer in final_answers(engine)] == [("lần hai.pdf", ("5",))]
    reinstate_batch(engine, first.name, WHO, WHY, NOW)
    assert [answer.source for answer in final_answers(engine)] == ["hòm phiếu.pdf"]


def test_withdrawing_needs_a_name_and_a_reason_and_a_batch_that_counts(engine: Engine) -> None:
    """And putting back one that does not."""
    batch = create_batch(engine, "lô 1", "paper_box", NOW)
    with pytest.raises(NameMissing):
        withdraw_batch(engine, batch.name, " ", WHY, NOW)
    with pytest.raises(ReasonMissing):
        withdraw_batch(engine, batch.name, WHO, " ", NOW)
    with pytest.raises(BatchStands):
        reinstate_batch(engine, batch.name, WHO, WHY, NOW)

    withdraw_batch(engine, batch.name, WHO, WHY, NOW)
    with pytest.raises(BatchWithdrawn):
        withdraw_batch(engine, batch.name, WHO, WHY, NOW)


def test_a_batch_without_a_name_is_called_by_the_day_of_the_office(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by that of Greenwich, which at the other end of the world is yesterday."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        batch = create_batch(engine, None, "paper_box", datetime(2026, 12, 1, 13, 0, tzinfo=UTC))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert batch.name == "2026-12-02-1"
