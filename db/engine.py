"""How is the database opened? Any URL that SQLAlchemy knows; SQLite in WAL mode is what offices use.

Migrations are applied on opening. Alembic takes 0.4 s to import, so it is only called when the schema's version is not
the one this program was written for.
"""

import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from db.errors import DatabaseBusy, DatabaseTooNew, DatabaseUnreachable, DiskFull
from omr.errors import OmrError

__all__ = ["HEAD", "Engine", "open_database", "writing"]

# The newest revision under migrations/versions; a test holds it against the files.
HEAD = "0012"
# A batch commits every second or so; a reader waits this long before it gives up.
_BUSY_MS = 20_000
# How soon a connection asks again for the write-ahead log of a database that another program is just making.
_WAL_RETRY_S = 0.02
# Any number will do that no other program uses on the same server.
_WRITERS_LOCK = 7231


def open_database(url: str) -> Engine:
    """Open a database and bring its schema up to date.

    Raises
    ------
    DatabaseUnreachable
        When there is no such database, or it may not be written.
    DatabaseBusy
        When another program holds it.
    DatabaseTooNew
        When its schema is not one that this program knows.
    """
    try:
        shown = make_url(url).render_as_string(hide_password=True)
        engine = create_engine(url, connect_args=_connect_arguments(url))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise DatabaseUnreachable(url=url.split("@")[-1], reason=type(error).__name__) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        _close_with(engine)
    try:
        with engine.connect() as connection:
            version = _version(connection)
        if version != HEAD:
            _migrate(engine, version)
    except OperationalError as error:
        raise _said(error, shown) from error
    except DatabaseError as error:
        raise DatabaseUnreachable(url=shown, reason=_first_line(error)) from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one transaction; writers take turns, so that what one has looked up stays true.

    Raises
    ------
    DatabaseBusy
        When another program holds the database longer than is worth waiting for.
    DatabaseUnreachable
        When it may not be written, or the server is gone.
    DiskFull
        When there is no room.
    """
    try:
        with engine.begin() as connection:
            _take_turn(connection)
            yield connection
    except OperationalError as error:
        raise _said(error, engine.url.render_as_string(hide_password=True)) from error


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))


def _said(error: OperationalError, url: str) -> OmrError:
    if "locked" in str(error.orig):
        return DatabaseBusy(url=url)
    # The words of SQLite and of PostgreSQL.
    if "is full" in str(error.orig) or "No space left" in str(error.orig):
        return DiskFull(url=url)
    return DatabaseUnreachable(url=url, reason=_first_line(error))


def _connect_arguments(url: str) -> dict[str, object]:
    return {"timeout": _BUSY_MS / 1000} if make_url(url).get_backend_name() == "sqlite" else {}


def _set_up_sqlite(connection: object, _record: object) -> None:
    """Make one connection safe and fast: WAL lets others read while a batch is written."""
    with closing(connection.cursor()) as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        _use_wal(cursor)
        # Without recursive triggers a REPLACE would slip past those that keep readings and decisions as they are.
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "recursive_triggers=ON"):
            cursor.execute(f"PRAGMA {pragma}")


def _close_with(engine: Engine) -> None:
    """See that no connection is left open when an engine is forgotten or the program ends.

    Most commands open one engine and end with it. What is left open is closed by chance, with a warning from Python
    3.13 on, and keeps its file from being moved under Windows.
    """
    still_open: dict[int, sqlite3.Connection] = {}
    event.listen(engine, "connect", lambda connection, _: still_open.update({id(connection): connection}))
    event.listen(engine, "close", lambda connection, _: still_open.pop(id(connection), None))
    weakref.finalize(engine, _close_all, still_open)


def _close_all(connections: dict[int, sqlite3.Connection]) -> None:
    for connection in connections.values():
        connection.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Turn the write-ahead log on; unlike other statements this one does not wait for its turn, so we do."""
    until = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_WAL_RETRY_S)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine, version: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix().replace("%", "%%"))
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise DatabaseTooNew(version=version)
    with engine.connect() as connection:
        # SQLite changes a table by making it anew, which rows that stand on it would forbid; it listens to this only
        # outside a transaction.
        _hold_references(connection, False)
        # Two programs started at once: the second waits here and then finds nothing left to do.
        _take_turn(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
        _hold_references(connection, True)


def _hold_references(connection: Connection, hold: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'ON' if hold else 'OFF'}")
        connection.commit()


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).splitlines()[0] if error.orig is not None else type(error).__name__
