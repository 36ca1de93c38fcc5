"""How often is the reader wrong and certain, and how often does it ask? ``make accuracy`` prints both, by kind of mark.

Pages are printed from the library's own form, filled in, worn and scanned by `simulate`, and read. The same seeds give
the same pages. A run is parallel, writes what it has to ``bench/results/`` as it goes, and goes on from there when it
is started again with the same model. It leaves a contact sheet of its worst crops there, and with ``--diagram FILE``
the reliability diagram.
"""

import argparse
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import lru_cache, partial
from pathlib import Path

import cv2
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track
from rich.table import Table

from batches.acceptance import ACCEPTANCE_FILE, Acceptance, MeasuredPoint, acceptance_to_json
from batches.model import load_model
from bench.contact import captioned, question_crop, write_contact_sheet
from bench.diagram import write_diagram
from bench.pages import simulated_page
from bench.scored import Outcome, ScoredQuestion, score
from bench.statistics import curve, expected_calibration_error, reliability, upper_bound
from omr.detect.model import MarkModel
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from omr.reading import PageReading
from simulate.grades import GRADES

_RESULTS = Path(__file__).parent / "results"
_PAGES_A_TASK = 8
_THRESHOLDS = (0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998, 0.999)
_WORST_CROPS = 24
_STORED = TypeAdapter(ScoredQuestion)
console = Console(width=110)


