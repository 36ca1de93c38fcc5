"""Facts about reading a pile of files, from the settings to the summary."""

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.printing import print_run
from app.scanning import Scanned, ScanOrder, scan_files
from app.settings import Settings
from batches.source import NothingToScan, SourceMissing
from db.engine import open_database
from db.exports import FinalAnswer, StoredPage, final_answers, stored_pages
from forms.catalogue import find_form
from omr.reading import AnswerState
from omr.reasons import Reason
from tests.app.sheets import MARKED, scanned_sheets, write_tiff
from tests.db.values import NOW


@pytest.fixture
def box(settings: Settings, tmp_path: Path) -> Path:
    """Return a folder with two printed and marked sheets in a TIFF, one turned by a half turn; and what is no sheet."""
    stream = io.BytesIO()
    print_run(settings, find_form("pks-q"), 2, stream, NOW, lambda _done, _total: None)
    (tmp_path / "phiếu.pdf").write_bytes(stream.getvalue())
    upright, other = scanned_sheets(tmp_path / "phiếu.pdf")
    folder = tmp_path / "hòm phiếu"
    folder.mkdir()
    write_tiff(folder / "1 hai phiếu.tif", (upright, np.ascontiguousarray(other[::-1, ::-1])))
    Image.fromarray(np.full((400, 300), 250, dtype=np.uint8)).save(folder / "2 giấy trắng.png")
    noise = np.random.default_rng(5).integers(0, 255, (400, 300), dtype=np.uint8)
    Image.fromarray(noise).save(folder / "3 ảnh khác.png")
    (folder / "4 cắt cụt.pdf").write_bytes(stream.getvalue()[:500])
    (folder / "ghi chú.txt").touch()
    return folder


def _stored(settings: Settings, box: Path, workers: int) -> tuple[list[StoredPage], list[FinalAnswer]]:
    """Return all that is stored once a folder is scanned."""
    scan_files(settings, [box], workers, ScanOrder("Tuần 38"), lambda _done, _total: None)
    engine = open_database(settings.database_url)
    stored = list(stored_pages(engine)), list(final_answers(engine))
    engine.dispose()
    return stored


def _scan(settings: Settings, *paths: Path) -> Scanned:
    return scan_files(settings, paths, 0, ScanOrder(), lambda _done, _total: None)


def test_what_was_marked_is_what_is_read(settings: Settings, box: Path) -> None:
    """From print to answer, whichever way up; where the reader is sure, it is right."""
    scanned = _scan(settings, box)

    engine = open_database(settings.database_url)
    answers = list(final_answers(engine))
    engine.dispose()
    sure = [a for a in answers if a.question in MARKED and a.state is AnswerState.ACCEPTED]
    assert scanned.summary is not None
    assert scanned.summary.pages_read == 2
    assert len({a.serial for a in answers}) == 2
    assert [a.chosen for a in sure] == [(MARKED[a.question],) for a in sure]
    assert len(sure) >= 0.8 * 2 * len(MARKED)
    assert [(f.reason, pages) for f, pages in scanned.summary.findings if f.reason is Reason.TURNED] == [
        (Reason.TURNED, 1)
    ]


def test_everything_in_the_folder_is_accounted_for(settings: Settings, box: Path) -> None:
    """Pages that were read, pages that were not with their reasons, files that are no scans."""
    scanned = _scan(settings, box)

    engine = open_database(settings.database_url)
    pages = [(Path(page.source).name, page.source_page, page.reason) for page in stored_pages(engine)]
    engine.dispose()
    assert scanned.summary is not None
    assert scanned.summary.pages == len(pages) == 5
    assert pages == [
        ("1 hai phiếu.tif", 1, None),
        ("1 hai phiếu.tif", 2, None),
        ("2 giấy trắng.png", 1, Reason.BLANK_PAGE),
        ("3 ảnh khác.png", 1, Reason.NOT_A_SHEET),
        ("4 cắt cụt.pdf", 0, Reason.FILE_DAMAGED),
    ]
    assert [path.name for path in scanned.ignored] == ["ghi chú.txt"]


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database whole: its newest rows may still lie in the log beside it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def test_several_processes_read_the_same(settings: Settings, box: Path, tmp_path: Path) -> None:
    """Page for page and answer for answer, in the same order, though the two sheets are read side by side."""
    other = tmp_path / "two processes.sqlite3"
    _copy_database(settings.home / "omr.sqlite3", other)
    alone = _stored(settings, box, workers=0)

    assert _stored(replace(settings, database_url=f"sqlite:///{other.as_posix()}"), box, workers=2) == alone


