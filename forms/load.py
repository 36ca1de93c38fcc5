"""Is this text a form? YAML to `Survey`, or every mistake in it by file, line, question and key."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from forms.complaints import complaint
from forms.consistency import Contradiction
from forms.definition import Survey
from forms.errors import FormInvalid, Problem
from forms.scales import built_in_scale
from forms.yaml_text import Path, Plain, YamlText, parse_yaml
from omr.words import Text

# More are not read anyway; mending the first ones often mends the rest.
_MAX_PROBLEMS = 40


def load_survey(text: str, source: str) -> Survey:
    """Return the form that a YAML text defines.

    Parameters
    ----------
    text
        The definition.
    source
        What to call it in messages: a file name.

    Raises
    ------
    FormInvalid
        With all problems found, when the text is not a form.
    """
    written = parse_yaml(text)
    if written.problems:
        raise FormInvalid(source, written.problems)
    if not isinstance(written.data, dict):
        words = Text(
            "phải gồm các mục có tên như id, title, sections", "this must be a set of keys: id, title, sections"
        )
        raise FormInvalid(source, (Problem(1, words),))
    try:
        return Survey.model_validate(_with_built_in_scales(written.data))
    except ValidationError as error:
        problems = sorted(set(_problems(error, written)), key=lambda problem: (problem.line, problem.words.en))
        raise FormInvalid(source, tuple(problems[:_MAX_PROBLEMS])) from None


def _with_built_in_scales(data: dict[str, Plain]) -> dict[str, Any]:
    """Return the data with the built-in scales that its questions name and it does not define."""
    own = data.get("scales") or []
    if not isinstance(own, list):
        return data
    defined = {scale.get("name") for scale in own if isinstance(scale, dict)}
    named = dict.fromkeys(name for name in _scales_named(data) if name not in defined)
    added = [scale.model_dump() for name in named if (scale := built_in_scale(name)) is not None]
    return {**data, "scales": [*own, *added]}


def _scales_named(data: Plain) -> Iterator[str]:
    """Yield the value of every key ``scale``, wherever it stands."""
    match data:
        case dict():
            for key, value in data.items():
                if key == "scale" and isinstance(value, str):
                    yield value
                yield from _scales_named(value)
        case list():
            for item in data:
                yield from _scales_named(item)


def _problems(error: ValidationError, written: YamlText) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        context = detail.get("ctx", {})
        if detail["type"] == "inconsistent":
            for found in context["found"]:
                yield _problem_at_contradiction(found, written)
        elif not _is_long_enough(detail["input"], context):
            words = complaint(detail["type"], context, detail["input"], detail["msg"])
            path = (*detail["loc"], "kind") if detail["type"].startswith("union_tag") else detail["loc"]
            yield _problem(written, path, words)


def _is_long_enough(written: object, context: Mapping[str, Any]) -> bool:
    """Tell whether a list is called too short only because its items are wrong, which is reported already."""
    return isinstance(written, list) and len(written) >= context.get("min_length", len(written) + 1)


def _problem_at_contradiction(found: Contradiction, written: YamlText) -> Problem:
    return _problem(written, found.path, found.words)


def _problem(written: YamlText, path: Path, words: Text) -> Problem:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    code = _question_code(written.data, path)
    vi = (f"câu {code}, " if code else "") + (f"mục “{key}”: " if key else "") + words.vi
    en = (f"question {code}, " if code else "") + (f"key “{key}”: " if key else "") + words.en
    return Problem(written.line_of(path), Text(vi, en))


def _question_code(data: Plain, path: Path) -> str | None:
    """Return the code of the question that a path leads into, where it leads into one that has a code."""
    place: Any = data
    for step, following in zip(path, (*path[1:], ""), strict=True):
        try:
            place = place[step]
        except (KeyError, IndexError, TypeError):
            return None
        if step == "questions" and isinstance(following, int) and isinstance(place, list) and following < len(place):
            question = place[following]
            return str(question["code"]) if isinstance(question, dict) and "code" in question else f"#{following + 1}"
    return None
