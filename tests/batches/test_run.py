"""Facts about reading a pile of files into a batch."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from batches import run, worker
from batches.collate import SheetState, collate, incomplete_pages
from batches.executor import Hands
from batches.run import RunOptions, run_batch
from batches.source import find_files, hashed
from batches.worker import Reader
from db.batches import Batch
from db.engine import Engine
from db.exports import final_answers, stored_pages
from db.review import decide, queue
from db.sheets import ask_about_incomplete, sheet_pages
from db.summaries import BatchSummary, batch_summary
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason
from tests.batches.pictures import jpeg, page, pdf, saved, whole
from tests.db.values import FIRST, NOW, SECOND, THIRD, accepted, printed, reading, scanned, two_sides, two_sides_code

READER = Reader({}, None)  # type: ignore[arg-type]
SERIALS = (FIRST, SECOND, THIRD)
OPTIONS = RunOptions("0.1.0", lambda: NOW)


@pytest.fixture(autouse=True)
def sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the pages made of seeds 0 to 2 as three sheets, and any other as none."""
    known = [page(seed) for seed in range(3)]

    def read(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], *_: object) -> PageOutcome:
        for serial, picture in zip(SERIALS, known, strict=True):
            if pixels.shape == picture.shape and np.abs(pixels.astype(int) - picture).mean() < 4:
                return reading(serial, accepted("C1", "5"))
        return PageRejected(Reason.NOT_A_SHEET)

    monkeypatch.setattr(worker, "read_page", read)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Return a folder as an office leaves it: scans of all kinds, and some that are none."""
    folder = tmp_path / "hòm phiếu"
    folder.mkdir()
    pdf(folder / "1.pdf", whole(jpeg(page(0))), whole(jpeg(page(9))))
    saved(folder / "2.tif", Image.fromarray(page(1)), save_all=True, append_images=[Image.fromarray(page(8))])
    (folder / "3.jpg").write_bytes(jpeg(page(2)))
    (folder / "4.pdf").write_bytes((folder / "1.pdf").read_bytes()[:3000])
    (folder / "5.png").touch()
    (folder / "6.pdf").write_text("ghi chú", "utf-8")
    return folder


def _run(engine: Engine, folder: Path, options: RunOptions = OPTIONS) -> run.RunResult:
    return run_batch(engine, tuple(hashed(find_files([folder]).files)), READER, options)


def _summary(engine: Engine, batch: Batch | None) -> BatchSummary:
    assert batch is not None
    return batch_summary(engine, batch)


def test_every_page_of_a_box_is_read_or_has_its_reason(engine: Engine, box: Path) -> None:
    """Nothing stops the batch, and the figures add up."""
    printed(engine, *SERIALS)

    summary = _summary(engine, _run(engine, box).batch)

    assert [(Path(file.path).name, file.read, file.rejected) for file in summary.files] == [
        ("1.pdf", 1, 1),
        ("2.tif", 1, 1),
        ("3.jpg", 1, 0),
        ("4.pdf", 0, 1),
        ("5.png", 0, 1),
        ("6.pdf", 0, 1),
    ]
    assert dict(summary.rejected) == {Reason.NOT_A_SHEET: 2, Reason.FILE_DAMAGED: 2, Reason.FILE_EMPTY: 1}
    assert (summary.sheets, summary.questions_accepted) == (3, 3)
    assert {answer.serial for answer in final_answers(engine)} == set(SERIALS)


def test_the_same_files_again_change_nothing(engine: Engine, box: Path) -> None:
    """Content that was taken before is left alone, whatever its name, and said."""
    printed(engine, *SERIALS)
    first = _run(engine, box)
    before = list(stored_pages(engine))
    (box / "3.jpg").rename(box / "30.jpg")

    again = _run(engine, box)

    assert again.batch is None
    assert [(skipped.source.path.name, skipped.batch) for skipped in again.skipped] == [
        (name, first.batch) for name in ("1.pdf", "2.tif", "4.pdf", "5.png", "6.pdf", "30.jpg")
    ]
    assert list(stored_pages(engine)) == before


def test_a_copy_in_the_same_pile_is_taken_once(engine: Engine, tmp_path: Path) -> None:
    """Two names of one content are one file."""
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(jpeg(page(0)))
    printed(engine, *SERIALS)

    result = _run(engine, tmp_path)

    assert [skipped.source.path.name for skipped in result.skipped] == ["b.jpg"]
    assert len(list(stored_pages(engine))) == 1


def test_a_run_that_was_cut_off_is_taken_up_again(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stopped: in the end every page is stored once, in the same batch."""
    pictures = [Image.fromarray(page(seed)) for seed in (0, 1, 2, 5, 6, 7)]
    saved(tmp_path / "a.tif", pictures[0], save_all=True, append_images=pictures[1:])
    (tmp_path / "b.jpg").write_bytes(jpeg(page(8)))
    printed(engine, *SERIALS)
    monkeypatch.setattr(run, "PAGES_A_CHUNK", 2)

    for stops_at in (0, 1, 2):
        with pytest.raises(KeyboardInterrupt):
            _run(engine, tmp_path, replace(OPTIONS, progress=_stopping_after(stops_at)))
    result = _run(engine, tmp_path)

    summary = _summary(engine, result.batch)
    assert (summary.pages, summary.pages_read, summary.pages_rejected) == (7, 3, 4)
    assert summary.batch == "2026-09-14-1"
    assert [(Path(p.source).name, p.source_page) for p in stored_pages(engine)] == [
        *(("a.tif", number) for number in range(1, 7)),
        ("b.jpg", 1),
    ]


