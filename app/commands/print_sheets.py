"""`omr print`: sheets for the counter, each with its own serial, recorded before they exist on paper."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from app.console import notes, progress_bar
from app.files import result_file
from app.language import say
from app.numbers import number
from app.options import HomeOption
from omr.errors import OmrError
from omr.words import Text

if TYPE_CHECKING:
    from app.printing import Run
    from app.roster import PrintedFor


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
_AGAIN = Text(
    vi="✓ In lại đợt {run}: {copies} phiếu, số riêng như cũ, trong {path}.",
    en="✓ Run {run} again: {copies} sheet(s) with the same serials, in {path}.",
)
_GUIDE = Text(
    vi="✓ Trang hướng dẫn in, có thước đo, trong {path}.", en="✓ The printing guide with its ruler is in {path}."
)
_RUN = Text(vi="  Đợt in {run}{whose}: {copies} phiếu.", en="  Print run {run}{whose}: {copies} sheet(s).")
_WHOSE = Text(vi=" (cán bộ {officer})", en=" (officer {officer})")
_HOW = Text(
    vi="  In ở 100 %, không chọn “vừa trang”. Quét về bằng: omr scan THƯ-MỤC",
    en="  Print at 100 %, not “fit to page”. Read them back with: omr scan FOLDER",
)
_CUT = Text(vi="  Cắt theo vạch ở mép trước khi phát.", en="  Cut at the ticks before handing them out.")
_DRAWING = Text(vi="Đang vẽ phiếu", en="Drawing sheets")
_SHEETS_A_SECOND = Text(vi="phiếu/giây", en="sheets/s")
_FORM_NEEDED = Text(
    vi="cần mã mẫu phiếu, hoặc --reprint ĐỢT, hoặc --guide", en="name a form, or give --reprint RUN or --guide"
)


def print_sheets(  # noqa: PLR0913, PLR0917 - the options of one command
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Tệp PDF. · PDF file.")],
    form: Annotated[
        str | None, typer.Argument(metavar="FORM", help="Mã mẫu hoặc tệp YAML. · Form id or YAML file.")
    ] = None,
    copies: Annotated[
        int, typer.Option("--copies", "-n", help="Số phiếu (cho mỗi cán bộ). · Number of sheets (for each officer).")
    ] = 1,
    n_up: Annotated[
        int, typer.Option("--n-up", min=1, help="Số phiếu trên một trang A4. · Sheets on a page of A4.")
    ] = 1,
    officer: Annotated[
        str | None,
        typer.Option("--officer", metavar="CODES", help="all, hoặc mã cách nhau dấu phẩy. · all, or codes: 01,02."),
    ] = None,
    counter: Annotated[str | None, typer.Option("--counter", help="Quầy in sẵn. · Counter to print.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="Lĩnh vực in sẵn. · Field to print.")] = None,
    with_qr: Annotated[
        bool, typer.Option("--with-qr", help="In thêm mã QR của phiếu trên mạng. · The web form's address too.")
    ] = False,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Địa chỉ cho --with-qr (mặc định: office.yaml). · Address."),
    ] = None,
    photocopy: Annotated[
        bool, typer.Option("--photocopy", help="Một bản gốc không số để photocopy. · One master without a serial.")
    ] = False,
    reprint: Annotated[
        int | None, typer.Option("--reprint", metavar="RUN", help="In lại một đợt, số như cũ. · Print a run again.")
    ] = None,
    guide: Annotated[
        bool, typer.Option("--guide", help="Trang hướng dẫn in, có thước. · A guide with a ruler.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """In phiếu ra PDF, mỗi phiếu một số riêng. · Print sheets, each with a serial of its own.

    Ví dụ: omr print pks-q --copies 50 --n-up 2 --out phieu.pdf;
    omr print pks-c --officer all --copies 40 --n-up 4 --out can-bo.pdf
    """
    if guide:
        _print_guide(out_path)
        return
    if not 1 <= copies <= _MOST_COPIES:
        raise CopiesOutOfRange(copies=copies, most=number(_MOST_COPIES))
    from app.roster import ROSTER_FILE, printed_for
    from app.settings import load_settings

    whose = printed_for(officer, counter or "", field or "", load_settings(home).home / ROSTER_FILE)
    if reprint is not None:
        _print_again(reprint, n_up, whose[0], out_path, home)
    elif form is not None:
        _print_new(form, None if photocopy else copies, (n_up, with_qr, url), whose, out_path, home)
    else:
        raise typer.BadParameter(say(_FORM_NEEDED))


def _print_guide(out_path: Path) -> None:
    from forms.print_guide import draw_print_guide

    with result_file(out_path) as stream:
        stream.write(draw_print_guide())
    notes.print(say(_GUIDE, path=out_path))


def _print_again(run: int, n_up: int, whose: "PrintedFor", out_path: Path, home: Path | None) -> None:
    from app.printing import print_again
    from app.settings import load_settings

    with progress_bar(_DRAWING, _SHEETS_A_SECOND) as advance, result_file(out_path) as stream:
        copies = print_again(load_settings(home), run, (n_up, whose), stream, advance)
    notes.print(say(_AGAIN, run=run, copies=number(copies), path=out_path))
    _say_how(n_up)


def _print_new(
    form: str,
    copies: int | None,
    how: tuple[int, bool, str | None],
    whose: tuple["PrintedFor", ...],
    out_path: Path,
    home: Path | None,
) -> None:
    from app.office import load_office
    from app.printing import PrintOrder, print_order
    from app.settings import load_settings
    from app.web_address import form_address
    from forms.catalogue import find_form

    settings = load_settings(home)
    n_up, with_qr, url = how
    survey = find_form(form, settings.forms)
    address = form_address(load_office(settings.home), survey.id, url, whose) if with_qr else ""
    order = PrintOrder(survey, copies, n_up, whose, address)
    with progress_bar(_DRAWING, _SHEETS_A_SECOND) as advance, result_file(out_path) as stream:
        runs = print_order(settings, order, stream, datetime.now(UTC), advance)
    if copies is None:
        notes.print(say(_MASTER, form=order.survey.id, path=out_path))
    else:
        total = number(sum(len(run.serials) for run in runs))
        notes.print(say(_PRINTED, copies=total, form=order.survey.id, path=out_path))
        _say_runs(runs)
    _say_how(n_up)


def _say_runs(runs: tuple["Run", ...]) -> None:
    for run in runs:
        whose = say(_WHOSE, officer=run.printed_for.officer) if run.printed_for.officer else ""
        notes.print(say(_RUN, run=run.number, whose=whose, copies=number(len(run.serials))))


def _say_how(n_up: int) -> None:
    if n_up > 1:
        notes.print(say(_CUT))
    notes.print(say(_HOW))
