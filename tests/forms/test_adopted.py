"""Facts about surveys of forms that others printed."""

import pytest

from forms.adopted import adopted_survey
from forms.definition import Survey
from forms.layout_file import LayoutInvalid
from omr.geometry import BoxMm, SizeMm
from omr.layout.sheet import BoxShape, Field, FieldKind, MarkBox, PageLayout, SheetLayout


def _layout(*fields: Field) -> SheetLayout:
    return SheetLayout("mau", SizeMm(210, 297), 0.2, (PageLayout(1, fields, (), (), ()),))


def _field(question: str, *choices: str, kind: FieldKind = FieldKind.SINGLE) -> Field:
    boxes = tuple(MarkBox(c, BoxShape.BOX, BoxMm(10.0 + 8 * i, 20, 4, 4)) for i, c in enumerate(choices))
    return Field(question, kind, boxes, 2 if kind is FieldKind.MULTIPLE else None)


def test_a_form_is_counted_by_its_codes() -> None:
    """Every question of the layout is one of the survey, with its choices, and comes back from its JSON."""
    survey = adopted_survey(
        _layout(_field("Q1", "<1", "25-29"), _field("Câu 2", "a", "b", kind=FieldKind.MULTIPLE)), "Mẫu"
    )
    again = Survey.model_validate_json(survey.model_dump_json())

    assert [(q.code, [c.code for c in q.choices]) for q in again.answerables()] == [
        ("Q1", ["<1", "25-29"]),
        ("Câu 2", ["a", "b"]),
    ]


@pytest.mark.parametrize("fields", [(_field("Q1", "a"), _field("Q1", "b")), (_field("Q1", "a;b"),), (_field("", "a"),)])
def test_codes_that_cannot_be_told_apart_are_refused(fields: tuple[Field, ...]) -> None:
    """A question that stands twice, or a code with the sign that parts choices, is said before anything is stored."""
    with pytest.raises(LayoutInvalid):
        adopted_survey(_layout(*fields), "Mẫu")
