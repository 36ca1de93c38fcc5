"""How do answers without paper come in? A file of another system, checked row by row, into a batch of its own."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from app.exporting import survey_meanings
from app.settings import Settings
from batches.source import hashed
from db.batches import Batch, NewBatch
from db.engine import Engine, open_database
from db.responses import Response, ResponseForm, known_keys, store_responses, taken_before
from db.sources import NewSource
from db.surveys import load_surveys, store_form
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.definition import DigitsQuestion, MultipleQuestion, Role, Survey
from forms.questions import codes_of
from omr.errors import OmrError
from omr.layout.serial import layout_id
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
    survey, asked = _form(engine, settings.forms, order)
    if not path.is_file():
        raise TableUnreadable(path=path, problem="?")
    (file,) = hashed([path])
    before = taken_before(engine, file.sha256)
    if before is not None:
        raise FileImportedBefore(path=path, batch=before.name)
    questions = survey_meanings(survey, Language.VI)
    known = known_keys(engine, asked.form)
    rows = (_digits_apart(row, survey) for row in _rows(path))
    limits = {
        q.code: q.max_choices
        for q in survey.questions()
        if isinstance(q, MultipleQuestion) and q.max_choices is not None
    }
    understood = understand(rows, questions, known, order.names, limits)
    if len(understood.missing_columns) == len(questions):
        raise TableUnreadable(
            path=path, problem=f"{', '.join(understood.strange_columns[:8])} ≠ {questions[0].question}…"
        )
    if order.dry_run or not understood.responses:
        return Imported(understood, None)
    source = NewSource(str(path), file.sha256, file.size_bytes)
    into = NewBatch(order.batch_name, order.channel)
    responses = [_told(response, survey) for response in understood.responses]
    return Imported(understood, store_responses(engine, asked, source, into, responses, datetime.now(UTC)))


def _form(engine: Engine, folder: Path, order: ImportOrder) -> tuple[Survey, ResponseForm]:
    """Return a form by its latest layout; one of the library that was never printed is stored unless this is a test."""
    stored = [survey for survey in load_surveys(engine) if survey.form == order.form]
    if stored:
        survey = Survey.model_validate_json(stored[-1].survey_json)
        return survey, ResponseForm(order.form, stored[-1].layout_id)
    survey = find_form(order.form, folder)
    layout = arrange(survey).layout
    if not order.dry_run:
        store_form(engine, layout, survey.model_dump_json(), datetime.now(UTC))
    return survey, ResponseForm(survey.id, layout_id(layout))


def _digits_apart(row: Mapping[str, str], survey: Survey) -> Mapping[str, str]:
    """Return a row in which a number written whole, ``CB`` = 05, stands digit by digit, as it is read from paper."""
    apart = dict(row)
    for question in survey.questions():
        if isinstance(question, DigitsQuestion) and question.code in apart:
            text = (apart.pop(question.code) or "").strip()
            digits = text.zfill(question.digits) if text else " " * question.digits
            apart |= dict(zip(codes_of(question), (digit.strip() for digit in digits), strict=False))
    return apart


def _told(response: Response, survey: Survey) -> Response:
    """Return a response with the field and officer that it tells by its answers, where the file has no column."""
    answers = dict(response.answers)

    def said(role: Role) -> str:
        question = survey.with_role(role)
        if question is None:
            return ""
        codes = codes_of(question) if isinstance(question, DigitsQuestion) else (question.code,)
        parts = [";".join(answers.get(code, ())) for code in codes]
        return "".join(parts) if all(parts) else ""

    return replace(response, field=response.field or said("field"), officer=response.officer or said("officer"))


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
