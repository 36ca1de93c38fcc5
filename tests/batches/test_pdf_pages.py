"""Facts about the pages of a PDF."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from batches import page_image, pdf_pages
from batches.page_image import PageImage
from batches.rasterize import count_pages, rasterize, what_is_missing
from omr.errors import FileDamaged, FileEncrypted
from omr.reasons import Reason
from tests.batches.scans import (
    HEIGHT_PX,
    WIDTH_PX,
    decoded,
    jpeg,
    opened,
    paper,
    pdf_of_drawing,
    pdf_of_jpegs,
    pdf_of_papers,
    unopened,
    whole_page,
)


@pytest.mark.parametrize("colour", [False, True])
def test_a_scan_in_a_pdf_is_taken_out_as_it_is(tmp_path: Path, colour: bool) -> None:
    """Not one pixel differs from the JPEG that the scanner put there."""
    data = jpeg(paper(colour=colour))
    path = pdf_of_jpegs(tmp_path / "scan.pdf", [[(data, whole_page())]])

    page = opened(path)

    assert np.array_equal(page.pixels, decoded(data, colour))
    assert page.dpi == pytest.approx(72)


def test_the_resolution_is_that_of_the_picture_on_its_page(tmp_path: Path) -> None:
    """A page half as wide in points has twice the dots to the inch."""
    half = (WIDTH_PX / 2, HEIGHT_PX / 2)
    path = pdf_of_jpegs(tmp_path / "scan.pdf", [[(jpeg(paper()), whole_page(*map(int, half)))]], size_pt=half)

    page = opened(path)

    assert page.pixels.shape == (HEIGHT_PX, WIDTH_PX)
    assert page.dpi == pytest.approx(144)


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_a_turned_page_is_taken_out_unturned(tmp_path: Path, rotation_deg: int) -> None:
    """The turn is a wish to the viewer; the reader finds the way up by itself."""
    data = jpeg(paper())
    path = pdf_of_jpegs(tmp_path / "turned.pdf", [[(data, whole_page())]], rotation_deg)

    assert np.array_equal(opened(path).pixels, decoded(data))


def test_a_picture_drawn_mirrored_is_turned_back(tmp_path: Path) -> None:
    """What a viewer would show is what is read, though the picture inside is mirrored."""
    data = jpeg(np.ascontiguousarray(paper()[:, ::-1]))
    path = pdf_of_jpegs(tmp_path / "mirrored.pdf", [[(data, (-WIDTH_PX, 0.0, 0.0, HEIGHT_PX, WIDTH_PX, 0.0))]])

    assert np.array_equal(opened(path).pixels, decoded(data)[:, ::-1])


def test_strips_are_put_together(tmp_path: Path) -> None:
    """Some scanners cut a page into strips; they come out as one page, the top one first."""
    upper, lower = jpeg(paper()[:250]), jpeg(paper()[250:])
    placed = [(lower, (WIDTH_PX, 0.0, 0.0, 150.0, 0.0, 0.0)), (upper, (WIDTH_PX, 0.0, 0.0, 250.0, 0.0, 150.0))]
    path = pdf_of_jpegs(tmp_path / "strips.pdf", [placed])

    assert np.array_equal(opened(path).pixels, np.vstack([decoded(upper), decoded(lower)]))


def test_pictures_side_by_side_are_rendered(tmp_path: Path) -> None:
    """They are no stack of strips, and yet both are on the page."""
    left, right = jpeg(paper(1)[:, :150]), jpeg(paper(2)[:, :150])
    placed = [(left, (150.0, 0.0, 0.0, HEIGHT_PX, 0.0, 0.0)), (right, (150.0, 0.0, 0.0, HEIGHT_PX, 150.0, 0.0))]
    path = pdf_of_jpegs(tmp_path / "beside.pdf", [placed])

    small = np.asarray(Image.fromarray(opened(path).pixels).resize((WIDTH_PX, HEIGHT_PX)), dtype=np.float64)

    assert np.abs(small - np.hstack([decoded(left), decoded(right)])).mean() < 4


def test_a_black_and_white_scan_is_black_on_white(tmp_path: Path) -> None:
    """CCITT G4 comes out as it was, whichever bit stands for black."""
    one_bit = np.where(paper() < 128, 0, 255).astype(np.uint8)
    path = tmp_path / "g4.pdf"
    Image.fromarray(one_bit).convert("1", dither=Image.Dither.NONE).save(path, resolution=72)
    assert b"CCITTFaxDecode" in path.read_bytes()

    assert np.array_equal(opened(path).pixels, one_bit)


def test_drawings_are_rendered_at_300_dpi(tmp_path: Path) -> None:
    """A page without a picture has no resolution of its own."""
    page = opened(pdf_of_drawing(tmp_path / "drawn.pdf"))

    scale = 300 / 72
    assert page.dpi == 300
    assert page.pixels.shape == (round(HEIGHT_PX * scale), round(WIDTH_PX * scale))
    assert page.pixels[round(60 * scale), round(60 * scale)] == 0
    assert page.pixels[round(200 * scale), round(200 * scale)] == 255


def test_text_behind_a_scan_does_not_matter(tmp_path: Path) -> None:
    """What a scanner recognised lies unpainted on the page; the scan is still taken out as it is."""
    path = _scan_with_text(tmp_path, render_mode=3)

    assert opened(path).pixels.shape == (HEIGHT_PX, WIDTH_PX)


def test_painted_text_on_a_scan_is_seen(tmp_path: Path) -> None:
    """A stamp that a program printed over the scan belongs to the page, which is then rendered."""
    page = opened(_scan_with_text(tmp_path, render_mode=0))

    assert page.pixels.shape[0] > HEIGHT_PX


def test_a_picture_that_is_a_part_of_its_page_is_not_the_page(tmp_path: Path) -> None:
    """A logo on a letter must not pass for the letter."""
    path = pdf_of_jpegs(tmp_path / "logo.pdf", [[(jpeg(paper()), (100.0, 0.0, 0.0, 130.0, 20.0, 20.0))]])

    page = opened(path)

    assert page.pixels.shape[0] / page.pixels.shape[1] == pytest.approx(HEIGHT_PX / WIDTH_PX, rel=0.01)
    assert page.pixels[10, 10] == 255


def test_pages_come_in_order_past_a_reopening(tmp_path: Path) -> None:
    """The file is opened afresh every so often to save memory; nobody can tell."""
    pages = [jpeg(np.full((40, 30), 3 * i, dtype=np.uint8)) for i in range(70)]
    path = pdf_of_jpegs(tmp_path / "many.pdf", [[(data, whole_page(30, 40))] for data in pages], size_pt=(30, 40))

    seen = list(rasterize(path, range(1, 71)))

    assert count_pages(path) == 70
    assert [page.page_number for page in seen] == list(range(1, 71))
    assert [round(page.pixels.mean() / 3) for page in seen if isinstance(page, PageImage)] == list(range(70))


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    """It is not called damaged: the clerk can mend this."""
    path = pdf_of_drawing(tmp_path / "secret.pdf", password="bí mật")

    with pytest.raises(FileEncrypted):
        count_pages(path)


def test_a_pdf_cut_off_loses_none_of_what_is_there_in_silence(tmp_path: Path) -> None:
    """Either the file is refused, or it is known that its end is missing."""
    whole = pdf_of_papers(tmp_path / "whole.pdf", 5)
    for share in (0.1, 0.5, 0.9, 0.99):
        path = tmp_path / f"cut-{share}.pdf"
        path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
        try:
            pages = count_pages(path)
        except FileDamaged:
            continue
        assert pages <= 5
        assert isinstance(what_is_missing(path), FileDamaged)


def test_nothing_is_missing_from_a_whole_pdf(tmp_path: Path) -> None:
    """Nothing is held against a sound file."""
    assert what_is_missing(pdf_of_papers(tmp_path / "whole.pdf", 1)) is None


def test_a_damaged_picture_costs_its_page_alone(tmp_path: Path) -> None:
    """The pages after it are still read."""
    bad = jpeg(paper(1))
    path = pdf_of_jpegs(tmp_path / "bad.pdf", [[(jpeg(paper(i)), whole_page())] for i in range(3)])
    content = path.read_bytes()
    assert content.count(bad) == 1
    path.write_bytes(content.replace(bad, bad[:20] + bytes(len(bad) - 20)))

    pages = list(rasterize(path, range(1, 4)))

    assert [page.page_number for page in pages] == [1, 2, 3]
    assert isinstance(pages[0], PageImage)
    assert isinstance(pages[2], PageImage)
    assert np.array_equal(pages[2].pixels, decoded(jpeg(paper(2))))


def test_a_page_too_large_is_refused_before_it_is_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size alone says that it is no sheet."""
    path = pdf_of_papers(tmp_path / "large.pdf", 1)
    monkeypatch.setattr(page_image, "MOST_PIXELS", WIDTH_PX * HEIGHT_PX - 1)
    monkeypatch.setattr(pdf_pages, "_decoded", None)

    assert unopened(path).error.reason is Reason.IMAGE_TOO_LARGE


