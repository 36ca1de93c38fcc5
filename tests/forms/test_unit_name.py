"""Facts about the office's name at the head of a sheet."""

import pytest

from forms.arrange import arrange
from forms.catalogue import find_form, library_forms
from forms.definition import Survey
from forms.plan import PrintPlan
from forms.questions import Label
from forms.type_setting import text_width_mm
from forms.unit_name import named_line, named_lines, named_plan

_UNIT = "UBND phường An Hải"


def _words(plan: PrintPlan) -> list[str]:
    return [run.text for run in plan.pages[0].drawing.runs]


def _with_office(*lines: str) -> Survey:
    return find_form("pks-q").model_copy(update={"office": tuple(Label(vi=line) for line in lines)})


@pytest.mark.parametrize("form", [form.id for form in library_forms() if form.office])
def test_the_name_takes_the_place_of_the_dots(form: str) -> None:
    """It ends where they ended; nothing else moves, and the layout is the same."""
    survey = find_form(form)
    before = arrange(survey)
    plan = named_plan(before, survey, _UNIT)
    drawn, was = plan.pages[0].drawing, before.pages[0].drawing

    assert plan.layout == before.layout
    assert plan.pages[1:] == before.pages[1:]
    if not any("…" in line.vi for line in survey.office):
        assert plan == before
        return
    (name,) = (run for run in drawn.runs if run.text == _UNIT)
    (dots,) = (line for line in was.lines if line not in drawn.lines)
    assert name.x_mm + name.width_mm <= dots.end.x_mm
    assert len(drawn.runs) == len(was.runs)


def test_a_long_name_is_set_smaller_and_one_that_is_too_long_is_left_to_the_pen() -> None:
    """It never runs into the code beside it."""
    survey = find_form("pks-q")
    before = arrange(survey)
    long = "UBND phường " + "An Hải Bắc " * 4
    (name,) = (run for run in named_plan(before, survey, long).pages[0].drawing.runs if run.text == long)

    assert name.width_mm == pytest.approx(text_width_mm(long, name.style), rel=0.01)
    assert named_plan(before, survey, long * 4) == before


@pytest.mark.parametrize(
    ("lines", "unit"),
    [(("UBND PHƯỜNG/XÃ ……",), ""), (("UBND phường Khác",), _UNIT), (("Tổ công tác số ……",), _UNIT), ((), _UNIT)],
)
def test_without_a_name_or_a_place_for_it_nothing_changes(lines: tuple[str, ...], unit: str) -> None:
    """A name that is printed stands, and other lines ask for other things."""
    survey = _with_office(*lines)

    assert named_plan(arrange(survey), survey, unit) == arrange(survey)
    assert [line.vi for line in named_lines(survey.office, unit)] == list(lines)


def test_lines_keep_what_they_say_in_other_languages() -> None:
    """Nobody has translated the name."""
    (line,) = named_lines((Label(vi="UBND PHƯỜNG/XÃ ……", en="People's Committee"),), _UNIT)

    assert (line.vi, line.en) == (_UNIT, "People's Committee")
    assert named_line("ủy ban nhân dân xã ___", _UNIT) == _UNIT
