"""`omr scan`: the week's scans into the database, with a summary that adds up."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.console import notes, out, print_json, progress_bar
from app.options import HomeOption, JsonOption
from omr.words import Text

_READING = Text("Đang đọc", "Reading")
_PAGES_A_SECOND = Text("trang/giây", "pages/s")


def scan(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Tệp hoặc thư mục: PDF, TIFF, JPEG, PNG. · Files or folders."),
    ],
    batch: Annotated[str | None, typer.Option("--batch", metavar="NAME", help="Tên lô. · Name of the batch.")] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Số tiến trình đọc (mặc định: mọi nhân). · Reading processes."),
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
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Đọc các tệp quét vào cơ sở dữ liệu. · Read scans into the database.

    Ví dụ: omr scan scans/ --batch "Tuần 47"
    """
    from dataclasses import asdict

    from app.scanning import scan_files
    from app.settings import load_settings
    from app.summary import skipped_view, summary_view

    settings = load_settings(home)
    with progress_bar(_READING, _PAGES_A_SECOND) as advance:
        # An empty word would be taken for the current folder.
        named = [Path(path) for path in paths if path.strip()]
        scanned = scan_files(settings, named, workers or os.cpu_count() or 1, batch, advance, one_wrong_in)
    if json:
        skipped = [{"path": str(skip.source.path), "batch": skip.batch.name} for skip in scanned.skipped]
        summary = None if scanned.summary is None else asdict(scanned.summary)
        print_json({"summary": summary, "skipped": skipped, "ignored": [str(path) for path in scanned.ignored]})
    elif scanned.summary is not None:
        out.print(summary_view(scanned.summary, scanned.skipped, scanned.ignored))
    else:
        notes.print(*skipped_view(scanned.skipped, scanned.ignored), sep="\n")
