"""How does a pile of files become stored pages? Workers read, this process alone writes, in the order of the pages.

One bad page never stops a batch: whatever happens to it becomes a stored result. Files are recorded before their first
page is read, so that a run that was cut off is taken up by the same command again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from batches.collate import incomplete_pages
from batches.executor import ALONE, Hands, Job, Workers
from batches.originals import keep_original
from batches.source import SourceFile, shown
from batches.worker import Chunk, Inspected, Reader, inspect_file, page_values_of
from db.batches import NOTHING_WRITTEN, Batch, NewBatch, Opening
from db.convert import PageValues, page_values
from db.engine import Engine
from db.results import PageResult, store_pages
from db.sheets import ask_about_incomplete, sheet_pages
from db.sources import NewSource, StoredSource, find_source, finish_source, take_sources
from omr.errors import FileDamaged
from omr.reading import PageRejected
from omr.reasons import Reason

# Pages that one task reads and one transaction stores: work lost to a power cut is at most this for each worker.
PAGES_A_CHUNK = 8
# The place of what is wrong with a file as a whole, before its first page.
FILE_AS_A_WHOLE = 0

_Pages = tuple[tuple[int, PageValues], ...]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a batch is run.

    `clock` gives the time with its zone; `progress` is told how many pages of how many are done. `hands` read.
    Files are copied into the `store` before they are recorded, and read from there; without one they are read, and
    referred to, in place. With `join` the batch of this name takes the files where there is one.
    """

    program_version: str
    clock: Callable[[], datetime]
    hands: Hands = ALONE
    batch_name: str | None = None
    channel: str = "paper_box"
    opening: Opening = NOTHING_WRITTEN
    join: bool = False
    store: Path | None = None
    progress: Callable[[int, int], None] = lambda _done, _total: None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file whose content was taken before, and the batch it is in."""

    source: SourceFile
    batch: Batch


@dataclass(frozen=True, slots=True)
class RunResult:
    """The batch that the files went into, None where all were known; and the files that were.

    `pages_again` counts the pages of known files that were read again because their layout is known by now; `finished`
    are the batches of earlier runs that were cut off, whose files were read to their end besides.
    """

    batch: Batch | None
    skipped: tuple[Skipped, ...]
    pages_again: int = 0
    finished: tuple[Batch, ...] = ()


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file of this run, where it is read, and what an earlier run has of it."""

    path: Path
    stored: StoredSource

    @property
    def done(self) -> frozenset[int]:
        """The pages that need not be read."""
        return self.stored.pages_done - self.stored.pages_again


def run_batch(engine: Engine, files: Sequence[SourceFile], reader: Reader, options: RunOptions) -> RunResult:
    """Read files into one batch; files that were taken before are left alone.

    Of those, pages whose layout was unknown then and is known now are read again, into the batch they are in. Files of
    a run that was cut off are read to their end, into its batch; new files go there only where its name is asked for:
    they may be of another week.

    Raises
    ------
    BatchNameTaken
        When the name asked for belongs to a finished batch.
    OriginalNotKept
        When a file cannot be copied; no file is recorded then.
    """
    known = {file: find_source(engine, file.sha256) for file in files}
    unfinished = [s for s in known.values() if s is not None and s.pages is None]
    fresh = [file for file, stored in known.items() if stored is None]
    cut_off = list(dict.fromkeys(stored.batch for stored in unfinished))
    batch = None
    if fresh:
        same = next((old for old in cut_off if old.name == options.batch_name), None)
        into = same or NewBatch(options.batch_name, options.channel, options.opening, options.join)
        batch, sources = _record(engine, into, fresh, options)
        known |= sources
    batch = batch or next(iter(cut_off), None)
    taken, skipped = _sorted_out(known, options.store)
    _read(engine, taken, reader, options)
    # Of files read to their end too: the run that read them may have been cut off just before this.
    for touched in dict.fromkeys(stored.batch for stored in known.values() if stored is not None):
        ask_about_incomplete(engine, incomplete_pages(sheet_pages(engine, touched)), options.clock())
    again = sum(len(file.stored.pages_again) for file in taken)
    finished = tuple(old for old in cut_off if old != batch)
    return RunResult(batch or (taken[0].stored.batch if taken else None), skipped, again, finished)


