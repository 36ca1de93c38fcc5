"""How well are forms read that other tools drew? Three blanks that nothing was fitted on, and real scans with truth.

``python -m bench.foreign --pages 150`` fills the blanks of `bench.foreign_forms` in, wears and scans them at the grade
``office``, puts all of them in one pile and reads it as `omr scan` does; the layouts are those that `omr forms adopt`
finds by itself. ``python -m bench.foreign --scans DIRECTORY`` reads sets of real scans instead: each a folder with a
blank, scans and ``truth.csv``; every box is a question of its own there.
"""

import argparse
import csv
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from batches.adopt import BlankSide, blank_png, guessed, open_blank, snapped
from batches.model import load_adopted_model
from batches.page_image import PageImage
from batches.rasterize import count_pages, rasterize
from bench.foreign_forms.draw import FOLDER
from bench.otherforms import FILLERS, UNDONE
from bench.scored import Outcome, ScoredQuestion, score
from bench.statistics import upper_bound
from omr.detect.adopted import read_adopted
from omr.detect.blank import AdoptedForm
from omr.layout.serial import layout_id
from omr.layout.sheet import Field, FieldKind, SheetLayout
from omr.reading import AnswerState, PageReading
from simulate.grades import GRADES
from simulate.options import Grade
from simulate.sheet import ScannedPage, simulate_page
from simulate.truth import MarkKind

_DPI = 300
_FIRST_SEED = 380_000_000
_PAGES_A_TASK = 5
# Who is told to circle a number circles it, but for some.
_RINGERS = ((MarkKind.RING, 0.55), (MarkKind.CROSS, 0.28), (MarkKind.SLASH, 0.09), (MarkKind.FILL, 0.08))
console = Console(width=120)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A form of another tool: its name, the tool, and how it is filled in (None: as our own sheets are).

    `rings_choose` is said by who corrects the layout: the sheet asks for numbers to be circled.
    """

    name: str
    tool: str
    boxes: int
    marks: tuple[tuple[MarkKind, float], ...] | None
    rings_choose: bool = False


FORMS = (
    Foreign("word", "LibreOffice, boxes in a table", 36, None),
    Foreign("ovals", "reportlab, ovals with letters", 100, FILLERS),
    Foreign("numbers", "Chromium, numbers in circles", 50, _RINGERS, rings_choose=True),
)


@dataclass(frozen=True, slots=True)
class Read:
    """One page of the pile as it was read; `mistaken` where it was taken for another form."""

    form: str
    questions: tuple[ScoredQuestion, ...]
    seconds: float
    mistaken: bool


def main() -> None:
    """Measure the forms, or real scans where a folder of them is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150, help="of each form")
    parser.add_argument("--grade", default="office", help="clean, office or hard")
    parser.add_argument("--seed", type=int, default=_FIRST_SEED, help="seed of the first page")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--only", choices=[form.name for form in FORMS], help="fill in this form alone")
    parser.add_argument("--scans", type=Path, help="a folder of sets of real scans")
    arguments = parser.parse_args()
    if arguments.scans is not None:
        print_real(read_sets(arguments.scans))
        return
    seeds = range(arguments.seed, arguments.seed + arguments.pages)
    print_pile(read_pile(arguments.grade, seeds, arguments.workers, arguments.only))


def read_pile(grade: str, seeds: Sequence[int], workers: int, only: str | None = None) -> list[Read]:
    """Return every page of the pile, forms in turn, or of one form alone; each may be any of them."""
    tasks = [seeds[i : i + _PAGES_A_TASK] for i in range(0, len(seeds), _PAGES_A_TASK)]
    pages: list[Read] = []
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for some in track(
            pool.map(partial(_read_seeds, grade, only), tasks), total=len(tasks), console=console, transient=True
        ):
            pages += some
    return pages


