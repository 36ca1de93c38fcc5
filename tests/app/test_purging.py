"""Facts about removing pictures that were kept long enough, from the command line."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.app.running import Omr


@pytest.fixture
def scanned(omr: Omr, home: Path, tmp_path: Path) -> Path:
    """Return the home of an office that has scanned a file, which is in its store."""
    Image.fromarray(np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)).save(tmp_path / "1.png")
    assert omr("scan", tmp_path / "1.png", "--workers", 0).code == 0
    return home


def _pages(omr: Omr) -> str:
    return omr("export", "pages", "--format", "json").out


def test_a_purge_removes_pictures_and_keeps_what_was_read(omr: Omr, home: Path, tmp_path: Path) -> None:
    """The files of batches before a day go; pages, answers and the record of the purge stay."""
    Image.new("L", (400, 300), 255).save(tmp_path / "trắng.png")
    omr("scan", tmp_path / "trắng.png", "--workers", 0, "--opened-at", "2025-03-14 09:00")
    before = _pages(omr)

    kept = omr("purge", "--before", "2025-03-14", "--yes")
    assert (kept.code, len(list((home / "originals").glob("*/*")))) == (0, 1)
    asked = omr("purge", "--before", "2025-03-15", "--dry-run")
    assert (asked.code, len(list((home / "originals").glob("*/*")))) == (0, 1)
    gone = omr("purge", "--before", "2025-03-15", "--yes", "--who", "A", "--why", "hết hạn")

    assert (gone.code, list((home / "originals").glob("*/*"))) == (0, [])
    assert _pages(omr) == before
    assert omr("doctor").code == 0
    assert omr("backup", tmp_path / "b.zip").code == 0
    assert "already in batch" in (again := omr("scan", tmp_path / "trắng.png", "--workers", 0)).out + again.err


def test_pictures_that_somebody_must_still_look_at_stay(omr: Omr, scanned: Path) -> None:
    """A page that waits is not made undecidable."""
    ran = omr("purge", "--before", "2999-01-01", "--yes")

    assert ran.code == 0
    assert "1 files stay" in ran.err
    assert len(list((scanned / "originals").glob("*/*"))) == 1


def test_a_purge_that_was_cut_off_is_finished_by_the_next(
    omr: Omr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written down as removed is removed then."""
    Image.new("L", (400, 300), 255).save(tmp_path / "trắng.png")
    omr("scan", tmp_path / "trắng.png", "--workers", 0)
    with monkeypatch.context() as cut:
        cut.setattr("app.purging.remove_originals", lambda *_: 0)
        omr("purge", "--before", "2999-01-01", "--yes")
    assert len(list((home / "originals").glob("*/*"))) == 1

    omr("purge", "--before", "2999-01-01", "--yes")

    assert list((home / "originals").glob("*/*")) == []
