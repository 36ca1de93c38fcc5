"""What does one worker do? It opens pages and reads them, and hands back values; it never touches the database.

Everything here is at the top level of the module and takes values that pickle, so that it runs in a process started
afresh on any system, or in this one.
"""

import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2

from batches.page_image import PageImage, PageUnopened
from batches.rasterize import count_pages, ends_early, rasterize
from omr.detect.adopted import read_adopted
from omr.detect.blank import AdoptedForm
from omr.detect.model import MarkModel
from omr.detect.page import read_page
from omr.errors import FileDamaged, PageDamaged, PageError
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading a page needs to know besides the page.

    A page without marks of ours is held against the `adopted` forms, judged by `adopted_model`. With `only_adopted`
    pages are not looked at for marks of ours at all.
    """

    layouts: Mapping[str, SheetLayout]
    model: MarkModel
    adopted: tuple[AdoptedForm, ...] = ()
    adopted_model: MarkModel | None = None
    only_adopted: bool = False


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


def prepare(reader: Reader) -> None:
    """Make this process a worker. Ctrl-C is for the parent to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_reader(reader)


def set_reader(reader: Reader) -> None:
    """Say what pages are read with in this process."""
    # Pages are read side by side by processes; threads inside one would only contend.
    cv2.setNumThreads(1)
    _readers[:] = [reader]


def inspect_file(path: Path) -> Inspected:
    """Count the pages of a file; what is wrong with it is a value."""
    try:
        pages = count_pages(path)
        return Inspected(pages, FileDamaged() if ends_early(path) else None)
    except PageError as error:
        return Inspected(0, error)


def read_chunk(chunk: Chunk) -> tuple[tuple[int, PageOutcome], ...]:
    """Read some pages of a file. Every page asked for is in the result, in order."""
    return tuple(result for numbers in _runs(chunk.numbers) for result in _read_run(chunk.path, numbers))


def _read_run(path: Path, numbers: range) -> Iterator[tuple[int, PageOutcome]]:
    """Yield what became of each page. After a page that no test foresaw, the run is taken up at the next."""
    number = numbers.start
    while number < numbers.stop:
        try:
            for page in rasterize(path, range(number, numbers.stop)):
                yield number, _read(page)
                number += 1
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
        return _read_adopted(page, reader)
    outcome = read_page(page.pixels, reader.layouts, reader.model, page.dpi, page.reduced)
    if not reader.adopted or not isinstance(outcome, PageRejected) or outcome.reason is not Reason.NOT_A_SHEET:
        return outcome
    return _read_adopted(page, reader)


def _read_adopted(page: PageImage, reader: Reader) -> PageOutcome:
    return read_adopted(page.pixels, reader.adopted, reader.adopted_model or reader.model, page.reduced)


def _runs(numbers: tuple[int, ...]) -> tuple[range, ...]:
    """Return ascending page numbers as unbroken runs."""
    starts = [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1] + 1]
    ends = [*starts[1:], len(numbers)]
    return tuple(range(numbers[a], numbers[b - 1] + 1) for a, b in zip(starts, ends, strict=True))
