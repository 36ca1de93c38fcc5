"""Grades are ranges that can be drawn from, and each is named for what it is."""

from dataclasses import fields

import pytest

from simulate.chance import Range
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.truth import MarkKind

_ONES = ("consistency", "max_offset", "min_inside")


@pytest.mark.parametrize("grade", GRADES.values(), ids=list(GRADES))
def test_shares_are_shares_and_ranges_begin_before_they_end(grade: Grade) -> None:
    """Every number of a grade can happen; weights are not negative, and something can be drawn by each."""
    for part in (grade.respondent, grade.paper, grade.scanner):
        for field in fields(part):
            value = getattr(part, field.name)
            if isinstance(value, Range):
                assert value.low <= value.high, field.name
            elif isinstance(value, tuple):
                assert all(weight >= 0 for _, weight in value), field.name
                assert sum(weight for _, weight in value) > 0, field.name
            elif field.name.endswith("_share") or field.name in _ONES:
                assert 0 <= value <= 1, field.name


@pytest.mark.parametrize("grade", GRADES.values(), ids=list(GRADES))
def test_marks_choose_and_corrections_cancel(grade: Grade) -> None:
    """None is in the list of the other."""
    assert not any(kind.cancels or kind is MarkKind.NONE for kind, _ in grade.respondent.marks)
    assert all(kind.cancels for kind, _ in grade.respondent.corrections)


def test_a_grade_goes_by_its_name() -> None:
    """In a clean one nothing is taken back, copied, folded or torn."""
    assert all(name == grade.name for name, grade in GRADES.items())
    clean = GRADES["clean"]
    assert (clean.respondent.correction_share, clean.respondent.double_share, clean.paper.torn_share) == (0, 0, 0)
    assert dict(clean.paper.folds) == dict(clean.paper.copies_before) == {0: 1.0}
