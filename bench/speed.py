"""How fast is a page read? ``make bench`` prints times of one run as multiples of decoding the same picture.

Machines differ and are shared; ratios within one run hold. Medians of interleaved rounds, one core, OpenCV held to one
thread, as workers hold it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from unittest.mock import patch

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from batches.executor import Hands
from batches.model import load_model
from batches.page_image import decoded_jpeg
from batches.rasterize import rasterize
from batches.run import RunOptions, run_batch
from batches.source import hashed
from batches.worker import Reader
from bench.pages import FORM, simulated_page
from db.batches import create_batch
from db.engine import open_database
from db.results import PageResult, store_pages
from db.sources import add_source
from db.surveys import record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from omr.detect import page as reading
from omr.detect.page import read_page
from omr.layout.code import new_serial
from omr.layout.serial import layout_id, layout_to_json
from omr.layout.sheet import SheetLayout
from omr.reading import PageReading
from simulate.files import write_pdf
from simulate.grades import GRADES
from simulate.render import render_pdf
from simulate.sheet import ScannedPage, simulate_page

_ROUNDS = 25
_BATCH_PAGES = 96
_BLANK_DPI = 300
# The functions that reading a page consists of, in order.
_STEPS = ("scan_of", "find_fiducials", "identify", "align", "register", "printed_black", "read_marks", "judge_marks")
console = Console(width=100)


def main() -> None:
    """Measure and print."""
    cv2.setNumThreads(1)
    _print_reading()
    _print_steps()
    _print_memory()
    _print_workers()
    _print_start()


def _print_reading() -> None:
    table = Table(title="One page, one core", title_justify="left", box=None)
    for heading in ("step", "300 dpi ms", "× decode", "200 dpi ms", "× decode"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    at_300, at_200 = _times(300), _times(200)
    for step in at_300:
        cells = [f"{value:.2f}" for t in (at_300, at_200) for value in (t[step], t[step] / t["decode"])]
        table.add_row(step, *cells)
    console.print(table)


def _times(dpi: int) -> dict[str, float]:
    """Return the median milliseconds of each step on a grey JPEG page inside a PDF."""
    layout, page = _grey_page(dpi)
    layouts, model = {layout_id(layout): layout}, load_model()
    jpeg = np.frombuffer(page.jpeg or b"", np.uint8)
    reduced, _ = decoded_jpeg(page.jpeg or b"", max(page.pixels.shape), colour=False)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        write_pdf([page], pdf)
        engine = open_database(f"sqlite:///{(Path(folder) / 'bench.sqlite3').as_posix()}")
        now = datetime.now(UTC)
        record_print_run(engine, layout, "{}", [None], now)
        batch = create_batch(engine, None, "paper_box", now)
        outcome = read_page(page.pixels, layouts, model)
        assert isinstance(outcome, PageReading)
        sources = [add_source(engine, batch, "x", str(i), 1) for i in range(_ROUNDS)]
        # Each page is of another sheet, as in a box; the same one again and again is held against all before it.
        chance = Random(_ROUNDS)
        sheets = (replace(outcome, code=replace(outcome.code, serial=new_serial(chance.choice))) for _ in sources)
        stored = iter([PageResult(source, 1, sheet) for source, sheet in zip(sources, sheets, strict=True)])
        steps: dict[str, Callable[[], object]] = {
            "decode": lambda: cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE),
            "decode as the reader does": lambda: decoded_jpeg(page.jpeg or b"", max(page.pixels.shape), colour=False),
            "read, those pixels to answers": lambda: read_page(reduced, layouts, model),
            "open PDF, decode, read": lambda: [
                read_page(image.pixels, layouts, model, image.dpi, image.reduced)  # type: ignore[union-attr]
                for image in rasterize(pdf, range(1, 2))
            ],
            "store in SQLite": lambda: store_pages(engine, [next(stored)], "bench", now),
        }
        taken: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(_ROUNDS):
            for name, step in steps.items():
                start = time.perf_counter()
                step()
                taken[name].append(1000 * (time.perf_counter() - start))
        engine.dispose()
    return {name: statistics.median(values) for name, values in taken.items()}


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
    layout, page = _grey_page(dpi)
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


def _print_memory() -> None:
    """Print the most memory that a process holds which reads pages one after the other; Linux tells."""
    if not Path("/proc/self/status").exists():
        return
    layout, page = _grey_page(300)
    with tempfile.TemporaryDirectory() as name:
        pdf, form = Path(name) / "batch.pdf", Path(name) / "layout.json"
        write_pdf([page] * _BATCH_PAGES, pdf)
        form.write_text(layout_to_json(layout), encoding="utf-8")
        program = (
            "import re, sys; from pathlib import Path; from batches.worker import *; "
            "from batches.model import load_model; from omr.layout.serial import *; "
            "layout = layout_from_json(Path(sys.argv[2]).read_text(encoding='utf-8')); "
            "set_reader(Reader({layout_id(layout): layout}, load_model())); "
            f"read_chunk(Chunk(1, Path(sys.argv[1]), tuple(range(1, {_BATCH_PAGES + 1})))); "
            # Not getrusage: its maximum counts what the parent held when this process was started.
            "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(pdf), str(form)], check=True, capture_output=True, text=True
        )
    console.print(f"\nmemory of a worker after {_BATCH_PAGES} pages at 300 dpi: {done.stdout.strip()} MB at most")


def _grey_page(dpi: int) -> tuple[SheetLayout, ScannedPage]:
    """Return the first clean page that was scanned grey at this resolution."""
    for seed in range(1000):
        layout, page = simulated_page(GRADES["clean" if dpi == 300 else "office"], seed)
        if page.dpi == dpi and page.pixels.ndim == 2 and page.jpeg is not None and not page.truth.turn_deg:
            return layout, page
    raise LookupError(f"no grey page at {dpi} dpi among the first thousand")


def _print_workers() -> None:
    """Print how a whole batch, files to rows, gains from a second worker."""
    layout, pages = _different_sheets(_BATCH_PAGES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pdf(pages, folder / "batch.pdf")
        rates = {}
        for workers in (1, 2):
            engine = open_database(f"sqlite:///{(folder / f'{workers}.sqlite3').as_posix()}")
            record_print_run(engine, layout, "{}", [None], datetime.now(UTC))
            started: list[float] = []

            def progress(done: int, _total: int, started: list[float] = started) -> None:
                # From the first pages on: starting processes is paid once a batch, not once a page.
                if done:
                    started.append(time.perf_counter())

            options = RunOptions("bench", lambda: datetime.now(UTC), Hands(workers), progress=progress)
            run_batch(
                engine,
                tuple(hashed([folder / "batch.pdf"])),
                Reader({layout_id(layout): layout}, load_model()),
                options,
            )
            rates[workers] = (_BATCH_PAGES - _BATCH_PAGES // len(started)) / (started[-1] - started[0])
            engine.dispose()
    console.print(f"\nbatch of {_BATCH_PAGES} pages, files to rows: {rates[1]:.1f} pages/s with one worker, ", end="")
    console.print(f"{rates[2]:.1f} with two (× {rates[2] / rates[1]:.2f})")


def _different_sheets(count: int) -> tuple[SheetLayout, list[ScannedPage]]:
    """Return clean scans of sheets with serials of their own: copies of one sheet are held against each other."""
    chance = Random(count)
    serials = [new_serial(chance.choice) for _ in range(count)]
    plan = arrange(find_form(FORM))
    blanks = islice(render_pdf(draw_pdf(plan, serials), _BLANK_DPI), 0, None, len(plan.layout.pages))
    pages = [
        simulate_page(blank, _BLANK_DPI, plan.layout, 1, serial, GRADES["clean"], seed)
        for seed, (serial, blank) in enumerate(zip(serials, blanks, strict=True))
    ]
    return plan.layout, pages


def _print_start() -> None:
    """Print how long the command line takes to start, as a multiple of Python itself."""
    times = {}
    for name, words in {"python": ["-c", "pass"], "omr --help": ["-m", "app", "--help"]}.items():
        taken = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([sys.executable, *words], check=True, capture_output=True)
            taken.append(time.perf_counter() - start)
        times[name] = statistics.median(taken)
    ratio = times["omr --help"] / times["python"]
    console.print(f"omr --help: {times['omr --help']:.3f} s (python alone {times['python']:.3f} s, × {ratio:.1f})")


if __name__ == "__main__":
    main()
