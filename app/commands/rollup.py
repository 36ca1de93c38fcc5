"""`omr rollup`: the counts of many wards, added up and side by side."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import notes
from app.files import STANDARD_OUTPUT, result_file
from app.language import say
from app.numbers import number
from app.options import OutOption
from omr.words import Text

if TYPE_CHECKING:
    from reports.rollup import Rollup

_WRITTEN = Text("✓ {units} đơn vị, {files} tệp vào {path}.", "✓ {units} unit(s) of {files} file(s) to {path}.")
_WAITING = Text(
    "! Còn {count} câu chờ xem ở: {units}; số liệu chưa tính các câu ấy.",
    "! {count} question(s) still wait in: {units}; the figures leave them out.",
)
_PERIODS = Text("! Các đơn vị không cùng kỳ: {periods}.", "! The units are not of one period: {periods}.")


class RollupFormat(StrEnum):
    """A file that can be rolled up again, or a table of every unit and the sum."""

    JSON = "json"
    CSV = "csv"


def rollup(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Tệp của các đơn vị. · Files of the units.")],
    out_path: OutOption = STANDARD_OUTPUT,
    format_: Annotated[
        RollupFormat, typer.Option("--format", "-f", help="json để gộp tiếp, csv là bảng. · json again, csv a table.")
    ] = RollupFormat.JSON,
) -> None:
    """Gộp số liệu của nhiều đơn vị, vẫn giữ phần của từng đơn vị. · Add up the counts of many units.

    Tệp của một đơn vị: omr export rollup --unit TÊN --from NGÀY --to NGÀY --out TỆP

    Ví dụ: omr rollup phuong-*.json --format csv --out tinh.csv
    """
    from app.rollup import consolidated
    from reports.rollup import by_unit, in_total
    from reports.rollup_file import write_rollup
    from reports.tables import write_csv
    from reports.tally import TALLY_COLUMNS, tally_rows

    whole = consolidated(files)
    with result_file(out_path) as stream:
        if format_ is RollupFormat.JSON:
            write_rollup(whole, stream)
        else:
            # The sum first: its group is empty.
            write_csv(TALLY_COLUMNS, tally_rows((*in_total(whole), *by_unit(whole))), stream)
    units = {unit.unit for unit in whole.units}
    if out_path != STANDARD_OUTPUT:
        notes.print(say(_WRITTEN, units=number(len(units)), files=number(len(files)), path=out_path))
    _warn(whole)


def _warn(whole: "Rollup") -> None:
    periods = sorted({(unit.since, unit.until) for unit in whole.units})
    if len(periods) > 1:
        notes.print(say(_PERIODS, periods="; ".join(f"{a:%d/%m/%Y}-{b:%d/%m/%Y}" for a, b in periods)))
    waits = [(unit.unit, count) for unit in whole.units if (count := sum(tally.waiting for tally in unit.tallies))]
    if total := sum(count for _, count in waits):
        # A unit may be there with several periods.
        units = ", ".join(dict.fromkeys(name for name, _ in waits))
        notes.print(say(_WAITING, count=number(total), units=units))
