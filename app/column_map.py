"""How does another system call our columns and choices? A small YAML file into a `ColumnMap`.

::

    columns: { "Câu 1": C1, "Ngày": received_on }
    values: { C1: { "Rất hài lòng": "5" } }
"""

from pathlib import Path
from typing import ClassVar

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from omr.errors import OmrError
from omr.words import Text
from reports.responses import ColumnMap


class MapInvalid(OmrError):
    """A file that maps no columns. Evidence: path, problem."""

    exit_code: ClassVar[int] = 71
    sentence_text = Text("Tệp ánh xạ “{path}” sai: {problem}.", "The map “{path}” is not right: {problem}.")
    advice_text = Text(
        "Cần hai mục: columns (tên cột kia: mã của mẫu) và values (mã câu: giá trị kia: mã ô).",
        "Two parts are needed: columns (their column: our code) and values (question: their value: choice code).",
    )


def load_map(path: Path) -> ColumnMap:
    """Return how another system calls things.

    Raises
    ------
    MapInvalid
        When the file cannot be read or is not of this shape.
    """
    try:
        data = YAML(typ="safe", pure=True).load(path.read_text("utf-8-sig"))
        columns = tuple((str(theirs), str(ours)) for theirs, ours in (data.get("columns") or {}).items())
        values = tuple(
            (str(question), str(theirs), str(ours))
            for question, pairs in (data.get("values") or {}).items()
            for theirs, ours in pairs.items()
        )
    except (OSError, UnicodeDecodeError, YAMLError, AttributeError) as error:
        raise MapInvalid(path=path, problem=str(error).splitlines()[0]) from error
    return ColumnMap(columns, values)
