"""How is work spread over processes, when a process may die? Results come back in the order of the tasks.

A task whose worker dies is tried again alone, in a fresh process, page by page if need be, so that the one page that
kills its reader is known and all others are read.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from batches.worker import Reader, prepare, set_reader

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# Tasks in flight for each worker: enough that none waits, few enough that memory stays flat.
_IN_FLIGHT = 3


@dataclass(frozen=True, slots=True)
class Job(Generic[_Task, _Result]):
    """What is done with each task, and with one that kills its worker.

    Attributes
    ----------
    work
        A top-level function of one task.
    parts, joined
        Cut a task into the smallest ones, and put their results together.
    lost
        The result of a smallest task that killed its worker even when alone.
    """

    work: Callable[[_Task], _Result]
    parts: Callable[[_Task], Sequence[_Task]]
    joined: Callable[[Sequence[_Result]], _Result]
    lost: Callable[[_Task], _Result]


# Makes what runs tasks: given what pages are read with, and how many workers there are.
Pools = Callable[[Reader, int], Executor]


def local_processes(reader: Reader, count: int) -> Executor:
    """Return a pool of so many processes on this machine."""
    # Fresh processes on every system: a forked one would share pdfium's and OpenCV's threads with this.
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=prepare, initargs=(reader,))


@dataclass(frozen=True, slots=True)
class Hands:
    """Who reads: so many workers, and what makes them; none for this very process."""

    workers: int
    pools: Pools = local_processes


# Reading in this very process, which then dies with a page that kills its reader.
ALONE = Hands(0, local_processes)


class Workers(Generic[_Task, _Result]):
    """Runs a job over many tasks in so many workers of a pool; in this very process where there are to be none.

    Any `concurrent.futures.Executor` will do as a pool that raises `BrokenExecutor` for a task whose worker died.
    """

    def __init__(self, reader: Reader, hands: Hands, job: Job[_Task, _Result]) -> None:
        self._reader, self._count, self._job, self._pools = reader, hands.workers, job, hands.pools

    def run(self, tasks: Iterable[_Task]) -> Iterator[tuple[_Task, _Result]]:
        """Yield every task with its result, in order; tasks are drawn no faster than results are taken."""
        if self._count < 1:
            set_reader(self._reader)
            yield from ((task, self._job.work(task)) for task in tasks)
            return
        waiting = iter(tasks)
        pool = self._pools(self._reader, self._count)
        flying: deque[tuple[_Task, Future[_Result]]] = deque()
        try:
            while True:
                while len(flying) < _IN_FLIGHT * self._count and (task := next(waiting, None)) is not None:
                    flying.append((task, self._submitted(pool, task)))
                if not flying:
                    return
                try:
                    result = flying[0][1].result()
                except BrokenExecutor:
                    # Any of those in flight may be to blame: each is tried alone.
                    pool.shutdown(wait=False, cancel_futures=True)
                    suspects = [task for task, _ in flying]
                    flying.clear()
                    yield from ((suspect, self._alone(suspect)) for suspect in suspects)
                    pool = self._pools(self._reader, self._count)
                else:
                    yield flying.popleft()[0], result
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _submitted(self, pool: Executor, task: _Task) -> Future[_Result]:
        """Hand a task to the pool; one that broke while nobody looked answers as if it broke on this task."""
        try:
            return pool.submit(self._job.work, task)
        except BrokenExecutor as error:
            failed: Future[_Result] = Future()
            failed.set_exception(error)
            return failed

    def _alone(self, task: _Task) -> _Result:
        """Try a task in a process of its own; where that dies too, its parts, each in a process of its own."""
        try:
            return self._in_own_process(task)
        except BrokenExecutor:
            parts = self._job.parts(task)
            return (
                self._job.joined([self._part_alone(part) for part in parts]) if len(parts) > 1 else self._job.lost(task)
            )

    def _part_alone(self, part: _Task) -> _Result:
        try:
            return self._in_own_process(part)
        except BrokenExecutor:
            return self._job.lost(part)

    def _in_own_process(self, task: _Task) -> _Result:
        # On this machine, whatever the pool is: here a death has one cause and no retries.
        with local_processes(self._reader, 1) as pool:
            return pool.submit(self._job.work, task).result()
