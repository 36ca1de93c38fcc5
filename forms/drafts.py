"""How is a form edited as a list? A definition taken apart into rows, and put together again without loss.

A row shows what is edited and keeps the rest of its question, so that factors, weights, skips and hints come through.
"""

import io
import json
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML

from forms.definition import Survey
from forms.scales import built_in_scale

SECTION = "section"
KINDS = ("rating", "single", "multiple", "yesno", "comment", "digits", "prefilled", SECTION)
# Between the parts of a choice on its line: code, wording, English.
_BAR = "|"
_LONG_LINES = 4096


@dataclass(frozen=True, slots=True)
class Row:
    """A question, or a section's title where `kind` is ``section``. `choices` are lines ``code | words | English``.

    `kept` is the JSON of what the row was made from.
    """

    kind: str
    code: str = ""
    vi: str = ""
    en: str = ""
    scale: str = ""
    choices: str = ""
    most: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it is edited. `kept` is the JSON of everything that has no place of its own here."""

    id: str
    version: str
    title_vi: str
    title_en: str = ""
    instruction_vi: str = ""
    instruction_en: str = ""
    paper: str = "A5"
    rows: tuple[Row, ...] = ()
    kept: str = "{}"
    problems: tuple[str, ...] = field(default=(), compare=False)


def draft_of(survey: Survey) -> Draft:
    """Return a form taken apart into rows."""
    data = survey.model_dump(mode="json", exclude_defaults=True)
    own = [scale for scale in data.pop("scales", []) if not _is_built_in(survey, scale["name"])]
    rows: list[Row] = []
    for section in data.pop("sections"):
        title = section.get("title") or {}
        rows.append(Row(SECTION, vi=title.get("vi", ""), en=title.get("en", "")))
        rows += [_row(question) for question in section["questions"]]
    return Draft(
        id=data.pop("id"),
        version=data.pop("version"),
        title_vi=survey.title.vi,
        title_en=survey.title.en or "",
        instruction_vi=survey.instruction.vi,
        instruction_en=survey.instruction.en or "",
        paper=survey.paper,
        rows=tuple(rows),
        kept=json.dumps({k: v for k, v in data.items() if k not in ("title", "instruction", "paper")} | _some(own)),
    )


def yaml_of(draft: Draft) -> str:
    """Return a draft as the text of a form's file; whether it is a form is for `load_survey` to say."""
    data: dict[str, Any] = {"id": draft.id, "version": draft.version, "paper": draft.paper}
    data |= json.loads(draft.kept or "{}")
    data["title"] = _label(draft.title_vi, draft.title_en)
    data["instruction"] = _label(draft.instruction_vi, draft.instruction_en)
    data["sections"] = _sections(draft.rows)
    writer = YAML(typ="safe")
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.width = _LONG_LINES
    stream = io.StringIO()
    writer.dump(data, stream)
    return stream.getvalue()


def _is_built_in(survey: Survey, name: str) -> bool:
    return survey.scale(name) == built_in_scale(name)


def _some(own: list[dict[str, Any]]) -> dict[str, Any]:
    return {"scales": own} if own else {}


def _row(question: dict[str, Any]) -> Row:
    label = question["label"]
    lines = [
        f" {_BAR} ".join(filter(None, (c["code"], c["label"]["vi"], c["label"].get("en") or "")))
        for c in question.get("choices", [])
    ]
    return Row(
        kind=question["kind"],
        code=question["code"],
        vi=label["vi"],
        en=label.get("en") or "",
        scale=question.get("scale", ""),
        choices="\n".join(lines),
        most=str(question.get("max_choices") or ""),
        kept=json.dumps(question),
    )


def _sections(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return the rows as sections; questions before the first title are a section without one."""
    sections: list[dict[str, Any]] = []
    for row in rows:
        if row.kind == SECTION:
            title = {"title": _label(row.vi, row.en)} if row.vi.strip() else {}
            sections.append({**title, "questions": []})
            continue
        if not sections:
            sections.append({"questions": []})
        sections[-1]["questions"].append(_question(row))
    # A title under which nothing stands any more goes with its last question.
    return [section for section in sections if section["questions"]]


def _question(row: Row) -> dict[str, Any]:
    kept = json.loads(row.kept) if row.kept else {}
    before = kept if kept.get("kind") == row.kind else {}
    question = before | {"kind": row.kind, "code": row.code.strip(), "label": _label(row.vi, row.en)}
    if row.kind == "rating":
        question["scale"] = row.scale
    if row.kind in ("single", "multiple"):
        question["choices"] = _choices(row.choices, {c["code"]: c for c in before.get("choices", [])})
    if row.kind == "multiple":
        question.pop("max_choices", None)
        question |= {"max_choices": row.most.strip()} if row.most.strip() else {}
    if row.kind == "digits":
        question.setdefault("digits", 2)
    if row.kind == "prefilled":
        question.setdefault("fills", "officer")
    return question


def _choices(text: str, before: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the choices of lines; a line without a code gets its number."""
    choices = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        parts = [part.strip() for part in line.split(_BAR)]
        code, vi, en = (parts[0], parts[1], parts[2] if len(parts) > 2 else "") if len(parts) > 1 else (
            str(number), parts[0], ""
        )  # fmt: skip
        choices.append(before.get(code, {}) | {"code": code, "label": _label(vi, en)})
    return choices


def _label(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi.strip()} | ({"en": en.strip()} if en.strip() else {})
