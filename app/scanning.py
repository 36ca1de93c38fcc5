"""How is a pile of files read? From settings to a batch and its summary: what `omr scan` and the demo share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.batch_report import BatchReport, batch_report
from app.opening_options import DEFAULT_CHANNEL
from app.settings import Settings
from app.version import program_version
from batches.acceptance import asked_for, load_acceptance
from batches.model import load_model
from batches.run import RunOptions, Skipped, run_batch
from batches.source import find_files, hashed
from batches.worker import Reader
from db.batches import NOTHING_WRITTEN, Opening
from db.engine import open_database
from db.summaries import BatchSummary
from db.surveys import load_layouts


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of the files: the batch's report (None where every file was known), and what was left out.

    `pages_again` counts pages of known files that were read again because their layout is known by now.
    """

    report: BatchReport | None
    skipped: tuple[Skipped, ...]
    ignored: tuple[Path, ...]
    pages_again: int = 0

    @property
    def summary(self) -> BatchSummary | None:
        """The batch's summary."""
        return self.report.summary if self.report is not None else None


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """What is asked of a scan besides its files.

    `one_wrong_in` sets how certain an answer must be to be accepted: at most one in so many may be wrong. The rest is
    written down about the batch. With `join` the files go into the batch of this name where there is one.
    """

    batch_name: str | None = None
    one_wrong_in: int | None = None
    channel: str = DEFAULT_CHANNEL
    opening: Opening = NOTHING_WRITTEN
    join: bool = False


def scan_files(
    settings: Settings,
    paths: Sequence[Path],
    workers: int,
    order: ScanOrder,
    progress: Callable[[int, int], None],
) -> Scanned:
    """Read files and folders into a batch.

    Raises
    ------
    BatchDoesNotAddUp
        When the figures of the batch contradict one another; what was read is stored all the same.
    """
    model = asked_for(load_model(), load_acceptance(), order.one_wrong_in)
    found = find_files(paths)
    engine = open_database(settings.database_url)
    options = RunOptions(
        program_version=program_version(),
        clock=lambda: datetime.now(UTC),
        workers=workers,
        batch_name=order.batch_name,
        channel=order.channel,
        opening=order.opening,
        join=order.join,
        store=settings.originals,
        progress=progress,
    )
    result = run_batch(engine, tuple(hashed(found.files)), Reader(load_layouts(engine), model), options)
    report = batch_report(engine, result.batch.name) if result.batch is not None else None
    return Scanned(report, result.skipped, found.ignored, result.pages_again)
