"""Which files are to be read, and which of them were seen before? Paths to files with their hash, in a stable order."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from omr.errors import OmrError
from omr.words import Text

# What scanners write. The content decides how a file is read; the name only whether a folder's file is meant.
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".jp2"})


class SourceMissing(OmrError):
    """A path that does not exist. Evidence: path."""

    exit_code = 40
    sentence_text = Text("Không thấy “{path}”.", "There is no “{path}”.")
    advice_text = Text("Kiểm tra lại đường dẫn; chưa có trang nào được đọc.", "Check the path; no page was read.")


class SourceUnreadable(OmrError):
    """A file that may not be opened. Evidence: path, reason."""

    exit_code = 41
    sentence_text = Text("Không mở được “{path}” ({reason}).", "“{path}” cannot be opened ({reason}).")
    advice_text = Text("Xin quyền đọc tệp rồi chạy lại.", "Get the right to read it and run again.")


class NothingToScan(OmrError):
    """The folders hold no file that a scanner writes. Evidence: paths."""

    exit_code = 42
    sentence_text = Text("Không có tệp quét nào trong {paths}.", "There are no scans in {paths}.")
    advice_text = Text("Tệp quét là PDF, TIFF, JPEG hoặc PNG.", "Scans are PDF, TIFF, JPEG or PNG files.")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of scans. `sha256` is the hash of its content, in hexadecimal."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for scans found: the files, and those in folders that no scanner writes."""

    files: tuple[Path, ...]
    ignored: tuple[Path, ...]


def shown(path: Path) -> str:
    """Return a path as text that can be stored and printed, even where the system's name of a file is no text."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def find_files(paths: Sequence[Path]) -> Found:
    """Return the files that are named, and those in the folders that are named, in natural order.

    A file that is named is always taken; from a folder, files with the suffix of a scan, hidden ones left out.

    Raises
    ------
    SourceMissing
        When a path does not exist.
    NothingToScan
        When there is nothing to read.
    """
    files: list[Path] = []
    ignored: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted((p for p in path.rglob("*") if p.is_file() and not _hidden(p, path)), key=_natural)
            files += [p for p in inside if p.suffix.lower() in SUFFIXES]
            ignored += [p for p in inside if p.suffix.lower() not in SUFFIXES]
        elif path.exists():
            files.append(path)
        else:
            raise SourceMissing(path=path)
    if not files:
        raise NothingToScan(paths=", ".join(f"“{path}”" for path in paths))
    return Found(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(ignored)))


def hashed(files: Iterable[Path]) -> Iterable[SourceFile]:
    """Yield files with the hash of their content.

    Raises
    ------
    SourceUnreadable
        When a file may not be read.
    """
    for path in files:
        try:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            yield SourceFile(path, digest, path.stat().st_size)
        except OSError as error:
            raise SourceUnreadable(path=path, reason=error.strerror or error) from error


def _hidden(path: Path, below: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(below).parts)


def _natural(path: Path) -> tuple[list[tuple[int, str]], ...]:
    """Order scan2 before scan10, folder by folder."""
    return tuple(
        [(int(piece), "") if piece.isdigit() else (-1, piece.casefold()) for piece in re.split(r"(\d+)", part) if piece]
        for part in path.parts
    )
