"""`omr print`: sheets for the counter, each with its own serial, recorded before they exist on paper."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from app.console import notes, progress_bar
from app.files import result_file
from app.language import say
from app.numbers import number
from app.options import HomeOption
from omr.errors import OmrError
from omr.words import Text


class CopiesOutOfRange(OmrError):
    """A number of copies that cannot be printed. Evidence: copies, most."""

    exit_code: ClassVar[int] = 2
    sentence_text = Text(vi="Không in được {copies} bản.", en="{copies} copies cannot be printed.")
    advice_text = Text(vi="Chọn từ 1 đến {most} bản.", en="Ask for 1 to {most} copies.")


# A run of this size is 40 boxes of paper; a larger number is a slip of the finger.
_MOST_COPIES = 100_000

_PRINTED = Text(
    vi="✓ {copies} phiếu {form}, mỗi phiếu một số riêng, trong {path}.",
    en="✓ {copies} sheet(s) of {form}, each with a serial of its own, in {path}.",
)
_MASTER = Text(
    vi="✓ Một bản gốc {form} để photocopy (không có số riêng) trong {path}.",
    en="✓ One master of {form} for photocopying (no serial) in {path}.",
)
_HOW = Text(
    vi="  In ở 100 %, không chọn “vừa trang”. Quét về bằng: omr scan THƯ-MỤC",
    en="  Print at 100 %, not “fit to page”. Read them back with: omr scan FOLDER",
)
_DRAWING = Text(vi="Đang vẽ phiếu", en="Drawing sheets")
_SHEETS_A_SECOND = Text(vi="phiếu/giây", en="sheets/s")


def print_sheets(
    form: Annotated[str, typer.Argument(metavar="FORM", help="Mã mẫu hoặc tệp YAML. · Form id or YAML file.")],
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Tệp PDF. · PDF file.")],
    copies: Annotated[int, typer.Option("--copies", "-n", help="Số phiếu. · Number of sheets.")] = 1,
    photocopy: Annotated[
        bool, typer.Option("--photocopy", help="Một bản gốc không số để photocopy. · One master without a serial.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """In phiếu ra PDF, mỗi phiếu một số riêng. · Print sheets, each with a serial of its own.

    Ví dụ: omr print pks-q --copies 50 --out phieu.pdf
    """
    from app.printing import print_run
    from app.settings import load_settings
    from forms.catalogue import find_form

    if not 1 <= copies <= _MOST_COPIES:
        raise CopiesOutOfRange(copies=copies, most=number(_MOST_COPIES))
    survey = find_form(form)
    with progress_bar(_DRAWING, _SHEETS_A_SECOND) as advance, result_file(out_path) as stream:
        print_run(load_settings(home), survey, None if photocopy else copies, stream, datetime.now(UTC), advance)
    if photocopy:
        notes.print(say(_MASTER, form=survey.id, path=out_path))
    else:
        notes.print(say(_PRINTED, copies=number(copies), form=survey.id, path=out_path))
    notes.print(say(_HOW))
