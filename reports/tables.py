"""How is a table written for a spreadsheet or a script? CSV and JSON with the same columns, row by row."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

# A mapping says which group a row is about, such as ``{"field": "3"}``.
Cell = str | int | float | None | Mapping[str, str]

# Excel takes UTF-8 only when the file begins with this.
_BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these is taken for a formula by spreadsheets (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write a table as CSV: UTF-8 with a byte order mark, one line a row, as RFC 4180 has it."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        text.write(_BYTE_ORDER_MARK)
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
    finally:
        # The stream belongs to the caller, who may have more to write.
        text.detach()


def write_json(columns: Sequence[str], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write a table as a JSON list of objects, one line a row, without holding it in memory."""
    separator = b"[\n"
    for row in rows:
        stream.write(separator + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False).encode())
        separator = b",\n"
    stream.write(b"\n]\n" if separator == b",\n" else b"[]\n")


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, Mapping):
        return _harmless("; ".join(f"{name}={value}" for name, value in cell.items()))
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
