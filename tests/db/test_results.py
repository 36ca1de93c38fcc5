"""Facts about storing what was scanned."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from db.batches import create_batch
from db.convert import page_values
from db.engine import Engine
from db.errors import BatchNameTaken, ReadElsewhere
from db.exports import final_answers, stored_marks, stored_pages
from db.results import PageResult, store_pages
from db.review import queue
from db.sources import add_source, find_source, finish_source
from db.summaries import batch_summary
from omr.layout.code import SheetCode
from omr.reading import Finding, PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure

_BLANK = PageRejected(Reason.BLANK_PAGE)


def test_a_batch_without_a_name_gets_the_day_and_a_number(engine: Engine) -> None:
    """Names are free ones; one that is in use is refused."""
    assert create_batch(engine, None, "paper_box", NOW).name == "2026-09-14-1"
    assert create_batch(engine, "2026-09-14-2", "paper_box", NOW).name == "2026-09-14-2"
    assert create_batch(engine, None, "paper_box", NOW).name == "2026-09-14-3"
    with pytest.raises(BatchNameTaken):
        create_batch(engine, "2026-09-14-1", "paper_box", NOW)


def test_a_file_is_known_by_its_content(engine: Engine) -> None:
    """Until it is read to its end a file is known as unfinished, with the pages that are done."""
    batch = create_batch(engine, "lô 1", "paper_box", NOW)
    assert find_source(engine, "abc") is None
    source_id = add_source(engine, batch, "a.pdf", "abc", 10)
    store_pages(engine, [PageResult(source_id, 2, page_values(PageRejected(Reason.BLANK_PAGE)))], "0.1.0", NOW)

    unfinished = find_source(engine, "abc")
    finish_source(engine, source_id, 2)
    finished = find_source(engine, "abc")

    assert unfinished is not None
    assert (unfinished.batch, unfinished.pages, unfinished.pages_done) == (batch, None, frozenset({2}))
    assert finished is not None
    assert finished.pages == 2


def test_a_page_is_stored_with_all_that_was_read(engine: Engine) -> None:
    """Marks, answers and findings come back in printed order."""
    printed(engine, FIRST)
    skewed = Finding(Reason.SKEWED, (("degrees", "3.2"),))
    scanned(engine, reading(FIRST, accepted("C1", "5"), accepted("MD", "tt", "td"), findings=(skewed,)))

    answers = list(final_answers(engine))
    marks = list(stored_marks(engine))

    assert [(a.question, a.chosen, a.serial, a.form) for a in answers] == [
        ("C1", ("5",), FIRST, "pks-q"),
        ("MD", ("tt", "td"), FIRST, "pks-q"),
    ]
    assert [mark.choice for mark in marks] == ["5", "4", "3", "2", "1", "tt", "cs", "td"]
    assert [mark.choice for mark in marks if mark.p_marked > 0.5] == ["5", "tt", "td"]
    assert next(stored_pages(engine)).findings == (skewed,)


def test_only_unsure_answers_wait_for_a_person(engine: Engine) -> None:
    """One item for each unsure answer, with its reasons."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5"), unsure("MD", "tt", reason=Reason.CORRECTION)))

    items = queue(engine)

    assert [(item.kind, item.question, item.reasons) for item in items] == [
        ("question", "MD", (Reason.CORRECTION,)),
    ]


def test_a_rejected_page_is_stored_and_waits(engine: Engine) -> None:
    """Its reason and evidence come back; a blank page is counted but asks nobody."""
    unknown = PageRejected(Reason.UNKNOWN_LAYOUT, (("layout_id", "ZZZZZZZZZZ"),), SheetCode("ZZZZZZZZZZ", FIRST, 1))
    scanned(engine, unknown, PageRejected(Reason.BLANK_PAGE))

    pages = list(stored_pages(engine))

    assert [(page.outcome, page.reason, page.evidence) for page in pages] == [
        ("rejected", Reason.UNKNOWN_LAYOUT, (("layout_id", "ZZZZZZZZZZ"),)),
        ("rejected", Reason.BLANK_PAGE, ()),
    ]
    assert [(item.kind, item.source_page) for item in queue(engine)] == [("page", 1)]


def test_a_sheet_scanned_twice_counts_once(engine: Engine) -> None:
    """The second reading is kept as a duplicate, and nobody is asked where it says the same."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"))
    scanned(engine, page, page)

    assert [stored.outcome for stored in stored_pages(engine)] == ["read", "duplicate"]
    assert len(list(final_answers(engine))) == 1
    assert queue(engine) == ()


def test_a_second_sheet_of_the_same_serial_that_says_otherwise_waits(engine: Engine) -> None:
    """Neither counts until a person has chosen."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, accepted("C1", "5")))
    scanned(engine, reading(FIRST, accepted("C1", "1")), batch=batch, path="lần hai.pdf")

    assert list(final_answers(engine)) == []
    assert [page.outcome for page in stored_pages(engine)] == ["held", "held"]
    assert [(item.kind, item.source, item.other_source, item.other_page, item.reasons) for item in queue(engine)] == [
        ("duplicate", "lần hai.pdf", "hòm phiếu.pdf", 1, (Reason.DUPLICATE,))
    ]


