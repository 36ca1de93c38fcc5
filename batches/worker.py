"""What does one worker do? It opens pages and reads them, and hands back values; it never touches the database.

Everything here is at the top level of the module and takes values that pickle, so that it runs in a process started
afresh on any system, or in this one.
"""

import faulthandler
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO

import cv2

from batches.page_image import PageImage, PageUnopened
from batches.rasterize import count_pages, ends_early, rasterize
from batches.remote import local_copy
from omr.detect.adopted import read_adopted
from omr.detect.blank import AdoptedForm
from omr.detect.code import identify
from omr.detect.fiducials import find_fiducials
from omr.detect.image import scan_of
from omr.detect.model import MarkModel
from omr.detect.page import read_page
from omr.errors import FileDamaged, PageDamaged, PageError
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason

# Poppler is given 20 s for a page that pdfium could not draw; everything else takes a tenth of the rest.
PAGE_LIMIT_S = 40.0
# The largest page that is let in takes 1.5 GB while it is turned and measured; a bomb takes all there is.
_MOST_BYTES = 6 << 30


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading a page needs to know besides the page.

    A page without marks of ours is held against the `adopted` forms, judged by `adopted_model`. With `only_adopted`
    pages are not looked at for marks of ours at all. A process of its own that takes longer than `page_limit_s` over
    one page ends itself, as if the page had killed it.
    """

    layouts: Mapping[str, SheetLayout]
    model: MarkModel
    adopted: tuple[AdoptedForm, ...] = ()
    adopted_model: MarkModel | None = None
    only_adopted: bool = False
    page_limit_s: float = PAGE_LIMIT_S


@dataclass(frozen=True, slots=True)
class Inspected:
    """How many pages a file has, and what is wrong with the file as a whole, if anything is."""

    pages: int
    problem: PageError | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some pages of one file."""

    source_id: int
    path: Path
    numbers: tuple[int, ...]


_readers: list[Reader] = []
# What a process of its own does with itself when a page takes too long; empty in any other process.
_ends_itself: list[bool] = []


def prepare(reader: Reader) -> None:
    """Make this process a worker: it may be ended for one page's sake. Ctrl-C is for the parent to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries in C remark on odd files there; what matters of it comes back as a result.
    os.dup2(_nowhere().fileno(), 2)
    limit_this_process()
    set_reader(reader)


def limit_this_process() -> None:
    """Let this process end itself when a page takes too long, and take no more than 6 GiB where the system can tell."""
    _ends_itself[:] = [True]
    with suppress(ImportError, ValueError, OSError):
        # Unix alone. Beyond it Python raises a MemoryError, and a library in C ends the process.
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, most))


def set_reader(reader: Reader) -> None:
    """Say what pages are read with in this process."""
    # Pages are read side by side by processes; threads inside one would only contend.
    cv2.setNumThreads(1)
    _readers[:] = [reader]


def inspect_file(path: Path) -> Inspected:
    """Count the pages of a file; what is wrong with it is a value."""
    path = local_copy(path)
    _begin_page()
    try:
        pages = count_pages(path)
        return Inspected(pages, FileDamaged() if ends_early(path) else None)
    except PageError as error:
        return Inspected(0, error)
    finally:
        _end_page()


def read_chunk(chunk: Chunk) -> tuple[tuple[int, PageOutcome], ...]:
    """Read some pages of a file. Every page asked for is in the result, in order."""
    path = local_copy(chunk.path)
    try:
        return tuple(result for numbers in _runs(chunk.numbers) for result in _read_run(path, numbers))
    finally:
        _end_page()


def _begin_page() -> None:
    """Start the clock of a page. It is kept by a thread in C, so that no library that hangs can hold it up."""
    if _ends_itself:
        faulthandler.dump_traceback_later(_readers[0].page_limit_s, exit=True, file=_nowhere())


def _end_page() -> None:
    faulthandler.cancel_dump_traceback_later()


def _read_run(path: Path, numbers: range) -> Iterator[tuple[int, PageOutcome]]:
    """Yield what became of each page. After a page that no test foresaw, the run is taken up at the next."""
    number = numbers.start
    while number < numbers.stop:
        _begin_page()
        try:
            for page in rasterize(path, range(number, numbers.stop)):
                yield number, _read(page)
                number += 1
                _begin_page()
            failed = PageRejected(PageDamaged.reason)
        except PageError as error:
            # The file could be opened when its pages were counted and cannot now.
            failed = PageRejected(error.reason, error.evidence)
        # The one place where anything is caught: one bad page must not lose those beside it.
        except Exception as error:  # noqa: BLE001
            yield number, PageRejected(Reason.READER_FAILED, (("error", f"{type(error).__name__}: {error}"),))
            number += 1
            continue
        yield from ((lost, failed) for lost in range(number, numbers.stop))
        return


def _read(page: PageImage | PageUnopened) -> PageOutcome:
    if isinstance(page, PageUnopened):
        return PageRejected(page.error.reason, page.error.evidence)
    reader = _readers[0]
    if reader.only_adopted:
        outcome = _read_adopted(page, reader)
        # What is laid between two piles is no sheet of theirs either.
        apart = isinstance(outcome, PageRejected) and _is_separator(page)
        return PageRejected(Reason.SEPARATOR_PAGE) if apart else outcome
    outcome = read_page(page.pixels, reader.layouts, reader.model, page.dpi, page.reduced)
    if not reader.adopted or not isinstance(outcome, PageRejected) or outcome.reason is not Reason.NOT_A_SHEET:
        return outcome
    return _read_adopted(page, reader)


def _is_separator(page: PageImage) -> bool:
    scan = scan_of(page.pixels)
    try:
        identify(scan, find_fiducials(scan))
    except PageError as error:
        return error.reason is Reason.SEPARATOR_PAGE
    return False


def _read_adopted(page: PageImage, reader: Reader) -> PageOutcome:
    return read_adopted(page.pixels, reader.adopted, reader.adopted_model or reader.model, page.reduced)


def _runs(numbers: tuple[int, ...]) -> tuple[range, ...]:
    """Return ascending page numbers as unbroken runs."""
    starts = [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1] + 1]
    ends = [*starts[1:], len(numbers)]
    return tuple(range(numbers[a], numbers[b - 1] + 1) for a, b in zip(starts, ends, strict=True))


@cache
def _nowhere() -> TextIO:
    """Return where the clock writes what the page was doing; who runs a scan is told which page it was."""
    return Path(os.devnull).open("w")  # open as long as the process is
