"""How do the pages of a file become pictures? One at a time, by what the file is, never by its name.

A page that cannot be opened is a value of its own, so that the pages after it are still read.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from batches import image_pages, pdf_pages
from batches.page_image import PageImage, PageUnopened
from omr.errors import FileDamaged, FileEmpty

# A PDF may begin with up to a kilobyte of something else (ISO 32000-1, annex H).
_HEAD_BYTES = 1024


def count_pages(path: Path) -> int:
    """Return how many pages a file has.

    Raises
    ------
    FileEmpty, FileDamaged, FileEncrypted
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
    FileEmpty, FileDamaged, FileEncrypted
        When the file cannot be opened at all.
    """
    yield from _opener(path).rasterize(path, numbers)


def ends_early(path: Path) -> bool:
    """Tell whether a PDF lacks its end, so that pages may be missing which nothing else would tell of."""
    if _opener(path) is not pdf_pages:
        return False
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _HEAD_BYTES))
        return b"%%EOF" not in stream.read()


def _opener(path: Path) -> ModuleType:
    """Return the module for what a file is by its first bytes."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise FileDamaged from error
    if not head:
        raise FileEmpty
    return pdf_pages if b"%PDF-" in head else image_pages
