"""Facts about what is left of a fault of the program itself."""

from pathlib import Path

import pytest

from app.last_guard import FAULTS_FILE, kept_fault
from omr.words import Language


def _fault() -> Exception:
    try:
        raise KeyError("phiếu 0000000012")
    except KeyError as error:
        return error


@pytest.mark.parametrize(
    "words", [("scan", "--home", "{}"), ("--home={}", "scan"), ("--home", "x", "s", "--home", "{}")]
)
def test_the_traceback_is_in_the_home_that_was_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    """With the words that were typed; the sentence names the file and nothing of what was read."""
    told = kept_fault(_fault(), [word.format(tmp_path / "here") for word in words])

    kept = (tmp_path / "here" / FAULTS_FILE).read_text("utf-8")
    assert "Traceback" in kept
    assert "KeyError: 'phiếu 0000000012'" in kept
    assert "scan" in kept or " s " in kept
    for language in Language:
        assert str(tmp_path / "here" / FAULTS_FILE) in told.sentence(language)
        assert "0000000012" not in told.sentence(language) + told.advice(language)


def test_a_second_fault_stands_below_the_first(tmp_path: Path) -> None:
    """Nothing of an earlier one is lost, and the home of the environment serves where none is named."""
    kept_fault(_fault(), ["scan"])
    kept_fault(_fault(), ["print"])

    assert (tmp_path / "home" / FAULTS_FILE).read_text("utf-8").count("Traceback") == 2


def test_a_home_that_cannot_be_written_is_no_second_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of temporary files serves instead."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").touch()
    kept_fault(_fault(), ["--home", str(tmp_path / "file")])

    assert (tmp_path / FAULTS_FILE).is_file()
