"""Facts about pictures that were kept long enough."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from db.batches import Batch, Opening, create_batch, record_opening
from db.engine import Engine
from db.errors import NameMissing
from db.exports import final_answers
from db.purge_tables import PurgeRow
from db.purges import Purge, files_before, purged_hashes, record_purge
from db.review import decide, queue
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned, unsure

_FAR = date(2999, 1, 1)
_PURGE = Purge(date(2026, 9, 15), "Văn thư", "hết hạn", NOW)


def _box(engine: Engine, name: str, at: datetime, *pages: PageOutcome, path: str = "hòm.pdf") -> Batch:
    return scanned(
        engine,
        *(pages or (reading(None, accepted("C1", "5")),)),
        batch=create_batch(engine, name, "paper_box", at),
        path=path,
    )


def _paths(engine: Engine, day: date = _FAR) -> list[str]:
    return [file.path for file in files_before(engine, day)]


def test_a_day_is_that_of_the_box_and_not_of_the_scan(engine: Engine) -> None:
    """As it was written down last; the day itself is not before itself. Oldest boxes come first."""
    noon = NOW.replace(hour=5)
    late, early = _box(engine, "A", noon, path="a.pdf"), _box(engine, "B", noon - timedelta(days=9), path="b.pdf")
    assert _paths(engine) == ["b.pdf", "a.pdf"]

    record_opening(engine, early, Opening(noon + timedelta(days=90), "Người mở"), NOW)
    record_opening(engine, late, Opening(noon + timedelta(days=99), "Người mở"), NOW)
    record_opening(engine, late, Opening(noon - timedelta(days=30), "Người mở"), NOW)

    day = (noon - timedelta(days=30)).astimezone().date()
    assert [(file.path, file.batch) for file in files_before(engine, _FAR)] == [("a.pdf", "A"), ("b.pdf", "B")]
    assert _paths(engine, day) == []
    assert _paths(engine, day + timedelta(days=1)) == ["a.pdf"]
    assert files_before(engine, _FAR)[0].day == day


def test_what_nobody_settled_is_counted_by_file(engine: Engine) -> None:
    """A question and a page that was not read; once both are decided nothing is left to look at."""
    printed(engine, FIRST)
    _box(engine, "A", NOW, reading(FIRST, unsure("C1", "5")), PageRejected(Reason.NOT_A_SHEET), path="a.pdf")
    _box(engine, "B", NOW, PageRejected(Reason.BLANK_PAGE), path="b.pdf")

    assert [(file.path, file.waiting) for file in files_before(engine, _FAR)] == [("a.pdf", 2), ("b.pdf", 0)]
    for item, word in zip(queue(engine), ("5", "discard"), strict=True):
        decide(engine, item.id, word, "Người kiểm tra", "", NOW)
    assert [file.waiting for file in files_before(engine, _FAR)] == [0, 0]
    decide(engine, 1, "reopen", "Người kiểm tra", "", NOW)
    assert [file.waiting for file in files_before(engine, _FAR)] == [1, 0]


def test_a_file_is_removed_once_and_what_was_read_of_it_stays(engine: Engine) -> None:
    """It is not offered again, its content is known, and its answers are counted as before."""
    _box(engine, "A", NOW, path="a.pdf")
    _box(engine, "B", NOW, path="b.pdf")
    answers = list(final_answers(engine))
    first, second = files_before(engine, _FAR)

    assert purged_hashes(engine) == frozenset()
    record_purge(engine, [first], _PURGE)

    assert _paths(engine) == ["b.pdf"]
    assert purged_hashes(engine) == {first.sha256} != {second.sha256}
    assert list(final_answers(engine)) == answers


def test_nobody_removes_pictures(engine: Engine) -> None:
    """Without a name nothing is written down, and every file is still there to be removed."""
    _box(engine, "A", NOW, path="a.pdf")

    with pytest.raises(NameMissing):
        record_purge(engine, files_before(engine, _FAR), Purge(_PURGE.before, " \t", "", NOW))

    assert _paths(engine) == ["a.pdf"]


def test_a_purge_that_names_a_file_twice_is_not_half_written_down(engine: Engine) -> None:
    """All of them or none: a file that another purge took meanwhile leaves the rest where they are."""
    _box(engine, "A", NOW, path="a.pdf")
    _box(engine, "B", NOW, path="b.pdf")
    both = files_before(engine, _FAR)
    record_purge(engine, both[:1], _PURGE)

    with pytest.raises(IntegrityError):
        record_purge(engine, both[::-1], _PURGE)

    assert _paths(engine) == ["b.pdf"]


def test_of_no_files_nothing_is_written_down(engine: Engine) -> None:
    """A purge that removes nothing is none; who does it is asked all the same."""
    _box(engine, "A", NOW, path="a.pdf")

    record_purge(engine, [], _PURGE)

    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(PurgeRow)).scalar_one() == 0
    assert _paths(engine) == ["a.pdf"]
    with pytest.raises(NameMissing):
        record_purge(engine, [], Purge(_PURGE.before, "", "", NOW))
