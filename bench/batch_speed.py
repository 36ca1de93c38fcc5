"""How fast is a whole batch, how much does a worker hold, how soon does the command line answer? `make bench` tells."""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random

from rich.console import Console

from batches.executor import Hands
from batches.model import load_model
from batches.run import RunOptions, run_batch
from batches.source import hashed
from batches.worker import Reader
from bench.pages import FORM
from db.engine import open_database
from db.surveys import record_print_run
from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf
from omr.layout.code import new_serial
from omr.layout.serial import layout_id, layout_to_json
from omr.layout.sheet import SheetLayout
from simulate.files import write_pdf
from simulate.grades import GRADES
from simulate.render import render_pdf
from simulate.sheet import ScannedPage, simulate_page

_BATCH_PAGES, _TURNS = 192, 5
_BLANK_DPI = 300
console = Console(width=110)


def print_memory(layout: SheetLayout, page: ScannedPage) -> None:
    """Print the most memory that a process holds which reads pages one after the other; Linux tells."""
    if not Path("/proc/self/status").exists():
        return
    with tempfile.TemporaryDirectory() as name:
        pdf, form = Path(name) / "batch.pdf", Path(name) / "layout.json"
        write_pdf([page] * _BATCH_PAGES, pdf)
        form.write_text(layout_to_json(layout), encoding="utf-8")
        program = (
            "import re, sys; from pathlib import Path; from batches.worker import *; "
            "from batches.model import load_model; from omr.layout.serial import *; "
            "layout = layout_from_json(Path(sys.argv[2]).read_text(encoding='utf-8')); "
            "set_reader(Reader({layout_id(layout): layout}, load_model())); "
            f"page_values_of(Chunk(1, Path(sys.argv[1]), tuple(range(1, {_BATCH_PAGES + 1})))); "
            # Not getrusage: its maximum counts what the parent held when this process was started.
            "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(pdf), str(form)], check=True, capture_output=True, text=True
        )
    console.print(f"\nmemory of a worker after {_BATCH_PAGES} pages at 300 dpi: {done.stdout.strip()} MB at most")


def print_workers() -> None:
    """Print how a whole batch, files to rows, gains from a second worker: the median of runs in turn."""
    layout, pages = _different_sheets(_BATCH_PAGES)
    rates: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name:
        write_pdf(pages, Path(name) / "batch.pdf")
        for turn in range(_TURNS):
            for workers, measured in rates.items():
                measured.append(_rate(layout, Path(name), f"{turn}-{workers}", workers))
    one, two = (statistics.median(measured) for measured in rates.values())
    gains = [b / a for a, b in zip(*rates.values(), strict=True)]
    console.print(
        f"\nbatch of {_BATCH_PAGES} pages, files to rows: {one:.1f} pages/s with one worker, {two:.1f} with two"
    )
    console.print(f"(× {statistics.median(gains):.2f}, {min(gains):.2f} to {max(gains):.2f} in {_TURNS} turns)")


def _rate(layout: SheetLayout, folder: Path, name: str, workers: int) -> float:
    """Return how many pages a second are read and stored, in a database of their own."""
    engine = open_database(f"sqlite:///{(folder / f'{name}.sqlite3').as_posix()}")
    record_print_run(engine, layout, "{}", [None], datetime.now(UTC))
    reader = Reader({layout_id(layout): layout}, load_model())
    # From the first pages on: starting processes is paid once a batch, not once a page.
    done: list[tuple[int, float]] = []

    def progress(pages: int, _total: int) -> None:
        if pages:
            done.append((pages, time.perf_counter()))

    options = RunOptions("bench", lambda: datetime.now(UTC), Hands(workers), progress=progress)
    run_batch(engine, tuple(hashed([folder / "batch.pdf"])), reader, options)
    engine.dispose()
    return (done[-1][0] - done[0][0]) / (done[-1][1] - done[0][1])


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


def print_start() -> None:
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
