"""How does the reader do on ink, paper and scanners that it was not fitted on? ``python -m bench.unseen``.

The pages come from `simulate.unseen`, a second world that shares no drawing with the one that the reader learns from;
nothing is ever fitted on it. The same seeds give the same pages.
"""

import argparse
import multiprocessing
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from batches.model import load_model
from bench.accuracy import add_row
from bench.contact import captioned, question_crop, write_contact_sheet
from bench.pages import SERIAL, printed
from bench.scored import Outcome, ScoredQuestion, score
from bench.statistics import curve, expected_calibration_error, upper_bound
from omr.detect.model import MarkModel
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.layout.sheet import BoxShape, SheetLayout
from omr.reading import PageReading
from simulate.sheet import ScannedPage
from simulate.unseen.levels import LEVELS
from simulate.unseen.page import Blank, unseen_page

_DPI = 300
_PAGES_A_TASK = 4
_THRESHOLDS = (0.9, 0.97, 0.99, 0.995, 0.998, 0.999)
# One page in this many has ovals.
_BUBBLE_EVERY = 5
console = Console(width=120)


@dataclass(frozen=True, slots=True)
class Scored:
    """One question as scored, with the pen, what befell the page, and its picture where it was wrongly accepted."""

    question: ScoredQuestion
    pen: str
    facts: tuple[str, ...]
    crop: NDArray[np.uint8] | None = None


def main() -> None:
    """Read the pages asked for, print the tables and write a sheet of the errors' crops."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="seed of the first page")
    parser.add_argument("--level", choices=list(LEVELS), default="usual")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--out", type=Path, help="folder for the contact sheet of silent errors")
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.pages)
    scored = run(partial(_score_seeds, arguments.level), seeds, arguments.workers)
    print_tables(f"{arguments.level}: {arguments.pages} pages", scored, load_model().accepted_confidence)
    if arguments.out:
        write_errors(scored, arguments.out / f"unseen-{arguments.level}-{arguments.seed}.png")


def run(score_seeds: "partial[list[Scored]]", seeds: range, workers: int) -> list[Scored]:
    """Return the questions of all seeds; `score_seeds` takes some of them."""
    tasks = [seeds[i : i + _PAGES_A_TASK] for i in range(0, len(seeds), _PAGES_A_TASK)]
    scored: list[Scored] = []
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for some in track(pool.map(score_seeds, tasks), total=len(tasks), console=console, transient=True):
            scored += some
    return scored


def score_page(layout: SheetLayout, page: ScannedPage, untellable: tuple[str, ...]) -> list[Scored]:
    """Read one page and score its questions, but for those with a mark that does not show on it."""
    reading = read_page(page.pixels, {layout_id(layout): layout}, _accepting_all())
    accept = load_model().accepted_confidence
    scored = []
    for question in score(reading, page.truth):
        if question.question in untellable:
            continue
        crop = None
        outcome = question.outcome(accept)
        if outcome is Outcome.SILENT_ERROR and isinstance(reading, PageReading):
            crop = captioned(question_crop(page.pixels, layout, reading, question.question), question, outcome)
        scored.append(Scored(question, page.truth.pen, page.truth.facts, crop))
    return scored


def print_tables(title: str, scored: Sequence[Scored], accept: float) -> None:
    """Print the questions by kind of mark and by pen, the errors one by one and what each threshold costs.

    `accept` is the confidence from which on answers are accepted: that of the model they were read with.
    """
    questions = [one.question for one in scored]
    positions = sum(q.positions for q in questions)
    table = Table(title=f"{title}, {positions:,} box positions", title_justify="left", box=None)
    for heading in ("kind of mark", "questions", "silent errors", "95 % bound", "as meant %", "review %", "unread"):
        table.add_column(heading, justify="left" if heading == "kind of mark" else "right")
    for kind in sorted({q.kind for q in questions}):
        add_row(table, kind, [q for q in questions if q.kind == kind], accept)
    table.add_section()
    pens = [one.pen.split(" ", 1)[-1] for one in scored]
    for pen in sorted(set(pens)):
        add_row(table, pen, [one.question for one, own in zip(scored, pens, strict=True) if own == pen], accept)
    table.add_section()
    add_row(table, "all", questions, accept)
    console.print(table)
    wrong = [one for one in scored if one.question.outcome(accept) is Outcome.SILENT_ERROR]
    bound = upper_bound(len(wrong), positions)
    console.print(f"silent errors: {len(wrong)} in {positions:,} positions, at most 1 in {1 / bound:,.0f} (95 %)")
    unread = sorted({q.seed for q in questions if q.unread})
    console.print(
        f"pages not read: {len(unread)} {unread[:20]}; calibration {expected_calibration_error(questions):.4f}"
    )
    for one in wrong:
        q = one.question
        words = f"{q.seed} {q.question} {q.kind}: meant {q.meant}, read {q.chosen} at {q.confidence:.4f}"
        console.print(f"  {words}; {one.pen}; {', '.join(one.facts)}", soft_wrap=True)
    reasons = Counter(reason for q in questions if q.outcome(accept) is Outcome.REVIEW for reason in q.reasons)
    console.print("review because of: " + ", ".join(f"{name} {count}" for name, count in reasons.most_common()))
    for point in curve(questions, _THRESHOLDS):
        cost = f"{point.silent_errors} silent errors, {100 * point.review_rate:.2f} % to review"
        console.print(f"  from {point.accepted_confidence:<5}: {cost}")


def write_errors(scored: Sequence[Scored], path: Path) -> None:
    """Write the crops of silent errors, one below the other, where there are any."""
    crops = [one.crop for one in scored if one.crop is not None]
    if crops:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_contact_sheet(crops, path)
        console.print(f"silent errors: {path}")


@lru_cache(maxsize=2)
def printed_blank(shape: BoxShape) -> Blank:
    """Return the library's form as printed."""
    layout, pixels = printed(shape)
    return Blank(pixels, _DPI, layout, 1, SERIAL)


@lru_cache(maxsize=1)
def _accepting_all() -> MarkModel:
    """Return the model with no threshold: which answers it would accept is told afterwards."""
    return replace(load_model(), accepted_confidence=0.0)


def _score_seeds(level: str, seeds: Sequence[int]) -> list[Scored]:
    cv2.setNumThreads(1)
    scored: list[Scored] = []
    for seed in seeds:
        blank = printed_blank(BoxShape.BUBBLE if seed % _BUBBLE_EVERY == 0 else BoxShape.BOX)
        unseen = unseen_page(blank, LEVELS[level], seed)
        scored += score_page(blank.sheet, unseen.page, unseen.untellable)
    return scored


if __name__ == "__main__":
    main()