def test_an_unsure_duplicate_asks_nothing_of_its_own(engine: Engine) -> None:
    """Questions of a page that does not count are not put before anybody."""
    printed(engine, FIRST)
    page = reading(FIRST, unsure("C1", "5"))
    scanned(engine, page, page)

    assert [item.kind for item in queue(engine)] == ["question"]


def test_a_sheet_scanned_again_in_another_batch_counts_once(engine: Engine) -> None:
    """The serial is known whatever the batch; of three readings the two later ones count nowhere."""
    printed(engine, FIRST)
    for path in ("a.pdf", "b.pdf", "c.pdf"):
        scanned(engine, reading(FIRST, accepted("C1", "5")), path=path)

    assert [(page.source, page.outcome) for page in stored_pages(engine)] == [
        ("a.pdf", "read"),
        ("b.pdf", "duplicate"),
        ("c.pdf", "duplicate"),
    ]
    assert [answer.source for answer in final_answers(engine)] == ["a.pdf"]
    assert queue(engine) == ()


def test_two_sides_of_a_sheet_both_count(engine: Engine) -> None:
    """They share the serial and not the page, so neither is a duplicate of the other."""
    printed(engine, FIRST)
    front = reading(FIRST, accepted("C1", "5"))
    back = replace(reading(FIRST, accepted("MD", "tt")), code=replace(front.code, page_number=2))
    batch = scanned(engine, front, back)

    assert [answer.question for answer in final_answers(engine)] == ["C1", "MD"]
    assert [page.outcome for page in stored_pages(engine)] == ["read", "read"]
    assert batch_summary(engine, batch).sheets == 1


def test_a_page_that_was_not_read_keeps_no_sheet_from_counting(engine: Engine) -> None:
    """A rejected page with a serial is no reading of it: the sheet scanned again counts."""
    printed(engine, FIRST)
    page = reading(FIRST, accepted("C1", "5"))
    scanned(engine, PageRejected(Reason.POOR_ALIGNMENT, (("residual_mm", "1.2"),), page.code), page)

    assert [stored.outcome for stored in stored_pages(engine)] == ["rejected", "read"]
    assert [item.kind for item in queue(engine)] == ["page"]


def test_a_page_of_a_file_is_read_once(engine: Engine) -> None:
    """A second reading of it is refused, whatever it says, and the first stands as it was."""
    printed(engine, FIRST)
    batch = create_batch(engine, None, "paper_box", NOW)
    source_id = add_source(engine, batch, "a.pdf", "abc", 10)
    store_pages(engine, [PageResult(source_id, 1, page_values(reading(FIRST, accepted("C1", "5"))))], "0.1.0", NOW)

    for again in (reading(FIRST, accepted("C1", "5")), reading(None, accepted("C1", "1")), _BLANK):
        with pytest.raises(ReadElsewhere):
            store_pages(engine, [PageResult(source_id, 1, page_values(again))], "0.1.0", NOW)

    assert [(answer.serial, answer.chosen) for answer in final_answers(engine)] == [(FIRST, ("5",))]


def test_a_file_of_known_content_is_not_taken_again(engine: Engine) -> None:
    """Another name or another batch makes it no other file."""
    batch, other = (create_batch(engine, None, "paper_box", NOW) for _ in range(2))
    add_source(engine, batch, "a.pdf", "abc", 10)

    with pytest.raises(IntegrityError, match="sha256"):
        add_source(engine, other, "b.pdf", "abc", 10)


def test_photocopies_each_count(engine: Engine) -> None:
    """Sheets of a master carry no serial: every page is a sheet of its own."""
    printed(engine)
    page = reading(None, accepted("C1", "4"))
    scanned(engine, page, page, page)

    assert [answer.chosen for answer in final_answers(engine)] == [("4",)] * 3


def test_pages_are_stored_all_or_none(engine: Engine) -> None:
    """A page that cannot be stored takes those beside it back, so that a run can be taken up again."""
    printed(engine, FIRST, SECOND)
    batch = create_batch(engine, None, "paper_box", NOW)
    source_id = add_source(engine, batch, "a.pdf", "abc", 10)
    twice = [PageResult(source_id, 1, page_values(reading(serial, accepted("C1", "5")))) for serial in (FIRST, SECOND)]

    with pytest.raises(ReadElsewhere):
        store_pages(engine, twice, "0.1.0", NOW)

    assert list(stored_pages(engine)) == []
