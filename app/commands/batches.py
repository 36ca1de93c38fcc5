"""`omr batches`: what was opened and scanned, whether it adds up, the minutes to sign, and taking a batch back."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from app.console import notes, out, print_json
from app.files import result_file
from app.language import say
from app.opening_options import ByHandOption, OpenedAtOption, OpenedByOption, WitnessOption, in_this_zone
from app.options import HomeOption, JsonOption, OutOption
from omr.words import Text

app = typer.Typer(
    help="Các lô đã quét: liệt kê, đối chiếu, biên bản, rút khỏi số liệu. · Batches: list, show, minutes, withdraw.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

BatchArgument = Annotated[str, typer.Argument(metavar="BATCH", help="Tên lô. · Name.", show_default=False)]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="Lý do. · Why.", show_default=False)]
WhoOption = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Ai (mặc định: tên đăng nhập). · Who.", show_default=False),
]

_NONE = Text("Chưa có lô nào.  → omr scan THƯ-MỤC", "There is no batch yet.  → omr scan FOLDER")
_WITHDRAWN = Text(
    "✓ Đã rút lô {name} khỏi số liệu; không xóa gì. Đưa lại: omr batches reinstate",
    "✓ Batch {name} is out of the tallies; nothing was deleted. Put it back with omr batches reinstate",
)
_REINSTATED = Text("✓ Lô {name} lại được tính.", "✓ Batch {name} counts again.")
_RECORDED = Text("✓ Đã ghi việc mở hòm vào lô {name}.", "✓ The opening of the box is in the record of batch {name}.")
_SEPARATOR = Text(
    "✓ Trang ngăn trong {path}. In một mặt, đặt giữa hai xấp phiếu; quét bao nhiêu lần cũng được.",
    "✓ The separator page is in {path}. Lay it between two piles; it may be scanned any number of times.",
)
_WRITTEN = Text("✓ Biên bản của lô {name} ở {path}.", "✓ The minutes of batch {name} are in {path}.")


@app.command("list")
def list_(json: JsonOption = False, home: HomeOption = None) -> None:
    """Liệt kê các lô. · List the batches.

    Ví dụ: omr batches list
    """
    from app.batch_json import record_json
    from app.batch_view import list_view
    from app.settings import load_settings
    from db.batches import list_batches
    from db.engine import open_database

    records = list_batches(open_database(load_settings(home).database_url))
    if json:
        print_json([record_json(record) for record in records])
    elif records:
        out.print(list_view(records))
    else:
        out.print(say(_NONE))


@app.command()
def show(batch: BatchArgument, json: JsonOption = False, home: HomeOption = None) -> None:
    """Đối chiếu một lô: trang, phiếu, số đã in. · Whether a batch adds up: pages, sheets, print run.

    Ví dụ: omr batches show 2026-11-23-1
    """
    from app.batch_json import report_json
    from app.batch_report import batch_report
    from app.batch_view import report_view
    from app.settings import load_settings
    from db.engine import open_database

    report = batch_report(open_database(load_settings(home).database_url), batch)
    if json:
        print_json(report_json(report))
    else:
        out.print(report_view(report))


@app.command()
def record(
    batch: BatchArgument,
    opened_by: OpenedByOption = "",
    witness: WitnessOption = "",
    opened_at: OpenedAtOption = None,
    by_hand: ByHandOption = None,
    home: HomeOption = None,
) -> None:
    """Ghi thêm việc mở hòm; bản ghi cũ vẫn được giữ. · Write down how the box was opened.

    Ví dụ: omr batches record 2026-11-23-1 --opened-by "Tổ Một cửa" --witness "Văn phòng" --counted 52
    """
    from app.settings import load_settings
    from db.batches import Opening, find_batch, record_opening
    from db.engine import open_database

    engine = open_database(load_settings(home).database_url)
    known = find_batch(engine, batch)
    before = known.opening
    opening = Opening(
        in_this_zone(opened_at) or before.opened_at,
        opened_by or before.opened_by,
        witness or before.witness,
        before.sheets_by_hand if by_hand is None else by_hand,
    )
    record_opening(engine, known.batch, opening, datetime.now(UTC))
    notes.print(say(_RECORDED, name=batch))


@app.command()
def minutes(batch: BatchArgument, out_path: OutOption, home: HomeOption = None) -> None:
    """Biên bản mở hòm phiếu (PDF), sẵn để ký. · The minutes of the opening, ready to sign.

    Ví dụ: omr batches minutes 2026-11-23-1 --out bien-ban.pdf
    """
    from app.batch_report import batch_report
    from app.minutes import minutes_of
    from app.minutes_pdf import draw_minutes
    from app.office import load_office
    from app.settings import load_settings
    from db.engine import open_database

    settings = load_settings(home)
    report = batch_report(open_database(settings.database_url), batch)
    with result_file(out_path) as stream:
        stream.write(draw_minutes(minutes_of(report, load_office(settings.home).unit_written)))
    notes.print(say(_WRITTEN, name=batch, path=out_path))


@app.command()
def separator(
    out_path: OutOption,
) -> None:
    """In trang ngăn để đặt giữa hai xấp phiếu khi quét. · Print a page to lay between two piles.

    Ví dụ: omr batches separator --out trang-ngan.pdf
    """
    from forms.separator import draw_separator

    with result_file(out_path) as stream:
        stream.write(draw_separator())
    notes.print(say(_SEPARATOR, path=out_path))


@app.command()
def withdraw(batch: BatchArgument, why: WhyOption, who: WhoOption = None, home: HomeOption = None) -> None:
    """Rút một lô khỏi số liệu; không xóa gì. · Take a batch out of the tallies; deletes nothing.

    Ví dụ: omr batches withdraw 2026-11-23-1 --why "Quét nhầm hòm"
    """
    from app.settings import load_settings
    from db.batches import withdraw_batch
    from db.engine import open_database

    engine = open_database(load_settings(home).database_url)
    withdraw_batch(engine, batch, _named(who), why, datetime.now(UTC))
    notes.print(say(_WITHDRAWN, name=batch))


@app.command()
def reinstate(batch: BatchArgument, why: WhyOption, who: WhoOption = None, home: HomeOption = None) -> None:
    """Đưa một lô đã rút trở lại số liệu. · Put a withdrawn batch back.

    Ví dụ: omr batches reinstate 2026-11-23-1 --why "Rút nhầm"
    """
    from app.settings import load_settings
    from db.batches import reinstate_batch
    from db.engine import open_database

    engine = open_database(load_settings(home).database_url)
    reinstate_batch(engine, batch, _named(who), why, datetime.now(UTC))
    notes.print(say(_REINSTATED, name=batch))


def _named(who: str | None) -> str:
    """Return who does something: as typed, else who is logged in on this machine."""
    return getpass.getuser() if who is None else who