def test_a_scan_that_was_stopped_ends_as_if_it_had_not_been(settings: Settings, box: Path, tmp_path: Path) -> None:
    """The same command again takes it up; nothing is lost and nothing is there twice."""
    other = tmp_path / "undisturbed.sqlite3"
    _copy_database(settings.home / "omr.sqlite3", other)
    undisturbed = _stored(replace(settings, database_url=f"sqlite:///{other.as_posix()}"), box, workers=0)

    def stopped(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan_files(settings, [box], 1, ScanOrder("Tuần 38"), stopped)

    assert _stored(settings, box, workers=0) == undisturbed


def test_progress_ends_at_the_last_page(settings: Settings, box: Path) -> None:
    """It never goes back, and every picture counts."""
    told: list[tuple[int, int]] = []

    scan_files(settings, [box], 1, ScanOrder(), lambda done, total: told.append((done, total)))

    assert told == sorted(told)
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)


def test_the_same_folder_again_is_left_alone(settings: Settings, box: Path) -> None:
    """There is no second batch, and every file is named with the first."""
    first = _scan(settings, box)

    again = _scan(settings, box)

    assert first.summary is not None
    assert again.summary is None
    assert [skip.batch.name for skip in again.skipped] == [first.summary.batch] * 4


def test_a_sheet_printed_elsewhere_is_not_guessed_at(settings: Settings, box: Path, tmp_path: Path) -> None:
    """Another office's database does not know the layout, and says so."""
    elsewhere = Settings(tmp_path, f"sqlite:///{(tmp_path / 'other.sqlite3').as_posix()}", settings.language)

    scanned = _scan(elsewhere, box / "1 hai phiếu.tif")

    assert scanned.summary is not None
    assert scanned.summary.rejected == ((Reason.UNKNOWN_LAYOUT, 2),)


def test_wrong_paths_leave_no_batch(settings: Settings, tmp_path: Path) -> None:
    """A slip of the finger is no entry in the record."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(SourceMissing):
        _scan(settings, tmp_path / "no such file.pdf")
    with pytest.raises(NothingToScan):
        _scan(settings, tmp_path / "empty")

    engine = open_database(settings.database_url)
    assert list(stored_pages(engine)) == []
    engine.dispose()


def test_two_sheets_on_one_page_are_two_sheets(settings: Settings, tmp_path: Path) -> None:
    """Each counts once, the page once, and the figures add up."""
    stream = io.BytesIO()
    print_run(settings, find_form("pks-q"), 3, stream, NOW, lambda _done, _total: None)
    (tmp_path / "phiếu.pdf").write_bytes(stream.getvalue())
    first, second, third = scanned_sheets(tmp_path / "phiếu.pdf")
    path = write_tiff(tmp_path / "hai phiếu một trang.tif", (np.hstack([first, second]), third))

    scanned = _scan(settings, path)

    assert scanned.report is not None
    figures = scanned.report.figures
    assert (figures.pages_scanned, figures.beside, figures.pages_read, figures.sheets_seen) == (2, 1, 3, 3)
    engine = open_database(settings.database_url)
    answers = [a for a in final_answers(engine) if a.state is AnswerState.ACCEPTED]
    engine.dispose()
    assert (len(_serials(answers, 1)), len(_serials(answers, 2))) == (2, 1)
    assert all(a.chosen == (MARKED[a.question],) for a in answers if a.question in MARKED)
    assert _scan(settings, path).report is None


def _serials(answers: list[FinalAnswer], page: int) -> set[str]:
    return {answer.serial for answer in answers if answer.source_page == page}
