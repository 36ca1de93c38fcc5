"""Facts about the second opinion."""

from pathlib import Path

import numpy as np
import pytest

from batches import pdf_pages, poppler_pages
from batches.page_image import PageImage, PageUnopened
from batches.rasterize import count_pages, rasterize
from omr.errors import FileDamaged, PageDamaged
from tests.batches.pictures import jpeg, page, pdf, whole


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Return a PDF of two scanned pages."""
    return pdf(tmp_path / "hòm phiếu.pdf", whole(jpeg(page())), whole(jpeg(page(1))))


@pytest.fixture
def no_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pdfium fail on every file."""

    def fail(_path: Path) -> None:
        raise FileDamaged

    monkeypatch.setattr(pdf_pages, "_opened", fail)


@pytest.mark.usefixtures("poppler", "no_pdfium")
def test_poppler_opens_what_pdfium_cannot(scan: Path) -> None:
    """The same pages, as far as rendering goes."""
    pages = list(rasterize(scan, range(1, count_pages(scan) + 1)))

    assert [read.page_number for read in pages] == [1, 2]
    assert isinstance(pages[1], PageImage)
    assert pages[1].pixels.shape[:2] == (2100, 1500)
    assert abs(float(pages[1].pixels.mean()) - float(page(1).mean())) < 1


@pytest.mark.usefixtures("poppler")
def test_what_poppler_cannot_open_either_is_damage(tmp_path: Path) -> None:
    """The file as a whole, or one page of it."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + np.random.default_rng(0).bytes(2000))

    with pytest.raises(FileDamaged):
        poppler_pages.count_pages(tmp_path / "a.pdf")
    with pytest.raises(PageDamaged):
        poppler_pages.render(tmp_path / "a.pdf", 1, 100)


@pytest.mark.usefixtures("no_pdfium")
def test_without_poppler_there_is_no_second_opinion(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is pdfium's."""
    monkeypatch.setattr(poppler_pages, "_is_installed", lambda: False)

    with pytest.raises(FileDamaged):
        count_pages(scan)
    [read] = rasterize(scan, range(1, 2))
    assert isinstance(read, PageUnopened)
