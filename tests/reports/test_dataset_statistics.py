"""Facts about files for statistics programs: long ones, empty ones, and what their formats do not take."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omr.words import Language
from reports import dataset_statistics
from reports.codebook import Kind, Value, Variable
from reports.dataset_statistics import StatisticsNotInstalled, spss_names, write_dataset_parquet, write_dataset_sav
from reports.tables import Cell

_Write = Callable[[Sequence[Variable], Iterable[Sequence[Cell]], IO[bytes]], None]
_CODED = Variable(
    "C1", "Nơi chờ", Kind.CODED, (Value("5", "Rất hài lòng", 5), Value("blank", "Không trả lời", -1, missing=True))
)
_VARIABLES = (Variable("row", "Dòng", Kind.WHOLE), Variable("note", "Ghi", Kind.TEXT), _CODED)
_ROWS: tuple[tuple[Cell, ...], ...] = tuple((i, f"ý {i}", ("5", "blank", None)[i % 3]) for i in range(7))


def _bytes(write: _Write, variables: Sequence[Variable], rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.BytesIO()
    write(variables, rows, stream)
    return stream.getvalue()


def _sav(
    folder: Path, variables: Sequence[Variable], rows: Iterable[Sequence[Cell]]
) -> tuple[dict[str, list[Any]], Any]:
    pyreadstat = pytest.importorskip("pyreadstat")
    pytest.importorskip("polars")
    path = folder / "d.sav"
    path.write_bytes(_bytes(write_dataset_sav, variables, rows))
    columns, about = pyreadstat.read_sav(str(path), user_missing=True, output_format="dict")
    return {name: list(column) for name, column in columns.items()}, about


def test_rows_of_many_groups_are_all_there_in_their_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Seven rows by three: two whole groups and the rest, none lost at a seam and none written twice."""
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(dataset_statistics, "_ROW_GROUP", 3)
    file = parquet.ParquetFile(io.BytesIO(_bytes(write_dataset_parquet, _VARIABLES, iter(_ROWS))))
    columns, _ = _sav(tmp_path, _VARIABLES, iter(_ROWS))

    assert file.num_row_groups == 3
    assert list(zip(*file.read().to_pydict().values(), strict=True)) == list(_ROWS)
    assert columns["row"] == list(range(7))
    assert columns["note"] == [f"ý {i}" for i in range(7)]
    assert columns["C1"] == [5.0, -1.0, None, 5.0, -1.0, None, 5.0]


def test_a_dataset_of_nobody_still_has_its_columns(tmp_path: Path) -> None:
    """A program that opens it finds the questions, and no rows."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(_bytes(write_dataset_parquet, _VARIABLES, ())))
    columns, about = _sav(tmp_path, _VARIABLES, ())

    assert (table.num_rows, table.column_names) == (0, ["row", "note", "C1"])
    assert columns == {"row": [], "note": [], "C1": []}
    assert about.variable_value_labels["C1"] == {5.0: "Rất hài lòng", -1.0: "Không trả lời"}


@pytest.mark.parametrize("ahead", ["", "a", "aa"])
def test_a_long_label_is_cut_between_letters(tmp_path: Path, ahead: str) -> None:
    """Vietnamese letters are up to three bytes: whichever of them lies on SPSS's limit, none is written in half."""
    label = ahead + "ễ" * 100
    variable = Variable("C1", label, Kind.CODED, (Value("5", label, 5),))

    _, about = _sav(tmp_path, (variable,), (("5",),))

    (whole,), value = about.column_labels, about.variable_value_labels["C1"][5.0]
    assert label.startswith(whole)
    assert label.startswith(value)
    assert 252 < len(whole.encode()) <= 255
    assert 117 < len(value.encode()) <= 120


@pytest.mark.parametrize(
    ("write", "package"),
    [(write_dataset_parquet, "pyarrow"), (write_dataset_sav, "pyreadstat"), (write_dataset_sav, "polars")],
)
def test_a_package_that_is_not_there_is_named_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, write: _Write, package: str
) -> None:
    """In both languages, and nothing is written."""
    monkeypatch.setitem(sys.modules, package, None)
    stream = io.BytesIO()

    with pytest.raises(StatisticsNotInstalled) as found:
        write(_VARIABLES, _ROWS, stream)

    for language in Language:
        assert f"“{package}”" in found.value.sentence(language)
        assert "pip install" in found.value.advice(language)
    assert stream.getvalue() == b""


@given(st.lists(st.one_of(st.text(max_size=5), st.sampled_from(["C1", "c1", "C1_2", "c1_2", "_", "C" * 80]))))
def test_every_column_has_a_name_that_spss_takes(names: list[str]) -> None:
    """Whatever the forms say: as many names as columns, no two alike but for capitals."""
    found = spss_names(names)

    assert len(found) == len(names) == len({name.casefold() for name in found})
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name) for name in found)
