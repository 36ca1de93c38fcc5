"""Facts about the files that were taken."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from db.batches import NewBatch, Opening, create_batch, find_batch, list_batches
from db.convert import page_values
from db.engine import Engine
from db.errors import BatchNameTaken
from db.exports import final_answers, stored_pages
from db.results import PageResult, store_pages
from db.review import decide, queue
from db.sources import NewSource, find_source, finish_source, take_sources
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, accepted, layout, printed, reading

A, B = NewSource("a.pdf", "hash a", 10), NewSource("b.pdf", "hash b", 20)
UNKNOWN = PageRejected(
    Reason.UNKNOWN_LAYOUT, (("layout_id", layout_id(layout())),), SheetCode(layout_id(layout()), FIRST, 1)
)


def test_a_batch_and_its_files_are_recorded_together(engine: Engine) -> None:
    """With what was written down at the opening; a batch without its files never is."""
    batch, taken = take_sources(engine, (A, B), NewBatch("lô 1", "counter", Opening(opened_by="A")), NOW)

    assert [source.batch for source in taken] == [batch, batch]
    assert (find_batch(engine, "lô 1").files, find_batch(engine, "lô 1").opening.opened_by) == (2, "A")
    with pytest.raises(BatchNameTaken):
        take_sources(engine, (NewSource("c.pdf", "hash c", 1),), NewBatch("lô 1", "counter"), NOW)
    assert find_source(engine, "hash c") is None
    assert len(list_batches(engine)) == 1


def test_a_file_taken_by_another_program_meanwhile_stays_with_it(engine: Engine) -> None:
    """And one content under two names is one file."""
    theirs, _ = take_sources(engine, (A,), NewBatch(None, "paper_box"), NOW)
    ours, taken = take_sources(engine, (A, B, replace(B, path="copy of b.pdf")), NewBatch(None, "paper_box"), NOW)

    assert [source.batch for source in taken] == [theirs, ours, ours]
    assert taken[1].id == taken[2].id


def test_no_batch_is_made_for_files_that_another_program_has_taken(engine: Engine) -> None:
    """Two scans of one folder at once: the second has nothing to read, and leaves no empty batch."""
    theirs, _ = take_sources(engine, (A, B), NewBatch(None, "paper_box"), NOW)
    ours, taken = take_sources(engine, (A, B), NewBatch(None, "paper_box"), NOW)

    assert ours is None
    assert {source.batch for source in taken} == {theirs}
    assert len(list_batches(engine)) == 1


def test_pages_of_a_layout_that_came_later_are_to_be_read_again(engine: Engine) -> None:
    """Only those, and only once the layout is here."""
    batch = create_batch(engine, None, "paper_box", NOW)
    _, (source,) = take_sources(engine, (A,), batch, NOW)
    results = [
        PageResult(source.id, 1, page_values(UNKNOWN)),
        PageResult(source.id, 2, page_values(PageRejected(Reason.BLANK_PAGE))),
    ]
    store_pages(engine, results, "0.1.0", NOW)
    finish_source(engine, source.id, 2)
    before = find_source(engine, A.sha256)
    printed(engine, FIRST)
    after = find_source(engine, A.sha256)

    assert before is not None
    assert after is not None
    assert (before.pages_again, after.pages_again) == (frozenset(), frozenset({1}))


def test_the_new_reading_takes_the_place_of_the_rejection(engine: Engine) -> None:
    """What had been said is kept aside, the item waits no more, and a second result is refused as for any page."""
    _, (source,) = take_sources(engine, (A,), NewBatch(None, "paper_box"), NOW)
    store_pages(engine, [PageResult(source.id, 1, page_values(UNKNOWN))], "0.1.0", NOW)
    printed(engine, FIRST)
    store_pages(engine, [PageResult(source.id, 1, page_values(reading(FIRST, accepted("C1", "5"))))], "0.2.0", NOW)

    assert [answer.chosen for answer in final_answers(engine)] == [("5",)]
    assert [(page.outcome, page.reason) for page in stored_pages(engine)] == [("read", None)]
    assert queue(engine) == ()
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT page_id, reason, program_version FROM reread")).all()
    assert [tuple(row) for row in kept] == [(1, "unknown_layout", "0.1.0")]


def test_a_page_that_a_person_set_aside_is_not_read_again(engine: Engine) -> None:
    """A decision stands."""
    _, (source,) = take_sources(engine, (A,), NewBatch(None, "paper_box"), NOW)
    store_pages(engine, [PageResult(source.id, 1, page_values(UNKNOWN))], "0.1.0", NOW)
    decide(engine, queue(engine)[0].id, "discard", "Người kiểm tra", "", NOW)
    printed(engine, FIRST)

    found = find_source(engine, A.sha256)
    assert found is not None
    assert found.pages_again == frozenset()
