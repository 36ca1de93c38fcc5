"""Facts about what a worker hands back."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from threadpoolctl import threadpool_info, threadpool_limits

from batches import worker
from batches.page_image import PageImage
from batches.rasterize import rasterize
from batches.worker import Chunk, Reader, inspect_file, read_chunk, set_reader
from omr.errors import FileDamaged, FileEmpty
from omr.reading import PageOutcome, PageRejected
from omr.reasons import Reason
from tests.batches.pictures import page, saved


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Return a TIFF of five pages, none of which is a sheet."""
    pictures = [Image.fromarray(page(seed)) for seed in range(5)]
    return saved(tmp_path / "pile.tif", pictures[0], save_all=True, append_images=pictures[1:])


def test_a_file_is_counted_or_said_to_be_unusable(pile: Path, tmp_path: Path) -> None:
    """Nothing is raised, whatever the file holds."""
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.pdf").write_text("không phải PDF", "utf-8")

    assert (inspect_file(pile).pages, inspect_file(pile).problem) == (5, None)
    assert isinstance(inspect_file(tmp_path / "empty.pdf").problem, FileEmpty)
    assert isinstance(inspect_file(tmp_path / "text.pdf").problem, FileDamaged)


def test_a_worker_takes_one_core() -> None:
    """Neither OpenCV nor NumPy starts threads of its own: workers are side by side already."""
    with threadpool_limits(2):
        set_reader(Reader({}, None))  # type: ignore[arg-type]

        assert cv2.getNumThreads() == 1
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


def test_the_pages_asked_for_are_read_in_order(pile: Path) -> None:
    """Those, and no others, each with its own picture."""
    set_reader(Reader({}, None))  # type: ignore[arg-type]

    outcomes = read_chunk(Chunk(1, pile, (1, 2, 5)))

    assert [number for number, _ in outcomes] == [1, 2, 5]
    assert {type(outcome) for _, outcome in outcomes} == {PageRejected}


@pytest.mark.parametrize("where", ["read_page", "rasterize"])
def test_one_bad_page_loses_none_beside_it(pile: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw, in opening or in reading, is the result of that page alone."""

    def read(pixels: object, *_: object) -> PageOutcome:
        if where == "read_page" and np.array_equal(pixels, page(1)):  # type: ignore[arg-type]
            raise ZeroDivisionError("trang hai")
        return PageRejected(Reason.NOT_A_SHEET)

    def open_pages(path: Path, numbers: range) -> object:
        for opened in rasterize(path, numbers):
            if where == "rasterize" and opened.page_number == 2:
                raise ZeroDivisionError("trang hai")
            yield opened

    monkeypatch.setattr(worker, "read_page", read)
    monkeypatch.setattr(worker, "rasterize", open_pages)
    set_reader(Reader({}, None))  # type: ignore[arg-type]

    outcomes = dict(read_chunk(Chunk(1, pile, (1, 2, 3, 4))))

    assert outcomes == {n: PageRejected(Reason.NOT_A_SHEET) for n in (1, 3, 4)} | {
        2: PageRejected(Reason.READER_FAILED, (("error", "ZeroDivisionError: trang hai"),))
    }


def test_a_file_that_has_gone_since_is_a_reason(pile: Path) -> None:
    """Every page asked for still has its result."""
    set_reader(Reader({}, None))  # type: ignore[arg-type]
    pile.unlink()

    assert read_chunk(Chunk(1, pile, (3, 4))) == tuple((n, PageRejected(Reason.FILE_DAMAGED)) for n in (3, 4))


def test_the_reader_is_told_the_resolution(pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file claims goes with the picture."""
    seen: list[float | None] = []

    def read(_pixels: object, _layouts: object, _model: object, dpi: float | None, _reduced: int) -> PageOutcome:
        seen.append(dpi)
        return PageRejected(Reason.NOT_A_SHEET)

    monkeypatch.setattr(worker, "read_page", read)
    monkeypatch.setattr(worker, "rasterize", lambda *_: iter([PageImage(1, page(), 200.0)]))
    set_reader(Reader({}, None))  # type: ignore[arg-type]
    read_chunk(Chunk(1, pile, (1,)))

    assert seen == [200.0]
