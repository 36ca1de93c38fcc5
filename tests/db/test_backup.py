"""Facts about copying a database that is in use, and about telling a sound copy from another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.backup import BackupNotHere, copy_database, database_file, is_sound
from db.engine import open_database, writing
from db.exports import final_answers
from omr.words import Language
from tests.db.fixtures import sqlite_database
from tests.db.values import FIRST, accepted, printed, reading, scanned


def _url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def test_a_copy_is_of_one_moment_though_somebody_is_writing(migrated: Path, tmp_path: Path) -> None:
    """What was stored until then is in it, what is half written is not; it is one file, and opens by itself."""
    engine = sqlite_database(migrated, tmp_path)
    printed(engine, FIRST)
    scanned(engine, reading(FIRST, accepted("C1", "5")))
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / "omr.sqlite3"

    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE batch SET name = 'chưa xong'")
        copy_database(_url(tmp_path / "omr.sqlite3"), copy)
    engine.dispose()

    assert [path.name for path in copy.parent.iterdir()] == ["omr.sqlite3"]
    assert is_sound(copy)
    with closing(sqlite3.connect(copy)) as connection:
        # With a log beside it the file alone would not be all there is.
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT count(*) FROM batch WHERE name = 'chưa xong'").fetchone() == (0,)
    again = open_database(_url(copy))
    assert [answer.chosen for answer in final_answers(again)] == [("5",)]
    again.dispose()


def test_a_copy_takes_the_place_of_what_was_there(migrated: Path, tmp_path: Path) -> None:
    """Nothing of an older copy shines through."""
    old = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE cu (a)")
        connection.commit()

    copy_database(_url(migrated), old)

    with closing(sqlite3.connect(old)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "cu" not in names
    assert {"page", "answer", "decision"} <= names


def _damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)


def _orphaned(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO purged_source (source_id, purge_id) VALUES (77, 88)")
        connection.commit()


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _no_database(path: Path) -> None:
    path.write_bytes("không phải cơ sở dữ liệu".encode() * 100)


@pytest.mark.parametrize("spoil", [_damaged, _orphaned, _cut_off, _no_database, Path.unlink])
def test_a_copy_that_is_not_as_it_should_be_is_not_sound(migrated: Path, tmp_path: Path, spoil: object) -> None:
    """A page overwritten, a reference to nothing, the end missing, another file, none; looking creates none."""
    assert callable(spoil)
    path = tmp_path / "bản sao.sqlite3"
    copy_database(_url(migrated), path)
    assert is_sound(path)

    spoil(path)

    assert not is_sound(path)
    assert path.exists() is (spoil is not Path.unlink)


@pytest.mark.parametrize("url", ["postgresql+psycopg://me:bimat@server:5432/omr", "sqlite://"])
def test_what_is_no_file_is_said_without_its_password(url: str) -> None:
    """In both languages; a database in memory is none either."""
    with pytest.raises(BackupNotHere) as found:
        database_file(url)

    for language in Language:
        assert "bimat" not in found.value.sentence(language)
        assert url.partition(":")[0] in found.value.sentence(language)


def test_a_file_is_found_by_its_address() -> None:
    """Whatever letters and spaces are in its name."""
    assert database_file("sqlite:////nhà/dữ liệu/omr.sqlite3") == Path("/nhà/dữ liệu/omr.sqlite3")
