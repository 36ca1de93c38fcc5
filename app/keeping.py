"""How is an office's data kept safe? One file with the database and the originals, and back again."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.files import result_file
from app.settings import Settings
from batches.originals import altered_originals, kept_originals
from db.backup import copy_database, database_file, is_sound
from omr.errors import OmrError
from omr.words import Text

_DATABASE, _ORIGINALS = "omr.sqlite3", "originals"


class NotABackup(OmrError):
    """A file that is no backup, or a damaged one. Evidence: path, problem."""

    exit_code: ClassVar[int] = 73
    sentence_text = Text("“{path}” không phải bản sao lưu tốt: {problem}.", "“{path}” is no sound backup: {problem}.")
    advice_text = Text("Dùng bản sao lưu khác; chưa có gì bị thay đổi.", "Use another backup; nothing was changed.")


class HomeInUse(OmrError):
    """The home folder holds data already. Evidence: home."""

    exit_code: ClassVar[int] = 74
    sentence_text = Text("Thư mục “{home}” đã có dữ liệu.", "The folder “{home}” holds data already.")
    advice_text = Text(
        "Khôi phục vào một thư mục trống bằng --home.", "Restore into an empty folder, named with --home."
    )


def backup(settings: Settings, out_path: Path, progress: Callable[[int, int], None]) -> int:
    """Write the database and the originals into one file, while others go on working; returns how many originals.

    Raises
    ------
    BackupNotHere
        When the database is on a server.
    OutputNotWritable
        When the file cannot be written.
    """
    store = settings.home / _ORIGINALS
    with tempfile.TemporaryDirectory() as folder, result_file(out_path) as stream:
        copy = Path(folder) / _DATABASE
        # The database first: whatever it speaks of is in the store by then.
        copy_database(settings.database_url, copy)
        originals = kept_originals(store)
        with ZipFile(stream, "w") as archive:
            archive.write(copy, _DATABASE, ZIP_DEFLATED)
            for done, path in enumerate(originals, start=1):
                # Scans are compressed already.
                archive.write(path, f"{_ORIGINALS}/{path.relative_to(store).as_posix()}", ZIP_STORED)
                progress(done, len(originals))
    return len(originals)


def restore(settings: Settings, path: Path) -> int:
    """Put a backup into an empty home, after all of it was checked; returns how many originals.

    Raises
    ------
    HomeInUse
        When the home holds a database.
    NotABackup
        When the file is damaged or something else.
    """
    target = database_file(settings.database_url)
    if target.exists() or (settings.home / _ORIGINALS).exists():
        raise HomeInUse(home=settings.home)
    try:
        # Beside its place, so that it is put there in one step when all of it is right.
        with tempfile.TemporaryDirectory(dir=settings.home) as folder, ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist()]
            if _DATABASE not in names or any(not _is_ours(name) for name in names):
                raise NotABackup(path=path, problem=", ".join(names[:3]))
            archive.extractall(folder)
            return _put_in_place(Path(folder), target, settings.home, path)
    except (BadZipFile, OSError) as error:
        raise NotABackup(path=path, problem=error) from error


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    return name == _DATABASE or (parts[0] == _ORIGINALS and len(parts) == 3 and ".." not in parts)


def _put_in_place(folder: Path, target: Path, home: Path, path: Path) -> int:
    if not is_sound(folder / _DATABASE):
        raise NotABackup(path=path, problem=_DATABASE)
    originals = kept_originals(folder / _ORIGINALS)
    altered = altered_originals(folder / _ORIGINALS)
    if altered:
        raise NotABackup(path=path, problem=altered[0].name)
    if originals:
        shutil.move(folder / _ORIGINALS, home / _ORIGINALS)
    shutil.move(folder / _DATABASE, target)
    return len(originals)
