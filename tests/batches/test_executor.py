"""Facts about spreading work over processes."""

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from batches.executor import Hands, Workers, local_processes
from batches.worker import Reader
from tests.batches.jobs import DOUBLE, DOUBLE_ONCE, DOUBLE_OR_HANG

READER = Reader({}, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_the_order_of_the_tasks(workers: int) -> None:
    """However many work, and whoever is done first."""
    tasks = [(number,) for number in range(12)]

    assert list(Workers(READER, Hands(workers), DOUBLE).run(tasks)) == [((n,), (2 * n,)) for n in range(12)]


def test_tasks_are_drawn_no_faster_than_results_are_taken() -> None:
    """A million pages wait in their files, not in memory."""
    drawn = []

    def tasks() -> Iterator[tuple[int, ...]]:
        for number in range(20, 120):
            drawn.append(number)
            yield (number,)

    results = Workers(READER, Hands(2), DOUBLE).run(tasks())
    next(results)

    assert len(drawn) < 10
    results.close()  # type: ignore[attr-defined]


def test_one_page_that_kills_its_reader_is_found_alone() -> None:
    """Its neighbours in the same task, and all other tasks, are done."""
    tasks = [(1, 2), (12, 13, 14), (3, 4)]

    assert dict(Workers(READER, Hands(2), DOUBLE).run(tasks)) == {
        (1, 2): (2, 4),
        (12, 13, 14): (24, -13, 28),
        (3, 4): (6, 8),
    }


def test_a_page_that_takes_for_ever_is_given_up_alone() -> None:
    """Its worker ends itself, whatever it hangs in; its neighbours are done."""
    tasks = [(1, 2), (12, 13, 14)]
    reader = replace(READER, page_limit_s=1.0)

    assert dict(Workers(reader, Hands(2), DOUBLE_OR_HANG).run(tasks)) == {(1, 2): (2, 4), (12, 13, 14): (24, -13, 28)}


def test_bad_luck_is_not_held_against_a_page(tmp_path: Path) -> None:
    """A task whose process died for once is simply done again."""
    assert list(Workers(READER, Hands(2), DOUBLE_ONCE).run([tmp_path / "tried"])) == [(tmp_path / "tried", "well")]


def test_a_process_that_dies_while_nobody_looks_costs_nothing() -> None:
    """A pool may be found broken only when the next task is handed to it."""

    class Broken(Executor):
        def submit(self, *_args: object, **_options: object) -> object:  # type: ignore[override]
            raise BrokenProcessPool

    pools = iter([Broken()])
    workers = Workers(
        READER, Hands(2, lambda reader, count: next(pools, None) or local_processes(reader, count)), DOUBLE
    )

    assert issubclass(BrokenProcessPool, BrokenExecutor)
    assert list(workers.run([(1,), (2,)])) == [((1,), (2,)), ((2,), (4,))]
