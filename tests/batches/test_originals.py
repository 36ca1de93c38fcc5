"""Facts about keeping the files that pages were read from."""

import shutil
from pathlib import Path

import pytest

from batches.originals import OriginalAltered, OriginalMissing, OriginalNotKept, find_original, keep_original
from batches.source import SourceFile, hashed


@pytest.fixture
def scan(tmp_path: Path) -> SourceFile:
    """Return a file as a scanner leaves it."""
    path = tmp_path / "quét 1.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 9000)
    [file] = hashed([path])
    return file


def test_a_file_is_kept_once_under_its_content(scan: SourceFile, tmp_path: Path) -> None:
    """The copy is the same, the file is as it was, and a second copy is not made."""
    store = tmp_path / "originals"

    first = keep_original(store, scan)
    again = keep_original(store, scan)

    assert first == again == store / scan.sha256[:2] / scan.sha256
    assert first.read_bytes() == scan.path.read_bytes()
    assert [path for path in store.rglob("*") if path.is_file()] == [first]


def test_the_copy_is_found_when_the_file_is_gone(scan: SourceFile, tmp_path: Path) -> None:
    """And the file itself where nothing is copied."""
    store = tmp_path / "originals"
    assert find_original(None, scan.path, scan.sha256) == scan.path

    kept = keep_original(store, scan)
    scan.path.unlink()

    assert find_original(store, scan.path, scan.sha256) == kept
    with pytest.raises(OriginalMissing):
        find_original(None, scan.path, scan.sha256)


def test_a_file_that_was_altered_is_not_shown(scan: SourceFile, tmp_path: Path) -> None:
    """One changed byte is enough; a sound file in its old place stands in for a copy that is not."""
    kept = keep_original(tmp_path / "originals", scan)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")

    assert find_original(tmp_path / "originals", scan.path, scan.sha256) == scan.path
    scan.path.unlink()
    with pytest.raises(OriginalAltered):
        find_original(tmp_path / "originals", scan.path, scan.sha256)


def test_a_file_that_changes_while_it_is_copied_is_not_kept(scan: SourceFile, tmp_path: Path) -> None:
    """What is in the store is what was read, or nothing is."""
    scan.path.write_bytes(b"other")

    with pytest.raises(OriginalNotKept):
        keep_original(tmp_path / "originals", scan)

    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_full_disk_is_a_sentence(scan: SourceFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left behind, and the next run can keep it."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("batches.originals.os.fsync", full)
    with pytest.raises(OriginalNotKept, match="No space left"):
        keep_original(tmp_path / "originals", scan)
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []

    monkeypatch.undo()
    assert keep_original(tmp_path / "originals", scan).is_file()
    shutil.rmtree(tmp_path / "originals")
