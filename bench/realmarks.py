"""How does the reader do on marks that real people made? ``python -m bench.realmarks --scans FOLDER``.

Ink is cut from real scans of other people's forms whose truth is known and laid on our own sheet in the places of our
boxes, as it is, or as another hand and pen might have left it; the sheet is then worn and scanned by `simulate.unseen`.
"""

import argparse
import multiprocessing
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

import cv2
import numpy as np

from batches.model import load_model
from bench.unseen import Scored, console, print_tables, printed_blank, run, score_page, write_errors
from omr.layout.sheet import BoxShape, PageLayout
from simulate.chance import Stream, happens
from simulate.sheet import ScannedPage
from simulate.truth import BoxTruth, MarkKind, SheetTruth
from simulate.unseen.feeding import draw_feeding
from simulate.unseen.levels import LEVELS
from simulate.unseen.otherhands import Habit, draw_habit, varied
from simulate.unseen.page import Blank, Machine, fresh_paper, scan
from simulate.unseen.realink import SETS, Cutting, cut_scans, laid
from simulate.unseen.sensing import draw_sensor
from simulate.unseen.sheetpaper import SheetPaper
from simulate.unseen.wearing import draw_creases, wear

_DEFAULT_SCANS = Path(__file__).parents[2] / "shared" / "realscans"
_ANSWERED_SHARE = 0.85
_BLACK = (0.0, 0.0, 0.0)


def main() -> None:
    """Read the pages asked for and print the tables; say so and do nothing where there are no scans."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=Path, default=_DEFAULT_SCANS, help="folder with " + " and ".join(SETS))
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="seed of the first page")
    parser.add_argument("--level", choices=list(LEVELS), default="usual")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--out", type=Path, help="folder for the contact sheet of silent errors")
    arguments = parser.parse_args()
    if not _cuttings(arguments.scans):
        console.print(f"no real scans in {arguments.scans}: nothing to measure")
        return
    seeds = range(arguments.seed, arguments.seed + arguments.pages)
    scored = run(partial(_score_seeds, arguments.scans, arguments.level), seeds, arguments.workers)
    print_tables(f"real ink, {arguments.level}: {arguments.pages} pages", scored, load_model().accepted_confidence)
    if arguments.out:
        write_errors(scored, arguments.out / f"realmarks-{arguments.level}-{arguments.seed}.png")


def page_of_real_marks(
    found: Sequence[Cutting], blank: Blank, level: str, seed: int
) -> tuple[ScannedPage, tuple[str, ...]]:
    """Return a scanned page with real ink in its boxes, and the questions whose mark does not show on it."""
    layout = blank.sheet.pages[blank.page_number - 1]
    options, rng = LEVELS[level], Stream(seed).rng()
    sensor = draw_sensor(options.sensor, rng)
    paper = fresh_paper(blank, in_colour=sensor.in_colour, rng=rng)
    chosen, habit = _choose(layout, rng), draw_habit(rng)
    questions = _lay_all(paper, layout, chosen, (found, habit), rng)
    creases = draw_creases(options.sheet, rng)
    facts = wear(paper, creases, options.sheet, rng)
    machine = Machine(sensor, draw_feeding(options.sensor, creases, rng))
    seen, hidden = scan(paper, machine, blank.sheet.page_size, len(questions), Stream(seed, (1,)))
    marked = set(chosen)
    truth = SheetTruth(
        serial=blank.serial,
        form=blank.sheet.form,
        page_number=blank.page_number,
        grade=level,
        seed=seed,
        answers=tuple(
            (field.question, tuple(box.choice for box in field.boxes if (field.question, box.choice) in marked))
            for field in layout.fields
        ),
        boxes=tuple(
            BoxTruth(
                field.question,
                box.choice,
                habit.kind if (field.question, box.choice) in marked else MarkKind.NONE,
                cancelled=False,
            )
            for field, box in layout.boxes()
        ),
        facts=(*facts, habit.words),
        pen="real ink" if habit.strength >= 0.5 else "real faint ink",
        writer_kind=habit.kind,
        dpi=seen.sensor.dpi,
        turn_deg=seen.turn_deg,
    )
    page = ScannedPage(seen.pixels, seen.sensor.dpi, truth, seen.jpeg, seen.sensor.jpeg_quality)
    return page, tuple(sorted({questions[number - 1] for number in hidden}))


@lru_cache(maxsize=1)
def _cuttings(scans: Path) -> tuple[Cutting, ...]:
    return cut_scans(scans)


def _score_seeds(scans: Path, level: str, seeds: Sequence[int]) -> list[Scored]:
    cv2.setNumThreads(1)
    scored: list[Scored] = []
    for seed in seeds:
        blank = printed_blank(BoxShape.BUBBLE if seed % 2 == 0 else BoxShape.BOX)
        page, untellable = page_of_real_marks(_cuttings(scans), blank, level, seed)
        scored += score_page(blank.sheet, page, untellable)
    return scored


def _choose(layout: PageLayout, rng: np.random.Generator) -> tuple[tuple[str, str], ...]:
    """Return the question and the choice of each mark: one a question, or none."""
    chosen = []
    for field in layout.fields:
        at = int(rng.integers(len(field.boxes)))
        if happens(rng, _ANSWERED_SHARE):
            chosen.append((field.question, field.boxes[at].choice))
    return tuple(chosen)


def _lay_all(
    paper: SheetPaper,
    layout: PageLayout,
    chosen: tuple[tuple[str, str], ...],
    ink: tuple[Sequence[Cutting], Habit],
    rng: np.random.Generator,
) -> tuple[str, ...]:
    """Lay ink into the chosen boxes and real bare paper into the others; return the question of each mark."""
    found, habit = ink
    marks = [cutting for cutting in found if cutting.checked]
    bare = [cutting for cutting in found if not cutting.checked]
    questions: list[str] = []
    for field, box in layout.boxes():
        if (field.question, box.choice) in chosen:
            questions.append(field.question)
            patch = varied(marks[int(rng.integers(len(marks)))], box.box, habit, paper.px_per_mm, rng)
            paper.ink(patch, _BLACK, len(questions))
        else:
            cutting = bare[int(rng.integers(len(bare)))]
            paper.ink(laid(cutting.cover, box.box, (0.0, 0.0), 1.0, paper.px_per_mm), _BLACK)
    return tuple(questions)


if __name__ == "__main__":
    main()
