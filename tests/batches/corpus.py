"""Files that no scanner should send and some day one does, beside odd ones that are to be read: what each must end as.

``python -m tests.batches.odd_files FOLDER`` writes them all and says what each costs its reader.
"""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from omr.reasons import Reason
from tests.batches.jbig2 import jbig2

Pixels = NDArray[np.uint8]
_BIG = 100_000
# What a bomb unpacks to: more than a page can have, and quick to make.
_BOMB_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Odd:
    """One file: its name, what writes it given a sheet (H, W) in grey, and what its first page must end as.

    None where the sheet on it must be read.
    """

    name: str
    write: Callable[[Pixels], bytes]
    ends_as: Reason | None


def write_corpus(folder: Path, sheet: Pixels) -> tuple[tuple[Path, Odd], ...]:
    """Write every file of the corpus into a folder; the sheet is on those that can hold one."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for odd in CORPUS:
        path = folder / odd.name
        path.write_bytes(odd.write(sheet))
        written.append((path, odd))
    return tuple(written)


def _as(kind: str, mode: str = "L", **options: object) -> Callable[[Pixels], bytes]:
    """Return what writes the sheet as a picture of a kind and mode."""

    def write(sheet: Pixels) -> bytes:
        return _saved(Image.fromarray(sheet).convert(mode), kind, **options)

    return write


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def _sixteen(kind: str) -> Callable[[Pixels], bytes]:
    return lambda sheet: _saved(Image.fromarray(sheet.astype(np.uint16) * 257), kind)


def _transparent(sheet: Pixels) -> bytes:
    """The ink alone, on nothing."""
    black = np.zeros((*sheet.shape, 4), np.uint8)
    black[:, :, 3] = 255 - sheet
    return _saved(Image.fromarray(black, "RGBA"), "PNG")


# Darker than this is black: the outlines of boxes are printed in grey, and a scanner set for faxes keeps them.
_BLACK = 215


def _bilevel(sheet: Pixels) -> Image.Image:
    return Image.fromarray(np.where(sheet > _BLACK, 255, 0).astype(np.uint8)).convert("1")


def _fax(compression: str, inverted: bool) -> Callable[[Pixels], bytes]:
    """Return what writes a fax whose white is 0 (as faxes have it) or 1."""

    def write(sheet: Pixels) -> bytes:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[262] = 1 if inverted else 0
        tags[278] = 64
        return _saved(_bilevel(sheet), "TIFF", compression=compression, tiffinfo=tags)

    return write


def _cut(write: Callable[[Pixels], bytes], share: float) -> Callable[[Pixels], bytes]:
    def cut(sheet: Pixels) -> bytes:
        data = write(sheet)
        return data[: int(len(data) * share)]

    return cut


def _png_head(width: int, height: int, data: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _tiff_head(width: int, height: int) -> bytes:
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 100))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + body + b"\0\0\0\0"


def _tiff_loop(sheet: Pixels) -> bytes:
    """A picture whose next picture is itself."""
    data = bytearray(_as("TIFF")(sheet))
    start = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, start)[0]
    struct.pack_into("<I", data, start + 2 + 12 * count, start)
    return bytes(data)


def _jpeg_head(sheet: Pixels) -> bytes:
    """A JPEG that says it is as large as a JPEG can be."""
    data = bytearray(_as("JPEG")(sheet))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, 65_500, 65_500)
    return bytes(data)


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of objects numbered from 1, of which the first is its root."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n" % (head, len(data)) + data + b"\nendstream"


_ROOT, _TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _page(contents: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """Return a PDF of one page with these contents."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R>>" % box
    return _pdf(_ROOT, _TREE, page, contents)


def _pdf_of(picture: bytes, more: bytes = b"") -> bytes:
    """Return a PDF of one page that is one picture, given as an object."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>%s>>"
    return _pdf(_ROOT, _TREE, page % more, _stream(b"", b"595 0 0 842 0 0 cm /I Do"), picture)


def _image(width: int, height: int, data: bytes, more: bytes) -> bytes:
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d%s" % (width, height, more)
    return _stream(head, data)


def _turned(by_deg: int) -> Callable[[Pixels], bytes]:
    def write(sheet: Pixels) -> bytes:
        jpeg = _as("JPEG", quality=80)(sheet)
        grey = b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
        return _pdf_of(_image(sheet.shape[1], sheet.shape[0], jpeg, grey), b"/Rotate %d" % by_deg)

    return write


def _fax_in_pdf(black_is_1: bool) -> Callable[[Pixels], bytes]:
    def write(sheet: Pixels) -> bytes:
        height, width = sheet.shape
        words = b"true" if black_is_1 else b"false"
        more = (
            b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode"
            b"/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 %s>>%s"
        ) % (width, height, words, b"/Decode[1 0]" if black_is_1 else b"")
        return _pdf_of(_image(width, height, _g4(sheet), more))

    return write


def _g4(sheet: Pixels) -> bytes:
    """Return a page as a fax codes it (ITU-T T.6), all in one strip."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[262], tags[278] = 0, sheet.shape[0]
    with Image.open(io.BytesIO(_saved(_bilevel(sheet), "TIFF", compression="group4", tiffinfo=tags))) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]
        tiff.fp.seek(start)  # type: ignore[union-attr]
        return bytes(tiff.fp.read(length))  # type: ignore[union-attr]


