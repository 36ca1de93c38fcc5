"""Facts about where everything is on a sheet."""

import pytest

from omr.geometry import BoxMm
from omr.layout.fiducials import standard_codes, standard_fiducials
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout
from tests.omr.layout.strategies import A4


def _page(number: int, *questions: str) -> PageLayout:
    fields = tuple(
        Field(
            question,
            FieldKind.SINGLE,
            tuple(MarkBox(code, BoxShape.BOX, BoxMm(20, 20, 4, 4)) for code in ("5", "KYK", "1")),
        )
        for question in questions
    )
    return PageLayout(number, fields, (), standard_fiducials(A4), standard_codes(A4))


def test_boxes_come_as_they_are_printed_whatever_their_codes() -> None:
    """Measurements are matched to boxes by this order alone: no sorting by code or place, each with its own field."""
    boxes = [(field.question, box.choice) for field, box in _page(1, "C2", "C10", "C1").boxes()]

    assert boxes == [(question, choice) for question in ("C2", "C10", "C1") for choice in ("5", "KYK", "1")]


def test_a_page_without_questions_has_no_boxes() -> None:
    """A back for handwriting alone is a page like others."""
    assert list(_page(2).boxes()) == []


@pytest.mark.parametrize(("number", "question"), [(1, "A"), (2, "B"), (3, None), (0, None), (-1, None)])
def test_a_page_is_found_by_its_printed_number(number: int, question: str | None) -> None:
    """Not by its place in the file, and a number that no page has is no page, not the last one."""
    sheet = SheetLayout("form", A4, 0.18, (_page(2, "B"), _page(1, "A")))
    found = sheet.page(number)

    assert (found.fields[0].question if found is not None else None) == question
