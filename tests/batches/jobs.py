"""Work for worker processes that go wrong in every way; at the top level, so that it can be sent to one."""

import os
import time
from pathlib import Path

from batches.executor import Job


def double(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Double some numbers; 13 kills the process that tries."""
    if 13 in numbers:
        os._exit(1)
    return tuple(2 * number for number in numbers)


def double_once(marker: Path) -> str:
    """Die the first time; be well the next."""
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return "well"


def linger(seconds: float) -> float:
    """Take some time."""
    time.sleep(seconds)
    return seconds


DOUBLE: Job[tuple[int, ...], tuple[int, ...]] = Job(
    double,
    parts=lambda numbers: tuple((number,) for number in numbers),
    joined=lambda results: tuple(number for result in results for number in result),
    lost=lambda numbers: tuple(-number for number in numbers),
)
DOUBLE_ONCE: Job[Path, str] = Job(double_once, lambda path: (path,), lambda results: results[0], lambda _: "lost")
