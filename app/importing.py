"""How do answers without paper come in? A file of another system, checked row by row, into a batch of its own."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from app.exporting import meanings
from app.settings import Settings
from batches.source import hashed
from db.batches import Batch, NewBatch
from db.engine import Engine, open_database
from db.responses import ResponseForm, known_keys, store_responses, taken_before
from db.sources import NewSource
from db.surveys import load_surveys, store_form
from forms.arrange import arrange
from forms.catalogue import find_form
from omr.errors import OmrError
from omr.words import Language, Text
from reports.responses import ColumnMap, Understood, understand


class TableUnreadable(OmrError):
    """A file of answers that is no table. Evidence: path, problem."""

    exit_code: ClassVar[int] = 69
    sentence_text = Text("Không đọc được bảng “{path}”: {problem}.", "The table “{path}” cannot be read: {problem}.")
    advice_text = Text(
        "Cần CSV (UTF-8) hoặc XLSX, dòng đầu là mã câu hỏi.",
        "A CSV (UTF-8) or XLSX file is needed, with question codes in the first row.",
    )


class FileImportedBefore(OmrError):
    """A file whose content was taken before. Evidence: path, batch."""

    exit_code: ClassVar[int] = 70
    sentence_text = Text("Tệp “{path}” đã được nhận vào lô {batch}.", "“{path}” was taken before, into batch {batch}.")
    advice_text = Text("Không nhận lại để khỏi đếm hai lần.", "It is not taken again, so that nothing counts twice.")


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is asked of an import: the form, the channel, how the other system calls things, and the batch's name."""

    form: str
    channel: str
    names: ColumnMap = field(default_factory=ColumnMap)
    batch_name: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held and the batch it went into, None where nothing was stored."""

    understood: Understood
    batch: Batch | None


def import_file(settings: Settings, path: Path, order: ImportOrder) -> Imported:
    """Take the responses of a file; rows that are not right are left out and named.

    Raises
    ------
    TableUnreadable, FileImportedBefore, FormUnknown
        When the file is no table, was taken before, or answers a form that is not known.
    """
    engine = open_database(settings.database_url)
    asked = _form(engine, order.form)
    if not path.is_file():
        raise TableUnreadable(path=path, problem="?")
    (file,) = hashed([path])
    before = taken_before(engine, file.sha256)
    if before is not None:
        raise FileImportedBefore(path=path, batch=before.name)
    questions = [m for m in meanings(engine, Language.VI) if m.form == asked.form]
    understood = understand(_rows(path), questions, known_keys(engine, asked.form), order.names)
    if len(understood.missing_columns) == len(questions):
        raise TableUnreadable(
            path=path, problem=f"{', '.join(understood.strange_columns[:8])} ≠ {questions[0].question}…"
        )
    if order.dry_run or not understood.responses:
        return Imported(understood, None)
    source = NewSource(str(path), file.sha256, file.size_bytes)
    into = NewBatch(order.batch_name, order.channel)
    return Imported(understood, store_responses(engine, asked, source, into, understood.responses, datetime.now(UTC)))


def _form(engine: Engine, name: str) -> ResponseForm:
    """Return a form by its latest layout; one of the library that was never printed is stored first."""
    stored = [survey for survey in load_surveys(engine) if survey.form == name]
    if stored:
        return ResponseForm(name, stored[-1].layout_id)
    survey = find_form(name)
    return ResponseForm(
        survey.id, store_form(engine, arrange(survey).layout, survey.model_dump_json(), datetime.now(UTC))
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    return _workbook_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)


def _csv_rows(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableUnreadable(path=path, problem="UTF-8") from error
    head = text.split("\n", 1)[0]
    # Semicolons part choices within a cell, so they part columns only where the heading has no comma.
    delimiter = next((sign for sign in ("\t", ",", ";") if sign in head), ",")
    try:
        yield from csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="", restval="", strict=True)
    except csv.Error as error:
        raise TableUnreadable(path=path, problem=error) from error


def _workbook_rows(path: Path) -> Iterator[Mapping[str, str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        head = [str(cell or "").strip() for cell in next(rows, ())]
        for row in rows:
            if any(cell is not None for cell in row):
                yield dict(zip(head, map(_as_text, row), strict=False))
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise TableUnreadable(path=path, problem=type(error).__name__) from error


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    # A spreadsheet keeps 5 as 5.0.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
