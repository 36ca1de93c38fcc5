"""Facts about the rows of a dataset."""

from datetime import date

import pytest

from app.exporting import current_tallies, survey_meanings
from db.datasets import Respondent, Said, SheetPlace, respondents
from db.engine import Engine
from omr.words import Language
from reports.codebook import Shape
from reports.dataset import DatasetPlan, dataset_rows, dataset_variables
from reports.tally import ChoiceMeaning, QuestionMeaning
from tests.db.opinions import SURVEY, opinions

C1 = QuestionMeaning(
    "f",
    "C1",
    "Nơi chờ",
    (
        ChoiceMeaning("5", "Rất hài lòng", 5.0, True),
        ChoiceMeaning("4", "Hài lòng", 4.0, True),
        ChoiceMeaning("KYK", "Không có ý kiến", None, False, True),
    ),
)
MD = QuestionMeaning("f", "MD", "Ưu tiên", (ChoiceMeaning("tt", "Thông tin"), ChoiceMeaning("cs", "Cơ sở")), True)
NOBODY = SheetPlace("", "", "", 0, "")
_DAY = date(2026, 9, 14)


def _row(*said: Said, with_sheets: bool = False) -> dict[str, object]:
    plan = DatasetPlan((C1, MD), Shape.WIDE, Language.EN, with_sheets)
    respondent = Respondent("f", "paper_box", _DAY, "", "", said, NOBODY)
    names = [variable.name for variable in dataset_variables(plan)]
    (row,) = dataset_rows(plan, [respondent])
    return dict(zip(names, row, strict=True))


def test_a_sheet_is_a_row_with_a_column_for_each_question() -> None:
    """And one of 0 and 1 for each choice where several may be given."""
    row = _row(Said("C1", ("4",), "final"), Said("MD", ("cs",), "final"))

    assert row == {
        "row": 1, "form": "f", "channel": "paper_box", "month": "2026-09", "field": "", "officer": "",
        "C1": "4", "MD": "valid", "MD_tt": 0, "MD_cs": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (Said("C1", (), "final"), "blank"),
        (Said("C1", ("5", "4"), "final"), "several"),
        (Said("C1", (), "spoiled"), "spoiled"),
        (Said("C1", (), "waiting"), "waiting"),
        (Said("C1", ("KYK",), "final"), "KYK"),
        (Said("C2", ("5",), "final"), None),
    ],
)
def test_why_there_is_no_answer_is_said(said: Said, shown: str | None) -> None:
    """A question that was not asked is empty, and only that."""
    assert _row(said)["C1"] == shown


@pytest.mark.parametrize("standing", ["final", "spoiled", "waiting"])
def test_choices_of_an_answer_that_is_not_there_are_empty(standing: str) -> None:
    """Nobody said no to them."""
    row = _row(Said("MD", (), standing))

    assert (row["MD"], row["MD_tt"], row["MD_cs"]) == ("blank" if standing == "final" else standing, None, None)


def test_nothing_leads_back_to_a_sheet_unless_asked_for() -> None:
    """No serial, file, batch or time; with `with_sheets` all of them."""
    identifying = {"batch", "serial", "source", "source_page", "read_at"}

    assert identifying.isdisjoint(_row())
    assert identifying <= set(_row(with_sheets=True))


def test_columns_have_names_of_their_own() -> None:
    """Whatever a form calls its questions."""
    questions = tuple(QuestionMeaning("f", code, code, C1.choices) for code in ("form", "C1", "c1"))

    names = [v.name for v in dataset_variables(DatasetPlan(questions, Shape.WIDE, Language.VI))]

    assert names[-3:] == ["form_2", "C1", "c1_2"]


def test_no_choice_is_taken_for_an_answer_that_is_not_there() -> None:
    """Where a form calls a choice by one of our words, the word makes way, in the codebook too."""
    odd = QuestionMeaning("f", "C1", "Mấy lần", (ChoiceMeaning("several", "Nhiều"), ChoiceMeaning("once", "Một")))
    plan = DatasetPlan((odd,), Shape.WIDE, Language.VI)
    said = [Said("C1", ("several",), "final"), Said("C1", ("several", "once"), "final")]
    rows = list(dataset_rows(plan, [Respondent("f", "kiosk", _DAY, "", "", (one,), NOBODY) for one in said]))

    written = [value.written for value in dataset_variables(plan)[-1].values]
    assert [row[-1] for row in rows] == ["several", "several_"]
    assert len(written) == len(set(written))


@pytest.mark.parametrize("shape", list(Shape))
def test_a_dataset_has_the_figures_of_the_tallies(engine: Engine, shape: Shape) -> None:
    """Counting its rows gives what `omr export tallies` says."""
    opinions(engine)
    plan = DatasetPlan(survey_meanings(SURVEY, Language.VI), shape, Language.VI, field_questions=("LV",))
    names = [variable.name for variable in dataset_variables(plan)]
    rows = [dict(zip(names, row, strict=True)) for row in dataset_rows(plan, respondents(engine, "pks-q"))]
    tallies = {t.meaning.question: t for t in current_tallies(engine, Language.VI)}
    c1, md = tallies["C1"], tallies["MD"]

    if shape is Shape.WIDE:
        assert tuple(sum(r["C1"] == c.code for r in rows) for c in c1.meaning.choices) == c1.counts
        assert sum(r["C1"] == "several" for r in rows) == c1.several
        assert sum(r["MD"] == "valid" for r in rows) == md.valid
        assert tuple(sum(r[f"MD_{c.code}"] == 1 for r in rows) for c in md.meaning.choices) == md.counts
        assert [r["field"] for r in rows][:4] == ["ht", "dd", "ht", ""]
        return
    for t in (c1, md):
        own = [r for r in rows if r["question"] == t.meaning.question]
        assert tuple(sum(r["choice"] == c.code for r in own) for c in t.meaning.choices) == t.counts
        for state in ("blank", "several", "spoiled", "waiting"):
            assert sum(r["state"] == state for r in own) == getattr(t, state)
