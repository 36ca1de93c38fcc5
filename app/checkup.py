"""Is everything as it should be on this computer? What `omr doctor` looks at, each with what to do."""

import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from app.settings import Settings
from batches.originals import altered_originals, kept_originals
from batches.remote import as_path
from db.backup import BackupNotHere, database_file, is_sound
from db.engine import open_database
from db.purges import purged_hashes
from db.sources import NewSource, scanned_files
from db.surveys import load_layouts
from omr.errors import OmrError
from omr.words import Language, Text

# A week's box of 500 sheets takes 0.2 GB; less room than this is worth a word.
_LEAST_FREE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, and what was seen or is to be done."""

    name: str
    well: bool
    said: Text


def checkup(settings: Settings) -> tuple[Check, ...]:
    """Return what was found of the database, the originals, the disk, the typefaces and the second PDF reader."""
    database = _database(settings)
    # What a damaged database says of files is worth nothing, and reading it may fail.
    scanned = _scanned(settings) if database.well else ()
    return (database, _originals(settings, scanned), _disk(settings), _faces(), _poppler())


def _database(settings: Settings) -> Check:
    try:
        engine = open_database(settings.database_url)
    except OmrError as error:
        return Check("database", False, Text(error.sentence(Language.VI), error.sentence(Language.EN)))
    try:
        sound = is_sound(database_file(settings.database_url))
    except BackupNotHere:
        sound = True  # a server looks after its own
    if not sound:
        return Check(
            "database",
            False,
            Text("tệp hỏng; khôi phục bằng omr restore", "the file is damaged; restore it with omr restore"),
        )
    layouts = len(load_layouts(engine))
    return Check("database", True, Text(f"tốt, {layouts} bố cục phiếu", f"sound, {layouts} layouts"))


def _originals(settings: Settings, scanned: tuple[NewSource, ...]) -> Check:
    if settings.originals is None:
        return Check("originals", True, Text("không chép (reference)", "not copied (reference)"))
    kept, altered = kept_originals(settings.originals), altered_originals(settings.originals)
    here = {path.name for path in kept}
    lost = [file for file in scanned if file.sha256 not in here and not as_path(file.path).is_file()]
    if lost:
        names = ", ".join(Path(file.path).name for file in lost[:3])
        return Check(
            "originals",
            False,
            Text(
                f"mất {len(lost)} tệp ({names}…); khôi phục từ bản sao lưu",
                f"{len(lost)} files are gone ({names}…); restore them from a backup",
            ),
        )
    count = len(kept)
    if not altered:
        return Check("originals", True, Text(f"{count} tệp, đúng nội dung", f"{count} files, all as they were"))
    names = ", ".join(path.name[:12] for path in altered[:3])
    return Check(
        "originals",
        False,
        Text(
            f"{len(altered)} tệp đã bị thay đổi ({names}…); khôi phục từ bản sao lưu",
            f"{len(altered)} files were altered ({names}…); restore them from a backup",
        ),
    )


def _scanned(settings: Settings) -> tuple[NewSource, ...]:
    """Return the files that were scanned and not purged."""
    engine = open_database(settings.database_url)
    purged = purged_hashes(engine)
    return tuple(file for file in scanned_files(engine) if file.sha256 not in purged)


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.home).free
    room = f"{free / 1e9:.0f} GB"
    well = free >= _LEAST_FREE_BYTES
    said = Text(f"còn {room}", f"{room} free") if well else Text(f"chỉ còn {room}; dọn bớt", f"only {room} free")
    return Check("disk", well, said)


def _faces() -> Check:
    missing = [name for name in _FACES if not (files("forms") / "fonts" / name).is_file()]
    if not missing:
        return Check("typefaces", True, Text("đủ", "all there"))
    return Check("typefaces", False, Text(f"thiếu {missing}; cài lại", f"{missing} missing; install again"))


def _poppler() -> Check:
    if shutil.which("pdftoppm"):
        return Check("poppler", True, Text("có", "there"))
    # Only PDF files that the first reader cannot open need it.
    words = Text("không có; một số PDF lạ sẽ không đọc được", "not there; some unusual PDF files cannot be read")
    return Check("poppler", True, words)


_FACES = ("BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf", "BeVietnamPro-Bold.ttf")