@pytest.mark.parametrize("name", [None, "Tuần 48"])
def test_new_files_never_go_into_the_batch_of_a_run_that_was_cut_off(
    engine: Engine, tmp_path: Path, name: str | None
) -> None:
    """It may be last week's: its own files are read to their end, and that is told."""
    for number in (1, 2):
        (tmp_path / f"{number}.jpg").write_bytes(jpeg(page(number)))
    with pytest.raises(KeyboardInterrupt):
        _run(engine, tmp_path, replace(OPTIONS, batch_name="Tuần 47", progress=_stopping_after(1)))
    (tmp_path / "3.jpg").write_bytes(jpeg(page(3)))
    result = _run(engine, tmp_path, replace(OPTIONS, batch_name=name))

    assert result.batch is not None
    assert [old.name for old in result.finished] == ["Tuần 47"]
    assert _summary(engine, result.finished[0]).pages == 2
    assert (result.batch.name, _summary(engine, result.batch).pages) == (name or "2026-09-14-1", 1)


def test_new_files_go_on_with_a_run_that_was_cut_off_under_its_name(engine: Engine, tmp_path: Path) -> None:
    """The same command once more, with a file that came too late."""
    (tmp_path / "1.jpg").write_bytes(jpeg(page(1)))
    named = replace(OPTIONS, batch_name="Tuần 47")
    with pytest.raises(KeyboardInterrupt):
        _run(engine, tmp_path, replace(named, progress=_stopping_after(1)))
    (tmp_path / "2.jpg").write_bytes(jpeg(page(2)))
    result = _run(engine, tmp_path, named)

    assert (_summary(engine, result.batch).pages, result.finished) == (2, ())


def test_progress_counts_every_page(engine: Engine, box: Path) -> None:
    """From none to all, never back."""
    seen: list[tuple[int, int]] = []
    printed(engine, *SERIALS)

    _run(engine, box, replace(OPTIONS, progress=lambda done, total: seen.append((done, total))))

    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]
    assert seen == sorted(seen)


def test_several_processes_store_the_same(engine: Engine, box: Path) -> None:
    """Pages come in the order of the files, whoever reads them; here none is a sheet, for nothing is printed."""
    _run(engine, box, replace(OPTIONS, hands=Hands(2)))

    assert [(Path(p.source).name, p.source_page) for p in stored_pages(engine)][:5] == [
        ("1.pdf", 1),
        ("1.pdf", 2),
        ("2.tif", 1),
        ("2.tif", 2),
        ("3.jpg", 1),
    ]


def test_a_file_that_goes_while_the_batch_runs_has_its_reason(engine: Engine, tmp_path: Path) -> None:
    """Somebody tidies the folder: the file is in the record all the same, and the rest is read."""
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        (tmp_path / name).write_bytes(jpeg(page(seed)))
    printed(engine, *SERIALS)
    files = tuple(hashed(find_files([tmp_path]).files))
    (tmp_path / "a.jpg").unlink()

    run_batch(engine, files, READER, OPTIONS)

    assert [(Path(p.source).name, p.source_page, p.reason) for p in stored_pages(engine)] == [
        ("a.jpg", 0, Reason.FILE_DAMAGED),
        ("b.jpg", 1, None),
    ]


def _stopping_after(calls: int) -> Callable[[int, int], None]:
    """Return a progress that presses Ctrl-C."""
    left = calls

    def progress(_done: int, _total: int) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1

    return progress


