"""Facts about forms that are edited as a list."""

from dataclasses import replace

import pytest

from forms.catalogue import library_forms
from forms.definition import Survey
from forms.drafts import SECTION, Draft, Row, draft_of, yaml_of
from forms.errors import FormInvalid
from forms.load import load_survey


@pytest.mark.parametrize("survey", library_forms(), ids=lambda survey: survey.id)
def test_every_form_of_the_library_comes_through_unchanged(survey: Survey) -> None:
    """Taken apart and put together: wording, factors, skips, scales of its own, all as before."""
    assert load_survey(yaml_of(draft_of(survey)), "x.yaml") == survey


def _draft(*rows: Row) -> Draft:
    return Draft("moi", "1", "Phiếu", instruction_vi="Đánh dấu X", rows=rows)


def test_rows_become_questions_under_their_titles() -> None:
    """Ratings, choices with and without codes, at most so many; a title with nothing under it goes."""
    rows = (
        Row("rating", "C1", "Nơi chờ", "Waiting area", "S5"),
        Row(SECTION, vi="Phần hai"),
        Row("single", "C2", "Lần đến", choices="Lần đầu\nNhiều lần"),
        Row("multiple", "C3", "Ưu tiên", choices="a | Thái độ | Manner\nb | Giờ", most="2"),
        Row(SECTION, vi="Phần trống"),
    )
    survey = load_survey(yaml_of(_draft(*rows)), "x.yaml")

    assert [section.title.vi if section.title else "" for section in survey.sections] == ["", "Phần hai"]
    assert [(a.code, [c.code for c in a.choices]) for a in survey.answerables()] == [
        ("C1", ["5", "4", "3", "2", "1"]),
        ("C2", ["1", "2"]),
        ("C3", ["a", "b"]),
    ]
    third = survey.question("C3")
    assert getattr(third, "max_choices", None) == 2


def test_what_is_moved_keeps_what_is_not_shown() -> None:
    """A factor and a role stay with their question, and a choice keeps its score."""
    survey = next(survey for survey in library_forms() if survey.id == "pks-s")
    draft = draft_of(survey)
    turned = replace(draft, rows=(draft.rows[0], *draft.rows[1:6][::-1], *draft.rows[6:]))
    again = load_survey(yaml_of(turned), "x.yaml")

    assert [q.code for q in again.sections[0].questions] == [q.code for q in survey.sections[0].questions][::-1]
    assert getattr(again.question("TC1"), "factor", None) == "F1"


def test_what_is_no_form_is_said_by_question() -> None:
    """As in a file: the sentence names the question."""
    with pytest.raises(FormInvalid) as found:
        load_survey(yaml_of(_draft(Row("single", "C1", "Câu hỏi", choices=""))), "moi.yaml")

    assert "C1" in found.value.problems[0].words.vi
