"""Facts about the files of datasets: what is written is what is read back, in every format."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest

import reports
from db.datasets import Respondent, Said, SheetPlace
from omr.words import Language
from reports import dataset_files
from reports.codebook import Kind, Shape, Variable
from reports.dataset import DatasetPlan, dataset_rows, dataset_variables
from reports.dataset_files import (
    TooLargeForXlsx,
    write_codebook_csv,
    write_dataset_csv,
    write_dataset_json,
    write_dataset_xlsx,
)
from reports.dataset_statistics import spss_names, write_dataset_parquet, write_dataset_sav
from reports.tables import Cell
from tests.reports.test_dataset import C1, MD, NOBODY

_EVIL = SheetPlace("=cmd|' /C calc'!A0", "0000000000", "@SUM(1)", 1, "2026-09-14T08:30:00+07:00")
_EVERYBODY = (
    Respondent(
        "f", "paper_box", date(2026, 9, 14), "", "", (Said("C1", ("5",), "final"), Said("MD", ("tt",), "final")), _EVIL
    ),
    Respondent(
        "f", "kiosk", date(2026, 9, 1), "dd", "07", (Said("C1", ("KYK",), "final"), Said("MD", (), "final")), NOBODY
    ),
    Respondent("f", "kiosk", date(2026, 9, 1), "dd", "07", (Said("C1", (), "waiting"),), NOBODY),
)


def _written(write: Callable[..., None], shape: Shape, *more: Any, with_sheets: bool = False) -> tuple[bytes, Any, Any]:
    plan = DatasetPlan((C1, MD), shape, Language.VI, with_sheets)
    variables, rows = dataset_variables(plan), list(dataset_rows(plan, _EVERYBODY))
    stream = io.BytesIO()
    write(variables, rows, stream, *more)
    return stream.getvalue(), variables, rows


@pytest.mark.parametrize("shape", list(Shape))
def test_csv_is_read_back_as_it_was(shape: Shape) -> None:
    """With a byte order mark for Excel; what is empty comes back empty."""
    data, variables, rows = _written(write_dataset_csv, shape)
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))

    assert data.startswith(b"\xef\xbb\xbf")
    assert read == [[v.name for v in variables], *([_text(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize("shape", list(Shape))
def test_xlsx_is_read_back_as_it_was(shape: Shape) -> None:
    """Two sheets, the rows and the codebook; nothing in it is a formula."""
    data, variables, rows = _written(write_dataset_xlsx, shape, with_sheets=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    read = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]

    assert read == [[v.name for v in variables], *([None if cell == "" else cell for cell in row] for row in rows)]
    assert len(book.worksheets) == 2
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}


def test_a_table_that_excel_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off silently."""
    monkeypatch.setattr(dataset_files, "MAX_XLSX_ROWS", 2)

    with pytest.raises(TooLargeForXlsx):
        write_dataset_xlsx([Variable("a", "A", Kind.WHOLE)], [(1,), (2,), (3,)], io.BytesIO())


@pytest.mark.parametrize("shape", list(Shape))
def test_json_is_read_back_as_it_was_and_keeps_to_its_schema(shape: Shape) -> None:
    """The schema is a file beside the module that writes."""
    data, variables, rows = _written(write_dataset_json, shape, "f", shape)
    document = json.loads(data)
    schema = json.loads((Path(reports.__file__).parent / "dataset.schema.json").read_text("utf-8"))

    jsonschema_rs.validate(schema, document)
    assert [tuple(row.values()) for row in document["rows"]] == rows
    assert [v["name"] for v in document["variables"]] == [v.name for v in variables] == list(document["rows"][0])


@pytest.mark.parametrize("shape", list(Shape))
def test_parquet_is_read_back_as_it_was(shape: Shape) -> None:
    """Whole numbers as such; the codebook is in the metadata."""
    parquet = pytest.importorskip("pyarrow.parquet")
    data, variables, rows = _written(write_dataset_parquet, shape)
    table = parquet.read_table(io.BytesIO(data))

    assert list(zip(*table.to_pydict().values(), strict=True)) == rows
    assert table.column_names == [v.name for v in variables]
    assert [v["label"] for v in json.loads(table.schema.metadata[b"omr"])] == [v.label for v in variables]


@pytest.mark.parametrize("shape", list(Shape))
def test_spss_is_read_back_as_it_was(shape: Shape, tmp_path: Path) -> None:
    """Numbers with value labels; by these every cell is found again."""
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("polars")
    data, variables, rows = _written(write_dataset_sav, shape)
    path = tmp_path / "d.sav"
    path.write_bytes(data)
    read, about = pyreadstat.read_sav(str(path), user_missing=True, output_format="dict")

    assert about.column_labels == [v.label for v in variables]
    for name, variable, column in zip(read, variables, zip(*rows, strict=True), strict=True):
        numbers = {value.written: value.number for value in variable.values}
        assert [_spss(cell) for cell in read[name]] == [
            (cell or "") if variable.kind is Kind.TEXT else numbers.get(cell, cell) for cell in column
        ]
        assert about.variable_value_labels.get(name, {}) == {v.number: v.label for v in variable.values}


def test_spss_takes_answers_that_are_not_there_for_missing(tmp_path: Path) -> None:
    """A reader that keeps to the declaration sees none of them; no opinion is one of them."""
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("polars")
    path = tmp_path / "d.sav"
    path.write_bytes(_written(write_dataset_sav, Shape.WIDE)[0])
    read, _ = pyreadstat.read_sav(str(path), output_format="dict")

    assert list(read["C1"]) == [5.0, None, None]


def test_a_codebook_has_a_row_for_each_value() -> None:
    """Also of those that say why there is no answer."""
    stream = io.BytesIO()
    write_codebook_csv(dataset_variables(DatasetPlan((C1,), Shape.WIDE, Language.VI)), stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))

    found = [(r["value"], r["number"], r["missing"]) for r in rows if r["variable"] == "C1"]
    assert found == [
        ("5", "5", "0"), ("4", "4", "0"), ("KYK", "-5", "1"), ("blank", "-1", "1"), ("several", "-2", "1"),
        ("spoiled", "-3", "1"), ("waiting", "-4", "1"),
    ]  # fmt: skip


def test_texts_that_spreadsheets_take_for_formulas_are_made_harmless_in_csv() -> None:
    """A name that somebody gave a batch runs nothing."""
    data, _, _ = _written(write_dataset_csv, Shape.WIDE, with_sheets=True)

    assert "'=cmd|" in data.decode()
    assert ",'@SUM(1)," in data.decode()


def test_names_are_such_as_spss_takes() -> None:
    """A letter first, none twice, whatever a form calls its questions."""
    assert spss_names(["C1", "c1", "Câu 1", "1a", "", "C" * 99]) == ["C1", "c1_2", "C_u_1", "v1a", "v", "C" * 60]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _spss(cell: object) -> object:
    return int(cell) if isinstance(cell, float) else cell
