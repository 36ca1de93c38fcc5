"""Facts about the review desk in the database."""

import pytest

from db.desk import decided_together, item_detail, last_decided, page_history, page_of
from db.engine import Engine
from db.errors import DecidedMeanwhile, ItemUnknown
from db.exports import final_answers
from db.review import Looked, decide, queue
from db.tallies import count_answers
from omr.reading import AnswerState
from tests.db.values import FIRST, NOW, SECOND, accepted, penned, printed, reading, scanned, unsure


def _two_waiting(engine: Engine) -> tuple[int, int]:
    printed(engine, FIRST, SECOND)
    scanned(engine, reading(FIRST, unsure("C1", "5")), reading(SECOND, unsure("C1", "4")))
    first, second = (item.id for item in queue(engine))
    return first, second


def test_a_decision_on_what_has_changed_is_refused(engine: Engine) -> None:
    """Who looked before another decided is told what was decided, and nothing is written."""
    first, _ = _two_waiting(engine)
    seen = item_detail(engine, first).last_decision
    decide(engine, first, "5", "Tổ A", "", NOW, Looked(seen))

    with pytest.raises(DecidedMeanwhile) as refused:
        decide(engine, first, "4", "Tổ B", "", NOW, Looked(seen))
    assert dict(refused.value.evidence)["who"] == "Tổ A"
    assert len(item_detail(engine, first).history) == 1


def test_undo_is_a_decision_of_its_own(engine: Engine) -> None:
    """The item waits again everywhere, nothing is removed, and a later decision holds."""
    first, _ = _two_waiting(engine)
    decide(engine, first, "5", "Tổ A", "", NOW)
    assert last_decided(engine, "Tổ A") == first
    decide(engine, first, "reopen", "Tổ A", "", NOW)

    assert last_decided(engine, "Tổ A") == 0
    assert first in {item.id for item in queue(engine)}
    assert {c.standing for c in count_answers(engine)} == {"waiting"}
    assert all(answer.state is AnswerState.REVIEW for answer in final_answers(engine))
    decide(engine, first, "4", "Tổ A", "", NOW)
    assert [d.outcome for d in item_detail(engine, first).history] == ["answer", "reopen", "answer"]
    assert [a.chosen for a in final_answers(engine) if a.state is AnswerState.REVIEWED] == [("4",)]


def test_an_item_shows_what_it_is_about(engine: Engine) -> None:
    """The field with its choices, the machine's guess, the place on the page, and what was decided about the page."""
    first, _ = _two_waiting(engine)
    detail = item_detail(engine, first)

    assert detail.field is not None
    assert (detail.field.question, detail.machine_chosen, detail.confidence) == ("C1", ("5",), 0.6)
    assert detail.seen is not None
    assert detail.seen.mm_to_px[0] == 11.8
    decide(engine, first, "5", "Tổ A", "rõ", NOW, Looked(0, 1.5, "ab"))
    ((question, decision),) = page_history(engine, detail.place.page_id)
    assert (question, decision.who, decision.why, decision.seconds) == ("C1", "Tổ A", "rõ", 1.5)


def test_what_does_not_exist_cannot_be_looked_at(engine: Engine) -> None:
    """An unknown item is said to be unknown, a number beyond all databases too."""
    for number in (99, 0, -1, 2**63):
        with pytest.raises(ItemUnknown):
            item_detail(engine, number)
        with pytest.raises(ItemUnknown):
            page_of(engine, number)


def test_what_was_settled_in_one_step_is_taken_back_in_one(engine: Engine) -> None:
    """All papers of a photocopied number; what was decided alone stands alone."""
    printed(engine, FIRST)
    pages = [penned(reading(FIRST, accepted("C1", level)), hand) for hand, level in enumerate("5432")]
    scanned(engine, *pages)
    items = [item.id for item in queue(engine)]
    decide(engine, items[0], "all", "Tổ A", "", NOW)
    assert queue(engine) == ()

    assert set(decided_together(engine, items[0])) == set(items)
    assert decided_together(engine, items[0])[-1] == items[0]
    for item in decided_together(engine, items[0]):
        decide(engine, item, "reopen", "Tổ A", "", NOW)
    assert [item.id for item in queue(engine)] == items
