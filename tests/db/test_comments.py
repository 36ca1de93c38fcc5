"""Facts about comments."""

from dataclasses import replace

import pytest

from db.comments import Typing, type_comment, typed_comments
from db.engine import Engine
from db.errors import AnswerImpossible, ItemUnknown, NameMissing
from db.exports import stored_pages
from db.review import QueueItem, decide, queue
from db.summaries import batch_summary
from db.tallies import count_answers
from tests.db.values import FIRST, NOW, accepted, printed, reading, scanned


@pytest.fixture
def comment(engine: Engine) -> QueueItem:
    """Return the item of a sheet on which somebody wrote."""
    printed(engine, FIRST)
    scanned(engine, replace(reading(FIRST, accepted("C1", "5")), written=("YK",)))
    (item,) = queue(engine)
    return item


def test_handwriting_is_asked_for_and_nothing_waits_for_it(engine: Engine, comment: QueueItem) -> None:
    """Its item says which lines it is about; figures are final without it, and pages are told once."""
    assert (comment.kind, comment.question, comment.reasons) == ("comment", "YK", ())
    assert {count.standing for count in count_answers(engine)} == {"final"}
    batch = next(page.batch for page in stored_pages(engine))
    assert len(list(stored_pages(engine))) == 1
    from db.batches import find_batch

    assert batch_summary(engine, find_batch(engine, batch).batch).items_waiting == 0


def test_what_is_typed_last_holds(engine: Engine, comment: QueueItem) -> None:
    """It is asked for no more; a correction is a row of its own."""
    type_comment(engine, comment.id, Typing(" Chờ lâu ", "Thời gian"), "Người nhập", NOW)
    known = typed_comments(engine)[0].id
    type_comment(engine, comment.id, Typing("Chờ hơi lâu", "Thời gian", known), "Người nhập", NOW)

    assert queue(engine) == ()
    (typed,) = typed_comments(engine)
    assert (typed.question, typed.text, typed.subject, typed.form) == ("YK", "Chờ hơi lâu", "Thời gian", "pks-q")


def test_a_comment_is_typed_not_decided(engine: Engine, comment: QueueItem) -> None:
    """By somebody, and only where there is one."""
    with pytest.raises(AnswerImpossible):
        decide(engine, comment.id, "blank", "Người nhập", "", NOW)
    with pytest.raises(NameMissing):
        type_comment(engine, comment.id, Typing("x", ""), "", NOW)
    with pytest.raises(ItemUnknown):
        type_comment(engine, 99, Typing("x", ""), "Người nhập", NOW)
