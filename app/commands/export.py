"""`omr export`: figures and rows for the next tool."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import notes
from app.files import STANDARD_OUTPUT, result_file
from app.language import language, say
from app.numbers import number
from app.options import HomeOption, OutOption
from omr.words import Text

if TYPE_CHECKING:
    from app.exporting import Asked
    from app.office import Office
    from db.engine import Engine

_WRITTEN = Text("✓ {rows} dòng vào {path}.", "✓ {rows} rows to {path}.")
_CODEBOOK = Text("✓ Bảng mã ở {path}.", "✓ The codebook is {path}.")
_DATASETS_ALONE = Text(
    "Dạng {format} chỉ dùng cho dataset; ở đây dùng csv hoặc json.",
    "The format {format} is for dataset alone; use csv or json here.",
)
_ROLLUP_NEEDS = Text(
    "rollup cần --unit TÊN, --from NGÀY và --to NGÀY, theo thứ tự thời gian.",
    "rollup needs --unit NAME, --from DATE and --to DATE, the first day first.",
)
_OUTSIDE_NOT = Text(
    "--outside chỉ dùng cho tallies và dataset, không cùng --with-sheets.",
    "--outside is for tallies and dataset, without --with-sheets.",
)
_TAKEN_AS_OWN = Text(
    "! Mẫu không ghi câu nào hỏi về người trả lời (role: respondent), nên coi {questions} là như thế: câu trả lời ít "
    "người giống nhau thì bỏ.",
    "! The form names no question about the respondent (role: respondent), so {questions} are taken as such: answers "
    "that few share are left out.",
)
_ROLLED_UP = Text("✓ Số liệu của {unit} ở {path}.", "✓ The counts of {unit} are in {path}.")
_WAITING = Text(
    "! Còn {count} câu chờ xem; số liệu chưa tính các câu ấy.",
    "! {count} question(s) still wait; the figures leave them out.",
)
_MANY_BY = Text("--by dùng nhiều nhất {most} lần.", "--by can be given {most} times at most.")
_WITHDRAWN = Text("! Không tính các lô đã rút: {names}.", "! Withdrawn batches are left out: {names}.")


class By(StrEnum):
    """What tallies can be made apart by."""

    FIELD = "field"
    OFFICER = "officer"
    COUNTER = "counter"
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
    DATASET = "dataset"
    ROLLUP = "rollup"


class Format(StrEnum):
    """The kind of file; the last three are for datasets alone."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    SAV = "sav"
    PARQUET = "parquet"


class Shape(StrEnum):
    """One row for each sheet, or for each answer."""

    WIDE = "wide"
    LONG = "long"


def export(  # noqa: PLR0913, PLR0917 - to typer each option is an argument
    what: Annotated[What, typer.Argument(help="Bảng nào. · Which table.")],
    out_path: OutOption = STANDARD_OUTPUT,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="Dạng tệp; xlsx, sav, parquet: dataset. · File format.")
    ] = Format.CSV,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--from", metavar="DATE", formats=[_DAY], help="Từ ngày mở hòm (tallies, dataset, rollup). · From this day."
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--to",
            metavar="DATE",
            formats=[_DAY],
            help="Đến hết ngày (tallies, dataset, rollup). · To the end of this day.",
        ),
    ] = None,
    by: Annotated[
        list[By] | None,
        typer.Option(
            "--by",
            help="Tách theo lĩnh vực, công chức, quầy, kênh, lô, tháng; ghi hai lần để tách chéo (tallies). "
            "· A tally for each; twice to cross them.",
        ),
    ] = None,
    shape: Annotated[
        Shape, typer.Option("--shape", help="Một dòng mỗi phiếu hay mỗi câu trả lời (dataset). · A row for what.")
    ] = Shape.WIDE,
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help="Mẫu phiếu nào (dataset). · Which form.")
    ] = None,
    with_sheets: Annotated[
        bool,
        typer.Option("--with-sheets", help="Kèm số phiếu, tệp, trang, giờ đọc (dataset). · Serials, files and times."),
    ] = False,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="NAME", help="Tên đơn vị (rollup). · Name of the unit.")
    ] = None,
    outside: Annotated[
        bool,
        typer.Option(
            "--outside",
            help="Cho người ngoài đơn vị: che ô nhỏ (tallies), bỏ điều nhận ra được ai (dataset); --from và --to phải "
            "là của một kỳ báo cáo đã chốt. · For outsiders: the days of a report that was closed.",
        ),
    ] = False,
    home: HomeOption = None,
) -> None:
    """Xuất số liệu và câu trả lời. · Export tallies, answers, pages, marks, a dataset or a roll-up.

    Ví dụ: omr export tallies --by field --from 2026-06-15 --to 2026-09-14 --out tally.csv
    """
    from app.exporting import Asked
    from app.office import OFFICE_FILE, load_office
    from app.settings import load_settings
    from db.batches import list_batches
    from db.engine import open_database
    from db.sheet_groups import MOST_GROUPS, Group

    settings = load_settings(home)
    engine = open_database(settings.database_url)
    if outside and (with_sheets or what not in {What.TALLIES, What.DATASET}):
        raise typer.BadParameter(say(_OUTSIDE_NOT))
    office = load_office(settings.home) if outside else None
    if what is What.DATASET:
        _export_dataset(engine, out_path, (format_, shape), (since, until), (form, with_sheets, office))
    elif what is What.ROLLUP:
        own = load_office(settings.home).unit if (settings.home / OFFICE_FILE).is_file() else None
        _export_rollup(engine, out_path, unit or own, since, until)
    else:
        groups = tuple(Group(group.value) for group in dict.fromkeys(by or ()))
        if len(groups) > MOST_GROUPS:
            raise typer.BadParameter(say(_MANY_BY, most=MOST_GROUPS))
        asked = Asked(since and since.date(), until and until.date(), groups)
        _export_table(engine, what, out_path, format_, (asked, office))
    withdrawn = [record.batch.name for record in list_batches(engine) if record.withdrawal is not None]
    if withdrawn:
        notes.print(say(_WITHDRAWN, names=", ".join(withdrawn)))


