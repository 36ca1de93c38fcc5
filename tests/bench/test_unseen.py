"""The bench of the second world reads, scores and leaves out what cannot be told."""

from dataclasses import replace

from bench.scored import Outcome
from bench.unseen import printed_blank, score_page
from omr.layout.sheet import BoxShape
from simulate.unseen.levels import LEVELS
from simulate.unseen.page import unseen_page

_ACCEPT = 0.99


def test_an_easy_page_is_read_and_every_question_scored() -> None:
    """A page of the easy level is found and each of its questions has an outcome."""
    blank = printed_blank(BoxShape.BOX)
    unseen = unseen_page(blank, LEVELS["easy"], 12)
    scored = score_page(blank.sheet, unseen.page, ())

    assert [one.question.question for one in scored] == [field.question for field in blank.sheet.pages[0].fields]
    assert not any(one.question.unread for one in scored)
    assert sum(one.question.outcome(_ACCEPT) is Outcome.RIGHT for one in scored) > len(scored) / 2


def test_what_cannot_be_told_is_not_scored() -> None:
    """A question whose mark does not show counts neither as right nor as wrong."""
    blank = printed_blank(BoxShape.BOX)
    unseen = unseen_page(blank, LEVELS["easy"], 12)
    scored = score_page(blank.sheet, unseen.page, ("C1",))

    assert "C1" not in {one.question.question for one in scored}


def test_a_wrong_answer_that_is_accepted_leaves_a_crop() -> None:
    """A silent error, here made by turning the truth around, comes with its picture; a right answer with none."""
    blank = printed_blank(BoxShape.BOX)
    page = unseen_page(blank, LEVELS["easy"], 12).page
    reversed_answers = tuple((question, ("none of these",)) for question, _ in page.truth.answers)
    wrong = score_page(blank.sheet, replace(page, truth=replace(page.truth, answers=reversed_answers)), ())
    right = score_page(blank.sheet, page, ())

    assert any(one.crop is not None and one.crop.shape[1] > 100 for one in wrong)
    assert all((one.crop is None) or one.question.chosen != one.question.meant for one in right)
