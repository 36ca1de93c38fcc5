"""Facts about backing up, restoring, and looking whether all is well, from the command line."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

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


def test_what_was_backed_up_comes_back(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """The restored home exports the same pages and has the same originals."""
    pages = omr("export", "pages", "--format", "json").out
    assert omr("backup", tmp_path / "b.zip").code == 0
    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0

    assert omr("export", "pages", "--format", "json", "--home", tmp_path / "new").out == pages
    kept = [sorted(p.name for p in (h / "originals").glob("*/*")) for h in (scanned, tmp_path / "new")]
    assert kept[0] == kept[1] != []
    assert omr("doctor", "--home", tmp_path / "new").code == 0


def test_nothing_is_overwritten(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """A home that holds data is never restored into."""
    omr("backup", tmp_path / "b.zip")

    assert omr("restore", tmp_path / "b.zip").code == 74


def test_a_damaged_backup_changes_nothing(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """No archive, a foreign one, one with an altered original: each is refused and leaves an empty home."""
    omr("backup", tmp_path / "b.zip")
    (tmp_path / "no.zip").write_bytes(b"no archive")
    with ZipFile(tmp_path / "foreign.zip", "w") as archive:
        archive.writestr("../omr.sqlite3", b"x")
    with ZipFile(tmp_path / "b.zip") as good, ZipFile(tmp_path / "bad.zip", "w") as bad:
        for info in good.infolist():
            data = good.read(info)
            bad.writestr(info.filename, data + b"x" if info.filename.startswith("originals") else data)

    hurt = bytearray((tmp_path / "b.zip").read_bytes())
    hurt[60:90] = b"\xff" * 30
    (tmp_path / "hurt.zip").write_bytes(hurt)

    for name in ("no", "foreign", "bad", "hurt"):
        assert omr("restore", tmp_path / f"{name}.zip", "--home", tmp_path / "new").code == 73, name
        assert list((tmp_path / "new").iterdir()) == []


def test_files_that_are_only_referred_to_are_in_the_backup(
    omr: Omr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no copies are kept the scanned files are taken in; one that is gone is said, and no backup is made."""
    monkeypatch.setenv("OMR_ORIGINALS", "reference")
    Image.fromarray(np.random.default_rng(6).integers(0, 255, (400, 300), dtype=np.uint8)).save(tmp_path / "1.png")
    omr("scan", tmp_path / "1.png", "--workers", 0)

    assert "1 originals" in omr("backup", tmp_path / "b.zip").err
    (tmp_path / "1.png").unlink()
    assert omr("backup", tmp_path / "c.zip").code == 44
    assert not (tmp_path / "c.zip").exists()


def test_a_restore_that_was_cut_off_can_be_done_again(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """Originals without a database are what such a restore leaves."""
    omr("backup", tmp_path / "b.zip")
    (tmp_path / "new").mkdir()
    shutil.copytree(scanned / "originals", tmp_path / "new" / "originals")

    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0


def test_a_server_is_backed_up_by_its_own_tool(
    omr: Omr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this command cannot do it says, with what to use."""
    monkeypatch.setenv("OMR_DATABASE_URL", "postgresql+psycopg://me:secret@server/omr")
    ran = omr("backup", tmp_path / "b.zip")

    assert ran.code == 72
    assert "pg_dump" in ran.err
    assert "secret" not in ran.err


def test_the_doctor_finds_what_is_wrong(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """All is well at first; an altered original is found, and a lost one, and the exit code says so to a script."""
    well = omr("doctor", "--json")
    assert (well.code, all(check["well"] for check in json.loads(well.out))) == (0, True)
    (original,) = (scanned / "originals").glob("*/*")
    original.chmod(0o644)
    original.write_bytes(original.read_bytes() + b"x")

    ill = omr("doctor", "--json")
    assert ill.code == 1
    assert [check["name"] for check in json.loads(ill.out) if not check["well"]] == ["originals"]
    shutil.rmtree(scanned / "originals")
    assert omr("doctor").code == 0, "the scanned file is still where it was"
    (tmp_path / "1.png").unlink()
    assert "1.png" in omr("doctor").out


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
        cut.setattr("app.keeping.remove_originals", lambda *_: 0)
        omr("purge", "--before", "2999-01-01", "--yes")
    assert len(list((home / "originals").glob("*/*"))) == 1

    omr("purge", "--before", "2999-01-01", "--yes")

    assert list((home / "originals").glob("*/*")) == []
