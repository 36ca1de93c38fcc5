"""Facts about trying a form on made-up sheets."""

from app.form_trial import PHOTOCOPIED, try_form
from forms.catalogue import find_form


def test_every_answer_of_every_sheet_is_accounted_for() -> None:
    """Right, silently wrong, to review and unread add up to the sheets, and the bar to their number."""
    told: list[tuple[int, int]] = []

    trial = try_form(find_form("pks-n"), "office", range(6), 1, lambda done, total: told.append((done, total)))

    assert [question.question for question in trial] == ["N1", "N2", "N3"]
    assert all(question.answers == 6 for question in trial)
    assert told == [(0, 6), (4, 6), (6, 6)]


def test_photocopies_are_tried_too() -> None:
    """The same sheets copied from a copy are read."""
    (first, *_) = try_form(find_form("pks-n"), PHOTOCOPIED, range(2), 1, lambda _done, _total: None)

    assert first.answers == 2
