"""Facts about papers with one serial, and about photocopies that look alike, as the database keeps them."""

from dataclasses import replace

import pytest

from db.engine import Engine
from db.errors import AnswerImpossible
from db.exports import final_answers, stored_pages
from db.review import decide, queue
from db.summaries import batch_summary
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, accepted, penned, printed, reading, scanned, unsure

WHO = "Người kiểm tra"
FULL = (accepted("C1", "5"), accepted("MD", "tt", "cs"))


def _outcomes(engine: Engine) -> list[str]:
    return [page.outcome for page in stored_pages(engine)]


def _counted(engine: Engine) -> list[str]:
    return [";".join(answer.chosen) for answer in final_answers(engine) if answer.question == "C1"]


@pytest.mark.parametrize(
    ("word", "outcomes", "counted"),
    [
        ("first", ["read", "duplicate"], ["5"]),
        ("second", ["duplicate", "read"], ["1"]),
        ("both", ["read", "read"], ["5", "1"]),
        ("discard", ["read", "duplicate"], ["5"]),
    ],
)
def test_a_person_chooses_between_two_papers(
    engine: Engine, word: str, outcomes: list[str], counted: list[str]
) -> None:
    """The first, the second, or both; until then neither counts."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1")))
    assert _counted(engine) == []

    [item] = queue(engine)
    decide(engine, item.id, word, WHO, "", NOW)

    assert (_outcomes(engine), _counted(engine)) == (outcomes, counted)
    assert queue(engine) == ()


def test_a_later_choice_takes_the_place_of_an_earlier_one(engine: Engine) -> None:
    """From the second to both to the first, and the counts follow."""
    printed(engine, FIRST)
    batch = scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, accepted("C1", "1")))
    [item] = queue(engine)

    seen = []
    for word in ("second", "both", "first", "both"):
        decide(engine, item.id, word, WHO, "", NOW)
        seen.append(_counted(engine))
        batch_summary(engine, batch)

    assert seen == [["1"], ["5", "1"], ["5"], ["5", "1"]]


def test_a_form_that_was_photocopied_is_counted_whole_in_one_step(engine: Engine) -> None:
    """One answer settles all copies of the number, those that come later too."""
    printed(engine, FIRST)
    batch = scanned(engine, *(reading(FIRST, accepted("C1", choice)) for choice in "5432"))
    assert len(queue(engine)) == 3

    decide(engine, queue(engine)[0].id, "both", WHO, "phiếu photocopy", NOW)
    scanned(engine, reading(FIRST, accepted("C1", "1")), batch=batch, path="sau.pdf")

    assert _counted(engine) == ["5", "4", "3", "2", "1"]
    assert queue(engine) == ()
    assert batch_summary(engine, batch).sheets == 5


def test_all_papers_of_a_photocopied_form_are_counted_in_one_step(engine: Engine) -> None:
    """Whatever waits for the serial is settled by one word, each item by a decision of its own."""
    printed(engine, FIRST)
    scanned(engine, *(reading(FIRST, accepted("C1", choice)) for choice in ("5", "4", "3", "2")))
    waiting = [item.id for item in queue(engine)]

    decide(engine, waiting[0], "all", WHO, "phiếu photocopy", NOW)

    assert len(waiting) == 3
    assert queue(engine) == ()
    assert [answer.chosen for answer in final_answers(engine)] == [("5",), ("4",), ("3",), ("2",)]


def test_questions_of_papers_wait_for_the_choice_first(engine: Engine) -> None:
    """Nobody is asked about a page that may not count; once it counts, its questions come up."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, unsure("C1", "1")))
    [item] = queue(engine)
    assert item.kind == "duplicate"

    decide(engine, item.id, "second", WHO, "", NOW)

    assert [(i.kind, i.question) for i in queue(engine)] == [("question", "C1")]


def test_a_rescan_that_was_read_with_less_certainty_is_no_other_paper(engine: Engine) -> None:
    """The same marks are the same marks, sure or not."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")), reading(FIRST, unsure("C1", "5")))

    assert _outcomes(engine) == ["read", "duplicate"]
    assert queue(engine) == ()


def test_the_same_answers_in_another_hand_are_another_paper(engine: Engine) -> None:
    """A numbered form that was photocopied: both wait, though they say the same."""
    printed(engine, FIRST)
    page = reading(FIRST, *FULL)
    scanned(engine, penned(page, 1), penned(page, 2), penned(page, 1))

    assert _outcomes(engine) == ["held", "held", "duplicate"]
    decide(engine, queue(engine)[0].id, "both", WHO, "", NOW)
    assert _outcomes(engine) == ["read", "read", "duplicate"]


def test_a_photocopy_that_was_scanned_twice_is_put_before_a_person(engine: Engine) -> None:
    """Without a serial only the pen tells; the second waits, the first counts."""
    page = reading(None, *FULL)
    scanned(engine, penned(page, 1), penned(page, 2), penned(page, 1))

    assert _outcomes(engine) == ["read", "read", "held"]
    [item] = queue(engine)
    assert (item.kind, item.source_page, item.other_page, item.reasons) == ("alike", 3, 1, (Reason.LOOKS_ALIKE,))


@pytest.mark.parametrize(("word", "outcome"), [("first", "duplicate"), ("both", "read"), ("discard", "duplicate")])
def test_a_person_says_if_two_that_look_alike_are_one(engine: Engine, word: str, outcome: str) -> None:
    """One sheet scanned twice, or two sheets."""
    page = penned(reading(None, *FULL), 1)
    scanned(engine, page, page)
    [item] = queue(engine)

    with pytest.raises(AnswerImpossible):
        decide(engine, item.id, "second", WHO, "", NOW)
    decide(engine, item.id, word, WHO, "", NOW)

    assert _outcomes(engine) == ["read", outcome]
    assert queue(engine) == ()


def test_photocopies_are_compared_within_their_batch_and_side_alone(engine: Engine) -> None:
    """Other batches and other pages of the form are other papers."""
    page = penned(reading(None, *FULL), 1)
    scanned(engine, page, replace(page, code=replace(page.code, page_number=2)))
    scanned(engine, page, path="tuần sau.pdf")

    assert _outcomes(engine) == ["read"] * 3


def test_other_serials_are_left_alone(engine: Engine) -> None:
    """A choice about one number changes nothing about another."""
    printed(engine, FIRST, SECOND)
    scanned(engine, *(reading(s, accepted("C1", c)) for c in "51" for s in (FIRST, SECOND)))

    item = next(item for item in queue(engine) if item.serial == FIRST)
    decide(engine, item.id, "first", WHO, "", NOW)

    assert _outcomes(engine) == ["read", "held", "duplicate", "held"]
