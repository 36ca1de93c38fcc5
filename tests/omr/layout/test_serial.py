"""Layouts written down and read back."""

import dataclasses
import json

from hypothesis import given

from omr.geometry import BoxMm
from omr.layout.code import SERIAL_ALPHABET
from omr.layout.serial import layout_from_json, layout_id, layout_to_json
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, SheetLayout
from tests.omr.layout.strategies import layouts


@given(layouts())
def test_a_layout_survives_the_round_trip(layout: SheetLayout) -> None:
    """Layout to JSON to layout changes nothing, its identity included."""
    again = layout_from_json(layout_to_json(layout))

    assert again == layout
    assert layout_id(again) == layout_id(layout)


@given(layouts())
def test_the_json_is_the_published_one(layout: SheetLayout) -> None:
    """The keys that other tools rely on are there."""
    data = json.loads(layout_to_json(layout))

    assert data["form"] == layout.form
    assert data["layout_id"] == layout_id(layout)
    assert data["page_size_mm"] == [210.0, 297.0]
    assert len(data["layout_id"]) == 10
    assert set(data["layout_id"]) <= set(SERIAL_ALPHABET)
    for page, page_data in zip(layout.pages, data["pages"], strict=True):
        assert page_data["page"] == page.number
        for (field, box), mark in zip(page.boxes(), page_data["marks"], strict=True):
            assert (mark["question"], mark["choice"], mark["kind"]) == (field.question, box.choice, field.kind)
            assert (mark["x_mm"], mark["y_mm"]) == (box.box.x_mm, box.box.y_mm)


@given(layouts())
def test_moving_a_box_gives_another_identity(layout: SheetLayout) -> None:
    """A sheet printed with other places is another layout."""
    box = MarkBox("1", BoxShape.BOX, BoxMm(100, 100, 4.5, 4.5))
    moved = MarkBox("1", BoxShape.BOX, BoxMm(100, 100.001, 4.5, 4.5))

    def with_box(mark_box: MarkBox) -> SheetLayout:
        field = Field("NEW_ONE", FieldKind.SINGLE, (mark_box,))
        page = dataclasses.replace(layout.pages[0], fields=(*layout.pages[0].fields, field))
        return dataclasses.replace(layout, pages=(page, *layout.pages[1:]))

    assert layout_id(with_box(box)) != layout_id(with_box(moved))
