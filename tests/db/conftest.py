"""Tests here may ask for a fresh database: on SQLite, and on PostgreSQL too where there is a server and its driver."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import Engine, open_database
from tests.db.emptying import emptied
from tests.db.fixtures import migrated, put_away, sqlite_database
from tests.db.postgres import can_run, server

__all__ = ["migrated"]


@pytest.fixture(scope="session")
def _postgres_engine() -> Iterator[Engine]:
    with server() as address:
        engine = open_database(address)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"] if can_run() else ["sqlite"])
def engine(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    """Return an open, empty database."""
    if request.param == "sqlite":
        sqlite = sqlite_database(migrated, tmp_path)
        yield sqlite
        put_away(sqlite)
        return
    postgres: Engine = request.getfixturevalue("_postgres_engine")
    emptied(postgres)
    yield postgres


@pytest.fixture
def sqlite_only(engine: Engine) -> None:
    """Skip on any other database: the test speaks its dialect."""
    if engine.dialect.name != "sqlite":
        pytest.skip("speaks SQLite's dialect")