def print_pile(pages: Sequence[Read]) -> None:
    """Print one row for each form."""
    accept = load_adopted_model().accepted_confidence
    table = Table(title="forms of other tools, one pile", title_justify="left", box=None)
    headings = (
        "form",
        "boxes",
        "pages",
        "questions",
        "silent errors",
        "95 % bound",
        "review %",
        "not read",
        "mistaken",
        "s/page",
    )
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "form" else "right")
    wrong: list[ScoredQuestion] = []
    for form in (form for form in FORMS if any(page.form == form.name for page in pages)):
        own = [page for page in pages if page.form == form.name]
        questions = [q for page in own for q in page.questions]
        outcomes = [q.outcome(accept) for q in questions]
        silent = outcomes.count(Outcome.SILENT_ERROR)
        wrong += [q for q, outcome in zip(questions, outcomes, strict=True) if outcome is Outcome.SILENT_ERROR]
        found = sum(1 for _ in adopted(form.name).layout.pages[0].boxes())
        table.add_row(
            f"{form.name} ({form.tool})",
            f"{found}/{form.boxes}",
            str(len(own)),
            f"{len(questions):,}",
            str(silent),
            f"{100 * upper_bound(silent, len(questions)):.2f} %",
            f"{100 * sum(o is Outcome.REVIEW for o in outcomes) / len(outcomes):.1f}",
            str(sum(page.questions[0].unread for page in own)),
            str(sum(page.mistaken for page in own)),
            f"{np.median([page.seconds for page in own]):.2f}",
        )
    console.print(table)
    for q in wrong:
        console.print(f"  {q.seed} {q.question} {q.kind}: meant {q.meant}, read {q.chosen} at {q.confidence:.4f}")


@lru_cache(maxsize=8)
def adopted(name: str) -> AdoptedForm:
    """Return a form as it is adopted: the boxes that are found on its blank, and the picture that is kept."""
    form = next(form for form in FORMS if form.name == name)
    sides = open_blank(FOLDER / f"{name}.pdf")
    layout = snapped(guessed(name, sides, name), sides).layout
    return _as_adopted(replace(layout, rings_choose=form.rings_choose), sides)


def _as_adopted(layout: SheetLayout, sides: Sequence[BlankSide]) -> AdoptedForm:
    pictures = [blank_png(side, layout.page_size) for side in sides]
    greys = (cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE) for png in pictures)
    return AdoptedForm(layout_id(layout), layout, tuple(np.asarray(grey, np.uint8) for grey in greys))


def _boxes_apart(layout: SheetLayout) -> SheetLayout:
    """Return a layout in which every box is a question of its own, so that each is told by itself."""
    pages = []
    for page in layout.pages:
        boxes = [box for _, box in page.boxes()]
        fields = tuple(Field(f"B{i}", FieldKind.MULTIPLE, (replace(box, choice="1"),)) for i, box in enumerate(boxes))
        pages.append(replace(page, fields=fields))
    return replace(layout, pages=tuple(pages))


def _read_seeds(grade: str, only: str | None, seeds: Sequence[int]) -> list[Read]:
    cv2.setNumThreads(1)
    model = replace(load_adopted_model(), accepted_confidence=0.0)
    forms = tuple(adopted(form.name) for form in FORMS)
    pages = []
    for seed in seeds:
        for place, form in ((i, form) for i, form in enumerate(FORMS) if only in {None, form.name}):
            # Another number for each form, so that no two of them have the same writer and paper.
            page = filled_page(form, forms[place], grade, 10 * seed + place)
            start = time.perf_counter()
            reading = read_adopted(page.pixels, forms, model)
            seconds = time.perf_counter() - start
            code = reading.code
            mistaken = code is not None and code.layout_id != forms[place].layout_id
            pages.append(Read(form.name, tuple(score(reading, page.truth)), seconds, mistaken))
    return pages


def filled_page(form: Foreign, known: AdoptedForm, grade: str, seed: int) -> ScannedPage:
    """Return a page of a form, filled in, worn and scanned; the same for the same seed."""
    return simulate_page(_printed(form.name), _DPI, known.layout, 1, None, _filled(GRADES[grade], form), seed)


