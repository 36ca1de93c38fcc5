"""How many dossiers were settled, where a table of another program says it? `dossiers.csv` beside `office.yaml`."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text

DOSSIERS_FILE = "dossiers.csv"
_COLUMNS = ("period", "field", "dossiers")


class DossiersUnreadable(OmrError):
    """The table of dossiers lacks a column, or a line of it is no count. Evidence: path, line, problem."""

    exit_code: ClassVar[int] = 113
    sentence_text = Text(
        "Bảng hồ sơ “{path}”, dòng {line}: {problem}.", "The table of dossiers “{path}”, line {line}: {problem}."
    )
    advice_text = Text(
        "Cần tệp CSV (UTF-8) có cột period, field (trống là tổng số), dossiers.",
        "It is a CSV file (UTF-8) with the columns period, field (empty for the total) and dossiers.",
    )


def read_dossiers(home: Path) -> dict[str, dict[str, int]]:
    """Return by period and field how many dossiers were settled, the total under no name; nothing without a table.

    A total that no line says is the sum of the fields.

    Raises
    ------
    DossiersUnreadable
        When the table is none, a line says no count, or two lines say the same.
    """
    path = home / DOSSIERS_FILE
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DossiersUnreadable(path=path.name, line=1, problem="UTF-8 CSV") from error
    found = _counted(path, rows)
    return {period: counts | {"": counts.get("", sum(counts.values()))} for period, counts in found.items()}


def _counted(path: Path, rows: Iterable[dict[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for line, row in enumerate(rows, start=2):
        if missing := [name for name in _COLUMNS if row.get(name) is None]:
            raise DossiersUnreadable(path=path.name, line=1, problem=", ".join(missing))
        period, field, text = (row[name].strip() for name in _COLUMNS)
        # Spreadsheets write 1.441 and 1,441.
        count = text.replace(".", "").replace(",", "")
        if not period or not count.isascii() or not count.isdecimal():
            raise DossiersUnreadable(path=path.name, line=line, problem=f"“{period} {field} {text}”")
        counts = found.setdefault(period, {})
        if field in counts:
            raise DossiersUnreadable(path=path.name, line=line, problem=f"{period} {field}: 2 x")
        counts[field] = int(count)
    return found
