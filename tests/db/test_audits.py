"""Facts about accepted answers that are drawn by chance for a person to read."""

import pytest

from db.audits import audited_answers, draw_audit
from db.batches import create_batch, find_batch
from db.engine import Engine
from db.errors import NameMissing
from db.exports import final_answers
from db.review import decide, queue
from db.summaries import batch_summary
from db.tallies import count_answers
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure


@pytest.fixture
def box(engine: Engine) -> str:
    """Return a batch with three accepted answers and one in doubt."""
    printed(engine, FIRST, SECOND)
    pages = (
        reading(FIRST, accepted("C1", "5"), unsure("MD", "tt")),
        reading(SECOND, accepted("C1", "4"), accepted("MD")),
    )
    return scanned(engine, *pages).name


def test_what_is_drawn_looks_like_any_question(engine: Engine, box: str) -> None:
    """It is in the queue, of the same kind, and no figure waits for it."""
    before = count_answers(engine), batch_summary(engine, find_batch(engine, box).batch)
    drawn = draw_audit(engine, 2, "Quản trị", NOW, 7)

    assert (drawn.sample, drawn.population) == (2, 3)
    items = queue(engine)
    assert [item.kind for item in items] == ["question"] * 3
    assert sum(item.audited for item in items) == 2
    assert (count_answers(engine), batch_summary(engine, find_batch(engine, box).batch)) == before


def test_it_tells_who_agreed(engine: Engine, box: str) -> None:
    """Unread, agreed, read otherwise, and not to be told; what a person read holds."""
    draw_audit(engine, 9, "Quản trị", NOW, 7)
    assert [a.agreed for a in audited_answers(engine)] == [None] * 3
    first, second, third = audited_answers(engine)
    decide(engine, first.item_id, "5", "Người kiểm tra", "", NOW)
    decide(engine, second.item_id, "1", "Người kiểm tra", "", NOW)
    decide(engine, third.item_id, "spoiled", "Người kiểm tra", "", NOW)

    assert [a.agreed for a in audited_answers(engine)] == [True, False, False]
    assert {(a.question, a.chosen) for a in final_answers(engine) if a.decided_by} >= {("C1", ("5",)), ("C1", ("1",))}
    assert not any(item.audited for item in queue(engine))
    summary = batch_summary(engine, find_batch(engine, box).batch)
    assert (summary.questions_accepted, summary.questions_reviewed, summary.questions_waiting) == (3, 0, 1)


def test_nothing_is_drawn_twice(engine: Engine, box: str) -> None:
    """A second audit draws from what is left."""
    assert draw_audit(engine, 2, "Quản trị", NOW, 7).sample == 2
    again = draw_audit(engine, 2, "Quản trị", NOW, 7)

    assert (again.sample, again.population) == (1, 1)
    assert len({a.item_id for a in audited_answers(engine)}) == 3


def test_of_one_batch_where_that_is_asked(engine: Engine, box: str) -> None:
    """Answers of other batches are not drawn."""
    other = create_batch(engine, "khác", "paper_box", NOW)
    assert draw_audit(engine, 5, "Quản trị", NOW, 7, other.name).population == 0
    assert draw_audit(engine, 5, "Quản trị", NOW, None, box).population == 3


def test_somebody_draws_it(engine: Engine) -> None:
    """An audit without a name cannot stand up later."""
    with pytest.raises(NameMissing):
        draw_audit(engine, 5, " ", NOW, 7)
