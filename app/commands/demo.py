"""`omr demo`: the whole way on made-up sheets, to look at before there are real ones."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.console import out, progress_bar
from app.language import say
from app.numbers import number, share
from omr.words import Text

_SHEETS_A_SECOND = Text("phiếu/giây", "sheets/s")
_PRINTING = Text("1. In {count} phiếu", "1. Printing {count} sheets")
_FILLING = Text("2. Người dân điền, máy quét chụp", "2. Citizens fill them in, the scanner takes them")
_READING = Text("3. Đọc các tệp quét", "3. Reading the scans")
_PRINTED = Text(
    "1. Đã in {count} phiếu PKS-Q, mỗi phiếu một số riêng.", "1. Printed {count} sheets of PKS-Q, each with its serial."
)
_FILLED = Text(
    "2. {count} người (mô phỏng) đã điền; phiếu bị gấp, đóng dấu, quét ra PDF, TIFF và JPEG.",
    "2. {count} simulated people filled them in; folded, stamped, scanned to PDF, TIFF and JPEG.",
)
_READ = Text("3. Máy đã đọc:", "3. The machine has read:")
_TRUTH = Text(
    "So với điều người dân thật sự chọn: máy tự nhận {accepted} trong {questions} câu ({share}), sai {wrong}.",
    "Against what people meant: {accepted} of {questions} questions accepted ({share}), {wrong} wrong.",
)
_OPEN = Text(
    """Mở xem:
  {printed} · phiếu đã in
  {scans} · ảnh quét
  {truth} · điều mỗi người đã chọn
Làm tiếp:
  {omr} --home {home} review
  {omr} --home {home} export tallies --out tally.csv""",
    """Look at:
  {printed} · the printed sheets
  {scans} · the scans
  {truth} · what everybody meant
Go on:
  {omr} --home {home} review
  {omr} --home {home} export tallies --out tally.csv""",
)


_FOLDER = Path("demo")


def demo(
    out_path: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Thư mục của bản thử. · Its folder.")
    ] = _FOLDER,
    copies: Annotated[int, typer.Option("--copies", min=1, max=2000, help="Số phiếu. · Sheets.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="Mầm ngẫu nhiên. · Seed of chance.")] = 2026,
) -> None:
    """Chạy thử trọn vẹn với phiếu mô phỏng. · The whole way on made-up sheets.

    Ví dụ: omr demo
    """
    from app.demo import hold_against, prepare_folder, print_demo, scan_demo
    from app.exporting import current_tallies
    from app.language import language
    from app.scanning import ScanOrder, scan_files
    from app.settings import load_settings
    from app.summary import summary_view
    from app.tally_view import tally_view
    from db.engine import open_database

    workers = os.cpu_count() or 1
    folder = prepare_folder(out_path)
    settings = load_settings(folder.home, {"OMR_LANG": language().value})
    with progress_bar(_PRINTING, _SHEETS_A_SECOND, count=number(copies)) as advance:
        jobs = print_demo(settings, folder, copies, seed, advance)
    out.print(say(_PRINTED, count=number(copies)))
    with progress_bar(_FILLING, _SHEETS_A_SECOND) as advance:
        truths = scan_demo(jobs, folder, workers, advance)
    out.print(say(_FILLED, count=number(len(truths))))
    with progress_bar(_READING, _SHEETS_A_SECOND) as advance:
        scanned = scan_files(settings, [folder.scans], workers, ScanOrder(), advance)
    out.print(say(_READ))
    if scanned.summary is not None:
        out.print(summary_view(scanned.summary, next_step=False, report=scanned.report))
    out.print(tally_view(current_tallies(open_database(settings.database_url), language())))
    verdict = hold_against(settings, truths)
    out.print(
        say(
            _TRUTH,
            accepted=number(verdict.accepted),
            questions=number(verdict.questions),
            share=share(verdict.accepted, verdict.questions),
            wrong=number(verdict.wrong),
        )
    )
    out.print()
    places = {"printed": folder.printed, "scans": folder.scans, "truth": folder.truth, "home": _quoted(folder.home)}
    # A command that is broken in two cannot be copied.
    out.print(say(_OPEN, omr=_as_typed(), **places), soft_wrap=True)


def _as_typed() -> str:
    """Return the program's name as it was called, so that the next command can be copied."""
    called = Path(sys.argv[0])
    return _quoted(called) if called.stem == "omr" else "omr"


def _quoted(path: Path) -> str:
    """Return a path as it is typed: blanks and all, for the shells of this system."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(str(path))
