"""How is an office's data kept safe? One file with all that is in its home, and back again."""

import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.files import result_file
from app.own_files import is_own, own_files
from app.settings import ORIGINALS_FOLDER, Settings
from batches.originals import altered_originals, find_original, kept_originals
from batches.remote import as_path
from db.backup import copy_database, database_file, is_sound
from db.engine import open_database
from db.purges import purged_hashes
from db.sources import scanned_files
from omr.errors import OmrError
from omr.words import Text

_DATABASE = "omr.sqlite3"


class NotABackup(OmrError):
    """A file that is no backup, or a damaged one. Evidence: path, problem."""

    exit_code: ClassVar[int] = 73
    sentence_text = Text("“{path}” không phải bản sao lưu tốt: {problem}.", "“{path}” is no sound backup: {problem}.")
    advice_text = Text("Dùng bản sao lưu khác; chưa có gì bị thay đổi.", "Use another backup; nothing was changed.")


class NotRestored(OmrError):
    """A sound backup finds no room, or may not be written where it is to go. Evidence: path, home, reason."""

    exit_code: ClassVar[int] = 122
    sentence_text = Text(
        "Chưa khôi phục được “{path}” vào “{home}” ({reason}); bản sao lưu vẫn tốt.",
        "“{path}” could not be restored into “{home}” ({reason}); the backup is sound.",
    )
    advice_text = Text(
        "Dọn chỗ trên đĩa, hoặc khôi phục vào thư mục khác bằng --home, rồi chạy lại lệnh này.",
        "Make room on the disk, or restore into another folder with --home, and run this command again.",
    )


class HomeInUse(OmrError):
    """The home folder holds data already. Evidence: home."""

    exit_code: ClassVar[int] = 74
    sentence_text = Text("Thư mục “{home}” đã có dữ liệu.", "The folder “{home}” holds data already.")
    advice_text = Text(
        "Khôi phục vào một thư mục trống bằng --home.", "Restore into an empty folder, named with --home."
    )


def backup(settings: Settings, out_path: Path, progress: Callable[[int, int], None]) -> int:
    """Write all that is in the home into one file, while others go on working; returns how many originals.

    Raises
    ------
    BackupNotHere
        When the database is on a server.
    OutputNotWritable, DiskFull
        When the file cannot be written, or there is no room for it.
    """
    with tempfile.TemporaryDirectory() as folder, result_file(out_path) as stream:
        copy = Path(folder) / _DATABASE
        # The database first: whatever it speaks of is in the store by then.
        copy_database(settings.database_url, copy)
        originals = _originals(settings, copy)
        with ZipFile(stream, "w") as archive:
            archive.write(copy, _DATABASE, ZIP_DEFLATED)
            for own in own_files(settings.home):
                archive.write(own, own.relative_to(settings.home).as_posix(), ZIP_DEFLATED)
            for done, (sha256, path) in enumerate(originals, start=1):
                # Scans are compressed already.
                archive.write(path, f"{ORIGINALS_FOLDER}/{sha256[:2]}/{sha256}", ZIP_STORED)
                progress(done, len(originals))
    return len(originals)


def _originals(settings: Settings, database: Path) -> list[tuple[str, Path]]:
    """Return every original by its hash: those in the store, and those that are only referred to, where they are.

    Raises
    ------
    OriginalMissing, OriginalAltered
        When a file that pages were read from is gone or another: a backup without it would promise too much.
    """
    store = settings.home / ORIGINALS_FOLDER
    found = {path.name: path for path in kept_originals(store)}
    engine = open_database(f"sqlite:///{database.as_posix()}")
    purged = purged_hashes(engine)
    for file in scanned_files(engine):
        if file.sha256 not in found and file.sha256 not in purged:
            found[file.sha256] = find_original(store, as_path(file.path), file.sha256)
    engine.dispose()
    return sorted(found.items())


def restore(settings: Settings, path: Path) -> int:
    """Put a backup into an empty home, after all of it was checked; returns how many originals.

    Raises
    ------
    HomeInUse
        When the home holds a database, or a file of the office's own that is another than that of the backup.
    NotABackup
        When the file is damaged or something else.
    NotRestored
        When there is no room in the home, or it may not be written.
    """
    target = database_file(settings.database_url)
    if target.exists():
        raise HomeInUse(home=settings.home)
    try:
        with ZipFile(path) as archive:
            return _unpacked(archive, settings.home, target, path)
    # An archive may be damaged, locked with a password, or packed in a way that is not known here.
    except (BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise NotABackup(path=path, problem=getattr(error, "strerror", None) or error) from error


def _unpacked(archive: ZipFile, home: Path, target: Path, path: Path) -> int:
    names = [info.filename for info in archive.infolist()]
    if _DATABASE not in names or any(not _is_ours(name) for name in names):
        raise NotABackup(path=path, problem=", ".join(names[:3]))
    try:
        # Beside its place, and put there only when all of it is right.
        with tempfile.TemporaryDirectory(dir=home) as folder:
            archive.extractall(folder)
            return _put_in_place(Path(folder), target, home, path)
    except OSError as error:
        raise NotRestored(path=path, home=home, reason=error.strerror or error) from error


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    original = parts[0] == ORIGINALS_FOLDER and len(parts) == 3 and ".." not in parts
    return name == _DATABASE or original or is_own(name)


def _put_in_place(folder: Path, target: Path, home: Path, path: Path) -> int:
    if not is_sound(folder / _DATABASE):
        raise NotABackup(path=path, problem=_DATABASE)
    originals = kept_originals(folder / ORIGINALS_FOLDER)
    altered = altered_originals(folder / ORIGINALS_FOLDER)
    if altered:
        raise NotABackup(path=path, problem=altered[0].name)
    own = own_files(folder)
    for file in own:
        place = home / file.relative_to(folder)
        if place.exists() and (not place.is_file() or place.read_bytes() != file.read_bytes()):
            raise HomeInUse(home=home)
    # The database last: a restore that is cut off before has left a home without one, and can be done again.
    for file in (*originals, *own):
        place = home / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
    shutil.move(folder / _DATABASE, target)
    return len(originals)
