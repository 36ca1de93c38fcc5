"""The program that is killed: reads a box into a database, and dies before the statement it is told.

``python -m tests.batches.killed URL FOLDER STATEMENT``; it says how many statements it made.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import event

from batches import run, worker
from batches.run import RunOptions, run_batch
from batches.source import find_files, hashed
from batches.worker import Reader
from db.batches import Opening
from db.engine import open_database
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, penned, reading, two_sides_code, unsure

NAME = "Tuần 38"
_ANSWERS = ((accepted("C1", "5"), accepted("MD", "tt", "cs")), (accepted("C1", "1"), unsure("MD", "tt")))
_SERIALS = (FIRST, SECOND, THIRD, None)
_REASONS = (Reason.BLANK_PAGE, Reason.NOT_A_SHEET, Reason.CODE_UNREADABLE)


def read(pixels: NDArray[np.uint8], *_: object) -> PageOutcome:
    """Return what a picture says; its grey is a number, and the number tells all."""
    number = int(pixels[0, 0])
    if number % 5 == 0:
        return PageRejected(_REASONS[number % 3])
    page = penned(reading(_SERIALS[number % 4], *_ANSWERS[number % 2]), number % 3)
    if page.code.serial == THIRD:
        return replace(page, code=two_sides_code(THIRD, 1))
    return page


def main(url: str, folder: Path, die_at: int) -> None:
    """Read the box."""
    engine = open_database(url)
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1
        if made == die_at:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    # Commits are counted too: dying just before one is what loses most.
    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    worker.__dict__["read_page"] = read
    run.__dict__["PAGES_A_CHUNK"] = 4
    opening = Opening(opened_by="A", witness="B", sheets_by_hand=20)
    options = RunOptions("0.1.0", lambda: NOW, batch_name=NAME, opening=opening)
    files = tuple(hashed(find_files([folder]).files))
    run_batch(engine, files, Reader({}, None), options)  # type: ignore[arg-type]
    sys.stdout.write(str(made))
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
