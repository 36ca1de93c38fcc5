"""Tests here sit at a desk in this process: of an office that has printed nothing, or of one with a week's scans."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings, load_settings
from tests.app.web.seats import OfficeDesk, open_desk


@pytest.fixture
def new_desk(settings: Settings) -> Iterator[OfficeDesk]:
    """Return the desk of an office that has printed and scanned nothing."""
    desk = open_desk(settings)
    yield desk
    desk.engine.dispose()


@pytest.fixture
def week_desk(week: Path) -> Iterator[OfficeDesk]:
    """Return the desk of an office with two sheets read, C1 of the first unsure, and a picture that is no sheet."""
    desk = open_desk(load_settings(week, {}))
    yield desk
    desk.engine.dispose()
