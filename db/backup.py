"""How is a database copied while it is in use, and is a copy sound? For the file that offices keep."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from db.errors import DiskFull
from omr.errors import OmrError
from omr.words import Text


class BackupNotHere(OmrError):
    """The database is on a server, which has tools of its own for this. Evidence: url."""

    exit_code = 72
    sentence_text = Text(
        "Cơ sở dữ liệu {url} nằm trên máy chủ, không sao lưu được bằng lệnh này.",
        "The database {url} is on a server and cannot be backed up by this command.",
    )
    advice_text = Text(
        "Dùng công cụ của máy chủ (PostgreSQL: pg_dump) và chép thư mục originals.",
        "Use the server's own tool (PostgreSQL: pg_dump) and copy the folder originals.",
    )


def database_file(url: str) -> Path:
    """Return the file of an SQLite database.

    Raises
    ------
    BackupNotHere
        When it is no file.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BackupNotHere(url=parsed.render_as_string(hide_password=True))
    return Path(parsed.database)


def copy_database(url: str, target: Path) -> None:
    """Copy a database as it is at one moment, though others write to it meanwhile (SQLite's online backup).

    Raises
    ------
    DiskFull
        When there is no room for the copy.
    """
    try:
        with closing(sqlite3.connect(database_file(url))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # One file, without the log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "is full" in str(error):
            raise DiskFull(url=target) from error
        raise


def is_sound(path: Path) -> bool:
    """Tell whether a file is an SQLite database in which every page and reference is as it should be."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return whole and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError:
        return False
