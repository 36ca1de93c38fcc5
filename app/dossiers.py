"""How many dossiers were settled, where a table of another program says it? `dossiers.csv` beside `office.yaml`."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text

DOSSIERS_FILE = "dossiers.csv"
_COLUMNS = ("period", "field", "dossiers")
# Spreadsheets write 310 as 310.0, and 1441 as 1.441, 1,441 or 1 441, with any kind of space; 1.5 and 12,5 are none.
_WHOLE = re.compile(r"(\d+)(?:[.,]0{1,2})?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}([., \u00a0\u202f])\d{3}(?:\1\d{3})*", re.ASCII)


class DossiersUnreadable(OmrError):
    """The table of dossiers lacks a column, or a line of it is no count. Evidence: path, line, problem."""

    exit_code: ClassVar[int] = 113
    sentence_text = Text(
        "Bảng hồ sơ “{path}”, dòng {line}: {problem}.", "The table of dossiers “{path}”, line {line}: {problem}."
    )
    advice_text = Text(
        "Cần tệp CSV (UTF-8) có cột period, field (trống là tổng số), dossiers (số nguyên).",
        "It is a CSV file (UTF-8) with the columns period, field (empty for the total) and dossiers (whole numbers).",
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
            rows = list(csv.reader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DossiersUnreadable(path=path.name, line=1, problem="UTF-8 CSV") from error
    found = _counted(path, rows)
    return {period: counts | {"": counts.get("", sum(counts.values()))} for period, counts in found.items()}


def _counted(path: Path, rows: Sequence[Sequence[str]]) -> dict[str, dict[str, int]]:
    head = rows[0] if rows else []
    if wrong := [name for name in _COLUMNS if head.count(name) != 1]:
        raise DossiersUnreadable(path=path.name, line=1, problem=", ".join(wrong))
    places = [head.index(name) for name in _COLUMNS]
    found: dict[str, dict[str, int]] = {}
    for line, row in enumerate(rows[1:], start=2):
        # A line without anything is counted, as a spreadsheet does, and says nothing.
        if not row:
            continue
        # Too short, or with a cell too many: that of 12,5 without quotation marks is another number.
        if len(row) <= max(places) or any(cell.strip() for cell in row[len(head) :]):
            raise DossiersUnreadable(path=path.name, line=line, problem=f"“{','.join(row)}”")
        period, field, text = (row[place].strip() for place in places)
        count = _count(text)
        if not period or count is None:
            raise DossiersUnreadable(path=path.name, line=line, problem=f"“{period} {field} {text}”")
        counts = found.setdefault(period, {})
        if field in counts:
            raise DossiersUnreadable(path=path.name, line=line, problem=f"{period} {field}: 2 x")
        counts[field] = count
    return found


def _count(text: str) -> int | None:
    """Return the whole number that a text is, None where it is none."""
    if whole := _WHOLE.fullmatch(text):
        return int(whole[1])
    return int(re.sub(r"\D", "", text)) if _GROUPED.fullmatch(text) else None
