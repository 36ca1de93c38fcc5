"""Facts about layouts written by hand or by other tools."""

import json

import pytest

from forms.layout_file import LayoutInvalid, labels_from_text, layout_from_text, layout_to_text
from omr.layout.sheet import BoxShape, FieldKind

_MARK = {"question": "Q1", "choice": "<1", "x_mm": 10, "y_mm": 20, "width_mm": 4, "height_mm": 3}


def _text(*marks: dict[str, object], **more: object) -> str:
    return json.dumps({"page_size_mm": [210, 297], "pages": [{"page": 1, "marks": list(marks)}]} | more)


def test_only_what_nobody_else_can_know_is_needed() -> None:
    """Without a kind a question takes one choice, without a shape a place is a box; the form is called as asked."""
    layout = layout_from_text(_text(_MARK), "mau", "f.json")

    assert layout.form == "mau"
    field = layout.pages[0].fields[0]
    assert (field.question, field.kind, field.boxes[0].choice) == ("Q1", FieldKind.SINGLE, "<1")
    assert field.boxes[0].shape is BoxShape.BOX


@pytest.mark.parametrize(("word", "shape"), [("circle", "bubble"), ("Oval", "bubble"), ("rect", "box")])
def test_shapes_may_be_called_as_others_call_them(word: str, shape: str) -> None:
    """Circles and ovals are bubbles, rectangles boxes."""
    layout = layout_from_text(_text(_MARK | {"shape": word}), "mau", "f.json")

    assert layout.pages[0].fields[0].boxes[0].shape == shape


def test_boxes_of_one_question_belong_together() -> None:
    """However the file lists them, the choices of a question are one field, in the order in which they stand."""
    marks = [_MARK, _MARK | {"question": "Q2"}, _MARK | {"choice": "2"}]
    fields = layout_from_text(_text(*marks), "mau", "f.json").pages[0].fields

    assert [(f.question, [b.choice for b in f.boxes]) for f in fields] == [("Q1", ["<1", "2"]), ("Q2", ["<1"])]


def test_a_layout_written_is_the_layout_read() -> None:
    """What is written for a person to correct comes back as it was, to a hundredth of a millimetre."""
    layout = layout_from_text(_text(_MARK, _MARK | {"choice": "b", "x_mm": 30.125}), "mau", "f.json")
    again = layout_from_text(layout_to_text(layout), "mau", "f.yaml")

    assert [f.question for f in again.pages[0].fields] == ["Q1"]
    assert again.pages[0].fields[0].boxes[1].box.x_mm == pytest.approx(30.125, abs=0.006)


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", _text(), _text({"question": "Q1"}), _text(_MARK | {"shape": "star"}), "a: b: c", "1"]
)
def test_what_is_no_layout_is_said(text: str) -> None:
    """A file that says nothing of boxes is refused with what is wrong and what is needed."""
    with pytest.raises(LayoutInvalid) as caught:
        layout_from_text(text, "mau", "f.json")

    assert "f.json" in str(caught.value)


@pytest.mark.parametrize("name", ["x_mm", "y_mm", "width_mm", "height_mm"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "-1e9", "1e300", "299"])
def test_a_box_that_is_not_on_the_paper_is_said(name: str, value: str) -> None:
    """Nobody could mark it, and no page could be cut there; which box it is stands in the sentence."""
    text = _text(_MARK | {name: 0.125}).replace(f'"{name}": 0.125', f'"{name}": {value}')
    with pytest.raises(LayoutInvalid) as caught:
        layout_from_text(text, "mau", "f.json")

    assert "Q1" in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize("size", ["[NaN, 297]", "[210, Infinity]", "[0, 297]", "[-210, 297]", "[1e300, 297]"])
def test_paper_that_there_is_not_is_said(size: str) -> None:
    """A page needs a width and a height that a scanner takes."""
    with pytest.raises(LayoutInvalid):
        layout_from_text(_text(_MARK).replace("[210, 297]", size), "mau", "f.json")


@pytest.mark.parametrize("text", ["[" * 20_000, '{"a":' * 20_000])
def test_what_is_nested_without_end_is_said(text: str) -> None:
    """It is a file that is no layout like any other, not a failure."""
    with pytest.raises(LayoutInvalid):
        layout_from_text(text, "mau", "f.json")
    with pytest.raises(LayoutInvalid):
        labels_from_text(text)
