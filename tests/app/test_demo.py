"""The demo, on a handful of sheets."""

from pathlib import Path

import pytest

from app.demo import DemoFolderTaken, hold_against, prepare_folder, print_demo, scan_demo
from app.scanning import ScanOrder, scan_files
from app.settings import load_settings
from simulate.truth import truth_from_json


def _no_progress(_done: int, _total: int) -> None:
    pass


def test_the_whole_way_ends_with_nothing_wrong(tmp_path: Path) -> None:
    """Printed, filled in, scanned to three kinds of file and read: every sheet is there, none read wrongly."""
    folder = prepare_folder(tmp_path / "demo")
    settings = load_settings(folder.home, {})
    jobs = print_demo(settings, folder, copies=8, seed=1, progress=_no_progress)
    truths = scan_demo(jobs, folder, workers=1, progress=_no_progress)
    summary = scan_files(settings, [folder.scans], 1, ScanOrder(), _no_progress).summary
    verdict = hold_against(settings, truths)

    assert summary is not None
    assert {Path(file.path).suffix for file in summary.files} == {".pdf", ".tif", ".jpg"}
    assert summary.pages == 8
    assert verdict.questions == 12 * summary.pages_read
    assert verdict.wrong == 0
    assert verdict.accepted / verdict.questions > 0.8
    assert [truth_from_json(line) for line in folder.truth.read_text("utf-8").splitlines()] == truths


def test_a_second_demo_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """What a demo left is cleared away, and nothing else ever is."""
    folder = prepare_folder(tmp_path)
    (folder.scans / "old.jpg").touch()
    prepare_folder(tmp_path)
    assert list(folder.scans.iterdir()) == []

    (tmp_path / "mine.txt").touch()
    with pytest.raises(DemoFolderTaken):
        prepare_folder(tmp_path)
    assert (tmp_path / "mine.txt").exists()
