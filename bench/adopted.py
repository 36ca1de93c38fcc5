"""How well are forms read that others printed? Made-up forms of other makers, on seeds that nothing was fitted on.

``python -m bench.adopted --pages 100 --grade office``
"""

import argparse
import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import cv2

from batches.model import load_adopted_model
from bench.otherforms import other_page
from bench.scored import score
from bench.unseen import Scored, print_tables, run
from omr.detect.adopted import read_adopted

_FIRST_SEED = 360_000_000


def main() -> None:
    """Measure one grade and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grade", default="office", help="clean, office, hard, wide or faint")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=_FIRST_SEED, help="seed of the first page")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.pages)
    scored = run(partial(_score_seeds, arguments.grade), seeds, arguments.workers)
    print_tables(
        f"forms of others, {arguments.grade}: {arguments.pages} pages", scored, load_adopted_model().accepted_confidence
    )


def _score_seeds(grade: str, seeds: Sequence[int]) -> list[Scored]:
    cv2.setNumThreads(1)
    accepting_all = replace(load_adopted_model(), accepted_confidence=0.0)
    scored: list[Scored] = []
    for seed in seeds:
        form, page = other_page(grade, seed)
        reading = read_adopted(page.pixels, (form,), accepting_all)
        scored += [Scored(question, page.truth.pen, page.truth.facts, None) for question in score(reading, page.truth)]
    return scored


if __name__ == "__main__":
    main()
