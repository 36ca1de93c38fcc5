"""Facts about the queue and what people decide."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db.engine import Engine
from db.errors import AnswerImpossible, ItemUnknown, NameMissing
from db.exports import FinalAnswer, final_answers, stored_pages
from db.review import decide, queue
from omr.errors import OmrError
from omr.reading import AnswerState, PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, printed, reading, scanned, unsure

WHO = "Người kiểm tra"


@pytest.fixture
def waiting(engine: Engine) -> Engine:
    """Return a database where C1 and MD of one sheet wait."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, unsure("C1", "5"), unsure("MD", "tt")))
    return engine


def _item(engine: Engine, question: str) -> int:
    return next(item.id for item in queue(engine) if item.question == question)


def _answer(engine: Engine, question: str) -> FinalAnswer:
    return next(answer for answer in final_answers(engine) if answer.question == question)


def test_an_answer_that_waits_counts_nowhere(waiting: Engine) -> None:
    """The machine's guess is not shown as an answer."""
    answer = _answer(waiting, "C1")

    assert (answer.state, answer.chosen, answer.decided_by) == (AnswerState.REVIEW, (), "")


def test_a_decision_makes_the_answer(waiting: Engine) -> None:
    """It takes the place of the machine's, with the name of who made it, and the item is done."""
    decide(waiting, _item(waiting, "C1"), "4", WHO, "", NOW)

    answer = _answer(waiting, "C1")
    assert (answer.state, answer.chosen, answer.decided_by) == (AnswerState.REVIEWED, ("4",), WHO)
    assert [item.question for item in queue(waiting)] == ["MD"]


def test_the_latest_decision_holds_and_none_is_removed(waiting: Engine) -> None:
    """A mistake is mended by deciding again; both decisions stay."""
    item = _item(waiting, "C1")
    decide(waiting, item, "4", WHO, "", NOW)
    decide(waiting, item, "spoiled", "Người thứ hai", "không rõ", NOW)
    decide(waiting, item, "2", WHO, "xem lại", NOW)

    assert _answer(waiting, "C1").chosen == ("2",)
    with waiting.connect() as connection:
        kept = connection.execute(text("SELECT outcome, chosen, why FROM decision ORDER BY id")).all()
    assert [tuple(row) for row in kept] == [
        ("answer", "4", ""),
        ("spoiled", "", "không rõ"),
        ("answer", "2", "xem lại"),
    ]


@pytest.mark.parametrize("statement", ["UPDATE decision SET chosen = '5'", "DELETE FROM decision"])
def test_a_decision_is_never_changed(waiting: Engine, statement: str) -> None:
    """The database itself refuses."""
    decide(waiting, _item(waiting, "C1"), "1", WHO, "", NOW)

    with pytest.raises(DatabaseError, match="never changed"), waiting.begin() as connection:
        connection.execute(text(statement))


def test_blank_and_spoiled_are_answers(waiting: Engine) -> None:
    """Blank is an answer without a choice; spoiled says that nobody could tell."""
    decide(waiting, _item(waiting, "C1"), "Blank", WHO, "", NOW)
    decide(waiting, _item(waiting, "MD"), "spoiled", WHO, "", NOW)

    blank, spoiled = _answer(waiting, "C1"), _answer(waiting, "MD")
    assert (blank.chosen, blank.spoiled, blank.state) == ((), False, AnswerState.REVIEWED)
    assert (spoiled.chosen, spoiled.spoiled, spoiled.state) == ((), True, AnswerState.REVIEWED)


def test_several_choices_come_in_printed_order(waiting: Engine) -> None:
    """A question of several choices takes them however they are typed, once each."""
    decide(waiting, _item(waiting, "MD"), " td; tt;td ", WHO, "", NOW)

    assert _answer(waiting, "MD").chosen == ("tt", "td")