def main() -> None:
    """Run the grades asked for and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grade", action="append", help="clean, office or hard; all three where none is named")
    parser.add_argument("--pages", type=int, default=200, help="pages of each grade")
    parser.add_argument("--seed", type=int, default=1_000_000, help="seed of the first page")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run left")
    parser.add_argument("--diagram", type=Path, help="write the reliability diagram to this SVG file")
    parser.add_argument("--keep-curve", action="store_true", help="keep the curve of the last grade with the program")
    arguments = parser.parse_args()
    grades = arguments.grade or ["clean", "office", "hard"]
    runs = {g: _run(g, arguments.seed, arguments.pages, arguments.workers, arguments.fresh) for g in grades}
    for grade, questions in runs.items():
        _print_tables(grade, arguments.pages, questions)
        _write_worst(grade, arguments.seed, questions)
    if arguments.keep_curve:
        _keep_curve(runs[grades[-1]])
    if arguments.diagram:
        write_diagram({grade: reliability(questions) for grade, questions in runs.items()}, arguments.diagram)


def _run(grade: str, first_seed: int, pages: int, workers: int, fresh: bool) -> list[ScoredQuestion]:
    """Return every question of the pages asked for, taking those that an earlier run has from its file."""
    _RESULTS.mkdir(exist_ok=True)
    record = _RESULTS / f"{grade}-{first_seed}-{load_model().version}.jsonl"
    if fresh:
        record.unlink(missing_ok=True)
    done = list(_recorded(record))
    seen = {question.seed for question in done}
    seeds = [seed for seed in range(first_seed, first_seed + pages) if seed not in seen]
    tasks = [seeds[i : i + _PAGES_A_TASK] for i in range(0, len(seeds), _PAGES_A_TASK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool, record.open("a", encoding="utf-8") as stream:
        results = pool.map(partial(_score_pages, grade), tasks)
        for scored in track(results, f"{grade}", total=len(tasks), console=console, transient=True):
            stream.writelines(json.dumps(asdict(question), ensure_ascii=False) + "\n" for question in scored)
            stream.flush()
            done += scored
    return [question for question in done if first_seed <= question.seed < first_seed + pages]


def _recorded(record: Path) -> Iterator[ScoredQuestion]:
    """Yield what an earlier run left. A run that was killed may have cut off the last line: its page is done again."""
    if not record.exists():
        return
    whole = [line for line in record.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]
    questions = [_STORED.validate_json(line) for line in whole]
    page = Counter(question.seed for question in questions)
    complete = [question for question in questions if page[question.seed] == max(page.values())]
    record.write_text("".join(json.dumps(asdict(q), ensure_ascii=False) + "\n" for q in complete), "utf-8")
    yield from complete


def _score_pages(grade: str, seeds: Sequence[int]) -> list[ScoredQuestion]:
    cv2.setNumThreads(1)
    scored: list[ScoredQuestion] = []
    for seed in seeds:
        layout, page = simulated_page(GRADES[grade], seed)
        scored += score(read_page(page.pixels, {layout_id(layout): layout}, _accepting_all()), page.truth)
    return scored


@lru_cache(maxsize=1)
def _accepting_all() -> MarkModel:
    """Return the model with no threshold: which answers it would accept is told afterwards, for every threshold."""
    return replace(load_model(), accepted_confidence=0.0)


def _print_tables(grade: str, pages: int, questions: list[ScoredQuestion]) -> None:
    accept = load_model().accepted_confidence
    positions = sum(q.positions for q in questions)
    unread = len({q.seed for q in questions if q.unread})
    title = f"{grade}: {pages} pages, {positions:,} box positions, accepted from {accept}"
    table = Table(title=title, title_justify="left", box=None)
    for heading in (
        "kind of mark",
        "questions",
        "silent errors",
        "95 % bound",
        "read as meant %",
        "review %",
        "unread",
    ):
        table.add_column(heading, justify="left" if heading == "kind of mark" else "right")
    for kind in sorted({q.kind for q in questions}):
        add_row(table, kind, [q for q in questions if q.kind == kind], accept)
    table.add_section()
    add_row(table, "all", questions, accept)
    console.print(table)
    wrong = [q for q in questions if q.outcome(accept) is Outcome.SILENT_ERROR]
    bound = upper_bound(len(wrong), positions)
    console.print(f"silent errors: {len(wrong)} in {positions:,} positions, at most 1 in {1 / bound:,.0f} (95 %)")
    console.print(f"pages not read: {unread} of {pages}; calibration error {expected_calibration_error(questions):.4f}")
    for q in wrong[:20]:
        console.print(f"  seed {q.seed} {q.question} {q.kind}: meant {q.meant}, read {q.chosen} at {q.confidence:.4f}")
    reasons = Counter(reason for q in questions if q.outcome(accept) is Outcome.REVIEW for reason in q.reasons)
    console.print("review because of: " + ", ".join(f"{name} {count}" for name, count in reasons.most_common()))
    for point in curve(questions, _THRESHOLDS):
        cost = f"{point.silent_errors} silent errors, {100 * point.review_rate:.2f} % to review"
        console.print(f"  from {point.accepted_confidence:<5}: {cost}")
    console.print()


def add_row(table: Table, name: str, questions: Sequence[ScoredQuestion], accept: float) -> None:
    """Add to a table what became of some questions."""
    outcomes = Counter(q.outcome(accept) for q in questions)
    errors = outcomes[Outcome.SILENT_ERROR]
    table.add_row(
        name,
        f"{len(questions):,}",
        str(errors),
        f"{100 * upper_bound(errors, len(questions)):.3f} %",
        f"{100 * outcomes[Outcome.RIGHT] / len(questions):.2f}",
        f"{100 * outcomes[Outcome.REVIEW] / len(questions):.2f}",
        str(outcomes[Outcome.UNREAD]),
    )


def _keep_curve(questions: list[ScoredQuestion]) -> None:
    """Write what each threshold was shown to give, for the setting in plain words."""
    points = [
        MeasuredPoint(p.accepted_confidence, int(1 / upper_bound(p.silent_errors, p.accepted)), round(p.review_rate, 4))
        for p in curve(questions, _THRESHOLDS)
    ]
    acceptance = Acceptance(load_model().version, tuple(points))
    ACCEPTANCE_FILE.write_text(acceptance_to_json(acceptance, "make accuracy"), encoding="utf-8")


def _write_worst(grade: str, first_seed: int, questions: list[ScoredQuestion]) -> None:
    """Write crops of silent errors, then of right answers accepted least certainly, then of wrong ones held back."""
    accept = load_model().accepted_confidence
    by_outcome = {outcome: [q for q in questions if q.outcome(accept) is outcome] for outcome in Outcome}
    held_back = [q for q in by_outcome[Outcome.REVIEW] if not q.right]
    worst = [
        *sorted(by_outcome[Outcome.SILENT_ERROR], key=lambda q: -q.confidence)[:_WORST_CROPS],
        *sorted(by_outcome[Outcome.RIGHT], key=lambda q: q.confidence)[: _WORST_CROPS // 2],
        *sorted(held_back, key=lambda q: -q.confidence)[: _WORST_CROPS // 2],
    ]
    crops = []
    for question in worst:
        layout, page = simulated_page(GRADES[grade], question.seed)
        reading = read_page(page.pixels, {layout_id(layout): layout}, _accepting_all())
        if isinstance(reading, PageReading):
            crop = question_crop(page.pixels, layout, reading, question.question)
            crops.append(captioned(crop, question, question.outcome(accept)))
    if crops:
        path = _RESULTS / f"worst-{grade}-{first_seed}.png"
        write_contact_sheet(crops, path)
        console.print(f"worst crops of {grade}: {path}")


if __name__ == "__main__":
    main()
