"""Facts about papers that nobody has looked at."""

from datetime import date

from db.engine import Engine
from db.review import decide, queue
from db.unseen import Unseen, unseen_pages
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned, unsure

_DAY = NOW.date()


def test_pages_that_were_not_read_wait_until_somebody_has_seen_them(engine: Engine) -> None:
    """Not those whose questions wait, nor blank backs; of other days there are none."""
    printed(engine, FIRST)
    damaged = PageRejected(Reason.FILE_DAMAGED)
    scanned(engine, reading(FIRST, unsure("C1", "5")), PageRejected(Reason.BLANK_PAGE), damaged)

    (unseen,) = unseen_pages(engine, _DAY, _DAY)
    assert (unseen.reason, unseen.page) == (Reason.FILE_DAMAGED, 3)
    assert unseen_pages(engine, date(2025, 1, 1), date(2025, 1, 2)) == ()
    (item,) = (item for item in queue(engine) if item.kind == "page")
    decide(engine, item.id, "discard", "An", "", NOW)
    assert unseen_pages(engine, _DAY, _DAY) == ()


def test_two_papers_of_one_serial_wait_too(engine: Engine) -> None:
    """Neither counts before a person has chosen."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1")))

    assert [unseen.reason for unseen in unseen_pages(engine, _DAY, _DAY)] == [None]
    assert isinstance(unseen_pages(engine, _DAY, _DAY)[0], Unseen)
