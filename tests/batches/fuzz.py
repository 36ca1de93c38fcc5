"""Does any file end or hang a reader? Sound files spoiled in every way, each read in a process that may die of it.

``python -m tests.batches.fuzz 10000`` prints what they ended as. A case is made of its number alone, so one that went
wrong can be made again: ``python -m tests.batches.fuzz 1 --first NUMBER --keep FILE``.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from batches.executor import Hands, Job, Workers
from batches.worker import Chunk, Reader, inspect_file, read_chunk
from omr.reading import AnswerState, PageReading, PageRejected
from omr.reasons import Reason
from tests.app.sheets import MARKED
from tests.batches.corpus import CORPUS
from tests.batches.one_sheet import one_sheet

# A spoiled file is read or refused in well under a second; what takes longer than this hangs.
_LIMIT_S = 15.0
_AT_ONCE = 25
_PAGES = 2
_NUMBER = re.compile(rb"\d+")
# What breaks arithmetic: signs, limits of words, and sizes that no memory holds.
_ODD_NUMBERS = (b"0", b"-1", b"1", b"255", b"65535", b"65536", b"2147483647", b"4294967295", b"99999999999999999999")


@dataclass(frozen=True, slots=True)
class Cases:
    """Some cases by their numbers, and the folder of the sound files."""

    folder: Path
    numbers: tuple[int, ...]


def spoiled(folder: Path, number: int) -> tuple[str, bytes]:
    """Return the name of the file that a case begins with, and its spoiled content."""
    chance = random.Random(number)
    source = chance.choice(sorted(folder.iterdir()))
    content = bytearray(source.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        chance.choice(_WAYS)(chance, content)
    return source.name, bytes(content)


def _bytes(chance: random.Random, content: bytearray) -> None:
    # What is said of a picture stands at its head, or at the tail.
    near = chance.choice((64, 600, len(content) + 1))
    for _ in range(chance.choice((1, 3, 10))):
        place = chance.randrange(min(near, len(content) + 1)) if content else 0
        place = place if chance.random() < 0.8 else len(content) - 1 - place
        if 0 <= place < len(content):
            content[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))


def _cut(chance: random.Random, content: bytearray) -> None:
    start = chance.randrange(len(content) + 1)
    del content[start : chance.choice((start + 1, start + 40, len(content)))]


def _doubled(chance: random.Random, content: bytearray) -> None:
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((4, 60, 3000))]
    content[start:start] = piece * chance.choice((1, 2, 50))


def _moved(chance: random.Random, content: bytearray) -> None:
    start, to = chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)
    length = chance.choice((2, 20, 500))
    content[to : to + length] = content[start : start + length]


def _numbers(chance: random.Random, content: bytearray) -> None:
    found = list(_NUMBER.finditer(content[:3000] + content[-3000:] if len(content) > 6000 else bytes(content)))
    if found:
        number = chance.choice(found).group()
        places = [m.start() for m in re.finditer(re.escape(number), content)]
        if places:
            start = chance.choice(places)
            content[start : start + len(number)] = chance.choice(_ODD_NUMBERS)


_WAYS = (_bytes, _bytes, _cut, _doubled, _moved, _numbers)


def read_cases(cases: Cases) -> tuple[str, ...]:
    """Return what each case ended as: a reason, or ``read``."""
    return tuple(_ended(cases.folder, number) for number in cases.numbers)


def _ended(folder: Path, number: int) -> str:
    name, content = spoiled(folder, number)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name
        path.write_bytes(content)
        found = inspect_file(path)
        if not found.pages:
            return found.problem.reason.value if found.problem else "?"
        pages = tuple(range(1, min(found.pages, _PAGES) + 1))
        outcome = read_chunk(Chunk(0, path, pages))[0][1]
    if not isinstance(outcome, PageRejected):
        return _wrong(outcome) or "read"
    said = "; ".join(value for _, value in outcome.evidence) if outcome.reason is Reason.READER_FAILED else ""
    return f"{outcome.reason.value} {said}".strip()


def _wrong(page: PageReading) -> str:
    """Return what was accepted and is not what the sheet says; a spoiled file may cost answers, never change one."""
    given = {answer.question: answer.chosen for answer in page.answers if answer.state is AnswerState.ACCEPTED}
    wrong = {
        question: chosen
        for question, chosen in given.items()
        if chosen != ((MARKED[question],) if question in MARKED else ())
    }
    return f"wrong and certain: {wrong}" if wrong else ""


_READ: Job[Cases, tuple[str, ...]] = Job(
    read_cases,
    lambda cases: tuple(Cases(cases.folder, (number,)) for number in cases.numbers),
    lambda results: tuple(ended for result in results for ended in result),
    lambda cases: ("reader died",) * len(cases.numbers),
)


def fuzz(reader: Reader, sound: Path, numbers: range, workers: int) -> list[tuple[int, str]]:
    """Return what each case ended as, by its number."""
    tasks = [Cases(sound, tuple(numbers[start : start + _AT_ONCE])) for start in range(0, len(numbers), _AT_ONCE)]
    ended: list[tuple[int, str]] = []
    with Progress() as progress:
        bar = progress.add_task("fuzz", total=len(numbers))
        for cases, results in Workers(reader, Hands(workers), _READ).run(tasks):
            ended += zip(cases.numbers, results, strict=True)
            progress.advance(bar, len(results))
    return ended


_WRONG = (Reason.READER_FAILED.value, "reader died", "wrong and certain")


def write_sound(folder: Path, sheet: object) -> None:
    """Write the files that are spoiled: those of the corpus that can be read."""
    for odd in CORPUS:
        if odd.ends_as is None:
            (folder / odd.name).write_bytes(odd.write(sheet))  # type: ignore[arg-type]


def main(words: Sequence[str] | None = None) -> int:
    """Run so many cases; 1 where any ended or hung a reader, met an error that nobody foresaw, or was read wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="write the content of the first case here and read nothing")
    arguments = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        sheet, reader = one_sheet(_LIMIT_S)
        write_sound(Path(folder), sheet)
        if arguments.keep:
            arguments.keep.write_bytes(spoiled(Path(folder), arguments.first)[1])
            return 0
        numbers = range(arguments.first, arguments.first + arguments.cases)
        ended = fuzz(reader, Path(folder), numbers, arguments.workers)
    for what, count in Counter(what for _, what in ended).most_common():
        sys.stdout.write(f"{count:6d}  {what}\n")
    wrong = [(number, what) for number, what in ended if what.startswith(_WRONG)]
    for number, what in wrong:
        sys.stdout.write(f"case {number}: {what}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
