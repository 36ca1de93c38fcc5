"""How is a dataset written for statistics programs? Parquet in row groups, and SPSS with labels and missing values.

Both need the extra `statistics`; it is imported when one of them is asked for.
"""

import importlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, Any, ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.codebook import Kind, Variable
from reports.tables import Cell

# Rows held at a time: with 26 columns some 40 MB, and groups that readers still skip well.
_ROW_GROUP = 20_000
# What SPSS allows in a name beyond letters and digits is not what other programs allow; an underscore all do.
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]")
_MAX_NAME = 60
# SPSS cuts labels beyond these, in bytes of UTF-8; pyreadstat refuses longer ones.
_MAX_LABEL_BYTES, _MAX_VALUE_LABEL_BYTES = 255, 120
# Every number below zero stands for an answer that is not there; see reports.codebook.
_MISSING = [{"lo": -9.0, "hi": -1.0}]


class StatisticsNotInstalled(OmrError):
    """The packages that write SPSS and Parquet files are not installed. Evidence: package."""

    exit_code: ClassVar[int] = 91
    sentence_text = Text(
        "Chưa cài gói “{package}” để ghi tệp SPSS hoặc Parquet.",
        "The package “{package}”, which SPSS and Parquet files need, is not installed.",
    )
    advice_text = Text(
        "Cài bằng: pip install “omr-survey[statistics]”, hoặc dùng --format csv, xlsx, json.",
        "Install it with: pip install “omr-survey[statistics]”, or use --format csv, xlsx, json.",
    )


def write_dataset_parquet(variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write Parquet, memory flat; the codebook is in the metadata under ``omr``, labels beside each column.

    Raises
    ------
    StatisticsNotInstalled
        When pyarrow is missing.
    """
    arrow, parquet = _package("pyarrow"), _package("pyarrow.parquet")
    types = {Kind.WHOLE: arrow.int64(), Kind.NUMBER: arrow.float64()}
    fields = [
        arrow.field(v.name, types.get(v.kind, arrow.string()), metadata={"label": v.label.encode()}) for v in variables
    ]
    codebook = json.dumps([asdict(v) for v in variables], ensure_ascii=False).encode()
    schema = arrow.schema(fields, metadata={"omr": codebook})
    with parquet.ParquetWriter(stream, schema) as writer:
        for group in _groups(rows):
            columns = zip(*group, strict=True)
            arrays = [arrow.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def write_dataset_sav(variables: Sequence[Variable], rows: Iterable[Sequence[Cell]], stream: IO[bytes]) -> None:
    """Write an SPSS file: numbers with value labels, and -9 to -1 declared as missing. The rows are held in memory.

    Raises
    ------
    StatisticsNotInstalled
        When pyreadstat or polars is missing.
    """
    spss, polars = _package("pyreadstat"), _package("polars")
    names = spss_names([v.name for v in variables])
    types = [polars.String if v.kind is Kind.TEXT else polars.Float64 for v in variables]
    schema = dict(zip(names, types, strict=True))
    numbers = [{value.written: float(value.number) for value in v.values} for v in variables]
    frames = [
        polars.DataFrame([_spss_row(variables, numbers, row) for row in group], schema=schema, orient="row")
        for group in _groups(rows)
    ]
    coded = [(name, v) for name, v in zip(names, variables, strict=True) if v.values]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.sav"
        spss.write_sav(
            polars.concat(frames) if frames else polars.DataFrame(schema=schema),
            path,
            column_labels=[_cut(v.label, _MAX_LABEL_BYTES) for v in variables],
            variable_value_labels={
                name: {float(x.number): _cut(x.label, _MAX_VALUE_LABEL_BYTES) for x in v.values} for name, v in coded
            },
            missing_ranges={name: _MISSING for name, v in coded if any(value.missing for value in v.values)},
            variable_measure={name: "nominal" for name, _ in coded},
        )
        with path.open("rb") as written:
            shutil.copyfileobj(written, stream)


def spss_names(names: Sequence[str]) -> list[str]:
    """Return names that SPSS takes: ASCII letters, digits and underscores, a letter first, no two alike."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = _NOT_IN_NAMES.sub("_", name)[:_MAX_NAME].rstrip("_") or "v"
        plain = plain if plain[0].isalpha() else f"v{plain}"
        free, turn = plain, 1
        while free.casefold() in taken:
            turn += 1
            free = f"{plain}_{turn}"
        taken.add(free.casefold())
        found.append(free)
    return found


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise StatisticsNotInstalled(package=name.partition(".")[0]) from error


def _groups(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    remaining = iter(rows)
    while group := list(islice(remaining, _ROW_GROUP)):
        yield group


def _spss_row(
    variables: Sequence[Variable], numbers: Sequence[dict[str, float]], row: Sequence[Cell]
) -> tuple[Cell, ...]:
    return tuple(
        _spss_cell(variable, known, cell) for variable, known, cell in zip(variables, numbers, row, strict=True)
    )


def _spss_cell(variable: Variable, known: dict[str, float], cell: Cell) -> Cell:
    if variable.kind is Kind.TEXT:
        # SPSS knows no text that is not there.
        return "" if cell is None else str(cell)
    if cell is None or isinstance(cell, int | float):
        return cell if cell is None else float(cell)
    return known[str(cell)]


def _cut(label: str, most_bytes: int) -> str:
    return label.encode()[:most_bytes].decode(errors="ignore")
