"""`omr export`: figures and rows for the next tool."""

from enum import StrEnum
from typing import Annotated

import typer

from app.console import notes
from app.files import STANDARD_OUTPUT, result_file
from app.language import language, say
from app.numbers import number
from app.options import FormatOption, HomeOption, OutOption, TableFormat
from omr.words import Text

_WRITTEN = Text("✓ {rows} dòng vào {path}.", "✓ {rows} rows to {path}.")
_WAITING = Text(
    "! Còn {count} câu chờ xem; số liệu chưa tính các câu ấy.",
    "! {count} question(s) still wait; the figures leave them out.",
)
_WITHDRAWN = Text("! Không tính các lô đã rút: {names}.", "! Withdrawn batches are left out: {names}.")


class What(StrEnum):
    """What can be exported."""

    TALLIES = "tallies"
    ANSWERS = "answers"
    PAGES = "pages"
    MARKS = "marks"


def export(
    what: Annotated[What, typer.Argument(help="Bảng nào. · Which table.")],
    out_path: OutOption = STANDARD_OUTPUT,
    format_: FormatOption = TableFormat.CSV,
    home: HomeOption = None,
) -> None:
    """Xuất số liệu và câu trả lời. · Export tallies, answers, pages or marks.

    Ví dụ: omr export tallies --format csv --out tally.csv
    """
    from app.exporting import table_of
    from app.settings import load_settings
    from db.batches import list_batches
    from db.engine import open_database
    from reports.tables import write_csv, write_json

    engine = open_database(load_settings(home).database_url)
    table = table_of(what.value, engine, language())
    write = write_csv if format_ is TableFormat.CSV else write_json
    with result_file(out_path) as stream:
        write(table.columns, table.rows, stream)
    if out_path != STANDARD_OUTPUT:
        notes.print(say(_WRITTEN, rows=number(table.rows.written), path=out_path))
    withdrawn = [record.batch.name for record in list_batches(engine) if record.withdrawal is not None]
    if withdrawn:
        notes.print(say(_WITHDRAWN, names=", ".join(withdrawn)))
    if table.waiting:
        notes.print(say(_WAITING, count=number(table.waiting)))
