"""When is a file in a scanner's folder whole? When it has stopped growing. The folder is looked at again and again.

Looking works on every file system; a network share tells nobody of new files. The folder may vanish, as shares do, and
come back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from batches.source import SUFFIXES

# Packed folders are taken too, and put aside with a word on it: scanners send them, and nobody would notice.
_PACKED = frozenset({".zip", ".7z", ".rar", ".gz", ".tgz"})

# Where files go once they are taken; never looked into.
DONE, PROBLEM = "done", "problem"


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a file was seen: a scanner that still writes changes one or the other."""

    size_bytes: int
    changed_ns: int


def watch(
    folder: Path,
    take: Callable[[Sequence[Path]], None],
    wait: Callable[[float], bool],
    every_s: float,
    gone: Callable[[bool], None] = lambda _gone: None,
) -> None:
    """Hand over the files of a folder as they become whole, until told to stop.

    Parameters
    ----------
    take
        Gets the files that are whole; those that are still there at the next look are handed over again.
    wait
        Waits so many seconds, and tells whether to stop.
    every_s
        How long a file must have been still.
    gone
        Told when the folder vanishes (True) and when it is back (False).
    """
    before: Mapping[Path, Sighting] = {}
    missing = False
    while True:
        seen = look(folder)
        if (seen is None) != missing:
            missing = seen is None
            gone(missing)
        whole = whole_files(before, seen or {})
        if whole:
            take(whole)
        before = seen or {}
        if wait(every_s):
            return


def look(folder: Path) -> dict[Path, Sighting] | None:
    """Return the scans and packed folders in a folder as they are now; None where the folder cannot be seen."""
    seen = {}
    try:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in SUFFIXES | _PACKED and not path.name.startswith((".", "~$")) and path.is_file():
                told = path.stat()
                seen[path] = Sighting(told.st_size, told.st_mtime_ns)
    except OSError:
        return None
    return seen


def whole_files(before: Mapping[Path, Sighting], now: Mapping[Path, Sighting]) -> tuple[Path, ...]:
    """Return the files that were seen twice and the same."""
    return tuple(path for path, sighting in now.items() if before.get(path) == sighting)
