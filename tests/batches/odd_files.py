"""What does each odd file cost its reader? Time and memory, each file in a process of its own."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from batches.executor import Hands, Job, Workers
from batches.worker import PAGE_LIMIT_S, Chunk, Reader, inspect_file, read_chunk
from omr.reading import PageRejected
from omr.reasons import Reason
from tests.batches.corpus import write_corpus
from tests.batches.one_sheet import one_sheet

_FIRST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file ended as, and what its reader needed besides what it starts with."""

    pages: int
    ended_as: Reason | None
    seconds: float
    peak_mb: float


def cost_of(path: Path) -> Cost:
    """Read the first pages of a file in this process."""
    started = time.perf_counter()
    found = inspect_file(path)
    ended = found.problem.reason if found.problem else None
    if found.pages:
        numbers = tuple(range(1, min(found.pages, _FIRST_PAGES) + 1))
        outcome = read_chunk(Chunk(0, path, numbers))[0][1]
        ended = outcome.reason if isinstance(outcome, PageRejected) else None
    return Cost(found.pages, ended, time.perf_counter() - started, _peak_mb())


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20)


COST: Job[Path, Cost] = Job(
    cost_of,
    lambda path: (path,),
    lambda costs: costs[0],
    lambda _: Cost(1, Reason.READER_FAILED, float("nan"), float("nan")),
)


def main(folder: Path) -> None:
    """Write the corpus and print a line for each file."""
    sheet, reader = one_sheet(PAGE_LIMIT_S)
    for path, odd in write_corpus(folder, sheet):
        started = time.perf_counter()
        cost = measured(reader, path)
        whole = time.perf_counter() - started
        word = "as meant" if cost.ended_as is odd.ends_as else "NOT AS MEANT"
        ended = cost.ended_as.value if cost.ended_as else "read"
        sys.stdout.write(
            f"{odd.name:38} {cost.pages:5} {ended:20} {cost.seconds:6.2f} s {cost.peak_mb:6.0f} MB"
            f"  ({whole:.1f} s with the start of a process) {word}\n"
        )


def measured(reader: Reader, path: Path) -> Cost:
    """Read a file in a process of its own."""
    ((_, cost),) = Workers(reader, Hands(1), COST).run([path])
    return cost


if __name__ == "__main__":
    main(Path(sys.argv[1]))
