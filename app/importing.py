"""How do answers without paper come in? A file of another system, checked row by row, into a batch of its own."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from app.exporting import survey_meanings
from app.repeated_rows import check_rows
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
from omr.reasons import Evidence
from omr.words import Language, Text
from reports.responses import FIELD, OFFICER, RECEIVED_ON, SOURCE_ID, ColumnMap, Understood, understand

_NO_NUMBER = Text(
    "{question}: “{value}” không phải số có nhiều nhất {most} chữ số, ghi lại như trên phiếu",
    "{question}: “{value}” is no number of at most {most} digits; write it as on the form",
)
_SURPLUS = Text(
    "thừa ô “{value}” sau cột cuối; ô có dấu ngăn cột phải đặt trong ngoặc kép",
    "a cell too many, “{value}”, after the last column; put a cell that holds the separator in quotation marks",
)


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


class HeadingTwice(OmrError):
    """Two columns of a file of answers say the same. Evidence: path, column."""

    exit_code: ClassVar[int] = 115
    sentence_text = Text(
        "Bảng “{path}” có hai cột cùng ghi “{column}”.", "The table “{path}” has two columns for “{column}”."
    )
    advice_text = Text(
        "Bỏ hoặc đổi tên một cột (xem cả tệp ánh xạ --map) rồi nhận lại; chưa có gì được ghi.",
        "Leave one out or rename it (see the map of --map too) and import again; nothing was stored.",
    )


class TableEmpty(OmrError):
    """A file of answers has a heading and no row. Evidence: path."""

    exit_code: ClassVar[int] = 116
    sentence_text = Text(
        "Bảng “{path}” có dòng tiêu đề nhưng không có dòng trả lời nào.",
        "The table “{path}” has a heading and not a single row of answers.",
    )
    advice_text = Text(
        "Xuất lại tệp từ hệ thống kia, có dữ liệu, rồi nhận lại.",
        "Export it from the other system again, with its data, and import that.",
    )


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is asked of an import: the form, the channel, how the other system calls things, and the batch's name.

    `other_people` says that rows equal to some that were taken before are answers of others.
    """

    form: str
    channel: str
    names: ColumnMap = field(default_factory=ColumnMap)
    batch_name: str | None = None
    dry_run: bool = False
    other_people: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held and the batch it went into, None where nothing was stored."""

    understood: Understood
    batch: Batch | None


@dataclass(frozen=True, slots=True)
class _Table:
    """A file as it stands: names of columns, and rows of cells; a row without anything is empty, and still a row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def import_file(settings: Settings, path: Path, order: ImportOrder) -> Imported:
    """Take the responses of a file; rows that are not right are left out and named.

    Raises
    ------
    TableUnreadable, HeadingTwice, TableEmpty
        When the file is no table, two of its columns say the same, or it has no rows.
    FileImportedBefore, RowsImportedBefore, FormUnknown
        When it or its rows were taken before, or it answers a form that is not known.
    """
    engine = open_database(settings.database_url)
    survey, asked = _form(engine, settings.forms, order)
    if not path.is_file():
        raise TableUnreadable(path=path, problem="?")
    (file,) = hashed([path])
    before = taken_before(engine, file.sha256)
    if before is not None:
        raise FileImportedBefore(path=path, batch=before.name)
    understood = _understood(path, survey, known_keys(engine, asked.form), order.names)
    responses = [_told(response, survey) for response in understood.responses]
    if not order.other_people:
        check_rows(engine, asked.form, path, responses)
    if order.dry_run or not responses:
        return Imported(understood, None)
    source = NewSource(str(path), file.sha256, file.size_bytes)
    into = NewBatch(order.batch_name, order.channel)
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


