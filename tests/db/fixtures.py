"""A fresh database for each test, copied from one that was migrated once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import Engine, open_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database file with the newest schema."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    open_database(f"sqlite:///{path.as_posix()}").dispose()
    return path


@pytest.fixture
def engine(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    """Return an open, empty database; tests of `db` itself have one on every server."""
    engine = sqlite_database(migrated, tmp_path)
    yield engine
    put_away(engine)


def sqlite_database(migrated: Path, folder: Path) -> Engine:
    """Return an open, empty database in a file."""
    path = folder / "omr.sqlite3"
    shutil.copy(migrated, path)
    return open_database(f"sqlite:///{path.as_posix()}")


def put_away(engine: Engine) -> None:
    """Close a database for good.

    FastAPI keeps what its dependencies are for as long as the process lives, and with them the engine of each desk; the
    statements that an engine has compiled are some megabytes.
    """
    engine.dispose()
    engine.clear_compiled_cache()
