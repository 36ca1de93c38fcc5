"""Tests here sit at a desk in this process: of an office that has printed nothing, or of one with a week's scans."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.settings import Settings, load_settings
from tests.app.web.seats import OfficeDesk, open_desk
from tests.db.fixtures import put_away


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in no time: nearly every test logs somebody in, and that it is costly is a fact of accounts."""
    monkeypatch.setattr("app.accounts._HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def new_desk(settings: Settings) -> Iterator[OfficeDesk]:
    """Return the desk of an office that has printed and scanned nothing."""
    desk = open_desk(settings)
    yield desk
    put_away(desk.engine)


@pytest.fixture
def week_desk(week: Path) -> Iterator[OfficeDesk]:
    """Return the desk of an office with two sheets read, C1 of the first unsure, and a picture that is no sheet."""
    desk = open_desk(load_settings(week, {}))
    yield desk
    put_away(desk.engine)
