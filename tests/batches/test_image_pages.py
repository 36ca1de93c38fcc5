"""Facts about opening TIFF, JPEG, PNG and the like."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from batches import image_pages
from batches.page_image import PageUnopened
from batches.rasterize import count_pages, rasterize
from omr.errors import FileDamaged, ImageTooLarge, PageDamaged
from tests.batches.pictures import DPI, bilevel, coloured, decoded, jpeg, opened, page, saved


@pytest.mark.parametrize("pixels", [page(), coloured()])
def test_a_jpeg_is_decoded_as_it_is(tmp_path: Path, pixels: NDArray[np.uint8]) -> None:
    """Grey stays grey and colour colour, to the last level."""
    path = tmp_path / "scan.jpg"
    path.write_bytes(jpeg(pixels))

    [read] = opened(path)

    assert np.array_equal(read.pixels, decoded(jpeg(pixels)))


def test_the_resolution_is_what_the_file_claims(tmp_path: Path) -> None:
    """Where it claims one that can be true."""
    picture = Image.fromarray(page())

    assert opened(saved(tmp_path / "a.jpg", picture, dpi=(DPI, DPI)))[0].dpi == DPI
    assert opened(saved(tmp_path / "b.tif", picture, dpi=(DPI, DPI)))[0].dpi == DPI
    assert opened(saved(tmp_path / "c.jpg", picture, dpi=(1, 1)))[0].dpi is None
    assert opened(saved(tmp_path / "d.png", picture))[0].dpi is None


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "tiff_adobe_deflate", None])
def test_every_page_of_a_tiff_is_read_in_order(tmp_path: Path, compression: str | None) -> None:
    """Black and white, packed in every way."""
    pictures = [Image.fromarray(bilevel(seed)).convert("1") for seed in range(3)]
    path = saved(tmp_path / "scan.tif", pictures[0], save_all=True, append_images=pictures[1:], compression=compression)

    assert count_pages(path) == 3
    assert all(np.array_equal(read.pixels, bilevel(seed)) for seed, read in enumerate(opened(path)))
    assert [read.page_number for read in rasterize(path, range(2, 4))] == [2, 3]


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    """Each level to its own."""
    wide = Image.fromarray(page().astype(np.uint16) * 257)

    for name in ("scan.tif", "scan.png"):
        assert np.array_equal(opened(saved(tmp_path / name, wide))[0].pixels, page())


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA"])
def test_a_png_of_any_kind_gives_the_same_page(tmp_path: Path, mode: str) -> None:
    """1-bit, grey, palette, colour and transparent."""
    path = saved(tmp_path / "scan.png", Image.fromarray(bilevel()).convert(mode))

    assert np.array_equal(opened(path)[0].pixels, bilevel())


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    """A transparent picture lies on white."""
    picture = np.zeros((60, 40, 4), np.uint8)
    picture[10:20, 10:20, 3] = 255
    [read] = opened(saved(tmp_path / "scan.png", Image.fromarray(picture)))

    assert read.pixels[0, 0] == 255
    assert read.pixels[15, 15] == 0


def test_printing_colours_become_light(tmp_path: Path) -> None:
    """Cyan, magenta, yellow and black are ink: no ink is white."""
    picture = Image.fromarray(bilevel()).convert("RGB").convert("CMYK")

    assert np.array_equal(opened(saved(tmp_path / "scan.tif", picture))[0].pixels, bilevel())


@pytest.mark.parametrize("name", ["scan.bmp", "scan.webp", "scan.jp2"])
def test_other_kinds_of_picture_are_read(tmp_path: Path, name: str) -> None:
    """Near enough, where the packing loses a little."""
    [read] = opened(saved(tmp_path / name, Image.fromarray(page()).convert("RGB")))
    grey = read.pixels if read.pixels.ndim == 2 else cv2.cvtColor(read.pixels, cv2.COLOR_BGR2GRAY)

    assert np.abs(grey.astype(int) - page()).mean() < 4


def test_colours_come_in_the_order_blue_green_red(tmp_path: Path) -> None:
    """Pillow's order is turned round."""
    path = saved(tmp_path / "scan.png", Image.fromarray(coloured()[:, :, ::-1]))

    assert np.array_equal(opened(path)[0].pixels, coloured())


@pytest.mark.parametrize("name", ["scan.jpg", "scan.png", "scan.tif", "scan.bmp", "scan.jp2", "scan.webp"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_half_a_picture_is_no_page(tmp_path: Path, name: str, share: float) -> None:
    """A file that was cut off gives a reason, never the upper half of a page."""
    path = saved(tmp_path / name, Image.fromarray(page()))
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])

    try:
        pages = list(rasterize(path, range(1, count_pages(path) + 1)))
    except FileDamaged:
        return
    assert [type(page.error) for page in pages if isinstance(page, PageUnopened)] == [PageDamaged]


def test_a_tiff_cut_off_in_its_last_page_keeps_those_before(tmp_path: Path) -> None:
    """Each page is opened for itself."""
    pictures = [Image.fromarray(page(seed)) for seed in range(3)]
    path = saved(tmp_path / "scan.tif", pictures[0], save_all=True, append_images=pictures[1:])
    path.write_bytes(path.read_bytes()[:-100_000])

    pages = list(rasterize(path, range(1, count_pages(path) + 1)))

    assert [isinstance(page, PageUnopened) for page in pages] == [False, False, True]


def test_a_directory_without_sizes_is_damage(tmp_path: Path) -> None:
    """What is only met while pages are counted is a reason like any other."""
    picture = Image.fromarray(page())
    path = saved(tmp_path / "scan.tif", picture, save_all=True, append_images=[picture])
    content = bytearray(path.read_bytes())
    # The second page's tags 256 and 257, width and height, get numbers that nothing is filed under.
    second = content.rindex(b"\x00\x01\x04\x00\x01\x00\x00\x00")
    content[second : second + 2] = b"\x02\x00"
    path.write_bytes(bytes(content))

    with pytest.raises(FileDamaged):
        count_pages(path)


def test_a_picture_too_large_is_refused_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header is enough; the pixels are never decoded."""
    path = saved(tmp_path / "scan.png", Image.new("1", (20_000, 10_000)))
    monkeypatch.setattr(image_pages, "_as_array", None)

    [result] = rasterize(path, range(1, 2))

    assert isinstance(result, PageUnopened)
    assert isinstance(result.error, ImageTooLarge)
