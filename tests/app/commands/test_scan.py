"""Facts about `omr scan`."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.app.running import Omr


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Return a folder with a picture that is no sheet, an empty page, a text that calls itself PDF, and a note."""
    folder = tmp_path / "hòm phiếu"
    folder.mkdir()
    noise = np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)
    Image.fromarray(noise).save(folder / "1 ảnh.png")
    Image.new("L", (300, 400), 250).save(folder / "2 trắng.jpg")
    (folder / "3 chữ.pdf").write_text("không phải PDF", "utf-8")
    (folder / "ghi chú.txt").touch()
    return folder


def test_bad_files_end_as_a_summary_and_not_as_an_error(omr: Omr, home: Path, box: Path) -> None:
    """Nothing stops a batch; the exit code is 0 for a batch in which every page has its result."""
    ran = omr("scan", box, "--workers", 0, "--batch", "Tuần 38")

    assert (ran.code, ran.err) == (0, "")
    assert "Batch Tuần 38" in ran.out
    assert "1 ảnh.png" in ran.out
    assert "Pages not read" in ran.out
    assert "ghi chú.txt: not a scan" in ran.out
    assert "→ Next: omr review   (2 waiting)" in ran.out


def test_the_same_again_is_skipped_and_said(omr: Omr, home: Path, box: Path) -> None:
    """No page is counted twice by mistake."""
    omr("scan", box, "--workers", 0, "--batch", "Tuần 38")

    ran = omr("scan", box, "--workers", 0)

    assert ran.code == 0
    assert (ran.out + ran.err).count("already in batch Tuần 38") == 3


def test_json_is_for_scripts(omr: Omr, home: Path, box: Path) -> None:
    """One document with the summary, and what was left out."""
    first = json.loads(omr("scan", box, "--workers", 0, "--json").out)
    again = json.loads(omr("scan", box, "--workers", 0, "--json").out)

    assert list(first) == ["summary", "figures", "skipped", "ignored", "finished"]
    assert [Path(path).name for path in first["ignored"]] == ["ghi chú.txt"]
    assert dict(first["summary"]["rejected"]) == {"not_a_sheet": 1, "blank_page": 1, "file_damaged": 1}
    assert sum(file["rejected"] for file in first["summary"]["files"]) == 3
    assert again["summary"] is None
    assert [Path(skip["path"]).name for skip in again["skipped"]] == ["1 ảnh.png", "2 trắng.jpg", "3 chữ.pdf"]


def test_a_name_that_is_taken_is_a_sentence(omr: Omr, home: Path, box: Path) -> None:
    """Two weeks are not mixed; nothing of the second is stored."""
    omr("scan", box / "1 ảnh.png", "--workers", 0, "--batch", "Tuần 38")

    ran = omr("scan", box / "2 trắng.jpg", "--workers", 0, "--batch", "Tuần 38")

    assert ran.code == 23
    assert "Tuần 38" in ran.err
    assert len(omr("export", "pages").out.splitlines()) == 2


def test_names_are_shown_as_they_are(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Brackets in a name are a name, not an instruction to the terminal."""
    path = tmp_path / "bản [2] [x].png"
    Image.fromarray(np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)).save(path)

    ran = omr("scan", path, "--workers", 0)

    assert ran.code == 0
    assert "bản [2] [x].png" in ran.out


def test_an_empty_word_is_not_the_current_folder(omr: Omr, home: Path) -> None:
    """Nothing is scanned that was not named."""
    ran = omr("scan", "")

    assert ran.code == 42
    assert "Traceback" not in ran.err