def _jbig2_in_pdf(sheet: Pixels) -> bytes:
    height, width = sheet.shape
    more = b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode"
    return _pdf_of(_image(width, height, jbig2(width, height, _g4(sheet)), more))


def _jpx_in_pdf(sheet: Pixels) -> bytes:
    return _pdf_of(_image(sheet.shape[1], sheet.shape[0], _as("JPEG2000")(sheet), b"/Filter/JPXDecode"))


def _bomb_in_pdf(_sheet: Pixels) -> bytes:
    """A picture of 100,000 x 100,000 pixels in some kilobytes."""
    data = zlib.compress(zlib.compress(bytes(_BOMB_BYTES), 9), 9)
    more = b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter[/FlateDecode/FlateDecode]"
    return _pdf_of(_image(_BIG, _BIG, data, more))


def _drawing_bomb(_sheet: Pixels) -> bytes:
    """Two hundred megabytes of strokes."""
    data = zlib.compress(b"0 0 m 595 842 l S\n" * (_BOMB_BYTES // 18), 9)
    return _page(_stream(b"/Filter/FlateDecode", data))


def _form_bomb(_sheet: Pixels) -> bytes:
    """A drawing that holds ten of the next, nine deep: a thousand million squares."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    forms = []
    for depth in range(9):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + depth)
        forms.append(_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner, b"/F Do " * 10))
    last = _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]", b"10 10 9 9 re f")
    return _pdf(_ROOT, _TREE, page, _stream(b"", b"/F Do"), *forms, last)


def _form_loop(_sheet: Pixels) -> bytes:
    """A drawing that holds itself."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return _pdf(_ROOT, _TREE, page, _stream(b"", b"/F Do"), _stream(form, b"/F Do /F Do"))


def _tree_loop(_sheet: Pixels) -> bytes:
    """A tree of pages that grows on itself."""
    return _pdf(_ROOT, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def _deep_tree(_sheet: Pixels) -> bytes:
    """Five thousand branches, each with one twig."""
    branches = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n + 1, n + 3) for n in range(5000)]
    return _pdf(_ROOT, *branches, b"<</Type/Page/Parent 5001 0 R/MediaBox[0 0 595 842]>>")


def _nested(_sheet: Pixels) -> bytes:
    """A list in a list, a hundred thousand deep."""
    return _pdf(b"<</Type/Catalog/Pages 2 0 R/Deep %s>>" % (b"[" * _BIG + b"]" * _BIG), _TREE, b"<</Type/Page>>")


def _many_pages(count: int) -> Callable[[Pixels], bytes]:
    def write(_sheet: Pixels) -> bytes:
        kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
        tree = b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 298 421]>>" % (kids, count)
        return _pdf(_ROOT, tree, *[b"<</Type/Page/Parent 2 0 R>>"] * count)

    return write


def _counted_wrong(_sheet: Pixels) -> bytes:
    """A file that says it has two thousand million pages, and has one."""
    return _pdf(_ROOT, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>")


def _xref_loop(_sheet: Pixels) -> bytes:
    """A table of contents whose earlier part is itself."""
    data = _page(_stream(b"", b"q Q"))
    at = data.index(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _locked(sheet: Pixels) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), encrypt="mật khẩu")
    canvas.drawImage(ImageReader(io.BytesIO(_as("JPEG")(sheet))), 0, 0, 595, 842)
    canvas.save()
    return stream.getvalue()


def _strips(sheet: Pixels) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[278] = 16
    return _saved(Image.fromarray(sheet), "TIFF", compression="tiff_lzw", tiffinfo=tags)


def _blank(width: int, height: int, kind: str) -> Callable[[Pixels], bytes]:
    return lambda _sheet: _saved(Image.new("L", (width, height), 255), kind)


