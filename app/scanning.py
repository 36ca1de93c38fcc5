"""How is a pile of files read? From settings to a batch and its summary: what `omr scan` and the demo share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.batch_report import BatchReport, batch_report
from app.opening_options import DEFAULT_CHANNEL
from app.settings import Settings
from app.version import program_version
from batches.acceptance import asked_for, load_acceptance
from batches.adopt import opened
from batches.executor import Hands
from batches.model import adopted_model_beside, load_model
from batches.run import RunOptions, Skipped, run_batch
from batches.source import find_files, hashed
from batches.worker import Reader
from db.adopted import adopted_forms
from db.batches import NOTHING_WRITTEN, Opening
from db.engine import Engine, open_database
from db.summaries import BatchSummary
from db.surveys import load_layouts
from omr.detect.model import MarkModel
from omr.errors import OmrError
from omr.words import Text


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of the files: the batch's report (None where every file was known), and what was left out.

    `pages_again` counts pages of known files that were read again because their layout is known by now; `finished` are
    the names of batches that an earlier run had left off, read to their end besides.
    """

    report: BatchReport | None
    skipped: tuple[Skipped, ...]
    ignored: tuple[Path, ...]
    pages_again: int = 0
    finished: tuple[str, ...] = ()

    @property
    def summary(self) -> BatchSummary | None:
        """The batch's summary."""
        return self.report.summary if self.report is not None else None


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """What is asked of a scan besides its files.

    `one_wrong_in` sets how certain an answer must be to be accepted: at most one in so many may be wrong. The rest is
    written down about the batch. With `join` the files go into the batch of this name where there is one. `form` says
    which form the pages are; without it each page says so itself, or its print does. With a `scheduler` the pages are
    read by the Dask cluster at this address.
    """

    batch_name: str | None = None
    one_wrong_in: int | None = None
    channel: str = DEFAULT_CHANNEL
    opening: Opening = NOTHING_WRITTEN
    join: bool = False
    form: str | None = None
    scheduler: str | None = None


class FormNotKnown(OmrError):
    """A form that was neither printed nor adopted here. Evidence: form, known."""

    exit_code = 64
    sentence_text = Text("Máy này chưa in và chưa nhận mẫu “{form}”.", "“{form}” was neither printed nor adopted here.")
    advice_text = Text("Các mẫu đã có: {known}.", "Forms that are known here: {known}.")


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
    reader = _reader(engine, model, order)
    files = tuple(hashed(found.files))
    with _workers(workers, order.scheduler) as hands:
        options = RunOptions(
            program_version=program_version(),
            clock=lambda: datetime.now(UTC),
            hands=hands,
            batch_name=order.batch_name,
            channel=order.channel,
            opening=order.opening,
            join=order.join,
            store=settings.originals,
            progress=progress,
        )
        result = run_batch(engine, files, reader, options)
    report = batch_report(engine, result.batch.name) if result.batch is not None else None
    engine.dispose()
    finished = tuple(batch.name for batch in result.finished)
    return Scanned(report, result.skipped, found.ignored, result.pages_again, finished)


@contextmanager
def _workers(workers: int, scheduler: str | None) -> Iterator[Hands]:
    """Give so many processes of this machine, or those of a cluster."""
    if scheduler is None:
        yield Hands(workers)
        return
    from batches.cluster import cluster

    with cluster(scheduler) as hands:
        yield hands


def _reader(engine: Engine, model: MarkModel, order: ScanOrder) -> Reader:
    """Return what pages are read with: every layout that is known here, or those of one form."""
    layouts = load_layouts(engine)
    adopted = adopted_forms(engine, order.form)
    own = {identity: layout for identity, layout in layouts.items() if order.form in (None, layout.form)}
    if order.form is not None and not own:
        known = sorted({layout.form for layout in layouts.values()})
        raise FormNotKnown(form=order.form, known=", ".join(known))
    return Reader(
        own, model, opened(adopted), adopted_model_beside(model), only_adopted=order.form is not None and bool(adopted)
    )