@pytest.mark.parametrize(
    ("question", "answer"),
    [("C1", "6"), ("C1", "5;4"), ("C1", ""), ("C1", ";"), ("C1", "discard"), ("MD", "tt;cs;td"), ("MD", "tt;5")],
)
def test_an_answer_that_the_question_has_not_is_refused(waiting: Engine, question: str, answer: str) -> None:
    """Unknown choices, too many of them, or nothing: the sentence names what is allowed."""
    with pytest.raises(AnswerImpossible) as caught:
        decide(waiting, _item(waiting, question), answer, WHO, "", NOW)

    assert "blank, spoiled" in str(caught.value)
    assert len(queue(waiting)) == 2


def test_a_decision_needs_an_item_and_a_name(waiting: Engine) -> None:
    """Neither can be left out."""
    with pytest.raises(ItemUnknown):
        decide(waiting, 999, "5", WHO, "", NOW)
    with pytest.raises(NameMissing):
        decide(waiting, _item(waiting, "C1"), "5", "  ", "", NOW)


def test_a_page_can_only_be_set_aside(engine: Engine) -> None:
    """A rejected page and a second paper take `discard` and no answer, and then wait no more."""
    printed(engine, FIRST)
    first, other = reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1"))
    scanned(engine, PageRejected(Reason.NOT_A_SHEET), first, other)

    for item in queue(engine):
        with pytest.raises(AnswerImpossible):
            decide(engine, item.id, "5", WHO, "", NOW)
        decide(engine, item.id, "discard", WHO, "", NOW)

    assert queue(engine) == ()
    assert [page.discarded_by for page in stored_pages(engine)] == [WHO, "", WHO]


def test_a_refused_decision_leaves_no_trace(waiting: Engine) -> None:
    """Whatever was wrong with it, nothing was appended and everything still waits."""
    item = _item(waiting, "C1")
    for item_id, answer, who in ((item, "6", WHO), (item, "5;4", WHO), (item, "5", ""), (999, "5", WHO)):
        with pytest.raises(OmrError):
            decide(waiting, item_id, answer, who, "", NOW)

    with waiting.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM decision")).scalar() == 0
    assert [item.question for item in queue(waiting)] == ["C1", "MD"]


def test_a_refusal_says_what_the_item_takes(waiting: Engine) -> None:
    """The choices in printed order, and the words for a blank and a spoiled answer."""
    with pytest.raises(AnswerImpossible) as caught:
        decide(waiting, _item(waiting, "C1"), "9", WHO, "", NOW)

    assert dict(caught.value.evidence)["allowed"] == "5, 4, 3, 2, 1, blank, spoiled"
    assert dict(caught.value.evidence)["answer"] == "9"


def test_an_item_of_a_doubled_sheet_names_its_serial(engine: Engine) -> None:
    """So that a person finds the paper; set aside, it lets the one before it count."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1")))
    [item] = queue(engine)

    assert (item.kind, item.source_page, item.serial, item.evidence) == ("duplicate", 2, FIRST, (("serial", FIRST),))
    decide(engine, item.id, "discard", WHO, "", NOW)
    assert [answer.chosen for answer in final_answers(engine)] == [("5",)]


def test_like_items_stand_together(engine: Engine) -> None:
    """The queue goes question by question, in the order of scanning."""
    printed(engine, FIRST, SECOND)
    scanned(engine, *(reading(serial, unsure("C1"), unsure("MD")) for serial in (FIRST, SECOND)))

    assert [(item.question, item.serial) for item in queue(engine)] == [
        ("C1", FIRST),
        ("C1", SECOND),
        ("MD", FIRST),
        ("MD", SECOND),
    ]


def test_an_item_beyond_any_number_is_unknown(engine: Engine) -> None:
    """More digits than a database's integer holds are no item, not a crash."""
    for item in (10**20, 0, -1):
        with pytest.raises(ItemUnknown):
            decide(engine, item, "5", "Người kiểm tra", "", NOW)
