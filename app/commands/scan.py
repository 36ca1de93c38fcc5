"""`omr scan`: the week's scans into the database, with a summary that adds up."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.console import notes, out, print_json, progress_bar
from app.language import say
from app.numbers import number
from app.opening_options import (
    DEFAULT_CHANNEL,
    ByHandOption,
    ChannelOption,
    OpenedAtOption,
    OpenedByOption,
    WitnessOption,
    in_this_zone,
)
from app.options import HomeOption, JsonOption
from omr.words import Text

_READING = Text("Đang đọc", "Reading")
_PAGES_A_SECOND = Text("trang/giây", "pages/s")
_AGAIN = Text(
    "{count} trang được đọc lại: mẫu của chúng nay đã có ở máy này.",
    "{count} page(s) read again: their layout is known here by now.",
)


_FINISHED = Text(
    "Lô “{batch}” của lần trước bị ngắt giữa chừng, nay đã đọc nốt.",
    "Batch “{batch}” of an earlier run, which was cut off, has been read to its end.",
)


def scan(  # noqa: PLR0913, PLR0917 - to typer each option is an argument
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Tệp hoặc thư mục: PDF, TIFF, JPEG, PNG. · Files or folders."),
    ],
    batch: Annotated[str | None, typer.Option("--batch", metavar="NAME", help="Tên lô. · Name of the batch.")] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=0,
            help="Số tiến trình đọc (mặc định: mọi nhân; 0: ngay trong lệnh này). · Reading processes.",
        ),
    ] = None,
    one_wrong_in: Annotated[
        int | None,
        typer.Option(
            "--one-wrong-in",
            metavar="N",
            min=1,
            envvar="OMR_ONE_WRONG_IN",
            help="Nhiều nhất 1 câu sai trong N câu được nhận; N càng lớn càng nhiều câu phải xem lại. · "
            "At most one accepted answer in N is wrong; a larger N means more review.",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--form",
            metavar="NAME",
            help="Mọi trang là của mẫu này (mặc định: tự nhận ra). · All pages are of this form.",
        ),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Trông một thư mục: máy quét thả tệp vào là đọc, mỗi ngày một lô; Ctrl-C để dừng. · Watch one folder.",
        ),
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="tcp://HOST:PORT",
            help="Đọc bằng cụm máy Dask ở địa chỉ này. · Read on the Dask cluster whose scheduler is there.",
        ),
    ] = None,
    channel: ChannelOption = DEFAULT_CHANNEL,
    opened_by: OpenedByOption = "",
    witness: WitnessOption = "",
    opened_at: OpenedAtOption = None,
    by_hand: ByHandOption = None,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Đọc các tệp quét vào cơ sở dữ liệu. · Read scans into the database.

    Ví dụ: omr scan scans/ --batch "Tuần 47"
    """
    from dataclasses import asdict

    from app.batch_json import figures_json
    from app.scanning import ScanOrder, scan_files
    from app.settings import load_settings
    from app.summary import skipped_view, summary_view
    from batches.remote import as_path
    from batches.source import shown
    from db.batches import Opening

    settings = load_settings(home)
    opening = Opening(in_this_zone(opened_at), opened_by, witness, by_hand)
    order = ScanOrder(batch, one_wrong_in, channel, opening, form=form, scheduler=scheduler)
    count = (os.cpu_count() or 1) if workers is None else workers
    if watch:
        from app.hot_folder import watch_folder

        watch_folder(settings, [Path(path) for path in paths], count, order)
        return
    with progress_bar(_READING, _PAGES_A_SECOND) as advance:
        # An empty word would be taken for the current folder.
        named = [as_path(path) for path in paths if path.strip()]
        scanned = scan_files(settings, named, count, order, advance)
    if json:
        skipped = [{"path": shown(skip.source.path), "batch": skip.batch.name} for skip in scanned.skipped]
        summary = None if scanned.summary is None else asdict(scanned.summary)
        figures = None if scanned.report is None else figures_json(scanned.report.figures)
        ignored = [shown(path) for path in scanned.ignored]
        finished = list(scanned.finished)
        print_json(
            {"summary": summary, "figures": figures, "skipped": skipped, "ignored": ignored, "finished": finished}
        )
    elif scanned.summary is not None:
        if scanned.pages_again:
            notes.print(say(_AGAIN, count=number(scanned.pages_again)))
        for name in scanned.finished:
            notes.print(say(_FINISHED, batch=name))
        out.print(summary_view(scanned.summary, scanned.skipped, scanned.ignored, report=scanned.report))
    else:
        notes.print(*skipped_view(scanned.skipped, scanned.ignored), sep="\n")
