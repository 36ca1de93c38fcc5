"""Facts about what is looked at on this computer."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from app.checkup import Check, checkup
from app.settings import Settings
from db.engine import Engine, open_database
from omr.reading import PageRejected
from omr.reasons import Reason
from omr.words import Language
from tests.db.values import scanned

_PAGE = 4096


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def kept(settings: Settings, tmp_path: Path) -> Settings:
    """Return the settings of an office that keeps its originals: one scanned file, in the store and where it was."""
    data = "một tệp quét".encode()
    name = hashlib.sha256(data).hexdigest()
    (tmp_path / "hòm phiếu [1].pdf").write_bytes(data)
    store = settings.home / "originals" / name[:2]
    store.mkdir(parents=True)
    (store / name).write_bytes(data)
    engine = open_database(settings.database_url)
    _scanned_once(engine, tmp_path / "hòm phiếu [1].pdf", name)
    engine.dispose()
    return replace(settings, originals=settings.home / "originals")


def _scanned_once(engine: Engine, path: Path, sha256: str) -> None:
    scanned(engine, PageRejected(Reason.BLANK_PAGE), path=str(path))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE source SET sha256 = ?", (sha256,))


def _named(settings: Settings) -> dict[str, Check]:
    return {check.name: check for check in checkup(settings)}


def _ill(settings: Settings) -> list[str]:
    return [check.name for check in checkup(settings) if not check.well]


def test_a_new_office_is_well(settings: Settings) -> None:
    """Nothing printed, nothing scanned, no store yet; each thing is told in both languages."""
    checks = checkup(replace(settings, originals=settings.home / "originals"))

    assert [check.name for check in checks] == ["database", "originals", "disk", "typefaces", "poppler"]
    assert all(check.well and check.said.vi and check.said.en for check in checks)
    assert "reference" in _named(settings)["originals"].said.en


@pytest.mark.parametrize("content", [b"not a database" * 99, b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_database_is_told(settings: Settings, content: bytes) -> None:
    """And the rest is looked at all the same."""
    (settings.home / "omr.sqlite3").write_bytes(content)

    assert _ill(settings) == ["database"]


@pytest.mark.parametrize("page", range(2, 40, 3))
def test_a_database_with_a_damaged_page_is_told_to_be_damaged(kept: Settings, page: int) -> None:
    """Wherever the damage is: it is what this command is for, and what is left of the database is not trusted."""
    path = kept.home / "omr.sqlite3"
    data = bytearray(path.read_bytes())
    data[page * _PAGE : (page + 1) * _PAGE] = bytes([0xA5]) * _PAGE
    path.write_bytes(data)

    ill = _named(kept)["database"]
    assert not ill.well
    assert ill.said.to(Language.EN)


def test_a_file_that_is_nowhere_any_more_is_told_by_its_name(kept: Settings, tmp_path: Path) -> None:
    """Where it still is at one of two places all is well; names with brackets stand as they are."""
    (stored,) = kept.home.glob("originals/*/*")
    scan = tmp_path / "hòm phiếu [1].pdf"
    shutil.move(stored, tmp_path / "elsewhere")
    assert _ill(kept) == []
    scan.unlink()

    assert _ill(kept) == ["originals"]
    assert "hòm phiếu [1].pdf" in _named(kept)["originals"].said.vi
    shutil.move(tmp_path / "elsewhere", stored)
    assert _ill(kept) == []


def test_an_original_that_was_altered_is_told(kept: Settings) -> None:
    """By the beginning of its hash."""
    (stored,) = kept.home.glob("originals/*/*")
    stored.chmod(0o644)
    stored.write_bytes(b"another")

    check = _named(kept)["originals"]
    assert not check.well
    assert stored.name[:12] in check.said.vi


@pytest.mark.parametrize(("free", "well"), [(2_000_000_000, True), (1_999_999_999, False), (0, False)])
def test_a_disk_needs_room_for_a_box(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, well: bool
) -> None:
    """Two gigabytes, on the disk of the home folder."""
    asked: list[Path] = []

    def usage(path: Path) -> _Usage:
        asked.append(path)
        return _Usage(10**12, 0, free)

    monkeypatch.setattr("app.checkup.shutil.disk_usage", usage)

    assert _named(settings)["disk"].well is well
    assert asked == [settings.home]


def test_without_poppler_all_is_well_and_it_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some unusual files need it; a missing typeface is another matter."""
    monkeypatch.setattr("app.checkup.shutil.which", lambda _: None)
    monkeypatch.setattr("app.checkup._FACES", ("BeVietnamPro-Regular.ttf", "Nothing.ttf"))
    checks = _named(settings)

    assert checks["poppler"].well
    assert "not there" in checks["poppler"].said.en
    assert not checks["typefaces"].well
    assert "Nothing.ttf" in checks["typefaces"].said.vi
    assert "Regular" not in checks["typefaces"].said.vi


def test_a_server_that_cannot_be_reached_is_told_without_its_password(settings: Settings) -> None:
    """In the words of any other command."""
    check = _named(replace(settings, database_url="postgresql+psycopg://an:bimat@127.0.0.1:1/omr"))["database"]

    assert not check.well
    assert "bimat" not in check.said.vi + check.said.en
