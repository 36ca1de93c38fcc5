"""A scanner's PDF is whole, or is no PDF."""

import io
import re
from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2
import pytest

from simulate.canvas import Pixels
from simulate.chance import Stream
from simulate.pdf_file import PdfWriter, group4


def _written(pages: Sequence[Pixels], dpi: float = 100.0) -> bytes:
    stream = io.BytesIO()
    with PdfWriter(stream) as writer:
        for page in pages:
            writer.add_one_bit(page, dpi)
    return stream.getvalue()


def _bits(height: int, width: int, seed: int = 1) -> Pixels:
    return np.where(Stream(seed).rng().random((height, width)) < 0.5, 0, 255).astype(np.uint8)


def test_every_object_is_where_the_table_says() -> None:
    """Each offset leads to the object of its number; the table is where the end says it is."""
    data = _written([_bits(40, 30), _bits(30, 40)])
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert data[start:].startswith(b"xref\n")
    offsets = [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n \n", data[start:])]

    assert len(offsets) == 2 + 3 * 2
    for number, offset in enumerate(offsets, start=1):
        assert data[offset:].startswith(f"{number} 0 obj\n".encode())


@pytest.mark.parametrize("height", [1, 33, 2500])
def test_black_and_white_come_back_to_the_last_pixel(height: int) -> None:
    """However high a page: one strip holds it all."""
    bits = _bits(height, 400)
    with pypdfium2.PdfDocument(_written([bits], 72.0)) as document:
        (picture,) = document[0].get_objects()
        seen = picture.get_bitmap().to_numpy().squeeze()
        seen = seen[..., 0] if seen.ndim == 3 else seen
        assert np.array_equal(seen.reshape(bits.shape), bits)
        assert document[0].get_size() == pytest.approx((400, height), abs=0.01)


def test_a_jpeg_is_put_in_as_it_is() -> None:
    """Byte by byte, as large on paper as its resolution makes it, grey or in colour."""
    stream = io.BytesIO()
    jpegs = [cv2.imencode(".jpg", page)[1].tobytes() for page in (_bits(50, 80), np.dstack([_bits(50, 80)] * 3))]
    with PdfWriter(stream) as writer:
        for jpeg, in_colour in zip(jpegs, (False, True), strict=True):
            writer.add_jpeg(jpeg, (80, 50), in_colour, 200.0)
    data = stream.getvalue()

    assert all(jpeg in data for jpeg in jpegs)
    assert (data.count(b"/DeviceGray"), data.count(b"/DeviceRGB")) == (1, 1)
    with pypdfium2.PdfDocument(data) as document:
        assert [page.get_size() for page in document] == [pytest.approx((80 * 0.36, 50 * 0.36))] * 2


def test_a_file_that_was_broken_off_has_no_end() -> None:
    """Whoever opens it is told; an empty one that was finished has no pages."""
    stream = io.BytesIO()

    def broken_off() -> None:
        with PdfWriter(stream) as writer:
            writer.add_one_bit(_bits(8, 8), 100.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert b"%%EOF" not in stream.getvalue()
    assert b"/Count 0" in _written([])


def test_group_four_is_smaller_than_what_it_holds() -> None:
    """A white page takes next to nothing."""
    white: Pixels = np.full((1000, 1000), 255, np.uint8)

    assert 0 < len(group4(white)) < 300
    assert group4(white) == group4(white.copy())
