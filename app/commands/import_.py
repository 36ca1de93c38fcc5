"""`omr import`: answers that came without paper, from a kiosk, by QR, on the web, by telephone."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from app.console import notes, out, print_json
from app.language import language, say
from app.numbers import number
from app.options import HomeOption, JsonOption
from omr.errors import OmrError
from omr.words import Text

if TYPE_CHECKING:
    from app.importing import Imported
    from reports.responses import Problem, Understood


class Channel(StrEnum):
    """How answers without paper come in."""

    KIOSK = "kiosk"
    QR = "qr"
    ONLINE = "online"
    PHONE = "phone"


# More would push the figures off the screen; --json has them all.
_SHOWN = 20
_DONE = Text("✓ Đã nhận {count} lượt trả lời vào lô {batch}.", "✓ {count} response(s) taken into batch {batch}.")
_DRY = Text("Chạy thử: sẽ nhận {count} lượt trả lời.", "Dry run: {count} response(s) would be taken.")
_NOTHING = Text("Không có lượt trả lời nào để nhận.", "There is no response to take.")
_REFUSED = Text("! {count} dòng không nhận:", "! {count} row(s) not taken:")
_TWICE = Text("! {count} dòng trùng, không nhận:", "! {count} duplicate row(s), not taken:")
_ROW = Text("  dòng {row}: {what}", "  row {row}: {what}")
_MORE = Text("  … và {count} dòng nữa", "  … and {count} more")
_STRANGE = Text("! Cột không dùng: {names}", "! Columns not used: {names}")
_MISSING = Text("Câu không hỏi trong tệp này: {names}", "Questions that the file does not ask: {names}")


class RowsRefused(OmrError):
    """Rows of a file were not taken; the rest was, or would be. Evidence: count, path."""

    exit_code: ClassVar[int] = 121
    sentence_text = Text("{count} dòng của “{path}” không được nhận.", "{count} row(s) of “{path}” were not taken.")
    advice_text = Text(
        "Sửa các dòng ấy trong một tệp riêng rồi nhận tệp đó; không nhận lại cả tệp này.",
        "Correct those rows in a file of their own and import that; not this whole file again.",
    )


def import_(  # noqa: PLR0913, PLR0917 - to typer each option is an argument
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV hoặc XLSX, mỗi dòng một người. · CSV or XLSX.")],
    form: Annotated[str, typer.Option("--form", metavar="FORM", help="Mã mẫu phiếu. · Form id.")],
    channel: Annotated[Channel, typer.Option("--channel", help="Kênh. · Channel.")],
    map_path: Annotated[
        Path | None,
        typer.Option("--map", metavar="MAP.yaml", help="Tên cột và giá trị của hệ thống kia. · Their names and ours."),
    ] = None,
    batch: Annotated[str | None, typer.Option("--batch", metavar="NAME", help="Tên lô. · Name of the batch.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ kiểm tra, không ghi. · Check only.")] = False,
    other_people: Annotated[
        bool,
        typer.Option("--other-people", help="Dòng giống lô trước là của người khác. · Rows like those before are new."),
    ] = False,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Nhận câu trả lời không trên giấy (kiosk, QR, mạng, điện thoại). · Take answers that came without paper.

    Ví dụ: omr import kiosk.csv --form pks-q --channel kiosk
    """
    from app.column_map import load_map
    from app.importing import ImportOrder, import_file
    from app.settings import load_settings
    from reports.responses import ColumnMap

    names = load_map(map_path) if map_path is not None else ColumnMap()
    order = ImportOrder(form, channel.value, names, batch, dry_run, other_people)
    done = import_file(load_settings(home), file, order)
    found = done.understood
    if json:
        _print_json(done)
    else:
        _tell(done)
    if found.problems:
        raise RowsRefused(path=file, count=number(len(found.problems)))


def _print_json(done: "Imported") -> None:
    found = done.understood
    print_json(
        {
            "responses": len(found.responses),
            "batch": done.batch.name if done.batch else None,
            "refused": [{"row": p.row, "what": p.what.to(language(), **dict(p.evidence))} for p in found.problems],
            "duplicates": [p.row for p in found.duplicates],
            "unused_columns": list(found.strange_columns),
        }
    )


def _tell(done: "Imported") -> None:
    found = done.understood
    _tell_rows(_REFUSED, found.problems)
    _tell_rows(_TWICE, found.duplicates)
    _tell_columns(found)
    if done.batch is not None:
        out.print(say(_DONE, count=number(len(found.responses)), batch=done.batch.name))
    else:
        out.print(say(_DRY if found.responses else _NOTHING, count=number(len(found.responses))))


def _tell_rows(heading: Text, problems: "tuple[Problem, ...]") -> None:
    if problems:
        notes.print(say(heading, count=number(len(problems))))
    for problem in problems[:_SHOWN]:
        notes.print(say(_ROW, row=problem.row, what=problem.what.to(language(), **dict(problem.evidence))))
    if len(problems) > _SHOWN:
        notes.print(say(_MORE, count=number(len(problems) - _SHOWN)))


def _tell_columns(found: "Understood") -> None:
    if found.strange_columns:
        notes.print(say(_STRANGE, names=", ".join(found.strange_columns)))
    if found.missing_columns:
        notes.print(say(_MISSING, names=", ".join(found.missing_columns)))