def _record(
    engine: Engine, into: Batch | NewBatch, files: Sequence[SourceFile], options: RunOptions
) -> tuple[Batch | None, dict[SourceFile, StoredSource | None]]:
    """Keep and record every file before any is read."""
    if options.store is not None:
        for file in files:
            keep_original(options.store, file)
    new = [NewSource(shown(file.path), file.sha256, file.size_bytes) for file in files]
    batch, sources = take_sources(engine, new, into, options.clock())
    return batch, dict(zip(files, sources, strict=True))


def _sorted_out(
    known: Mapping[SourceFile, StoredSource | None], store: Path | None
) -> tuple[list[_Taken], tuple[Skipped, ...]]:
    """Return what is to be read and what is left alone; one content under two names is taken once."""
    taken: dict[int, _Taken] = {}
    skipped: list[Skipped] = []
    for file, stored in known.items():
        if stored is None:
            continue
        if stored.id in taken or (stored.pages is not None and not stored.pages_again):
            skipped.append(Skipped(file, stored.batch))
        else:
            taken[stored.id] = _Taken(file.path if store is None else keep_original(store, file), stored)
    return list(taken.values()), tuple(skipped)


def _read(engine: Engine, taken: Sequence[_Taken], reader: Reader, options: RunOptions) -> None:
    inspected = dict(Workers(reader, options.hands, _INSPECTING).run(taken))
    total = sum(found.pages for found in inspected.values())
    done = sum(len(file.done - {FILE_AS_A_WHOLE}) for file in taken)
    options.progress(done, total)
    chunks = Workers(reader, options.hands, _READING).run(_chunks(taken, inspected))
    current = next(chunks, None)
    for file in taken:
        results = _file_result(file, inspected[file])
        if results:
            store_pages(engine, results, options.program_version, options.clock())
        while current is not None and current[0].source_id == file.stored.id:
            pages = _results(file, current[1])
            store_pages(engine, pages, options.program_version, options.clock())
            done += sum(page.part == 1 for page in pages)
            options.progress(done, total)
            current = next(chunks, None)
        finish_source(engine, file.stored.id, inspected[file].pages + (inspected[file].problem is not None))


def _results(file: _Taken, pages: _Pages) -> list[PageResult]:
    """Return what is stored of some pages; sheets that lay on one page are its parts."""
    parts: Counter[int] = Counter()
    results = []
    for number, values in pages:
        parts[number] += 1
        results.append(PageResult(file.stored.id, number, values, parts[number]))
    return results


def _chunks(taken: Sequence[_Taken], inspected: dict[_Taken, Inspected]) -> Iterator[Chunk]:
    for file in taken:
        missing = [n for n in range(1, inspected[file].pages + 1) if n not in file.done]
        for start in range(0, len(missing), PAGES_A_CHUNK):
            yield Chunk(file.stored.id, file.path, tuple(missing[start : start + PAGES_A_CHUNK]))


def _file_result(file: _Taken, found: Inspected) -> list[PageResult]:
    """Return what is wrong with a file as a whole, unless an earlier run has stored it."""
    if found.problem is None or FILE_AS_A_WHOLE in file.done:
        return []
    problem = PageRejected(found.problem.reason, found.problem.evidence)
    return [PageResult(file.stored.id, FILE_AS_A_WHOLE, page_values(problem))]


def _inspect(file: _Taken) -> Inspected:
    return inspect_file(file.path)


def _uninspected(file: _Taken) -> Inspected:
    del file
    return Inspected(0, FileDamaged())


def _pages_of(chunk: Chunk) -> tuple[Chunk, ...]:
    return tuple(replace(chunk, numbers=(number,)) for number in chunk.numbers)


def _unread(chunk: Chunk) -> _Pages:
    """Return what is stored for a page whose reader died."""
    died = page_values(PageRejected(Reason.READER_FAILED, (("error", "worker died"),)))
    return tuple((number, died) for number in chunk.numbers)


def _joined(results: Sequence[_Pages]) -> _Pages:
    return tuple(page for result in results for page in result)


_INSPECTING = Job(_inspect, lambda file: (file,), lambda results: results[0], _uninspected)
_READING = Job(page_values_of, _pages_of, _joined, _unread)
