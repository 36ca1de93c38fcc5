"""Which pictures were kept long enough, and how do they go? The files alone: what was read in them stays."""

from dataclasses import dataclass
from datetime import date

from app.settings import ORIGINALS_FOLDER, Settings
from batches.originals import kept_originals, remove_originals
from db.engine import open_database
from db.purges import KeptFile, Purge, files_before, purged_hashes, record_purge


@dataclass(frozen=True, slots=True)
class Purgeable:
    """What a purge would remove, and what it leaves: files with items that wait, and files outside the store."""

    removed: tuple[KeptFile, ...]
    waiting: tuple[KeptFile, ...]
    outside: tuple[KeptFile, ...]


def purgeable(settings: Settings, before: date) -> Purgeable:
    """Return what `purge` would remove and leave."""
    engine = open_database(settings.database_url)
    files = files_before(engine, before)
    engine.dispose()
    kept = {path.name for path in kept_originals(settings.home / ORIGINALS_FOLDER)}
    return Purgeable(
        removed=tuple(f for f in files if not f.waiting and f.sha256 in kept),
        waiting=tuple(f for f in files if f.waiting),
        outside=tuple(f for f in files if not f.waiting and f.sha256 not in kept),
    )


def purge(settings: Settings, found: Purgeable, record: Purge) -> int:
    """Remove pictures for good, after it is written down which; answers and decisions stay. Returns how many files.

    A run that was cut off is finished by the next: what is written down is removed then.

    Raises
    ------
    OriginalNotRemoved
        When a file cannot be removed.
    """
    engine = open_database(settings.database_url)
    if found.removed:
        record_purge(engine, found.removed, record)
    hashes = purged_hashes(engine)
    engine.dispose()
    return remove_originals(settings.home / ORIGINALS_FOLDER, sorted(hashes))
