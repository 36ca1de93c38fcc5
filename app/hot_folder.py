"""What happens to the files that a scanner drops into a folder? They are read, and put into `done` or `problem`.

All files of a day go into one batch. A file that was read before is only put aside, so that a run that was cut off
between the two loses nothing and reads nothing twice.
"""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import ClassVar

from app.console import notes, show_error
from app.language import language, say
from app.numbers import number
from app.scanning import ScanOrder, scan_files
from app.settings import Settings
from batches.source import hashed
from batches.watch import DONE, PROBLEM, watch
from db.engine import open_database
from db.sources import UnreadPage, find_source, unread_pages
from omr.errors import OmrError
from omr.os_reasons import in_words_of
from omr.words import Text

# A scanner that writes a page every few seconds must have been still for longer than that.
EVERY_S = 6.0

_WATCHING = Text(
    "Đang trông {folder}: đọc xong thì chuyển vào {done}/ hoặc {problem}/. Ctrl-C để dừng.",
    "Watching {folder}: files go to {done}/ or {problem}/ once they are read. Ctrl-C stops.",
)
_STOPPED = Text("✓ Đã dừng; không có tệp nào dở dang.", "✓ Stopped; no file is left half done.")
_GONE = Text("! Không thấy thư mục {folder}; đợi nó trở lại.", "! The folder {folder} is gone; waiting for it.")
_BACK = Text("✓ Thư mục {folder} đã trở lại.", "✓ The folder {folder} is back.")
_TAKEN = Text("✓ {name}: {pages} trang, lô {batch} → {folder}/", "✓ {name}: {pages} pages, batch {batch} → {folder}/")
_KEPT = Text("! {name} chưa chuyển đi được ({reason}); sẽ thử lại.", "! {name} cannot be moved yet ({reason}).")
_PAGE = Text("Trang {page}: {what} {advice}", "Page {page}: {what} {advice}")
_FILE = Text("Cả tệp: {what} {advice}", "The file: {what} {advice}")


class NotOneFolder(OmrError):
    """What is to be watched is not one folder. Evidence: paths."""

    exit_code: ClassVar[int] = 46
    sentence_text = Text("Chỉ trông được một thư mục, không phải {paths}.", "One folder can be watched, not {paths}.")
    advice_text = Text(
        "Ghi một thư mục có sẵn: omr scan --watch THƯ-MỤC.", "Name one folder that exists: omr scan --watch FOLDER."
    )


class WatchNeedsCopies(OmrError):
    """Files are moved out of a watched folder, so that a reference to their place would be lost."""

    exit_code: ClassVar[int] = 47
    sentence_text = Text(
        "Thư mục được trông sẽ bị dọn, mà OMR_ORIGINALS=reference không giữ bản nào.",
        "A watched folder is emptied, and OMR_ORIGINALS=reference keeps no copy.",
    )
    advice_text = Text("Đặt OMR_ORIGINALS=copy.", "Set OMR_ORIGINALS=copy.")


def watch_folder(
    settings: Settings, paths: Sequence[Path], workers: int, order: ScanOrder, every_s: float = EVERY_S
) -> None:
    """Read what is dropped into a folder until Ctrl-C or SIGTERM; the file in hand is finished first.

    Raises
    ------
    NotOneFolder, WatchNeedsCopies
        When there is not one folder to watch, or no copies are kept.
    """
    if len(paths) != 1 or not paths[0].is_dir():
        raise NotOneFolder(paths=", ".join(f"“{path}”" for path in paths))
    if settings.originals is None:
        raise WatchNeedsCopies
    folder = paths[0].resolve()
    notes.print(say(_WATCHING, folder=folder, done=DONE, problem=PROBLEM))

    def take(files: Sequence[Path]) -> None:
        try:
            take_files(settings, files, workers, order)
        except OmrError as error:
            # A locked database or a full disk passes; the files are still there at the next look.
            show_error(error)

    with _stopping() as stop:
        watch(folder, take, stop.wait, every_s, lambda gone: notes.print(say(_GONE if gone else _BACK, folder=folder)))
    notes.print(say(_STOPPED))


def take_files(settings: Settings, files: Sequence[Path], workers: int, order: ScanOrder) -> None:
    """Read files into the batch of the day and put them aside, each with a note where something is wrong with it."""
    day = order.batch_name or f"{datetime.now().astimezone():%Y-%m-%d}"
    known = tuple(hashed(files))
    scan_files(settings, files, workers, replace(order, batch_name=day, join=True), lambda _done, _total: None)
    engine = open_database(settings.database_url)
    for file in known:
        stored = find_source(engine, file.sha256)
        if stored is None or stored.pages is None:
            continue
        unread = unread_pages(engine, file.sha256)
        aside = PROBLEM if unread else DONE
        try:
            moved = _moved(file.path, aside)
            if unread:
                moved.with_name(f"{moved.name}.txt").write_text(_note(unread), encoding="utf-8")
        except OSError as error:
            notes.print(say(_KEPT, name=file.path.name, reason=in_words_of(language(), str(error.strerror or error))))
            continue
        pages, name = number(stored.pages), file.path.name
        notes.print(say(_TAKEN, name=name, pages=pages, batch=stored.batch.name, folder=aside))
    engine.dispose()


def _moved(path: Path, aside: str) -> Path:
    """Move a file into a folder beside it, under a name that is free."""
    folder = path.parent / aside
    folder.mkdir(exist_ok=True)
    target, count = folder / path.name, 1
    while target.exists():
        count += 1
        target = folder / f"{path.stem} ({count}){path.suffix}"
    return path.rename(target)


def _note(unread: Sequence[UnreadPage]) -> str:
    lines = []
    for page in unread:
        what, advice = (said(language(), page.evidence) for said in (page.reason.sentence, page.reason.advice))
        text = _PAGE if page.number else _FILE
        lines.append(say(text, page=page.number, what=what, advice=advice).strip())
    return "\n".join(lines) + "\n"


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Give what is set by Ctrl-C and SIGTERM; a second one ends the program at once."""
    stop = threading.Event()

    def on_signal(received: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(received, signal.SIG_DFL)

    before = {received: signal.signal(received, on_signal) for received in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for received, handler in before.items():
            signal.signal(received, handler)
