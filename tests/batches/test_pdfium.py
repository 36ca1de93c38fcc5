"""Facts about who may use pdfium."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest

from app.preview import preview
from batches.rasterize import count_pages, rasterize
from forms.catalogue import find_form
from tests.batches.scans import jpeg, paper, pdf_of_jpegs, whole_page


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many threads were inside pdfium, told at each opening and each page: openings are slowed down."""
    inside, seen = 0, list[int]()

    def slow(name: str) -> None:
        plain: Callable[..., object] = getattr(pypdfium2.PdfDocument, name)

        def counted(*args: object, **kwargs: object) -> object:
            nonlocal inside
            inside += 1
            seen.append(inside)
            time.sleep(0.02)
            try:
                return plain(*args, **kwargs)
            finally:
                inside -= 1

        monkeypatch.setattr(pypdfium2.PdfDocument, name, counted)

    for name in ("__init__", "__getitem__", "close"):
        slow(name)
    return seen


def test_one_thread_at_a_time_is_inside_pdfium(tmp_path: Path, at_once: list[int]) -> None:
    """Whether it draws a form, counts pages or reads them: the library may end a process that enters it twice."""
    scan = pdf_of_jpegs(tmp_path / "scan.pdf", [[(jpeg(paper()), whole_page())]])
    form = find_form("pks-q")
    tasks: list[Callable[[], object]] = [
        lambda: preview(form, 1, 40),
        lambda: count_pages(scan),
        lambda: list(rasterize(scan, range(1, 2))),
    ] * 2

    with ThreadPoolExecutor(len(tasks)) as threads:
        for done in [threads.submit(task) for task in tasks]:
            done.result()

    assert len(at_once) >= 3 * len(tasks) - 2
    assert max(at_once) == 1
