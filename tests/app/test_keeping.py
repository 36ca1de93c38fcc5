"""Facts about backing up, restoring, and looking whether all is well, from the command line."""

import errno
import json
import os
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


def test_what_the_office_has_written_comes_back_too(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """Its settings, tables, forms of its own and templates; what it names goes on as before."""
    written = {
        "office.yaml": "unit: UBND phường An\nplace: An\nhide_under: 9\n",
        "officers.csv": "code,name\n01,An\n",
        "dossiers.csv": "period,field,dossiers\n2026-Q3,,100\n",
        "forms/cua-toi.yaml": "id: x\n",
        "templates/bao-cao.docx": "…",
        "adopting/tinh/layout.yaml": "…",
    }
    for name, text in written.items():
        (scanned / name).parent.mkdir(exist_ok=True, parents=True)
        (scanned / name).write_text(text, "utf-8")

    assert omr("backup", tmp_path / "b.zip").code == 0
    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0

    assert {name: (tmp_path / "new" / name).read_text("utf-8") for name in written} == written


def test_settings_of_another_office_are_not_overwritten(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """The folder is not empty; where it holds the same file, as a restore that was cut off leaves it, it goes on."""
    (scanned / "office.yaml").write_text("unit: A\n", "utf-8")
    omr("backup", tmp_path / "b.zip")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "office.yaml").write_text("unit: B\n", "utf-8")

    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 74
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["office.yaml"]
    assert (tmp_path / "new" / "office.yaml").read_text("utf-8") == "unit: B\n"
    (tmp_path / "new" / "office.yaml").write_text("unit: A\n", "utf-8")
    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0


def test_a_backup_of_the_database_and_the_originals_alone_is_restored(omr: Omr, scanned: Path, tmp_path: Path) -> None:
    """As they were made before the office's own files were in them."""
    (scanned / "office.yaml").write_text("unit: A\n", "utf-8")
    omr("backup", tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as good, ZipFile(tmp_path / "old.zip", "w") as old:
        for name in good.namelist():
            if name != "office.yaml":
                old.writestr(name, good.read(name))

    assert omr("restore", tmp_path / "old.zip", "--home", tmp_path / "new").code == 0
    assert not (tmp_path / "new" / "office.yaml").exists()


def test_a_full_disk_is_not_the_fault_of_the_backup(
    omr: Omr, scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says that the backup is sound, and what is lacking."""
    omr("backup", tmp_path / "b.zip")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as cut:
        cut.setattr(ZipFile, "extractall", full)
        ran = omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new")

    assert ran.code == 122
    assert "No space left" in ran.err
    assert "the backup is sound" in ran.err
    assert list((tmp_path / "new").iterdir()) == []
    assert omr("restore", tmp_path / "b.zip", "--home", tmp_path / "new").code == 0


def test_a_backup_that_is_not_there_is_said(omr: Omr, tmp_path: Path) -> None:
    """With what the system says of it, and no number."""
    ran = omr("restore", tmp_path / "none.zip", "--home", tmp_path / "new")

    assert (ran.code, "No such file" in ran.err, "Errno" in ran.err) == (73, True, False)


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

    for number, name in enumerate(("forms/../../x", "/forms/x", "templates/", "forms/C:/x", "other.txt")):
        with ZipFile(tmp_path / "b.zip") as good, ZipFile(tmp_path / f"{number}.zip", "w") as beyond:
            beyond.writestr("omr.sqlite3", good.read("omr.sqlite3"))
            beyond.writestr(name, b"x")

    for name in ("no", "foreign", "bad", "hurt", "0", "1", "2", "3", "4"):
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
