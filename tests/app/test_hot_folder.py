"""Facts about files that a scanner drops into a folder."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image

from app import hot_folder
from app.hot_folder import NotOneFolder, WatchNeedsCopies, take_files, watch_folder
from app.scanning import ScanOrder
from app.settings import Settings
from batches.watch import look
from db.batches import list_batches, withdraw_batch
from db.engine import open_database
from tests.db.values import NOW

_ROOT = Path(hot_folder.__file__).parents[1]


@pytest.fixture
def copying(settings: Settings) -> Settings:
    """Return the settings of an office that keeps copies."""
    return replace(settings, originals=settings.home / "originals")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a blank page and a file that is none."""
    path = tmp_path / "máy quét"
    path.mkdir()
    _blank(path / "trắng.png", 250)
    (path / "hỏng.pdf").write_bytes(b"%PDF-1.7 cut")
    return path


def _blank(path: Path, grey: int) -> None:
    Image.fromarray(np.full((400, 300), grey, dtype=np.uint8)).save(path)


def _take(settings: Settings, folder: Path) -> None:
    take_files(settings, sorted(p for p in folder.iterdir() if p.is_file()), 1, ScanOrder("2026-11-23"))


def test_files_are_put_aside_with_a_note_where_something_is_wrong(copying: Settings, folder: Path) -> None:
    """The folder is empty again; what is wrong is said beside the file."""
    _take(copying, folder)

    assert sorted(p.name for p in folder.iterdir()) == ["done", "problem"]
    assert [p.name for p in (folder / "done").iterdir()] == ["trắng.png"]
    assert sorted(p.name for p in (folder / "problem").iterdir()) == ["hỏng.pdf", "hỏng.pdf.txt"]
    assert "The file: The file is damaged" in (folder / "problem" / "hỏng.pdf.txt").read_text("utf-8")


def test_a_packed_folder_is_put_aside_with_what_to_do(copying: Settings, folder: Path) -> None:
    """It would lie there unread, and nobody would know."""
    with ZipFile(folder / "quét.zip", "w") as packed:
        packed.writestr("1.txt", "x")
    take_files(copying, sorted(look(folder) or {}), 1, ScanOrder("2026-11-23"))

    assert "packed folder" in (folder / "problem" / "quét.zip.txt").read_text("utf-8")


def test_the_files_of_a_day_are_one_batch(copying: Settings, folder: Path) -> None:
    """Whenever they come; once it is withdrawn, what comes later is another."""
    _take(copying, folder)
    _blank(folder / "sau.png", 251)
    _take(copying, folder)
    engine = open_database(copying.database_url)
    assert [(r.batch.name, r.files) for r in list_batches(engine)] == [("2026-11-23", 3)]

    withdraw_batch(engine, "2026-11-23", "A", "thử", NOW)
    _blank(folder / "chiều.png", 252)
    _take(copying, folder)

    assert [(r.batch.name, r.files) for r in list_batches(engine)] == [("2026-11-23", 3), ("2026-11-23 (2)", 1)]
    engine.dispose()


def test_a_file_that_was_read_and_not_put_aside_is_put_aside(copying: Settings, folder: Path) -> None:
    """A run that was cut off between the two: it is not read again, and no name is lost to another file."""
    _take(copying, folder)
    (folder / "problem" / "hỏng.pdf").rename(folder / "hỏng.pdf")
    _blank(folder / "trắng.png", 253)
    _take(copying, folder)

    assert sorted(p.name for p in (folder / "done").iterdir()) == ["trắng (2).png", "trắng.png"]
    assert sorted(p.name for p in (folder / "problem").iterdir()) == ["hỏng.pdf", "hỏng.pdf.txt"]
    engine = open_database(copying.database_url)
    assert [(r.files, r.pages) for r in list_batches(engine)] == [(3, 3)]
    engine.dispose()


def test_one_folder_is_watched_and_copies_are_kept(settings: Settings, copying: Settings, folder: Path) -> None:
    """Anything else is a sentence."""
    for paths in ([], [folder, folder], [folder / "hỏng.pdf"], [folder / "không có"]):
        with pytest.raises(NotOneFolder):
            watch_folder(copying, paths, 1, ScanOrder())
    with pytest.raises(WatchNeedsCopies):
        watch_folder(settings, [folder], 1, ScanOrder())


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(home: Path, folder: Path, how: signal.Signals) -> None:
    """On Ctrl-C and when the machine shuts down: exit code 0, and the files that were whole are put aside."""
    code = (
        "import sys; from pathlib import Path; from app.hot_folder import watch_folder; "
        "from app.scanning import ScanOrder; from app.settings import load_settings; "
        "watch_folder(load_settings(None), [Path(sys.argv[1])], 1, ScanOrder(), 0.05)"
    )
    environment = os.environ | {"OMR_HOME": str(home)}
    watching = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=_ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8"
    )
    until = time.monotonic() + 30
    while not (folder / "done" / "trắng.png").exists() and time.monotonic() < until:
        time.sleep(0.05)
    watching.send_signal(how)
    _, said = watching.communicate(timeout=30)

    assert (watching.returncode, "Đã dừng" in said) == (0, True)
    assert sorted(p.name for p in folder.iterdir()) == ["done", "problem"]
