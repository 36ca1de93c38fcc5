"""Facts about finding files of scans."""

import hashlib
from pathlib import Path

import pytest

from batches.source import NothingToScan, SourceMissing, SourceUnreadable, find_files, hashed, shown
from omr.words import Language


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def test_a_folder_is_searched_in_natural_order(tmp_path: Path) -> None:
    """Scan 2 comes before scan 10, folder by folder; what no scanner writes is left out and said."""
    _touch(tmp_path, "scan10.pdf", "scan2.PDF", "b/1.jpg", "a/hòm phiếu.tiff", "notes.txt", ".hidden.pdf", ".git/x.pdf")

    found = find_files([tmp_path])

    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == [
        "a/hòm phiếu.tiff",
        "b/1.jpg",
        "scan2.PDF",
        "scan10.pdf",
    ]
    assert [path.name for path in found.ignored] == ["notes.txt"]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """The content decides how it is read; naming it twice takes it once."""
    _touch(tmp_path, "scan.dat")

    assert find_files([tmp_path / "scan.dat", tmp_path / "scan.dat"]).files == (tmp_path / "scan.dat",)


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(SourceMissing) as caught:
        find_files([tmp_path / "không có.pdf"])

    assert "không có.pdf" in caught.value.sentence(Language.VI)


def test_a_folder_without_scans_is_a_sentence(tmp_path: Path) -> None:
    """The folder is named."""
    _touch(tmp_path, "notes.txt")

    with pytest.raises(NothingToScan, match=tmp_path.name):
        find_files([tmp_path])


def test_a_file_is_known_by_the_hash_of_its_content(tmp_path: Path) -> None:
    """SHA-256 and size; a file that has gone is a sentence."""
    _touch(tmp_path, "a.pdf")

    [source] = hashed([tmp_path / "a.pdf"])

    assert (source.sha256, source.size_bytes) == (hashlib.sha256(b"a.pdf").hexdigest(), 5)
    with pytest.raises(SourceUnreadable):
        list(hashed([tmp_path / "gone.pdf"]))


def test_a_name_that_is_no_text_can_be_shown() -> None:
    """Files from old machines have names in other codings; such a name is printed and stored with its bytes escaped."""
    assert shown(Path("hòm 1.jpg")) == "hòm 1.jpg"
    shown(Path("h\udcf2m 1.jpg")).encode("utf-8")
