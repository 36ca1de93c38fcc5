"""Respondents answer as people do."""

from collections import Counter

import pytest

from omr.layout.sheet import FieldKind, SheetLayout
from simulate.chance import Stream
from simulate.grades import GRADES
from simulate.respondents import Filling, fill_in
from simulate.testsheet import plain_sheet
from simulate.truth import MarkKind

SHEET = plain_sheet()
COUNT = 400


def _fillings(grade: str, sheet: SheetLayout = SHEET) -> list[Filling]:
    return [fill_in(sheet.pages[0], Stream(seed), GRADES[grade]) for seed in range(COUNT)]


@pytest.fixture(scope="module")
def office() -> list[Filling]:
    """Return many office sheets as filled in."""
    return _fillings("office")


def test_a_filling_is_the_same_for_the_same_seed() -> None:
    """One stream gives one respondent and one set of answers."""
    once, again = (fill_in(SHEET.pages[0], Stream(11), GRADES["hard"]) for _ in range(2))

    assert once == again


def test_clean_sheets_have_one_uncancelled_mark_or_none() -> None:
    """In grade clean nobody corrects or marks twice."""
    for filling in _fillings("clean"):
        assert not any(mark.kind.cancels for mark in filling.marks)
        assert all(len(chosen) <= 1 for _, chosen in filling.answers)


def test_office_sheets_leave_a_few_questions_blank(office: list[Filling]) -> None:
    """Four to eight in a hundred questions are blank."""
    blank = sum(not chosen for filling in office for _, chosen in filling.answers)

    assert 0.04 < blank / (COUNT * 8) < 0.08


def test_office_answers_lean_to_the_best(office: list[Filling]) -> None:
    """Most answers are the best level, as in every counter survey, but all levels occur."""
    levels = Counter(choice for filling in office for _, chosen in filling.answers for choice in chosen)

    assert levels["5"] > levels["4"] > levels["3"]
    assert min(levels[level] for level in "12345") > 10


def test_most_office_writers_cross_and_keep_to_their_habit(office: list[Filling]) -> None:
    """Crosses are most frequent, every kind occurs, and a writer's marks are mostly of one kind."""
    kinds = Counter(filling.writer.kind for filling in office)
    kept = [mark.kind is filling.writer.kind for filling in office for mark in filling.marks if not mark.kind.cancels]

    assert kinds[MarkKind.CROSS] / COUNT > 0.5
    assert len(kinds) >= 6
    assert sum(kept) / len(kept) > 0.8


def test_cancelled_boxes_are_not_answers() -> None:
    """A mark taken back is not among the answers, and is said to be cancelled in the truth of its box."""
    cancelled = 0
    for filling in _fillings("hard"):
        answers = dict(filling.answers)
        for box in filling.boxes(SHEET.pages[0]):
            marked = box.kind is not MarkKind.NONE and not box.cancelled
            assert marked == (box.choice in answers[box.question])
            cancelled += box.cancelled
    assert cancelled > 50


def test_a_black_box_beside_another_mark_is_always_one_taken_back() -> None:
    """No respondent fills one box of a question and marks another in another way: it would read as a correction."""
    for filling in _fillings("hard"):
        for question in {mark.field.question for mark in filling.marks}:
            kinds = [mark.kind for mark in filling.marks if mark.field.question == question and not mark.kind.cancels]
            assert len(set(kinds)) <= 1


def test_a_scribbled_box_never_stands_alone() -> None:
    """What only a fresh mark beside it shows to be taken back always has one."""
    for filling in _fillings("hard"):
        answers = dict(filling.answers)
        for mark in filling.marks:
            if mark.kind in (MarkKind.BLACKOUT, MarkKind.CROSS_AGAIN):
                assert answers[mark.field.question]


def test_a_field_of_several_choices_gets_several() -> None:
    """Where several may be chosen, some choose one and some more, in printed order."""
    fillings = _fillings("clean", plain_sheet(3, 5, kind=FieldKind.MULTIPLE))
    counts = Counter(len(chosen) for filling in fillings for _, chosen in filling.answers)

    assert {1, 2, 3, 4, 5} <= set(counts)
    assert all(list(chosen) == sorted(chosen, reverse=True) for filling in fillings for _, chosen in filling.answers)
