"""How does a pile of files become stored pages? Workers read, this process alone writes, in the order of the pages.

One bad page never stops a batch: whatever happens to it becomes a stored result. Files are recorded before their first
page is read, so that a run that was cut off is taken up by the same command again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from batches.executor import Job, Workers
from batches.source import SourceFile
from batches.worker import Chunk, Inspected, Reader, inspect_file, read_chunk
from db.engine import Engine
from db.results import (
    Batch,
    PageResult,
    StoredSource,
    add_source,
    create_batch,
    find_source,
    finish_source,
    store_pages,
)
from omr.errors import FileDamaged
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason

# Pages that one task reads and one transaction stores: work lost to a power cut is at most this for each worker.
_PAGES_A_CHUNK = 8
# The place of what is wrong with a file as a whole, before its first page.
FILE_AS_A_WHOLE = 0

_Outcomes = tuple[tuple[int, PageOutcome], ...]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a batch is run.

    `clock` gives the time with its zone; `progress` is told how many pages of how many are done.
    """

    program_version: str
    clock: Callable[[], datetime]
    workers: int = 1
    batch_name: str | None = None
    channel: str = "paper_box"
    progress: Callable[[int, int], None] = lambda _done, _total: None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file whose content was taken before, and the batch it is in."""

    source: SourceFile
    batch: Batch


@dataclass(frozen=True, slots=True)
class RunResult:
    """The batch that the files went into, None where all were known; and the files that were."""

    batch: Batch | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file of this run with what an earlier, cut-off run has of it."""

    source: SourceFile
    stored: StoredSource


def run_batch(engine: Engine, files: Sequence[SourceFile], reader: Reader, options: RunOptions) -> RunResult:
    """Read files into one batch; files that were taken before are left alone.

    Raises
    ------
    BatchNameTaken
        When the name asked for belongs to a finished batch.
    """
    known = {file: find_source(engine, file.sha256) for file in files}
    skipped = tuple(
        Skipped(file, stored.batch) for file, stored in known.items() if stored is not None and stored.pages is not None
    )
    unfinished = [stored for stored in known.values() if stored is not None and stored.pages is None]
    todo = [file for file, stored in known.items() if stored is None or stored.pages is None]
    if not todo:
        return RunResult(None, skipped)
    batch = (
        unfinished[0].batch
        if unfinished
        else create_batch(engine, options.batch_name, options.channel, options.clock())
    )
    taken, again = _record(engine, batch, todo, known)
    _read(engine, taken, reader, options)
    return RunResult(batch, (*skipped, *again))


def _record(
    engine: Engine, batch: Batch, todo: Sequence[SourceFile], known: dict[SourceFile, StoredSource | None]
) -> tuple[list[_Taken], list[Skipped]]:
    """Record every file before any is read; one content under two names is taken once."""
    taken: list[_Taken] = []
    again: list[Skipped] = []
    hashes: set[str] = set()
    for file in todo:
        if file.sha256 in hashes:
            again.append(Skipped(file, batch))
            continue
        hashes.add(file.sha256)
        stored = known[file]
        if stored is None:
            source_id = add_source(engine, batch, _shown(file.path), file.sha256, file.size_bytes)
            stored = StoredSource(source_id, batch, None, frozenset())
        taken.append(_Taken(file, stored))
    return taken, again


def _shown(path: Path) -> str:
    """Return a path as text that any database takes, even where the system's name of a file is no text."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _read(engine: Engine, taken: Sequence[_Taken], reader: Reader, options: RunOptions) -> None:
    inspected = dict(Workers(reader, options.workers, _INSPECTING).run(taken))
    total = sum(found.pages for found in inspected.values())
    done = sum(len(file.stored.pages_done - {FILE_AS_A_WHOLE}) for file in taken)
    options.progress(done, total)
    chunks = Workers(reader, options.workers, _READING).run(_chunks(taken, inspected))
    current = next(chunks, None)
    for file in taken:
        results = _file_result(file, inspected[file])
        if results:
            store_pages(engine, results, options.program_version, options.clock())
        while current is not None and current[0].source_id == file.stored.id:
            pages = [PageResult(file.stored.id, number, outcome) for number, outcome in current[1]]
            store_pages(engine, pages, options.program_version, options.clock())
            done += len(pages)
            options.progress(done, total)
            current = next(chunks, None)
        finish_source(engine, file.stored.id, inspected[file].pages + (inspected[file].problem is not None))


def _chunks(taken: Sequence[_Taken], inspected: dict[_Taken, Inspected]) -> Iterator[Chunk]:
    for file in taken:
        missing = [n for n in range(1, inspected[file].pages + 1) if n not in file.stored.pages_done]
        for start in range(0, len(missing), _PAGES_A_CHUNK):
            yield Chunk(file.stored.id, file.source.path, tuple(missing[start : start + _PAGES_A_CHUNK]))


def _file_result(file: _Taken, found: Inspected) -> list[PageResult]:
    """Return what is wrong with a file as a whole, unless an earlier run has stored it."""
    if found.problem is None or FILE_AS_A_WHOLE in file.stored.pages_done:
        return []
    problem = PageRejected(found.problem.reason, found.problem.evidence)
    return [PageResult(file.stored.id, FILE_AS_A_WHOLE, problem)]


def _inspect(file: _Taken) -> Inspected:
    return inspect_file(file.source.path)


def _uninspected(file: _Taken) -> Inspected:
    del file
    return Inspected(0, FileDamaged())


def _pages_of(chunk: Chunk) -> tuple[Chunk, ...]:
    return tuple(replace(chunk, numbers=(number,)) for number in chunk.numbers)


def _unread(chunk: Chunk) -> _Outcomes:
    """Return what is stored for a page whose reader died."""
    died = PageRejected(Reason.READER_FAILED, (("error", "worker died"),))
    return tuple((number, died) for number in chunk.numbers)


def _joined(results: Sequence[_Outcomes]) -> _Outcomes:
    return tuple(outcome for result in results for outcome in result)


_INSPECTING = Job(_inspect, lambda file: (file,), lambda results: results[0], _uninspected)
_READING = Job(read_chunk, _pages_of, _joined, _unread)
