"""Work for worker processes that go wrong in every way; at the top level, so that it can be sent to one."""

import os
import time
from dataclasses import replace
from pathlib import Path

from batches.executor import Job
from batches.worker import _begin_page, _end_page


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


def hang_on_13(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Double some numbers as pages are read, each with its time; 13 takes for ever."""
    for number in numbers:
        _begin_page()
        time.sleep(3600 if number == 13 else 0)
    _end_page()
    return tuple(2 * number for number in numbers)


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
DOUBLE_OR_HANG = replace(DOUBLE, work=hang_on_13)
DOUBLE_ONCE: Job[Path, str] = Job(double_once, lambda path: (path,), lambda results: results[0], lambda _: "lost")
LINGER: Job[float, float] = Job(linger, lambda seconds: (seconds,), lambda results: results[0], lambda _: -1.0)