def test_a_picture_seen_through_a_mask_is_drawn_with_it(tmp_path: Path) -> None:
    """Taken out alone it would be black all over."""
    ink = np.zeros((HEIGHT_PX, WIDTH_PX, 4), dtype=np.uint8)
    ink[100:200, 100:200, 3] = 255
    canvas = Canvas(str(tmp_path / "mask.pdf"), pagesize=(WIDTH_PX, HEIGHT_PX))
    canvas.drawImage(ImageReader(Image.fromarray(ink)), 0, 0, WIDTH_PX, HEIGHT_PX, mask="auto")
    canvas.save()

    pixels = opened(tmp_path / "mask.pdf").pixels
    scale = pixels.shape[0] / HEIGHT_PX

    assert pixels[round(50 * scale), round(50 * scale)] == 255
    assert pixels[round(150 * scale), round(150 * scale)] == 0


def test_a_jpeg_that_is_wrapped_once_more_is_still_a_jpeg(tmp_path: Path) -> None:
    """Some programs write it as text; it is decoded as it is, and half of one is no page."""
    data = jpeg(paper(colour=True))
    canvas = Canvas(str(tmp_path / "text.pdf"), pagesize=(WIDTH_PX, HEIGHT_PX))
    canvas.drawImage(ImageReader(io.BytesIO(data)), 0, 0, WIDTH_PX, HEIGHT_PX)
    canvas.save()
    image = next(iter(pypdfium2.PdfDocument(tmp_path / "text.pdf")[0].get_objects()))

    assert isinstance(image, pypdfium2.PdfImage)
    assert image.get_filters() == ["ASCII85Decode", "DCTDecode"]
    assert np.array_equal(opened(tmp_path / "text.pdf").pixels, decoded(data, colour=True))


def test_opening_pages_says_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A clerk's terminal is not for the remarks of libraries."""
    path = tmp_path / "g4.pdf"
    Image.fromarray(paper()).convert("1").save(path, resolution=72)
    opened(path)
    opened(pdf_of_drawing(tmp_path / "drawn.pdf"))

    assert caplog.messages == []


def _scan_with_text(folder: Path, render_mode: int) -> Path:
    path = folder / f"text-{render_mode}.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH_PX, HEIGHT_PX))
    canvas.drawImage(ImageReader(Image.fromarray(paper())), 0, 0, WIDTH_PX, HEIGHT_PX)
    text = canvas.beginText(40, 200)
    text.setTextRenderMode(render_mode)
    text.textLine("what a scanner recognised")
    canvas.drawText(text)
    canvas.save()
    return path