@lru_cache(maxsize=8)
def _printed(name: str) -> NDArray[np.uint8]:
    with pypdfium2.PdfDocument(FOLDER / f"{name}.pdf") as document:
        return np.asarray(document[0].render(scale=_DPI / 72).to_numpy()[:, :, 2::-1], np.uint8)


def _filled(grade: Grade, form: Foreign) -> Grade:
    if form.marks is None:
        return grade
    return replace(grade, respondent=replace(grade.respondent, marks=form.marks, corrections=UNDONE))


@dataclass(frozen=True, slots=True)
class RealSet:
    """What became of a set of real scans, box by box."""

    name: str
    scans: int
    boxes: int
    lost: int
    wrong: tuple[str, ...]
    waiting: int
    seconds: float


def read_sets(folder: Path) -> list[RealSet]:
    """Return every set of a folder."""
    return [_read_set(path.parent) for path in sorted(folder.glob("*/truth.csv"))]


def print_real(sets: Sequence[RealSet]) -> None:
    """Print one row for each set."""
    table = Table(title="real scans, each box by itself", title_justify="left", box=None)
    for heading in ("set", "scans", "boxes", "silent errors", "95 % bound", "to review", "boxes not found", "s/page"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for s in sets:
        bound = f"{100 * upper_bound(len(s.wrong), s.boxes):.1f} %"
        counts = (str(s.scans), str(s.boxes), str(len(s.wrong)), bound, str(s.waiting), str(s.lost))
        table.add_row(s.name, *counts, f"{s.seconds / s.scans:.2f}")
    console.print(table)
    for s in sets:
        for words in s.wrong:
            console.print(f"  {s.name} {words}")


def _read_set(folder: Path) -> RealSet:
    blank = next(iter(sorted((*folder.glob("*.pdf"), *folder.glob("blank*/*")))))
    sides = open_blank(blank)
    form = _as_adopted(_boxes_apart(snapped(guessed(folder.name, sides, blank.name), sides).layout), sides)
    with (folder / "truth.csv").open(encoding="utf-8") as stream:
        truth = list(csv.DictReader(stream))
    files = sorted({row["file"] for row in truth})
    wrong: list[str] = []
    lost = waiting = 0
    seconds = 0.0
    for name in files:
        for page in _scans(folder / name):
            start = time.perf_counter()
            reading = read_adopted(page.pixels, (form,), load_adopted_model(), page.reduced)
            seconds += time.perf_counter() - start
            boxes = [row for row in truth if row["file"] == name]
            for row in boxes:
                told = _told(reading, row) if isinstance(reading, PageReading) else None
                lost += told is None
                waiting += told == "review"
                if told in {"marked", "empty"} and (told == "marked") != (row["checked"] == "1"):
                    wrong.append(f"{name} {row['x']},{row['y']} {row['kind']}: {told}")
    return RealSet(folder.name, len(files), len(truth), lost, tuple(wrong), waiting, seconds)


def _scans(path: Path) -> Iterator[PageImage]:
    for page in rasterize(path, range(1, count_pages(path) + 1)):
        if isinstance(page, PageImage):
            yield page


def _told(reading: PageReading, row: dict[str, str]) -> str | None:
    """Return what is said of the box of a truth's row: ``marked``, ``empty``, ``review``; None where none is."""
    width, height = float(row["w"]), float(row["h"])
    x, y = float(row["x"]) + width / 2, float(row["y"]) + height / 2
    for mark in reading.marks:
        centre = mark.reading.centre
        if abs(centre.x_px - x) < width / 2 and abs(centre.y_px - y) < height:
            answer = next(a for a in reading.answers if a.question == mark.reading.question)
            if answer.state is AnswerState.REVIEW:
                return "review"
            return "marked" if answer.chosen else "empty"
    return None


if __name__ == "__main__":
    main()
