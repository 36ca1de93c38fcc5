"""How fast is a page read? ``make bench`` prints times of one run as multiples of decoding the same picture.

Machines differ and are shared; ratios within one run hold. Medians of interleaved rounds, one core, OpenCV held to one
thread, as workers hold it.
"""

import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeAlias
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from batches.model import load_model
from batches.page_image import decoded_jpeg
from batches.rasterize import rasterize
from batches.run import PAGES_A_CHUNK
from bench.batch_speed import print_memory, print_start, print_workers
from bench.pages import simulated_page
from db.batches import create_batch
from db.convert import page_values
from db.engine import open_database
from db.results import PageResult, store_pages
from db.sources import add_source
from db.surveys import record_print_run
from omr.detect import page as reading
from omr.detect.page import read_page
from omr.layout.code import new_serial
from omr.layout.serial import layout_id
from omr.layout.sheet import SheetLayout
from omr.reading import PageOutcome, PageReading
from simulate.files import write_pdf
from simulate.grades import GRADES
from simulate.sheet import ScannedPage

_ROUNDS, _PAGES = 15, 9
# The functions that reading a page consists of, in order.
_STEPS = ("scan_of", "find_fiducials", "identify", "align", "register", "printed_black", "read_marks", "judge_marks")
console = Console(width=110)

# (pages,) milliseconds.
_Times: TypeAlias = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    cv2.setNumThreads(1)
    threadpool_limits(1)
    _print_reading()
    _print_steps()
    print_memory(*_grey_pages(300, 1)[0])
    print_workers()
    print_start()


def _print_reading() -> None:
    title = f"One page, one core: the median of {_PAGES} pages (and the extremes)"
    table = Table(title=title, title_justify="left", box=None)
    for heading in ("step", "300 dpi ms", "× decode", "200 dpi ms", "× decode"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    at_300, at_200 = _times(300), _times(200)
    for step in at_300:
        table.add_row(step, *(cell for times in (at_300, at_200) for cell in _cells(times[step], times["decode"])))
    console.print(table)


def _cells(taken: _Times, decoding: _Times) -> tuple[str, str]:
    """Return the milliseconds of a step, and that as a multiple of decoding the same page."""
    ratios = (taken / decoding).tolist()
    of_all = "" if len(set(ratios)) == 1 else f"  ({min(ratios):.2f} to {max(ratios):.2f})"
    return f"{float(np.median(taken)):.2f}", f"{statistics.median(ratios):.2f}{of_all}"


def _times(dpi: int) -> dict[str, _Times]:
    """Return the milliseconds that each step takes on each of some grey JPEG pages inside a PDF: medians of rounds."""
    found = _grey_pages(dpi, _PAGES)
    layout, pages = found[0][0], [page for _, page in found]
    layouts, model = {layout_id(layout): layout}, load_model()
    jpegs, sides = [page.jpeg or b"" for page in pages], [max(page.pixels.shape) for page in pages]
    reduced = [decoded_jpeg(jpeg, side, colour=False)[0] for jpeg, side in zip(jpegs, sides, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "pages.pdf"
        write_pdf(pages, pdf)
        steps: dict[str, Callable[[int], object]] = {
            "decode": lambda i: cv2.imdecode(np.frombuffer(jpegs[i], np.uint8), cv2.IMREAD_GRAYSCALE),
            "decode as the reader does": lambda i: decoded_jpeg(jpegs[i], sides[i], colour=False),
            "read, those pixels to answers": lambda i: read_page(reduced[i], layouts, model),
            "open PDF, decode, read": lambda i: [
                read_page(image.pixels, layouts, model, image.dpi, image.reduced)  # type: ignore[union-attr]
                for image in rasterize(pdf, range(i + 1, i + 2))
            ],
        }
        taken = {name: np.zeros((_ROUNDS, _PAGES)) for name in steps}
        for turn, number in np.ndindex(_ROUNDS, _PAGES):
            for name, step in steps.items():
                start = time.perf_counter()
                step(number)
                taken[name][turn, number] = 1000 * (time.perf_counter() - start)
    medians: dict[str, _Times] = {name: np.median(times, axis=0) for name, times in taken.items()}
    outcomes = [read_page(page.pixels, layouts, model) for page in pages]
    return medians | {"store in SQLite, eight pages at once": np.full(_PAGES, _store_time(layout, outcomes))}


def _store_time(layout: SheetLayout, outcomes: Sequence[PageOutcome]) -> float:
    """Return the median milliseconds that a page takes to be stored, in transactions as a batch makes them."""
    readings = [outcome for outcome in outcomes if isinstance(outcome, PageReading)]
    # Each page is of another sheet, as in a box; the same one again and again is held against all before it.
    chance, now, taken = Random(_ROUNDS), datetime.now(UTC), []
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{(Path(folder) / 'bench.sqlite3').as_posix()}")
        record_print_run(engine, layout, "{}", [None], now)
        batch = create_batch(engine, None, "paper_box", now)
        for turn in range(_ROUNDS):
            source = add_source(engine, batch, "x", str(turn), 1)
            sheets = [replace(r, code=replace(r.code, serial=new_serial(chance.choice))) for r in readings]
            start = time.perf_counter()
            pages = [
                PageResult(source, number, page_values(sheet))
                for number, sheet in enumerate(sheets[:PAGES_A_CHUNK], start=1)
            ]
            store_pages(engine, pages, "bench", now)
            taken.append(1000 * (time.perf_counter() - start) / len(pages))
        engine.dispose()
    return statistics.median(taken)


def _print_steps() -> None:
    """Print where the time of reading one page goes, after it is decoded."""
    table = Table(title="\nSteps of reading one page, ms", title_justify="left", box=None)
    for heading in ("step", "300 dpi", "200 dpi"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    at_300, at_200 = _step_times(300), _step_times(200)
    for name in at_300:
        table.add_row(name, f"{at_300[name]:.2f}", f"{at_200[name]:.2f}")
    console.print(table)


def _step_times(dpi: int) -> dict[str, float]:
    """Return the median milliseconds of the functions that `read_page` calls, timed where it calls them."""
    layout, page = _grey_pages(dpi, 1)[0]
    layouts, model = {layout_id(layout): layout}, load_model()
    pixels, _ = decoded_jpeg(page.jpeg or b"", max(page.pixels.shape), colour=False)
    taken: dict[str, list[float]] = {name: [] for name in _STEPS}

    def timed(name: str, step: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            start = time.perf_counter()
            result = step(*arguments)
            taken[name].append(1000 * (time.perf_counter() - start))
            return result

        return run

    with ExitStack() as patched:
        for name in _STEPS:
            patched.enter_context(patch.object(reading, name, timed(name, getattr(reading, name))))
        for _ in range(_ROUNDS):
            read_page(pixels, layouts, model)
    return {name: statistics.median(values) for name, values in taken.items()}


def _grey_pages(dpi: int, count: int) -> list[tuple[SheetLayout, ScannedPage]]:
    """Return the first pages that were scanned grey and upright at a resolution: clean at 300 dpi, office at 200."""
    pages = (simulated_page(GRADES["clean" if dpi == 300 else "office"], seed) for seed in itertools.count())
    return list(islice(filter(lambda both: _is_grey(both[1], dpi), pages), count))


def _is_grey(page: ScannedPage, dpi: int) -> bool:
    return page.dpi == dpi and page.pixels.ndim == 2 and page.jpeg is not None and not page.truth.turn_deg


if __name__ == "__main__":
    main()
