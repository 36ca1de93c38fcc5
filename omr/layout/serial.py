"""How is a layout written down? `SheetLayout` to JSON text and back, and the identity of a layout.

The JSON is the one that ``omr forms layout`` prints. Its identity is a hash of the text without the identity itself:
whatever moves a box gives another identity, so a printed sheet always finds the layout it was printed with.
"""

import hashlib
import json
from itertools import groupby
from typing import Any

from omr.geometry import BoxMm, SizeMm
from omr.layout.code import SERIAL_ALPHABET
from omr.layout.fiducials import Corner, Fiducial
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout, TextArea

# 10 characters of base 32 are 50 bits: offices will never print enough layouts for two to meet.
LAYOUT_ID_LENGTH = 10
# A micrometre: finer than any printer, and short decimals make texts equal when layouts are.
_DECIMALS_MM = 3


def layout_to_json(layout: SheetLayout) -> str:
    """Return the layout as canonical JSON text, its identity included."""
    data = _layout_data(layout)
    return _canonical({"layout_id": _identity(data)} | data)


def layout_id(layout: SheetLayout) -> str:
    """Return the identity of a layout: 10 characters of `SERIAL_ALPHABET`."""
    return _identity(_layout_data(layout))


def layout_from_json(text: str) -> SheetLayout:
    """Return the layout that a JSON text describes.

    Raises
    ------
    ValueError, KeyError, TypeError
        When the text is not JSON or not of the shape that `layout_to_json` writes.
    """
    data = json.loads(text)
    width_mm, height_mm = data["page_size_mm"]
    return SheetLayout(
        form=data["form"],
        page_size=SizeMm(float(width_mm), float(height_mm)),
        outline_mm=float(data.get("outline_mm", 0.18)),
        pages=tuple(_page_from_data(page) for page in data["pages"]),
        rings_choose=bool(data.get("rings_choose", False)),
    )


def _canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _identity(data: dict[str, Any]) -> str:
    number = int.from_bytes(hashlib.sha256(_canonical(data).encode()).digest()[:8], "big")
    return "".join(SERIAL_ALPHABET[number >> 5 * i & 31] for i in range(LAYOUT_ID_LENGTH))


def _layout_data(layout: SheetLayout) -> dict[str, Any]:
    return {
        "form": layout.form,
        "page_size_mm": [_mm(layout.page_size.width_mm), _mm(layout.page_size.height_mm)],
        "outline_mm": _mm(layout.outline_mm),
        "pages": [_page_data(page) for page in layout.pages],
        # Said only where it is so: the identity of other layouts stays what it was.
        **({"rings_choose": True} if layout.rings_choose else {}),
    }


def _page_data(page: PageLayout) -> dict[str, Any]:
    return {
        "page": page.number,
        "marks": [
            {
                "question": field.question,
                "choice": box.choice,
                "kind": field.kind.value,
                "shape": box.shape.value,
            }
            | ({"max_choices": field.max_choices} if field.max_choices is not None else {})
            | _box_data(box.box)
            for field, box in page.boxes()
        ],
        "text_areas": [{"id": area.id} | _box_data(area.box) for area in page.text_areas],
        "fiducials": [{"corner": int(mark.corner)} | _box_data(mark.box) for mark in page.fiducials],
        "codes": [_box_data(box) for box in page.codes],
        # Said only where it is known: the identity of sheets printed before it was said stays what it was.
        **({"printed": [list(_box_data(box).values()) for box in page.printed]} if page.printed else {}),
    }


def _box_data(box: BoxMm) -> dict[str, float]:
    return {
        "x_mm": _mm(box.x_mm),
        "y_mm": _mm(box.y_mm),
        "width_mm": _mm(box.width_mm),
        "height_mm": _mm(box.height_mm),
    }


def _mm(value_mm: float) -> float:
    # Adding 0.0 turns -0.0 into 0.0, which prints differently but is the same place.
    return round(float(value_mm), _DECIMALS_MM) + 0.0


def _page_from_data(data: dict[str, Any]) -> PageLayout:
    return PageLayout(
        number=int(data["page"]),
        fields=tuple(
            _field_from_data(question, list(marks))
            for question, marks in groupby(data["marks"], key=lambda mark: str(mark["question"]))
        ),
        text_areas=tuple(TextArea(area["id"], _box_from_data(area)) for area in data.get("text_areas", ())),
        fiducials=tuple(Fiducial(Corner(mark["corner"]), _box_from_data(mark)) for mark in data.get("fiducials", ())),
        codes=tuple(_box_from_data(box) for box in data.get("codes", ())),
        printed=tuple(BoxMm(*map(float, box)) for box in data.get("printed", ())),
    )


def _field_from_data(question: str, marks: list[dict[str, Any]]) -> Field:
    return Field(
        question=question,
        kind=FieldKind(marks[0]["kind"]),
        boxes=tuple(MarkBox(str(mark["choice"]), BoxShape(mark["shape"]), _box_from_data(mark)) for mark in marks),
        max_choices=marks[0].get("max_choices"),
    )


def _box_from_data(data: dict[str, Any]) -> BoxMm:
    return BoxMm(float(data["x_mm"]), float(data["y_mm"]), float(data["width_mm"]), float(data["height_mm"]))
