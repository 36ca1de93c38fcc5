"""`omr export`: figures and rows for the next tool."""

from datetime import datetime
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


class By(StrEnum):
    """What tallies can be made apart by."""

    FIELD = "field"
    OFFICER = "officer"
    CHANNEL = "channel"
    BATCH = "batch"
    MONTH = "month"


_DAY = "%Y-%m-%d"


class What(StrEnum):
    """What can be exported."""

    TALLIES = "tallies"
    ANSWERS = "answers"
    PAGES = "pages"
    MARKS = "marks"
    COMMENTS = "comments"
    DECISIONS = "decisions"
    ACCESSES = "accesses"


def export(  # noqa: PLR0913, PLR0917 - to typer each option is an argument
    what: Annotated[What, typer.Argument(help="Bảng nào. · Which table.")],
    out_path: OutOption = STANDARD_OUTPUT,
    format_: FormatOption = TableFormat.CSV,
    since: Annotated[
        datetime | None,
        typer.Option("--from", metavar="DATE", formats=[_DAY], help="Từ ngày mở hòm (tallies). · From this day."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--to", metavar="DATE", formats=[_DAY], help="Đến hết ngày (tallies). · To the end of this day."),
    ] = None,
    by: Annotated[
        By | None,
        typer.Option(
            "--by", help="Tách theo lĩnh vực, công chức, kênh, lô, tháng (tallies). · A tally for each of these."
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Xuất số liệu và câu trả lời. · Export tallies, answers, pages or marks.

    Ví dụ: omr export tallies --by field --from 2026-06-15 --to 2026-09-14 --out tally.csv
    """
    from app.exporting import Asked, table_of
    from app.settings import load_settings
    from db.batches import list_batches
    from db.engine import open_database
    from db.tallies import Group
    from reports.tables import write_csv, write_json

    engine = open_database(load_settings(home).database_url)
    asked = Asked(since and since.date(), until and until.date(), Group(by.value) if by else None)
    table = table_of(what.value, engine, language(), asked)
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
