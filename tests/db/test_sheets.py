"""Facts about what is known of the pages of a batch, for those who collate them."""

from dataclasses import replace

from db.audits import draw_audit
from db.batches import withdraw_batch
from db.convert import page_values
from db.engine import Engine
from db.results import PageResult, store_pages
from db.review import decide, queue
from db.sheets import ask_about_incomplete, pages_scanned, printed_forms, sheet_pages, unprinted_serials
from db.sources import add_source
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import (
    FIRST,
    NOW,
    SECOND,
    THIRD,
    accepted,
    penned,
    printed,
    reading,
    scanned,
    two_sides,
    two_sides_code,
    unsure,
)


def test_a_batch_has_its_own_pages_and_those_elsewhere_that_belong_to_its_sheets(engine: Engine) -> None:
    """The other side of a sheet that lay in another box; not its duplicates there, nor sheets without a number."""
    two_sides(engine, FIRST, SECOND, THIRD)
    front, back, other = (two_sides_code(FIRST), two_sides_code(FIRST, 2), two_sides_code(SECOND))
    elsewhere = [replace(reading(code.serial, accepted("C1", "5")), code=code) for code in (front, front, other)]
    scanned(engine, *elsewhere, replace(reading(None), code=two_sides_code(None)), path="hòm 1.pdf")
    here = scanned(
        engine,
        replace(reading(FIRST, accepted("MD", "tt")), code=back),
        replace(reading(None), code=two_sides_code(None)),
        PageRejected(Reason.NOT_A_SHEET),
        path="hòm 2.pdf",
    )

    pages = sheet_pages(engine, here)

    assert [(p.source, p.source_page, p.outcome, p.form_page, p.here) for p in pages] == [
        ("hòm 1.pdf", 1, "read", 1, False),
        ("hòm 2.pdf", 1, "read", 2, True),
        ("hòm 2.pdf", 2, "read", 1, True),
        ("hòm 2.pdf", 3, "rejected", None, True),
    ]
    assert [(p.serial, p.form, p.side_count, p.reason) for p in pages[1:]] == [
        (FIRST, "pks-s", 2, None),
        (None, "pks-s", 2, None),
        (None, None, 1, Reason.NOT_A_SHEET),
    ]


def test_only_questions_that_nobody_settled_wait(engine: Engine) -> None:
    """One that was decided waits no more, one that was taken back waits again, one drawn for an audit never did."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, unsure("C1", "5"), accepted("MD", "tt")))
    (item,) = queue(engine)

    def waiting() -> int:
        (page,) = sheet_pages(engine, batch)
        return page.questions_waiting

    assert waiting() == 1
    draw_audit(engine, 9, "Quản trị", NOW, 7)
    assert (waiting(), len(queue(engine))) == (1, 2)
    decide(engine, item.id, "spoiled", "Người kiểm tra", "", NOW)
    assert waiting() == 0
    decide(engine, item.id, "reopen", "Người kiểm tra", "", NOW)
    assert waiting() == 1


def test_a_side_that_is_missing_is_asked_about_once(engine: Engine) -> None:
    """However often the box is looked at; a person who lets it count is remembered on that page alone."""
    two_sides(engine, FIRST, SECOND)
    fronts = [replace(reading(serial, accepted("C1", "5")), code=two_sides_code(serial)) for serial in (FIRST, SECOND)]
    batch = scanned(engine, *fronts)
    first, second = (page.page_id for page in sheet_pages(engine, batch))

    ask_about_incomplete(engine, (), NOW)
    ask_about_incomplete(engine, (first,), NOW)
    ask_about_incomplete(engine, (first, second), NOW)

    assert [(item.kind, item.serial) for item in queue(engine)] == [("incomplete", FIRST), ("incomplete", SECOND)]
    decide(engine, queue(engine)[0].id, "accept", "Người kiểm tra", "mất tờ sau", NOW)
    ask_about_incomplete(engine, (first, second), NOW)
    assert [item.serial for item in queue(engine)] == [SECOND]
    assert [page.accepted_incomplete for page in sheet_pages(engine, batch)] == [True, False]


def test_a_sheet_came_back_once_however_often_it_was_scanned(engine: Engine) -> None:
    """Of three that were printed two came back, one of them here: twice, and in a batch that was withdrawn."""
    printed(engine, FIRST, SECOND, THIRD)
    page = reading(FIRST, accepted("C1", "5"))
    elsewhere = scanned(engine, reading(SECOND, accepted("C1", "4")), path="hòm 1.pdf")
    here = scanned(engine, page, page, penned(reading(FIRST, accepted("C1", "1")), 3), path="hòm 2.pdf")
    withdraw_batch(engine, here.name, "Người rút", "quét nhầm", NOW)

    (form,) = printed_forms(engine, here)

    assert (form.form, form.printed, form.returned, form.returned_here, form.never_seen) == ("pks-q", 3, 2, 1, 1)
    assert form.printed == form.returned + form.never_seen
    (other,) = printed_forms(engine, elsewhere)
    assert (other.returned, other.returned_here) == (2, 1)


def test_a_batch_of_nothing_that_was_read_has_no_forms(engine: Engine) -> None:
    """Its pages are counted all the same; of a file that is not read to its end, those that are there."""
    printed(engine, FIRST)
    batch = scanned(engine, PageRejected(Reason.NOT_A_SHEET), PageRejected(Reason.BLANK_PAGE))

    assert printed_forms(engine, batch) == ()
    assert pages_scanned(engine, batch) == 2
    unfinished = add_source(engine, batch, "dở dang.pdf", "ef" * 32, 10)
    assert pages_scanned(engine, batch) == 2
    page = PageResult(unfinished, 1, page_values(PageRejected(Reason.NOT_A_SHEET)))
    store_pages(engine, [page], "0.1.0", NOW)
    assert pages_scanned(engine, batch) == 3


def test_sheets_that_were_not_printed_here_are_told(engine: Engine) -> None:
    """Each serial once, however often it was scanned; neither copies without a number nor what was not read."""
    printed(engine, FIRST)
    foreign = reading(SECOND, accepted("C1", "5"))
    here = scanned(
        engine,
        reading(FIRST, accepted("C1", "5")),
        foreign,
        foreign,
        reading(None, accepted("C1", "5")),
        PageRejected(Reason.NOT_A_SHEET),
    )

    assert unprinted_serials(engine, here) == 1
