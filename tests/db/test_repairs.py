"""Facts about pages that a person mended."""

import pytest

from db.desk import page_of
from db.engine import Engine
from db.errors import NameMissing, PageSettled
from db.exports import final_answers, stored_pages
from db.repairs import Repair, layout_of_serial, layouts_by_age, store_repair
from db.review import decide, queue
from db.surveys import record_print_run
from db.trail import deeds
from omr.layout.code import SheetCode
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, printed, reading, scanned, unsure

_CORNERS = ((0.0, 0.0), (2480.0, 0.5), (2480.0, 3508.0), (0.0, 3508.0))
_LATER = NOW.replace(hour=10)


def _repair(who: str = "Tổ Một cửa", serial: str | None = FIRST) -> Repair:
    return Repair(who, _CORNERS, SheetCode(layout_id(layout()), serial, 1), "ab12")


@pytest.fixture
def unread(engine: Engine) -> Engine:
    """Return a database with a sheet that was read and a page that was not."""
    printed(engine, FIRST, SECOND)
    scanned(engine, reading(SECOND, accepted("C1", "4")), PageRejected(Reason.NOT_A_SHEET), path="hòm.pdf")
    return engine


def test_a_mended_page_counts_in_the_place_of_its_rejection(unread: Engine) -> None:
    """It asks for its own doubts and no longer for itself; there is no page more, and who mended it is on record."""
    assert [item.kind for item in queue(unread)] == ["page"]

    store_repair(
        unread, 2, _repair(" Tổ Một cửa "), reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")), "0.1.0", _LATER
    )

    assert [(item.kind, item.question, item.serial) for item in queue(unread)] == [("question", "MD", FIRST)]
    assert [(p.source_page, p.outcome) for p in stored_pages(unread)] == [(1, "read"), (2, "read")]
    assert {(a.serial, a.chosen) for a in final_answers(unread) if a.question == "C1"} == {
        (SECOND, ("4",)),
        (FIRST, ("5",)),
    }
    (deed,) = deeds(unread)
    assert (deed.who, deed.at, deed.source, deed.source_page) == ("Tổ Một cửa", _LATER, "hòm.pdf", 2)


def test_a_mended_page_of_a_sheet_that_was_read_counts_nothing_twice(unread: Engine) -> None:
    """The same paper again is a duplicate, whoever says so."""
    store_repair(unread, 2, _repair(serial=SECOND), reading(SECOND, accepted("C1", "4")), "0.1.0", _LATER)

    assert [p.outcome for p in stored_pages(unread)] == ["read", "duplicate"]
    assert [a.chosen for a in final_answers(unread) if a.question == "C1"] == [("4",)]


def test_nobody_mends_a_page(unread: Engine) -> None:
    """Without a name it stays as it was, and waits."""
    with pytest.raises(NameMissing):
        store_repair(unread, 2, _repair(" \n"), reading(FIRST, accepted("C1", "5")), "0.1.0", _LATER)

    assert [item.kind for item in queue(unread)] == ["page"]
    assert list(deeds(unread)) == []


def test_a_page_that_was_read_is_not_read_over(unread: Engine) -> None:
    """Nor one that is not there: what stands is left, and nothing says that it was mended."""
    with pytest.raises(PageSettled):
        store_repair(unread, 99, _repair(), reading(FIRST, accepted("C1", "1")), "0.1.0", _LATER)
    with pytest.raises(PageSettled):
        store_repair(unread, 1, _repair(), reading(FIRST, accepted("C1", "1")), "0.1.0", _LATER)

    assert [a.chosen for a in final_answers(unread)] == [("4",)]
    assert list(deeds(unread)) == []


def test_a_page_is_mended_once(unread: Engine) -> None:
    """Two people at two desks: the second is told, and the first one's reading holds."""
    store_repair(unread, 2, _repair("Người một"), reading(FIRST, accepted("C1", "5")), "0.1.0", _LATER)
    with pytest.raises(PageSettled):
        store_repair(unread, 2, _repair("Người hai"), reading(FIRST, accepted("C1", "1")), "0.1.0", _LATER)

    _, seen, _ = page_of(unread, 2)
    assert seen is not None
    assert [deed.who for deed in deeds(unread)] == ["Người một"]


def test_a_page_that_was_set_aside_can_still_be_mended(unread: Engine) -> None:
    """Somebody finds out later which sheet it is: then it counts, and nobody is asked about it as a page."""
    decide(unread, queue(unread)[0].id, "discard", "Người kiểm tra", "", NOW)

    store_repair(unread, 2, _repair(), reading(FIRST, accepted("C1", "5")), "0.1.0", _LATER)

    assert queue(unread) == ()
    assert {a.serial for a in final_answers(unread)} == {FIRST, SECOND}


def test_a_serial_leads_to_what_it_was_printed_with(engine: Engine) -> None:
    """Of two forms each to its own, the newest first; one that was printed elsewhere leads nowhere."""
    record_print_run(engine, layout("pks-q"), "{}", (FIRST,), NOW)
    record_print_run(engine, layout("pks-c"), "{}", (SECOND, None), _LATER)

    assert layout_of_serial(engine, FIRST) == layout_id(layout("pks-q"))
    assert layout_of_serial(engine, SECOND) == layout_id(layout("pks-c"))
    assert layout_of_serial(engine, "0000000024") is None
    assert layouts_by_age(engine) == tuple((layout_id(layout(form)), layout(form)) for form in ("pks-c", "pks-q"))
