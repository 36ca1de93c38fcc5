"""How is a dataset written for spreadsheets and scripts? CSV, XLSX and JSON, row by row, with what its columns mean."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import IO, ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.codebook import CODEBOOK_COLUMNS, Shape, Variable, codebook_rows
from reports.tables import Cell, write_csv

# Of an Excel sheet, its row of headings taken off.
MAX_XLSX_ROWS = 1_048_576 - 1
_MAX_XLSX_COLUMNS = 16_384
_SHEETS = ("Dữ liệu", "Mã hóa")


class TooLargeForXlsx(OmrError):
    """A dataset has more rows or columns than a sheet of Excel. Evidence: rows, columns."""

    exit_code: ClassVar[int] = 92
    sentence_text = Text(
        "Một trang Excel chỉ chứa {rows} dòng và {columns} cột; bảng này lớn hơn.",
        "A sheet of Excel holds {rows} rows and {columns} columns; this table is larger.",
    )
    advice_text = Text(
        "Dùng --format csv hoặc parquet, hoặc --shape wide.", "Use --format csv or parquet, or --shape wide."
    )


def write_dataset_csv(variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write the rows as CSV; its codebook is a file of its own."""
    write_csv([variable.name for variable in variables], rows, stream)


def write_codebook_csv(variables: Sequence[Variable], stream: IO[bytes]) -> None:
    """Write what the columns mean as CSV."""
    write_csv(CODEBOOK_COLUMNS, codebook_rows(variables), stream)


def write_dataset_xlsx(variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write a workbook of two sheets, rows and codebook, in constant memory. Texts are texts, never formulas.

    Raises
    ------
    TooLargeForXlsx
        When there are more rows or columns than a sheet has.
    """
    from xlsxwriter import Workbook

    too_large = TooLargeForXlsx(rows=MAX_XLSX_ROWS, columns=_MAX_XLSX_COLUMNS)
    if len(variables) > _MAX_XLSX_COLUMNS:
        raise too_large
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(stream, options)
    try:
        heading = book.add_format({"bold": True})
        tables = (
            (_SHEETS[0], [v.name for v in variables], iter(rows)),
            (_SHEETS[1], CODEBOOK_COLUMNS, codebook_rows(variables)),
        )
        for name, columns, some in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns, heading)
            for place, row in enumerate(islice(some, MAX_XLSX_ROWS), start=1):
                sheet.write_row(place, 0, row)
            if next(some, None) is not None:
                raise too_large
    finally:
        # Also of a table that is too large: it removes the files that rows were parked in.
        book.close()


def write_dataset_json(
    variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes], form: str, shape: Shape
) -> None:
    """Write one JSON document as `reports/dataset.schema.json` describes it, a row a line."""
    head = {"format": "omr-dataset", "version": 1, "form": form, "shape": shape.value}
    stream.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b',\n"variables": ')
    stream.write(json.dumps([asdict(v) for v in variables], ensure_ascii=False).encode())
    stream.write(b',\n"rows": [')
    stream.writelines(_lines([v.name for v in variables], rows))
    stream.write(b"\n]}\n")


def _lines(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    separator = b"\n"
    for row in rows:
        yield separator + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False).encode()
        separator = b",\n"
