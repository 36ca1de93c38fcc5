"""What became of one question."""

from dataclasses import replace

from bench.pages import simulated_page
from bench.scored import Outcome, score
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.reading import PageRejected
from omr.reasons import Reason
from simulate.grades import GRADES
from simulate.truth import MarkKind
from tests.omr.detect.model import MODEL


def test_every_question_of_a_page_is_scored() -> None:
    """A clean page is right in all it accepts; asked for more than certainty, all of it waits."""
    layout, page = simulated_page(GRADES["clean"], 3)
    reading = read_page(page.pixels, {layout_id(layout): layout}, replace(MODEL, accepted_confidence=0.0))
    questions = list(score(reading, page.truth))

    assert [q.question for q in questions] == [field.question for field in layout.pages[0].fields]
    assert sum(q.positions for q in questions) == len(page.truth.boxes)
    assert {q.outcome(0.5) for q in questions} <= {Outcome.RIGHT, Outcome.REVIEW}
    assert {q.outcome(1.1) for q in questions} == {Outcome.REVIEW}
    wrong = replace(questions[0], chosen=("no such",))
    assert wrong.outcome(0.5) is (Outcome.REVIEW if wrong.barred else Outcome.SILENT_ERROR)


def test_what_was_taken_back_alone_is_no_correction() -> None:
    """It waits by rule; with another mark in its place it tells how corrections are read."""
    truth = simulated_page(GRADES["clean"], 3)[1].truth
    question = truth.boxes[0].question
    asked = [box for box in truth.boxes if box.question == question]

    def kind(*kinds: MarkKind) -> str:
        padded = (*kinds, *[MarkKind.NONE] * (len(asked) - len(kinds)))
        boxes = tuple(replace(box, kind=k) for box, k in zip(asked, padded, strict=True))
        changed = replace(truth, boxes=boxes, answers=((question, ()),))
        (scored,) = score(PageRejected(Reason.BLANK_PAGE), changed)
        return scored.kind

    assert kind() == "blank"
    assert kind(MarkKind.CROSS_RINGED) == "taken back alone"
    assert kind(MarkKind.CROSS_RINGED, MarkKind.CROSS) == "corrected: cross_ringed"
    assert kind(MarkKind.CROSS, MarkKind.CROSS) == "several"


def test_a_rejected_page_is_unread() -> None:
    """None of its questions is right, and none is wrong."""
    _, page = simulated_page(GRADES["clean"], 3)

    assert {q.outcome(0.0) for q in score(PageRejected(Reason.BLANK_PAGE), page.truth)} == {Outcome.UNREAD}
