"""How is a pile of files read? From settings to a batch and its summary: what `omr scan` and the demo share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.settings import Settings
from app.version import program_version
from batches.acceptance import asked_for, load_acceptance
from batches.model import load_model
from batches.run import RunOptions, Skipped, run_batch
from batches.source import find_files, hashed
from batches.worker import Reader
from db.engine import open_database
from db.summaries import BatchSummary, batch_summary
from db.surveys import load_layouts


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of the files: the batch's summary (None where every file was known), and what was left out."""

    summary: BatchSummary | None
    skipped: tuple[Skipped, ...]
    ignored: tuple[Path, ...]


def scan_files(
    settings: Settings,
    paths: Sequence[Path],
    workers: int,
    batch_name: str | None,
    progress: Callable[[int, int], None],
    one_wrong_in: int | None = None,
) -> Scanned:
    """Read files and folders into a batch.

    `one_wrong_in` sets how certain an answer must be to be accepted: at most one in so many may be wrong.
    """
    model = asked_for(load_model(), load_acceptance(), one_wrong_in)
    found = find_files(paths)
    engine = open_database(settings.database_url)
    options = RunOptions(program_version(), lambda: datetime.now(UTC), workers, batch_name, progress=progress)
    result = run_batch(engine, tuple(hashed(found.files)), Reader(load_layouts(engine), model), options)
    summary = batch_summary(engine, result.batch) if result.batch is not None else None
    return Scanned(summary, result.skipped, found.ignored)
