"""How often is the reader wrong and certain, and how often does it ask? ``make accuracy`` prints both, by kind of mark.

Pages are printed from the library's own form, filled in, worn and scanned by `simulate`, and read. The same seeds give
the same pages. A run is parallel, writes what it has to ``bench/results/`` as it goes, and goes on from there when it
is started again.
"""

import argparse
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

import cv2
from rich.console import Console
from rich.progress import track
from rich.table import Table

from batches.model import load_model
from bench.pages import simulated_page
from bench.scored import Outcome, ScoredQuestion, score
from omr.detect.page import read_page
from omr.layout.serial import layout_id
from simulate.grades import GRADES

_RESULTS = Path(__file__).parent / "results"
_PAGES_A_TASK = 8
console = Console(width=110)


def main() -> None:
    """Run the grades asked for and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grade", action="append", help="clean, office or hard; all three where none is named")
    parser.add_argument("--pages", type=int, default=200, help="pages of each grade")
    parser.add_argument("--seed", type=int, default=1_000_000, help="seed of the first page")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run left")
    arguments = parser.parse_args()
    for grade in arguments.grade or ["clean", "office", "hard"]:
        questions = _run(grade, arguments.seed, arguments.pages, arguments.workers, arguments.fresh)
        _print_tables(grade, arguments.pages, questions)


def _run(grade: str, first_seed: int, pages: int, workers: int, fresh: bool) -> list[ScoredQuestion]:
    """Return every question of the pages asked for, taking those that an earlier run has from its file."""
    _RESULTS.mkdir(exist_ok=True)
    record = _RESULTS / f"{grade}-{first_seed}.jsonl"
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
            done += scored
    return [question for question in done if first_seed <= question.seed < first_seed + pages]


def _recorded(record: Path) -> Iterator[ScoredQuestion]:
    """Yield what an earlier run left; a last line that was cut off is done again with its page."""
    if not record.exists():
        return
    for line in record.read_text("utf-8").splitlines():
        data = json.loads(line)
        for key in ("meant", "chosen", "reasons"):
            data[key] = tuple(data[key])
        yield ScoredQuestion(**data | {"outcome": Outcome(data["outcome"])})


def _score_pages(grade: str, seeds: Sequence[int]) -> list[ScoredQuestion]:
    cv2.setNumThreads(1)
    scored: list[ScoredQuestion] = []
    for seed in seeds:
        layout, page = simulated_page(GRADES[grade], seed)
        scored += score(read_page(page.pixels, {layout_id(layout): layout}, load_model()), page.truth)
    return scored


def _print_tables(grade: str, pages: int, questions: list[ScoredQuestion]) -> None:
    positions = sum(q.positions for q in questions)
    outcomes = Counter(q.outcome for q in questions)
    unread = len({q.seed for q in questions if q.outcome is Outcome.UNREAD})
    table = Table(title=f"{grade}: {pages} pages, {positions} box positions", title_justify="left", box=None)
    for heading in ("kind of mark", "questions", "silent errors", "review %", "unread"):
        table.add_column(heading, justify="left" if heading == "kind of mark" else "right")
    for kind in sorted({q.kind for q in questions}):
        _add_row(table, kind, [q for q in questions if q.kind == kind])
    table.add_section()
    _add_row(table, "all", questions)
    console.print(table)
    errors = outcomes[Outcome.SILENT_ERROR]
    # Rule of three: no error in n bounds the rate at 3 / n with 95 % confidence.
    bound = f"at most 1 in {positions // 3}" if errors == 0 and positions >= 3 else f"{errors} in {positions}"
    console.print(f"silent errors by position: {bound} (95 %); pages not read: {unread} of {pages}")
    for q in [q for q in questions if q.outcome is Outcome.SILENT_ERROR][:20]:
        console.print(f"  seed {q.seed} {q.question} {q.kind}: meant {q.meant}, read {q.chosen} at {q.confidence:.4f}")
    reasons = Counter(reason for q in questions if q.outcome is Outcome.REVIEW for reason in q.reasons)
    console.print("review because of: " + ", ".join(f"{name} {count}" for name, count in reasons.most_common()) + "\n")


def _add_row(table: Table, name: str, questions: list[ScoredQuestion]) -> None:
    outcomes = Counter(q.outcome for q in questions)
    table.add_row(
        name,
        str(len(questions)),
        str(outcomes[Outcome.SILENT_ERROR]),
        f"{100 * outcomes[Outcome.REVIEW] / len(questions):.2f}",
        str(outcomes[Outcome.UNREAD]),
    )


if __name__ == "__main__":
    main()
