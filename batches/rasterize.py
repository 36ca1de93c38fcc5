"""How do the pages of a file become pictures? One at a time, by what the file is, never by its name.

A page that cannot be opened is a value of its own, so that the pages after it are still read.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from batches import image_pages, pdf_pages
from batches.page_image import PageImage, PageUnopened
from omr.errors import FileDamaged, FileEmpty, FileIsArchive, FilesJoined, PageError

# A PDF may begin with up to a kilobyte of something else (ISO 32000-1, annex H).
_HEAD_BYTES = 1024
# What ZIP, gzip, 7z and RAR files begin with. A ZIP that only stores PDFs looks like the last of them from its end.
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
# The end of one PDF and right behind it the beginning of another. A PDF that was changed ends several times, too, but
# begins once; one that is attached to another lies in a stream.
_NEXT_PDF = re.compile(rb"%%EOF\s*%PDF-")


def count_pages(path: Path) -> int:
    """Return how many pages a file has.

    Raises
    ------
    FileEmpty, FileDamaged, FileEncrypted, FileIsArchive
        When it cannot be opened at all.
    """
    pages = _opener(path).count_pages(path)
    if pages < 1:
        raise FileDamaged
    return int(pages)


def rasterize(path: Path, numbers: range) -> Iterator[PageImage | PageUnopened]:
    """Yield the pages of a file with these numbers (from 1), one at a time; memory holds one page.

    Raises
    ------
    FileEmpty, FileDamaged, FileEncrypted, FileIsArchive
        When the file cannot be opened at all.
    """
    yield from _opener(path).rasterize(path, numbers)


def what_is_missing(path: Path) -> PageError | None:
    """Return why a PDF may have had more pages than can be counted in it, None where nothing speaks for that.

    It lacks its end, or another one stands before it in the file.
    """
    if _opener(path) is not pdf_pages:
        return None
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if b"%%EOF" not in content[-_HEAD_BYTES:]:
            return FileDamaged()
        return FilesJoined() if _NEXT_PDF.search(content) else None


def _opener(path: Path) -> ModuleType:
    """Return the module for what a file is by its first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise FileDamaged from error
    if not head:
        raise FileEmpty
    if head.startswith(_ARCHIVES):
        raise FileIsArchive
    return pdf_pages if b"%PDF-" in head else image_pages
