"""How is an office's data kept safe? One file with the database and the originals, and back again."""

import shutil
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.files import result_file
from app.settings import Settings
from batches.originals import altered_originals, find_original, kept_originals, remove_originals
from batches.remote import as_path
from db.backup import copy_database, database_file, is_sound
from db.engine import open_database
from db.purges import KeptFile, Purge, files_before, purged_hashes, record_purge
from db.sources import scanned_files
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
    with tempfile.TemporaryDirectory() as folder, result_file(out_path) as stream:
        copy = Path(folder) / _DATABASE
        # The database first: whatever it speaks of is in the store by then.
        copy_database(settings.database_url, copy)
        originals = _originals(settings, copy)
        with ZipFile(stream, "w") as archive:
            archive.write(copy, _DATABASE, ZIP_DEFLATED)
            for done, (sha256, path) in enumerate(originals, start=1):
                # Scans are compressed already.
                archive.write(path, f"{_ORIGINALS}/{sha256[:2]}/{sha256}", ZIP_STORED)
                progress(done, len(originals))
    return len(originals)


def _originals(settings: Settings, database: Path) -> list[tuple[str, Path]]:
    """Return every original by its hash: those in the store, and those that are only referred to, where they are.

    Raises
    ------
    OriginalMissing, OriginalAltered
        When a file that pages were read from is gone or another: a backup without it would promise too much.
    """
    store = settings.home / _ORIGINALS
    found = {path.name: path for path in kept_originals(store)}
    engine = open_database(f"sqlite:///{database.as_posix()}")
    purged = purged_hashes(engine)
    for file in scanned_files(engine):
        if file.sha256 not in found and file.sha256 not in purged:
            found[file.sha256] = find_original(store, as_path(file.path), file.sha256)
    engine.dispose()
    return sorted(found.items())


@dataclass(frozen=True, slots=True)
class Purgeable:
    """What a purge would remove, and what it leaves: files with items that wait, and files outside the store."""

    removed: tuple[KeptFile, ...]
    waiting: tuple[KeptFile, ...]
    outside: tuple[KeptFile, ...]


def purgeable(settings: Settings, before: date) -> Purgeable:
    """Return what `purge` would remove and leave."""
    engine = open_database(settings.database_url)
    files = files_before(engine, before)
    engine.dispose()
    kept = {path.name for path in kept_originals(settings.home / _ORIGINALS)}
    return Purgeable(
        removed=tuple(f for f in files if not f.waiting and f.sha256 in kept),
        waiting=tuple(f for f in files if f.waiting),
        outside=tuple(f for f in files if not f.waiting and f.sha256 not in kept),
    )


def purge(settings: Settings, found: Purgeable, record: Purge) -> int:
    """Remove pictures for good, after it is written down which; answers and decisions stay. Returns how many files.

    A run that was cut off is finished by the next: what is written down is removed then.

    Raises
    ------
    OriginalNotRemoved
        When a file cannot be removed.
    """
    engine = open_database(settings.database_url)
    if found.removed:
        record_purge(engine, found.removed, record)
    hashes = purged_hashes(engine)
    engine.dispose()
    return remove_originals(settings.home / _ORIGINALS, sorted(hashes))


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
    if target.exists():
        raise HomeInUse(home=settings.home)
    try:
        # Beside its place, and put there only when all of it is right.
        with tempfile.TemporaryDirectory(dir=settings.home) as folder, ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist()]
            if _DATABASE not in names or any(not _is_ours(name) for name in names):
                raise NotABackup(path=path, problem=", ".join(names[:3]))
            archive.extractall(folder)
            return _put_in_place(Path(folder), target, settings.home, path)
    # An archive may be damaged, locked with a password, or packed in a way that is not known here.
    except (BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
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
    # The database last: a restore that is cut off before has left a home without one, and can be done again.
    for original in originals:
        place = home / original.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        original.replace(place)
    shutil.move(folder / _DATABASE, target)
    return len(originals)