def _understood(path: Path, survey: Survey, known: frozenset[str], names: ColumnMap) -> Understood:
    table = _workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    questions = survey_meanings(survey, Language.VI)
    numbers = [question for question in survey.questions() if isinstance(question, DigitsQuestion)]
    columns = dict(names.columns)
    # In our words from here on, so that a number is one whatever the other system calls its column.
    table = replace(table, head=tuple(columns.get(name, name) for name in table.head))
    _check_heading(path, table, [meaning.question for meaning in questions], numbers)
    cells = [dict(zip_longest(table.head, row[: len(table.head)], fillvalue="")) if row else {} for row in table.rows]
    refused = {
        number: wrong
        for number, (row, told) in enumerate(zip(table.rows, cells, strict=True), start=2)
        if (wrong := _wrong(row[len(table.head) :], told, numbers)) is not None
    }
    limits = {
        q.code: q.max_choices
        for q in survey.questions()
        if isinstance(q, MultipleQuestion) and q.max_choices is not None
    }
    rows = (_digits_apart(row, numbers) for row in cells)
    return understand(rows, questions, known, replace(names, columns=()), limits, refused)


def _check_heading(path: Path, table: _Table, codes: Sequence[str], numbers: Sequence[DigitsQuestion]) -> None:
    """Refuse a table that asks no question of the form, asks one twice, or has no rows."""
    apart = {question.code: codes_of(question) for question in numbers}
    asked = [code for name in table.head for code in apart.get(name, (name,))]
    if not set(codes) & set(asked):
        seen = ", ".join(filter(None, table.head[:8])) or "–"
        raise TableUnreadable(path=path, problem=f"{seen} ≠ {codes[0]}…")
    ours = (*codes, SOURCE_ID, RECEIVED_ON, FIELD, OFFICER)
    if twice := [name for name in ours if asked.count(name) > 1]:
        raise HeadingTwice(path=path, column=twice[0])
    if not any(table.rows):
        raise TableEmpty(path=path)


def _wrong(
    surplus: Sequence[str], row: Mapping[str, str], numbers: Sequence[DigitsQuestion]
) -> tuple[Text, Evidence] | None:
    """Return why a row is not taken, whatever it answers: its cells are shifted, or a number is none of the form's."""
    beyond = [cell.strip() for cell in surplus if cell.strip()]
    if beyond:
        return _SURPLUS, (("value", beyond[0]),)
    for question in numbers:
        text = row.get(question.code, "").strip()
        if text and not (text.isascii() and text.isdecimal() and len(text) <= question.digits):
            return _NO_NUMBER, (("question", question.code), ("value", text), ("most", str(question.digits)))
    return None


def _digits_apart(row: Mapping[str, str], numbers: Sequence[DigitsQuestion]) -> Mapping[str, str]:
    """Return a row in which a number written whole, ``CB`` = 05, stands digit by digit, as it is read from paper."""
    apart = dict(row)
    for question in numbers:
        if question.code in apart:
            text = apart.pop(question.code).strip()
            digits = text.zfill(question.digits) if text else " " * question.digits
            # What is longer was refused, and is only cut here.
            apart |= dict(zip(codes_of(question), digits, strict=False))
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


def _csv(path: Path) -> _Table:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableUnreadable(path=path, problem="UTF-8") from error
    head = text.split("\n", 1)[0]
    # Semicolons part choices within a cell, so they part columns only where the heading has no comma.
    delimiter = next((sign for sign in ("\t", ",", ";") if sign in head), ",")
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise TableUnreadable(path=path, problem=error) from error
    names = rows[0] if rows else ()
    return _Table(tuple(name.strip() for name in names), tuple(rows[1:]))


def _workbook(path: Path) -> _Table:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        head = tuple(str(cell or "").strip() for cell in next(rows, ()))
        # A cell beside the columns is a note: here it shifts no other.
        told = (row[: len(head)] if any(cell is not None for cell in row) else () for row in rows)
        return _Table(head, tuple(tuple(map(_as_text, row)) for row in told))
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise TableUnreadable(path=path, problem=type(error).__name__) from error


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    # A spreadsheet keeps 5 as 5.0.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