def _colour_pdf(sheet: Pixels) -> bytes:
    jpeg = _as("JPEG", "CMYK", quality=85)(sheet)
    # Pillow writes it as Adobe does, the other way round, and a PDF must say so.
    more = b"/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode/Decode[1 0 1 0 1 0 1 0]"
    return _pdf_of(_image(sheet.shape[1], sheet.shape[0], jpeg, more))


_D, _E, _BIGGER = Reason.FILE_DAMAGED, Reason.FILE_EMPTY, Reason.IMAGE_TOO_LARGE

CORPUS = (
    Odd("rỗng.pdf", lambda _: b"", _E),
    Odd("cắt cụt.pdf", _cut(_turned(0), 0.4), _D),
    Odd("cắt cụt.jpg", _cut(_as("JPEG"), 0.5), Reason.PAGE_DAMAGED),
    Odd("cắt cụt.png", _cut(_as("PNG"), 0.5), Reason.PAGE_DAMAGED),
    Odd("cắt cụt.tif", _cut(_as("TIFF"), 0.05), Reason.PAGE_DAMAGED),
    Odd("chữ.pdf", lambda _: "không phải PDF".encode(), _D),
    Odd("chữ.png", lambda _: b"<html>login</html>", _D),
    Odd("khóa.pdf", _locked, Reason.FILE_ENCRYPTED),
    Odd("bom đầu.png", lambda _: _png_head(_BIG, _BIG, zlib.compress(bytes(_BIG))), _BIGGER),
    Odd("bom.png", lambda _: _png_head(20_000, 20_000, zlib.compress(bytes(20_000 * 20_001), 9)), _BIGGER),
    Odd("bom.tif", lambda _: _tiff_head(_BIG, _BIG), _BIGGER),
    Odd("bom.jpg", _jpeg_head, _BIGGER),
    Odd("bom ảnh.pdf", _bomb_in_pdf, _BIGGER),
    Odd("bom khổ giấy.pdf", lambda _: _page(_stream(b"", b""), b"0 0 1000000 1000000"), _BIGGER),
    Odd("bom nét vẽ.pdf", _drawing_bomb, Reason.READER_FAILED),
    Odd("bom lồng.pdf", _form_bomb, Reason.READER_FAILED),
    Odd("vòng hình.pdf", _form_loop, Reason.READER_FAILED),
    Odd("vòng cây.pdf", _tree_loop, Reason.BLANK_PAGE),
    Odd("vòng mục lục.pdf", _xref_loop, Reason.BLANK_PAGE),
    Odd("vòng.tif", _tiff_loop, None),
    Odd("cây sâu.pdf", _deep_tree, Reason.BLANK_PAGE),
    Odd("lồng sâu.pdf", _nested, Reason.BLANK_PAGE),
    Odd("đếm sai.pdf", _counted_wrong, Reason.BLANK_PAGE),
    Odd("ba nghìn trang.pdf", _many_pages(3000), Reason.BLANK_PAGE),
    Odd("1x1.png", _blank(1, 1, "PNG"), Reason.BLANK_PAGE),
    Odd("1x1.jpg", _blank(1, 1, "JPEG"), Reason.BLANK_PAGE),
    Odd("một cột.tif", _blank(1, 9000, "TIFF"), Reason.BLANK_PAGE),
    Odd("tên sai.jpg", _turned(0), None),
    Odd("tên sai.pdf", _as("PNG"), None),
    Odd("phiếu quét tuần 38 – hòm số 2.jpg", _as("JPEG"), None),
    Odd("không có dpi.tif", _as("TIFF"), None),
    Odd("cmyk.jpg", _as("JPEG", "CMYK"), None),
    Odd("cmyk.tif", _as("TIFF", "CMYK"), None),
    Odd("cmyk.pdf", _colour_pdf, None),
    Odd("bảng màu.png", _as("PNG", "P"), None),
    Odd("16 bit.png", _sixteen("PNG"), None),
    Odd("16 bit.tif", _sixteen("TIFF"), None),
    Odd("trong suốt.png", _transparent, None),
    Odd("jpeg 2000.jp2", _as("JPEG2000"), None),
    Odd("jpeg 2000.pdf", _jpx_in_pdf, None),
    Odd("jbig2.pdf", _jbig2_in_pdf, None),
    Odd("fax nhóm 3.tif", _fax("group3", False), None),
    Odd("fax nhóm 3 ngược.tif", _fax("group3", True), None),
    Odd("fax nhóm 4.tif", _fax("group4", False), None),
    Odd("fax nhóm 4 ngược.tif", _fax("group4", True), None),
    Odd("fax.pdf", _fax_in_pdf(False), None),
    Odd("fax ngược.pdf", _fax_in_pdf(True), None),
    Odd("dải.tif", _strips, None),
    Odd("xoay.pdf", _turned(270), None),
)
