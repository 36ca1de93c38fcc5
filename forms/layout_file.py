"""What does a layout say that was written by hand or by another tool? A file of boxes into a `SheetLayout`.

The file is the JSON of ``omr forms layout``, or the same in YAML. Only what nobody else can know is needed: the paper's
size, and of each box its page, question, choice, place and size.
"""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from omr.errors import OmrError
from omr.layout.serial import layout_from_json
from omr.layout.sheet import BoxShape, FieldKind, SheetLayout
from omr.words import Text

# What other tools call the shapes.
_SHAPES = {
    "circle": "bubble",
    "oval": "bubble",
    "ellipse": "bubble",
    "square": "box",
    "rect": "box",
    "rectangle": "box",
}
_OUTLINE_MM = 0.2
# The longer side of A0: no scanner takes more.
_LONGEST_MM = 1189.0
_NUMBERS = ("x_mm", "y_mm", "width_mm", "height_mm")


class LayoutInvalid(OmrError):
    """A file that does not describe where boxes are. Evidence: file, problem."""

    exit_code = 62
    sentence_text = Text("Tệp bố cục “{file}” sai: {problem}.", "The layout file “{file}” is not right: {problem}.")
    advice_text = Text(
        "Xem mẫu bằng omr forms layout pks-q; cần page_size_mm, và với mỗi ô: question, choice, x_mm, y_mm, width_mm, "
        "height_mm.",
        "See omr forms layout pks-q for an example; page_size_mm is needed, and of each box question, choice, x_mm, "
        "y_mm, width_mm, height_mm.",
    )


def layout_from_text(text: str, form: str, file_name: str) -> SheetLayout:
    """Return the layout that a file describes, as a form of this name.

    Raises
    ------
    LayoutInvalid
        When it is neither JSON nor YAML, lacks what is needed, or has a box that is not on the paper.
    """
    import json

    data = _loaded(text, file_name)
    try:
        layout = layout_from_json(json.dumps(_completed(data, form)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LayoutInvalid(file=file_name, problem=f"{type(error).__name__}: {error}") from error
    if not any(page.fields for page in layout.pages):
        raise LayoutInvalid(file=file_name, problem="marks: []")
    _check_places(layout, file_name)
    return layout


def labels_from_text(text: str) -> dict[str, str]:
    """Return what the questions of a layout file ask, by their codes, where the file says it.

    Raises
    ------
    LayoutInvalid
        When it is neither JSON nor YAML.
    """
    data = _loaded(text, "labels")
    labels = data.get("labels") if isinstance(data, dict) else None
    return {str(code): str(words) for code, words in labels.items() if words} if isinstance(labels, dict) else {}


def layout_to_text(layout: SheetLayout) -> str:
    """Return a layout as YAML for a person to correct."""
    pages = [
        {
            "page": page.number,
            "marks": [
                {
                    "question": field.question,
                    "choice": box.choice,
                    "kind": field.kind.value,
                    "shape": box.shape.value,
                    **{name: round(float(getattr(box.box, name)), 2) for name in _NUMBERS},
                }
                for field, box in page.boxes()
            ],
        }
        for page in layout.pages
    ]
    size = [round(layout.page_size.width_mm, 2), round(layout.page_size.height_mm, 2)]
    stream = StringIO()
    rings = {"rings_choose": True} if layout.rings_choose else {}
    YAML().dump({"form": layout.form, "page_size_mm": size, **rings, "pages": pages}, stream)
    return stream.getvalue()


def _loaded(text: str, file_name: str) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise LayoutInvalid(file=file_name, problem=str(error).splitlines()[0]) from error
    except RecursionError as error:
        raise LayoutInvalid(file=file_name, problem="[[[…") from error


def _check_places(layout: SheetLayout, file_name: str) -> None:
    """Refuse paper that there is not, and boxes whose middle is not on it; what is no number is neither."""
    width_mm, height_mm = layout.page_size.width_mm, layout.page_size.height_mm
    if not (0 < width_mm <= _LONGEST_MM and 0 < height_mm <= _LONGEST_MM):
        raise LayoutInvalid(file=file_name, problem=f"page_size_mm: [{width_mm:g}, {height_mm:g}]")
    for field, mark in (pair for page in layout.pages for pair in page.boxes()):
        box = mark.box
        fits = 0 < box.width_mm <= width_mm and 0 < box.height_mm <= height_mm
        if not (fits and 0 <= box.centre.x_mm <= width_mm and 0 <= box.centre.y_mm <= height_mm):
            place = ", ".join(f"{name}: {getattr(box, name):g}" for name in _NUMBERS)
            raise LayoutInvalid(file=file_name, problem=f"{field.question} {mark.choice}: {place}")


def _completed(data: dict[str, Any], form: str) -> dict[str, Any]:
    """Return what `layout_from_json` wants; boxes of one question are brought together, in the order they stand in."""
    pages = data["pages"] if "pages" in data else [{"page": 1, "marks": data["marks"]}]
    return {
        "form": form,
        "page_size_mm": data["page_size_mm"],
        "outline_mm": data.get("outline_mm", _OUTLINE_MM),
        "pages": [_completed_page(page, number) for number, page in enumerate(pages, start=1)],
        "rings_choose": data.get("rings_choose") is True,
    }


def _completed_page(page: dict[str, Any], number: int) -> dict[str, Any]:
    marks = [_completed_mark(mark) for mark in page["marks"]]
    order = {question: i for i, question in enumerate(dict.fromkeys(mark["question"] for mark in marks))}
    return {"page": number, "marks": sorted(marks, key=lambda mark: order[mark["question"]])}


def _completed_mark(mark: dict[str, Any]) -> dict[str, Any]:
    shape = str(mark.get("shape", BoxShape.BOX.value)).lower()
    known = {
        "question": str(mark["question"]).strip(),
        "choice": str(mark["choice"]).strip(),
        "kind": FieldKind(mark.get("kind", FieldKind.SINGLE.value)).value,
        "shape": BoxShape(_SHAPES.get(shape, shape)).value,
    }
    most = {"max_choices": int(mark["max_choices"])} if mark.get("max_choices") is not None else {}
    return known | most | {name: float(mark[name]) for name in _NUMBERS}
