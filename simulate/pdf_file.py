"""How is a scanner's PDF put together? One picture a page, its bytes as the scanner compressed them, nothing else."""

import io
from types import TracebackType
from typing import BinaryIO

from PIL import Image

from omr.geometry import POINTS_PER_INCH
from simulate.canvas import Pixels

_ROWS_PER_STRIP_TAG = 278
_STRIP_OFFSETS_TAG = 273
_STRIP_BYTE_COUNTS_TAG = 279


class PdfWriter:
    """Writes pages one at a time, so that a file of a thousand pages needs the memory of one.

    Use as a context manager; the file is complete when it is left.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._offsets: list[int] = [0, 0]  # of objects 1 (catalogue) and 2 (pages), written last
        self._pages: list[int] = []
        stream.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> "PdfWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()

    def add_jpeg(self, jpeg: bytes, size_px: tuple[int, int], in_colour: bool, dpi: float) -> None:
        """Add a page that is a JPEG file of this width and height."""
        space = "/DeviceRGB" if in_colour else "/DeviceGray"
        self._add(jpeg, f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode", size_px, dpi)

    def add_one_bit(self, pixels: Pixels, dpi: float) -> None:
        """Add a page of black (0) and white (255), compressed as a fax is (CCITT group 4)."""
        height_px, width_px = pixels.shape
        parameters = f"<< /K -1 /Columns {width_px} /Rows {height_px} /BlackIs1 true >>"
        self._add(
            group4(pixels),
            f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms {parameters}",
            (width_px, height_px),
            dpi,
        )

    def _add(self, data: bytes, description: str, size_px: tuple[int, int], dpi: float) -> None:
        width, height = (side * POINTS_PER_INCH / dpi for side in size_px)
        image = self._write(
            f"<< /Type /XObject /Subtype /Image /Width {size_px[0]} /Height {size_px[1]} {description}"
            f" /Length {len(data)} >>",
            data,
        )
        drawing = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Scan Do Q".encode()
        contents = self._write(f"<< /Length {len(drawing)} >>", drawing)
        self._pages.append(
            self._write(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.4f} {height:.4f}]"
                f" /Resources << /XObject << /Scan {image} 0 R >> >> /Contents {contents} 0 R >>"
            )
        )

    def _write(self, dictionary: str, data: bytes | None = None) -> int:
        self._offsets.append(self._stream.tell())
        number = len(self._offsets)
        self._write_object(number, dictionary, data)
        return number

    def _write_object(self, number: int, dictionary: str, data: bytes | None = None) -> None:
        self._stream.write(f"{number} 0 obj\n{dictionary}\n".encode())
        if data is not None:
            self._stream.write(b"stream\n" + data + b"\nendstream\n")
        self._stream.write(b"endobj\n")

    def _finish(self) -> None:
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        heads = ("<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>")
        for number, dictionary in enumerate(heads, start=1):
            self._offsets[number - 1] = self._stream.tell()
            self._write_object(number, dictionary)
        start = self._stream.tell()
        self._stream.write(f"xref\n0 {len(self._offsets) + 1}\n0000000000 65535 f \n".encode())
        for offset in self._offsets:
            self._stream.write(f"{offset:010d} 00000 n \n".encode())
        size = len(self._offsets) + 1
        self._stream.write(f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def group4(pixels: Pixels) -> bytes:
    """Return a black and white picture, (H, W) of 0 and 255, as one CCITT group 4 strip in which black is 1."""
    file = io.BytesIO()
    image = Image.fromarray(pixels).convert("1", dither=Image.Dither.NONE)
    image.save(file, format="TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP_TAG: pixels.shape[0]})
    with Image.open(file) as tiff:
        tags = tiff.tag_v2  # type: ignore[attr-defined]
        start, length = tags[_STRIP_OFFSETS_TAG][0], tags[_STRIP_BYTE_COUNTS_TAG][0]
    return file.getvalue()[start : start + length]
