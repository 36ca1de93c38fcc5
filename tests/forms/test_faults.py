"""Facts about what is found wrong with a form laid out."""

from dataclasses import replace

import pytest

from forms.arrange import arrange
from forms.catalogue import find_form, library_forms
from forms.faults import faults_of
from forms.plan import Line, PrintPlan
from omr.geometry import PointMm


@pytest.mark.parametrize("form", [survey.id for survey in library_forms()])
def test_the_library_has_no_faults(form: str) -> None:
    """Distances, margins and words of every form of the library are right."""
    assert faults_of(arrange(find_form(form))) == ()


def test_boxes_too_close_are_named() -> None:
    """Two boxes half a millimetre apart are told with their question, choices and distance."""
    plan = _moved(arrange(find_form("pks-q")), "C1", 1, -8.0)

    assert any("C1=5" in f.words.en and "C1=4" in f.words.en and f.question == "C1" for f in faults_of(plan))


def test_a_box_at_the_edge_is_named() -> None:
    """A box that no printer reaches is told."""
    plan = _moved(arrange(find_form("pks-q")), "C1", 0, -200.0)

    assert any("edge" in fault.words.en for fault in faults_of(plan))


def test_a_line_in_the_way_is_named() -> None:
    """A line through the white around a box is told."""
    plan = arrange(find_form("pks-q"))
    (page,) = plan.pages
    box = next(mark.box for field, mark in page.layout.boxes() if field.question == "C1")
    line = Line(PointMm(box.x_mm, box.y_mm - 1.0), PointMm(box.right_mm, box.y_mm - 1.0), 0.25, 0.5)

    spoilt = replace(plan, pages=(replace(page, drawing=replace(page.drawing, lines=(line,))),))

    assert [fault.question for fault in faults_of(spoilt)] == ["C1"]


def test_words_over_words_are_named() -> None:
    """Two lines of text on one place are told."""
    plan = arrange(find_form("pks-q"))
    (page,) = plan.pages
    runs = (*page.drawing.runs, replace(page.drawing.runs[0], text="TRUNG TÂM"))

    spoilt = replace(plan, pages=(replace(page, drawing=replace(page.drawing, runs=runs)),))

    assert any("run into" in fault.words.en for fault in faults_of(spoilt))


def _moved(plan: PrintPlan, question: str, place: int, by_mm: float) -> PrintPlan:
    """Return a plan with one box of a question moved to the right."""
    (page,) = plan.pages
    fields = []
    for field in page.layout.fields:
        boxes = list(field.boxes)
        if field.question == question:
            box = boxes[place].box
            boxes[place] = replace(boxes[place], box=replace(box, x_mm=box.x_mm + by_mm))
        fields.append(replace(field, boxes=tuple(boxes)))
    layout = replace(page.layout, fields=tuple(fields))
    return replace(plan, pages=(replace(page, layout=layout),))
