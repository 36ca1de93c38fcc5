"""How does another system call our columns and choices? A small YAML file into a `ColumnMap`.

::

    columns: { "Câu 1": C1, "Ngày": received_on }
    values: { C1: { "Rất hài lòng": "5" } }
"""

from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from forms.complaints import complaint
from forms.errors import Problem
from forms.yaml_text import parse_yaml
from omr.errors import OmrError
from omr.words import Text
from reports.responses import ColumnMap


class MapInvalid(OmrError):
    """A file that maps no columns. Evidence: path, problem_vi, problem_en."""

    exit_code: ClassVar[int] = 71
    sentence_text = Text("Tệp ánh xạ “{path}” sai: {problem_vi}.", "The map “{path}” is not right: {problem_en}.")
    advice_text = Text(
        "Cần hai mục: columns (tên cột kia: mã của mẫu) và values (mã câu: giá trị kia: mã ô).",
        "Two parts are needed: columns (their column: our code) and values (question: their value: choice code).",
    )


class _Written(BaseModel):
    """The file as it is to be written; either part may be left out or empty."""

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] | None = None
    values: dict[str, dict[str, str]] | None = None


def load_map(path: Path) -> ColumnMap:
    """Return how another system calls things, to the letter: ``01`` is no 1.

    Raises
    ------
    MapInvalid
        When the file cannot be read or is not of this shape; with the line of its first mistake.
    """
    try:
        yaml = parse_yaml(path.read_text("utf-8-sig"))
    except OSError as error:
        raise MapInvalid(path=path, problem_vi=error.strerror, problem_en=error.strerror) from error
    except UnicodeDecodeError as error:
        raise MapInvalid(path=path, problem_vi="không phải chữ UTF-8", problem_en="not UTF-8 text") from error
    if yaml.problems:
        raise _invalid(path, yaml.problems[0])
    try:
        written = _Written.model_validate(yaml.data)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        words = complaint(detail["type"], detail.get("ctx", {}), detail["input"], detail["msg"])
        raise _invalid(path, Problem(yaml.line_of(detail["loc"]), words)) from error
    values = (written.values or {}).items()
    return ColumnMap(
        tuple((written.columns or {}).items()),
        tuple((question, theirs, ours) for question, pairs in values for theirs, ours in pairs.items()),
    )


def _invalid(path: Path, problem: Problem) -> MapInvalid:
    line, words = problem.line, problem.words
    return MapInvalid(path=path, problem_vi=f"dòng {line}: {words.vi}", problem_en=f"line {line}: {words.en}")
