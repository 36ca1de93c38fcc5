"""Scans are written as files that others can read."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from simulate.files import write_jpegs, write_pdf, write_tiff, write_truth
from simulate.grades import GRADES
from simulate.sheet import ScannedPage, simulate_page
from simulate.testsheet import draw_blank, plain_sheet
from simulate.truth import truth_from_json


@pytest.fixture(scope="module")
def pages() -> tuple[ScannedPage, ...]:
    """One grey, one colour and one one-bit page of different resolutions."""
    sheet = plain_sheet(2, 3)
    blank = draw_blank(sheet, 1, 100.0)
    grey = simulate_page(blank, 100.0, sheet, 1, "A", GRADES["clean"], 1)
    small = np.asarray(cv2.resize(grey.pixels, (827, 1169)), dtype=np.uint8)
    colour = np.dstack([small, small, np.full_like(small, 200)])
    encoded = cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()
    decoded = np.asarray(cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)
    bits = np.where(small > 128, 255, 0).astype(np.uint8)
    return (
        grey,
        replace(grey, pixels=decoded, jpeg=encoded, dpi=100.0, jpeg_quality=70),
        replace(grey, pixels=bits, jpeg=None, dpi=100.0),
    )


def test_a_pdf_holds_the_scans_as_they_are(pages: tuple[ScannedPage, ...], tmp_path: Path) -> None:
    """Each page has the size of its scan and holds its very pixels."""
    write_pdf(pages, tmp_path / "scans.pdf")
    document = pdfium.PdfDocument(tmp_path / "scans.pdf")

    assert len(document) == 3
    for page, expected in zip(document, pages, strict=True):
        height_px, width_px = expected.pixels.shape[:2]
        assert page.get_size() == pytest.approx((width_px * 72 / expected.dpi, height_px * 72 / expected.dpi), abs=0.01)
        (picture,) = page.get_objects()
        seen = picture.get_bitmap().to_numpy().squeeze()
        seen = seen[:, :, 0] if seen.ndim == 3 and expected.pixels.ndim == 2 else seen
        assert seen.shape == expected.pixels.shape
        assert np.abs(seen.astype(int) - expected.pixels).mean() < 0.5
    document.close()


def test_a_tiff_holds_all_pages_with_their_resolution(pages: tuple[ScannedPage, ...], tmp_path: Path) -> None:
    """Grey is stored as JPEG, colour without loss, one-bit as fax; all read back."""
    write_tiff(pages, tmp_path / "scans.tif")

    with Image.open(tmp_path / "scans.tif") as tiff:
        assert getattr(tiff, "n_frames", 1) == 3
        for number, expected in enumerate(pages):
            tiff.seek(number)
            assert tiff.size == expected.pixels.shape[1::-1]
            assert tiff.info["dpi"] == pytest.approx((expected.dpi, expected.dpi))
            seen = np.asarray(tiff.convert("RGB"))[:, :, ::-1].astype(int)
            wanted = expected.pixels if expected.pixels.ndim == 3 else expected.pixels[:, :, None]
            assert np.abs(seen - wanted).mean() < 1.0


def test_jpegs_carry_their_resolution(pages: tuple[ScannedPage, ...], tmp_path: Path) -> None:
    """Each page is a file of its own, in order, with its dpi and its size."""
    paths = write_jpegs(pages, tmp_path)

    assert [path.name for path in paths] == ["scan-0001.jpg", "scan-0002.jpg", "scan-0003.jpg"]
    for path, expected in zip(paths, pages, strict=True):
        with Image.open(path) as image:
            assert image.size == expected.pixels.shape[1::-1]
            assert image.info["dpi"] == (expected.dpi, expected.dpi)


def test_truths_are_written_one_a_line(pages: tuple[ScannedPage, ...], tmp_path: Path) -> None:
    """The truth file reads back line by line."""
    write_truth((page.truth for page in pages), tmp_path / "truth.jsonl")
    lines = (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()

    assert [truth_from_json(line) for line in lines] == [page.truth for page in pages]