def _export_table(
    engine: "Engine", what: What, out_path: Path, format_: Format, asked: "tuple[Asked, Office | None]"
) -> None:
    from app.exporting import table_of
    from app.outside import outside_table
    from reports.tables import write_csv, write_json

    if format_ not in {Format.CSV, Format.JSON}:
        raise typer.BadParameter(say(_DATASETS_ALONE, format=format_.value))
    days, office = asked
    outside = outside_table(engine, language(), days, office) if office is not None else None
    table = outside or table_of(what.value, engine, language(), days)
    write = write_csv if format_ is Format.CSV else write_json
    with result_file(out_path) as stream:
        write(table.columns, table.rows, stream)
    if out_path != STANDARD_OUTPUT:
        notes.print(say(_WRITTEN, rows=number(table.rows.written), path=out_path))
    if table.waiting:
        notes.print(say(_WAITING, count=number(table.waiting)))


def _export_dataset(
    engine: "Engine",
    out_path: Path,
    kind: tuple[Format, Shape],
    days: tuple[datetime | None, datetime | None],
    which: "tuple[str | None, bool, Office | None]",
) -> None:
    from app import dataset
    from reports import codebook

    since, until = (day and day.date() for day in days)
    format_, shape = dataset.DatasetFormat(kind[0].value), codebook.Shape(kind[1].value)
    order = dataset.DatasetOrder(out_path, format_, shape, *which[:2], since, until, which[2])
    written = dataset.write_dataset(engine, order, language())
    if out_path != STANDARD_OUTPUT:
        notes.print(say(_WRITTEN, rows=number(written.rows), path=out_path))
    if written.taken_as_own:
        notes.print(say(_TAKEN_AS_OWN, questions=", ".join(written.taken_as_own)))
    if written.codebook_path is not None:
        notes.print(say(_CODEBOOK, path=written.codebook_path))


def _export_rollup(
    engine: "Engine", out_path: Path, unit: str | None, since: datetime | None, until: datetime | None
) -> None:
    from app.rollup import UnitPeriod, unit_rollup
    from reports.rollup_file import write_rollup

    if not unit or not unit.strip() or since is None or until is None or since > until:
        raise typer.BadParameter(say(_ROLLUP_NEEDS))
    counts = unit_rollup(engine, UnitPeriod(unit.strip(), since.date(), until.date()))
    with result_file(out_path) as stream:
        write_rollup(counts, stream)
    if out_path != STANDARD_OUTPUT:
        notes.print(say(_ROLLED_UP, unit=unit.strip(), path=out_path))
    waiting = sum(tally.waiting for one in counts.units for tally in one.tallies)
    if waiting:
        notes.print(say(_WAITING, count=number(waiting)))
