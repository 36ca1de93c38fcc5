"""Where is the very file that a page was read from? Kept once under the hash of its content, and never altered.

A copy is written beside its place, read back for its hash, and put there in one step: a power cut leaves none or all of
it. Whoever shows a picture asks here for the file, which is held against its hash first.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from batches.source import SourceFile
from omr.errors import OmrError
from omr.words import Text

# Read at a time: large enough to be fast over a network, small beside a page.
_BLOCK_BYTES = 1 << 20


class OriginalNotKept(OmrError):
    """A file cannot be copied into the store. Evidence: path, reason."""

    exit_code = 43
    sentence_text = Text("Không lưu được bản gốc của “{path}” ({reason}).", "“{path}” cannot be kept ({reason}).")
    advice_text = Text(
        "Dọn chỗ trên đĩa rồi chạy lại lệnh này, hoặc đặt OMR_ORIGINALS=reference để không chép.",
        "Make room on the disk and run this command again, or set OMR_ORIGINALS=reference to copy nothing.",
    )


class OriginalNotRemoved(OmrError):
    """A file cannot be removed from the store. Evidence: path, reason."""

    exit_code = 80
    sentence_text = Text("Không xóa được “{path}” ({reason}).", "“{path}” cannot be removed ({reason}).")
    advice_text = Text(
        "Đóng chương trình đang mở tệp ấy rồi chạy lại lệnh này.", "Close what has it open and run this command again."
    )


class OriginalMissing(OmrError):
    """The file that a page was read from is gone. Evidence: path."""

    exit_code = 44
    sentence_text = Text("Không còn tệp gốc “{path}”.", "The original file “{path}” is gone.")
    advice_text = Text(
        "Đặt tệp ấy về chỗ cũ; ảnh đã xóa bằng omr purge thì không còn nữa.",
        "Put the file back in its place; pictures that omr purge removed are gone for good.",
    )


class OriginalAltered(OmrError):
    """The file that a page was read from is no longer what it was. Evidence: path."""

    exit_code = 45
    sentence_text = Text("Tệp gốc “{path}” đã bị thay đổi.", "The original file “{path}” has been altered.")
    advice_text = Text(
        "Ảnh trong tệp ấy không còn dùng làm căn cứ được; khôi phục từ bản sao lưu.",
        "Its pictures prove nothing any more; restore it from a backup.",
    )


def keep_original(store: Path, file: SourceFile) -> Path:
    """Copy a file into the store unless it is there; returns the copy.

    Raises
    ------
    OriginalNotKept
        When it cannot be read or written, or changes while it is copied.
    """
    place = _place(store, file.sha256)
    if place.is_file():
        return place
    temporary: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as target:
            temporary = Path(target.name)
            with file.path.open("rb") as stream:
                while block := stream.read(_BLOCK_BYTES):
                    target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if _hash(temporary) != file.sha256:
            raise OriginalNotKept(path=file.path, reason="changed meanwhile")
        # Pictures of a batch are evidence: nobody writes into them by accident.
        temporary.chmod(0o444)
        temporary.replace(place)
    except OSError as error:
        raise OriginalNotKept(path=file.path, reason=error.strerror or error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return place


def find_original(store: Path | None, path: Path, sha256: str) -> Path:
    """Return the file with this content: the copy in the store, else the file itself where it was.

    Raises
    ------
    OriginalMissing
        When there is neither.
    OriginalAltered
        When what is there has another content.
    """
    places = [path] if store is None else [_place(store, sha256), path]
    found = [place for place in places if place.is_file()]
    if not found:
        raise OriginalMissing(path=path)
    for place in found:
        if _hash(place) == sha256:
            return place
    raise OriginalAltered(path=found[0])


def _place(store: Path, sha256: str) -> Path:
    """Return where a content is kept: in one of 256 folders, so that none grows too long to list."""
    return store / sha256[:2] / sha256


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept_originals(store: Path) -> tuple[Path, ...]:
    """Return every file of a store, in a stable order; none where there is no store."""
    return tuple(sorted(path for path in store.glob("??/*") if path.is_file() and not path.name.startswith(".")))


def remove_originals(store: Path, hashes: Iterable[str]) -> int:
    """Remove the files with these contents from the store; returns how many were there.

    Raises
    ------
    OriginalNotRemoved
        When one cannot be removed.
    """
    count = 0
    for sha256 in hashes:
        place = _place(store, sha256)
        try:
            if place.is_file():
                # Windows removes no file that is read-only.
                place.chmod(0o644)
                place.unlink()
                count += 1
        except OSError as error:
            raise OriginalNotRemoved(path=place, reason=error.strerror or error) from error
    return count


def altered_originals(store: Path) -> tuple[Path, ...]:
    """Return the files of a store that are not what they are called: all of them are read."""
    return tuple(path for path in kept_originals(store) if _hash(path) != path.name)
