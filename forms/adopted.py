"""What does a form ask of which only the places to mark are known? A survey that reports can count by."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from forms.definition import Survey
from forms.layout_file import LayoutInvalid
from omr.layout.sheet import Field, FieldKind, SheetLayout


def adopted_survey(layout: SheetLayout, title: str, labels: Mapping[str, str] = MappingProxyType({})) -> Survey:
    """Return the survey of a form that others printed: choices called by their codes, questions too but for `labels`.

    Raises
    ------
    LayoutInvalid
        When a code cannot be one, or stands twice.
    """
    asked = {}
    for page in layout.pages:
        for field in page.fields:
            if field.question in asked:
                raise LayoutInvalid(file=title, problem=f"question {field.question}: 2 x")
            asked[field.question] = _question(field, labels.get(field.question, field.question))
    try:
        return Survey.model_validate(
            {
                "id": layout.form,
                "version": "1",
                "title": title,
                "instruction": "—",
                "sections": [{"questions": list(asked.values())}],
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][-3:])
        raise LayoutInvalid(file=title, problem=f"{where}: {first['msg']} ({first['input']!r:.60})") from error


def _question(field: Field, label: str) -> dict[str, object]:
    multiple = field.kind is FieldKind.MULTIPLE
    return {
        "kind": "multiple" if multiple else "single",
        "code": field.question,
        "label": label,
        "choices": [{"code": box.choice, "label": box.choice} for box in field.boxes],
    } | ({"max_choices": field.max_choices} if multiple and field.max_choices else {})
