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
from threadpoolctl import threadpool_limits

from batches.page_image import PageImage, PageUnopened
from batches.rasterize import count_pages, rasterize, what_is_missing
from batches.remote import local_copy
from db.convert import PageValues, page_values
from omr.detect.adopted import read_adopted
from omr.detect.blank import AdoptedForm
from omr.detect.code import identify
from omr.detect.fiducials import find_fiducials
from omr.detect.model import MarkModel
from omr.detect.page import read_page
from omr.detect.scan import scan_of
from omr.detect.several import CutOut, in_whole_scan, several_sheets
from omr.errors import PageDamaged, PageError
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason

# Poppler is given 20 s for a page that pdfium could not draw; everything else takes a tenth of the rest.
PAGE_LIMIT_S = 40.0
# A sheet that takes less of the picture may have another beside it: two A5 on an A4 take half each.
_MOST_OF_PAGE = 0.75
# What a picture of several sheets is taken for, when it is read as one.
_MIXED_UP = (Reason.CODE_UNREADABLE, Reason.MARKS_APART, Reason.POOR_ALIGNMENT, Reason.OUTLINES_NOT_FOUND)
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
    # Pages are read side by side by processes; threads inside one would only contend. NumPy's products are small, and a
    # second thread that waits for its share of one takes a core from the reader beside: twice the time of a page.
    cv2.setNumThreads(1)
    threadpool_limits(1)
    _readers[:] = [reader]


def inspect_file(path: Path) -> Inspected:
    """Count the pages of a file; what is wrong with it is a value."""
    path = local_copy(path)
    _begin_page()
    try:
        pages = count_pages(path)
        return Inspected(pages, what_is_missing(path))
    except PageError as error:
        return Inspected(0, error)
    finally:
        _end_page()


def read_chunk(chunk: Chunk) -> tuple[tuple[int, PageOutcome], ...]:
    """Read some pages of a file: every page asked for, in order, once for each sheet that lies on it."""
    path = local_copy(chunk.path)
    try:
        return tuple(result for numbers in _runs(chunk.numbers) for result in _read_run(path, numbers))
    finally:
        _end_page()


def page_values_of(chunk: Chunk) -> tuple[tuple[int, PageValues], ...]:
    """Read some pages of a file as `read_chunk` does, and return what is stored of each."""
    return tuple((number, page_values(outcome)) for number, outcome in read_chunk(chunk))


def _begin_page() -> None:
    """Start the clock of a page. It is kept by a thread in C, so that no library that hangs can hold it up."""
    if _ends_itself:
        faulthandler.dump_traceback_later(_readers[0].page_limit_s, exit=True, file=_nowhere())


def _end_page() -> None:
    if _ends_itself:
        faulthandler.cancel_dump_traceback_later()


def _read_run(path: Path, numbers: range) -> Iterator[tuple[int, PageOutcome]]:
    """Yield what became of each page. After a page that no test foresaw, the run is taken up at the next."""
    number = numbers.start
    while number < numbers.stop:
        _begin_page()
        try:
            for page in rasterize(path, range(number, numbers.stop)):
                for outcome in _read(page):
                    yield number, outcome
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


def _read(page: PageImage | PageUnopened) -> tuple[PageOutcome, ...]:
    """Return what became of a page: one outcome, or one for each of the sheets that lay on it side by side."""
    if isinstance(page, PageUnopened):
        return (PageRejected(page.error.reason, page.error.evidence),)
    reader = _readers[0]
    if reader.only_adopted:
        outcome = _read_adopted(page, reader)
        # What is laid between two piles is no sheet of theirs either.
        apart = isinstance(outcome, PageRejected) and _is_separator(page)
        return (PageRejected(Reason.SEPARATOR_PAGE) if apart else outcome,)
    outcome = read_page(page.pixels, reader.layouts, reader.model, page.dpi, page.reduced)
    if reader.adopted and isinstance(outcome, PageRejected) and outcome.reason is Reason.NOT_A_SHEET:
        return (_read_adopted(page, reader),)
    if _may_hold_more(page, outcome, reader):
        sheets = several_sheets(page.pixels, reader.layouts)
        if isinstance(sheets, PageRejected):
            return (sheets,)
        return tuple(_read_cut_out(sheet, page, reader) for sheet in sheets) or (outcome,)
    return (outcome,)


def _may_hold_more(page: PageImage, outcome: PageOutcome, reader: Reader) -> bool:
    """Tell whether further sheets may lie on a page: much of it is beside the sheet, or it reads as no one sheet."""
    if isinstance(outcome, PageRejected):
        return outcome.reason in _MIXED_UP
    layout = reader.layouts.get(outcome.code.layout_id)
    if layout is None:
        return False
    scale = outcome.alignment.px_per_mm / page.reduced
    sheet_px = layout.page_size.width_mm * layout.page_size.height_mm * scale**2
    return sheet_px < _MOST_OF_PAGE * float(page.pixels.shape[0] * page.pixels.shape[1])


def _read_cut_out(sheet: CutOut, page: PageImage, reader: Reader) -> PageOutcome:
    outcome = read_page(sheet.pixels, reader.layouts, reader.model, page.dpi, page.reduced)
    if not isinstance(outcome, PageRejected):
        return in_whole_scan(outcome, sheet, page.reduced)
    # Its code was read before: it is a sheet of ours, and none that a form of others may be known for later.
    return PageRejected(Reason.CODE_UNREADABLE) if outcome.reason is Reason.NOT_A_SHEET else outcome


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
