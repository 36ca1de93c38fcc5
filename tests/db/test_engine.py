"""Facts about opening the database."""

import gc
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

import db.engine
from db.engine import HEAD, Engine, open_database, writing
from db.errors import DatabaseBusy, DatabaseTooNew, DatabaseUnreachable, DiskFull
from omr.words import Language
from tests.db.emptying import METADATA
from tests.db.values import FIRST, accepted, printed, reading, scanned, unsure


def _url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def _schema(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(str(row[0]) for row in connection.execute(text("SELECT sql FROM sqlite_master")))


def test_the_migrations_make_the_tables_that_the_program_uses(engine: Engine) -> None:
    """The schema made step by step is the one that the mappings describe."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_the_program_knows_its_newest_migration() -> None:
    """The version that saves an import of Alembic is the newest in the folder."""
    scripts = ScriptDirectory(Path(db.engine.__file__).parent / "migrations")

    assert scripts.get_heads() == [HEAD]


def test_a_current_database_opens_without_alembic(migrated: Path) -> None:
    """Only an old or a new database pays for importing the migrations."""
    code = (
        "import sys; from db.engine import open_database; open_database(sys.argv[1]).dispose(); "
        "sys.exit('alembic' in sys.modules)"
    )
    root = Path(db.engine.__file__).parent.parent

    assert subprocess.run([sys.executable, "-c", code, _url(migrated)], cwd=root, check=False).returncode == 0


def test_what_an_engine_opened_is_closed_with_it(tmp_path: Path) -> None:
    """A command that forgets its engine leaves no connection open."""
    engine = open_database(_url(tmp_path / "a.sqlite3"))
    with engine.connect() as connection:
        opened = connection.connection.dbapi_connection
    assert isinstance(opened, sqlite3.Connection)
    opened.execute("SELECT 1")
    del connection, engine
    gc.collect()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened.execute("SELECT 1")


def test_two_programs_may_make_the_database_at_once(tmp_path: Path) -> None:
    """The second waits for the first and finds nothing left to do."""
    code = "import sys; from db.engine import open_database; open_database(sys.argv[1]).dispose()"
    command = [sys.executable, "-c", code, _url(tmp_path / "omr.sqlite3")]
    root = Path(db.engine.__file__).parent.parent
    started = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE) for _ in range(2)]

    assert [process.communicate()[1] for process in started] == [b"", b""]
    assert [process.returncode for process in started] == [0, 0]


@pytest.mark.usefixtures("sqlite_only")
def test_sqlite_is_safe_and_fast(engine: Engine) -> None:
    """Write-ahead log, and foreign keys that hold."""
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.parametrize("statement", ["UPDATE {} SET question = 'C9'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["mark", "answer"])
def test_readings_stand_as_they_were_made(engine: Engine, table: str, statement: str) -> None:
    """The database itself refuses to change or remove what was read."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5"), unsure("MD")))

    with pytest.raises(DatabaseError, match="never changed"), engine.begin() as connection:
        connection.execute(text(statement.format(table)))


def test_a_newer_database_is_left_alone(migrated: Path, tmp_path: Path) -> None:
    """A schema that this program does not know is refused, and is as before."""
    path = tmp_path / "newer.sqlite3"
    path.write_bytes(migrated.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()

    with pytest.raises(DatabaseTooNew) as caught:
        open_database(_url(path))

    assert "9999" in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "url", ["not a url", "sqlite:////no/such/folder/omr.sqlite3", "nosuchdatabase://host/name", "oracle://u:geheim@h/n"]
)
def test_a_database_that_is_not_there_is_a_sentence(url: str) -> None:
    """No such address, folder, kind of database or driver."""
    with pytest.raises(DatabaseUnreachable) as caught:
        open_database(url)

    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("name", [".", "no/such/folder/omr.sqlite3"])
def test_a_path_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """A folder in the place of the file, or no folder to put it in: the sentence says which, and nothing is made."""
    path = tmp_path / name
    with pytest.raises(DatabaseUnreachable) as caught:
        open_database(_url(path))

    for language, reason in ((Language.VI, "không mở được tệp dữ liệu"), (Language.EN, "unable to open database file")):
        assert path.as_posix() in caught.value.sentence(language)
        assert reason in caught.value.sentence(language)
    assert caught.value.exit_code == 20
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("sqlite_only")
def test_what_was_stored_is_there_after_closing(engine: Engine, tmp_path: Path) -> None:
    """Opening again finds the rows, and neither changes nor repeats the schema."""
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")))
    schema = _schema(engine)
    engine.dispose()

    again = open_database(_url(tmp_path / "omr.sqlite3"))
    try:
        with again.connect() as connection:
            assert connection.execute(text("SELECT question, chosen FROM answer")).all() == [("C1", "5")]
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
        assert _schema(again) == schema
    finally:
        again.dispose()


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    """Something else under the name of the database is not written over."""
    path = tmp_path / "omr.sqlite3"
    path.write_text("ghi chú của tôi\n" * 100, "utf-8")

    with pytest.raises(DatabaseUnreachable):
        open_database(_url(path))

    assert path.read_text("utf-8").startswith("ghi chú")


def test_a_database_held_by_another_program_is_a_sentence(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening an unmade database waits for the one who holds it, but not for ever."""
    monkeypatch.setattr(db.engine, "_BUSY_MS", 50)
    path = tmp_path / "omr.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            open_database(_url(path))


def test_a_database_that_stays_locked_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer waits for its turn, and says so when it does not come."""
    monkeypatch.setattr(db.engine, "_BUSY_MS", 50)
    path = tmp_path / "omr.sqlite3"
    engine = open_database(_url(path))
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy), writing(engine):
            pass
        other.rollback()
    with writing(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM page")).scalar() == 0
    engine.dispose()


@pytest.mark.usefixtures("sqlite_only")
def test_writers_take_turns(engine: Engine) -> None:
    """While one transaction writes, no other connection can begin to."""
    path = engine.url.database
    assert path is not None
    with (
        writing(engine),
        closing(sqlite3.connect(path, timeout=0.05)) as other,
        pytest.raises(sqlite3.OperationalError),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_a_full_disk_is_said_as_such(engine: Engine) -> None:
    """Not as an address or a right that is wrong."""
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite can be told how large it may grow")
    with pytest.raises(DiskFull) as caught:
        _grown(engine)

    assert "sqlite" in str(caught.value)


def _grown(engine: Engine) -> None:
    """Store more than there is room for."""
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
        connection.exec_driver_sql("CREATE TABLE large AS SELECT zeroblob(1000000) AS a")
