"""Facts about the figures of an audit."""

from datetime import date

import pytest

from db.audits import AuditedAnswer
from reports.audit import AuditFigures, audit_figures


def _answer(batch: str, read: tuple[str, ...] | None, spoiled: bool = False) -> AuditedAnswer:
    return AuditedAnswer(1, 1, batch, date(2026, 9, 14), "pks-q", "C1", ("5",), read, spoiled, "Người kiểm tra")


def test_a_group_counts_what_was_drawn_checked_and_read_otherwise() -> None:
    """What nobody could tell is read otherwise; what nobody looked at is drawn only."""
    answers = [_answer("a", ("5",)), _answer("a", ("4",)), _answer("a", (), spoiled=True), _answer("a", None)]
    answers.append(_answer("b", None))

    first, second = audit_figures(answers, lambda answer: answer.batch)
    assert (first.group, first.drawn, first.checked, first.disagreements) == ("a", 4, 3, 2)
    assert (second.rate, second.bound) == (None, None)
    assert audit_figures(answers)[0].drawn == 5
    assert audit_figures([]) == ()


@pytest.mark.parametrize(
    ("checked", "wrong", "bound"),
    [
        # None wrong: 1 - 0.05^(1/n), the rule of three (Hanley and Lippman-Hand 1983) made exact.
        (100, 0, 1 - 0.05 ** (1 / 100)),
        (3000, 0, 0.000998),
        # Tables of binomial confidence limits (Clopper and Pearson 1934).
        (10, 1, 0.39416),
        (20, 2, 0.28262),
        (5, 5, 1.0),
    ],
)
def test_the_bound_is_that_of_clopper_and_pearson(checked: int, wrong: int, bound: float) -> None:
    """One-sided, at 95 %."""
    assert AuditFigures("", checked, checked, wrong).bound == pytest.approx(bound, abs=2e-5)
