"""Facts about questions that need two people who agree."""

import pytest
from sqlalchemy import text

from db.desk import item_detail
from db.engine import Engine
from db.errors import NameMissing
from db.exports import final_answers
from db.four_eyes import opinions_of, questions_for_two, require_two
from db.review import Looked, decide, queue
from db.tallies import count_answers
from omr.reading import AnswerState
from tests.db.values import FIRST, NOW, printed, reading, scanned, unsure


@pytest.fixture
def item(engine: Engine) -> int:
    """Return an item of a question that needs two people."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5")))
    require_two(engine, "pks-q", "C1", True, "Quản trị", NOW)
    return queue(engine)[0].id


def test_one_opinion_settles_nothing(engine: Engine, item: int) -> None:
    """It is on record, and the answer still waits; the same person twice is still one."""
    for _ in range(2):
        decide(engine, item, "4", "Người kiểm tra A", "", NOW)

    assert len(item_detail(engine, item).history) == 2
    assert [i.id for i in queue(engine)] == [item]
    assert [a.state for a in final_answers(engine)] == [AnswerState.REVIEW]
    assert {count.standing for count in count_answers(engine)} == {"waiting"}
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT standing FROM report_said")).all() == ["waiting"]
        assert opinions_of(connection, "Người kiểm tra A") == {item}
        assert opinions_of(connection, "Người kiểm tra B") == frozenset()


def test_a_second_who_agrees_settles_it(engine: Engine, item: int) -> None:
    """Though they looked before the first had decided: an opinion is nothing that they need to be told."""
    decide(engine, item, "4", "Người kiểm tra A", "", NOW)
    decide(engine, item, "4", "Người kiểm tra B", "", NOW, Looked(0))

    assert queue(engine) == ()
    (answer,) = final_answers(engine)
    assert (answer.chosen, answer.decided_by) == (("4",), "Người kiểm tra B")
    with engine.connect() as connection:
        assert opinions_of(connection, "Người kiểm tra A") == frozenset()


def test_two_who_differ_leave_it_to_a_third(engine: Engine, item: int) -> None:
    """Whoever says what one of them said settles it."""
    decide(engine, item, "4", "Người kiểm tra A", "", NOW)
    decide(engine, item, "spoiled", "Người kiểm tra B", "", NOW)
    assert len(queue(engine)) == 1

    decide(engine, item, "spoiled", "Người kiểm tra C", "", NOW)

    assert queue(engine) == ()
    assert [a.spoiled for a in final_answers(engine)] == [True]


def test_who_changes_their_mind_has_one_opinion(engine: Engine, item: int) -> None:
    """What they said first does not second anybody later."""
    decide(engine, item, "4", "Người kiểm tra A", "", NOW)
    decide(engine, item, "3", "Người kiểm tra A", "", NOW)
    decide(engine, item, "4", "Người kiểm tra B", "", NOW)

    assert len(queue(engine)) == 1


def test_reopened_it_needs_two_again(engine: Engine, item: int) -> None:
    """What was said before it was reopened counts no more."""
    for who in ("Người kiểm tra A", "Người kiểm tra B"):
        decide(engine, item, "4", who, "", NOW)
    decide(engine, item, "reopen", "Người kiểm tra A", "", NOW)
    decide(engine, item, "4", "Người kiểm tra B", "", NOW)

    assert len(queue(engine)) == 1


def test_the_rule_is_on_record_and_can_be_lifted(engine: Engine, item: int) -> None:
    """The latest word holds; then one person is enough; nobody changes it namelessly."""
    assert questions_for_two(engine) == (("pks-q", "C1"),)
    with pytest.raises(NameMissing):
        require_two(engine, "pks-q", "C1", False, " ", NOW)
    require_two(engine, "pks-q", "C1", False, "Quản trị", NOW)
    decide(engine, item, "4", "Người kiểm tra A", "", NOW)

    assert questions_for_two(engine) == ()
    assert queue(engine) == ()
