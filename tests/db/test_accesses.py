"""Facts about the log of pictures that were shown."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db.accesses import Access, image_accesses, record_access
from db.engine import Engine
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned


@pytest.fixture
def shown(engine: Engine) -> Engine:
    """Return a database with two pages of one file, the second of them not read, and one page of another batch."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), PageRejected(Reason.NOT_A_SHEET), path="hòm 1.pdf")
    scanned(engine, PageRejected(Reason.BLANK_PAGE), path="C:\\quét\\hòm 2.pdf")
    return engine


def test_an_access_names_who_when_and_the_picture(shown: Engine) -> None:
    """The row of a question, or the whole page where no question is named; a page that was not read is one too."""
    record_access(shown, "Người kiểm tra", 1, "C1", NOW)
    record_access(shown, "Quản trị", 2, "", NOW + timedelta(hours=1))
    record_access(shown, "Quản trị", 3, "", NOW)

    first, second, third = image_accesses(shown)
    assert first == Access("Người kiểm tra", NOW, first.batch, "hòm 1.pdf", 1, "C1")
    assert (second.source, second.source_page, second.question) == ("hòm 1.pdf", 2, "")
    assert second.seen_at == NOW + timedelta(hours=1)
    assert (third.source, third.source_page) == ("C:\\quét\\hòm 2.pdf", 1)
    assert first.batch == second.batch != third.batch


def test_whoever_looks_twice_stands_there_twice_in_the_order_of_looking(shown: Engine) -> None:
    """Nothing is put together, and a clock that was set back changes no order."""
    times = [NOW, NOW - timedelta(days=1), NOW]
    for at in times:
        record_access(shown, "Người kiểm tra", 1, "C1", at)

    assert [access.seen_at for access in image_accesses(shown)] == times


def test_a_log_that_is_longer_than_one_fetch_is_whole(shown: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows are fetched at a time; of nothing there is nothing."""
    assert list(image_accesses(shown)) == []
    monkeypatch.setattr("db.accesses._FETCH", 2)
    for number in range(5):
        record_access(shown, f"Người {number}", 1, "C1", NOW)

    assert [access.who for access in image_accesses(shown)] == [f"Người {number}" for number in range(5)]


def test_a_picture_of_no_page_cannot_have_been_shown(shown: Engine) -> None:
    """Nothing is written down of it."""
    with pytest.raises(IntegrityError):
        record_access(shown, "Người kiểm tra", 99, "C1", NOW)

    assert list(image_accesses(shown)) == []