def test_pages_are_read_again_once_their_layout_is_known(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same file again reads those pages, into the batch they are in, and no others."""
    pictures = [Image.fromarray(page(seed)) for seed in (0, 8)]
    saved(tmp_path / "a.tif", pictures[0], save_all=True, append_images=pictures[1:])
    known: Callable[..., PageOutcome] = vars(worker)["read_page"]
    code = reading(FIRST).code
    unknown = PageRejected(Reason.UNKNOWN_LAYOUT, (("layout_id", code.layout_id),), code)
    monkeypatch.setattr(
        worker,
        "read_page",
        lambda *a: known(*a) if isinstance(known(*a), PageRejected) else unknown,
    )
    first = _run(engine, tmp_path)
    still = _run(engine, tmp_path)
    printed(engine, *SERIALS)
    monkeypatch.setattr(worker, "read_page", known)

    again = _run(engine, tmp_path)

    assert (still.batch, [skip.batch for skip in still.skipped]) == (None, [first.batch])
    assert (again.batch, again.pages_again, again.skipped) == (first.batch, 1, ())
    assert [(p.source_page, p.outcome) for p in stored_pages(engine)] == [(1, "read"), (2, "rejected")]
    assert _run(engine, tmp_path).batch is None


def test_a_sheet_without_its_back_is_asked_about_until_the_back_comes(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits with its reason; a page scanned later, in another batch, completes it."""
    sides = {0: reading(FIRST, accepted("C1", "5")), 1: reading(FIRST, accepted("MD", "tt"))}
    two_sides(engine, FIRST)
    front, back = (replace(s, code=replace(two_sides_code(FIRST), page_number=n + 1)) for n, s in sides.items())
    known = [page(seed) for seed in range(2)]

    def read(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], *_: object) -> PageOutcome:
        return front if np.abs(pixels.astype(int) - known[0]).mean() < 4 else back

    monkeypatch.setattr(worker, "read_page", read)
    for seed, name in enumerate(("front", "back")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.jpg").write_bytes(jpeg(page(seed)))

    first = _run(engine, tmp_path / "front")
    waiting = queue(engine)
    second = _run(engine, tmp_path / "back")

    assert [(item.kind, item.serial, item.reasons) for item in waiting] == [
        ("incomplete", FIRST, (Reason.PAGE_MISSING,))
    ]
    assert queue(engine) == ()
    assert first.batch is not None
    assert second.batch is not None
    assert [s.state for s in collate(sheet_pages(engine, first.batch))] == [SheetState.ACCEPTED]
    assert [s.state for s in collate(sheet_pages(engine, second.batch))] == [SheetState.ELSEWHERE]


def test_a_sheet_without_its_back_can_be_accepted(engine: Engine) -> None:
    """A person says that the page is lost; what is there counted all along."""
    two_sides(engine, FIRST)
    page = replace(reading(FIRST, accepted("C1", "5")), code=two_sides_code(FIRST))
    batch = scanned(engine, page)
    ask_about_incomplete(engine, incomplete_pages(sheet_pages(engine, batch)), NOW)
    ask_about_incomplete(engine, incomplete_pages(sheet_pages(engine, batch)), NOW)
    [item] = queue(engine)

    decide(engine, item.id, "accept", "Người kiểm tra", "mất trang sau", NOW)

    assert queue(engine) == ()
    assert [s.state for s in collate(sheet_pages(engine, batch))] == [SheetState.ACCEPTED]
    assert [answer.chosen for answer in final_answers(engine)] == [("5",)]


def test_files_are_copied_before_they_are_recorded_and_read_from_there(engine: Engine, tmp_path: Path) -> None:
    """Somebody tidies the folder at once: every page is read all the same."""
    (tmp_path / "in").mkdir()
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        (tmp_path / "in" / name).write_bytes(jpeg(page(seed)))
    printed(engine, *SERIALS)
    files = tuple(hashed(find_files([tmp_path / "in"]).files))

    def tidy(_done: int, _total: int) -> None:
        for file in files:
            file.path.unlink(missing_ok=True)

    run_batch(engine, files, READER, replace(OPTIONS, store=tmp_path / "originals", progress=tidy))

    assert [(Path(p.source).name, p.outcome) for p in stored_pages(engine)] == [("a.jpg", "read"), ("b.jpg", "read")]
    assert {path.name for path in (tmp_path / "originals").glob("*/*")} == {file.sha256 for file in files}
